"""The verdict on a claim: which passage it is laid on, whose words these are, and which rung holds. Pure.

First the passage is chosen, over all speakers and all text; then the speaker is compared; then the first rung of
the ladder that holds is taken. Reporting differs between honest reporters: a verdict says what is there, and
"not found" never means that something was not said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from quotesdb.check.align import weight
from quotesdb.check.claim import ParsedClaim
from quotesdb.check.context import Cut
from quotesdb.check.edits import Edit, EditClass, Op
from quotesdb.check.evidence import Evidence, Region, Said
from quotesdb.check.readings import Reading, readings
from quotesdb.check.speakers import could_be_anybody, same_speaker
from quotesdb.check.tiers import TIERS, Tier, tier_of
from quotesdb.check.words import split
from quotesdb.values import Span


class Verdict(StrEnum):
    """What is to be said of a claim, from the best to the worst; `docs/checking.md` says when each holds."""

    VERBATIM = "verbatim"
    VERBATIM_NORMALISED = "verbatim_normalised"
    VERBATIM_ELIDED = "verbatim_elided"
    TRUNCATED = "truncated"
    SPLICED = "spliced"
    ALTERED = "altered"
    MISATTRIBUTED = "misattributed"
    ATTRIBUTION_UNCERTAIN = "attribution_uncertain"
    PARAPHRASE = "paraphrase"
    ONLY_IN_NARRATION = "only_in_narration"
    NOT_FOUND = "not_found"


VERBATIM = frozenset({Verdict.VERBATIM, Verdict.VERBATIM_NORMALISED, Verdict.VERBATIM_ELIDED})
_LADDER = tuple(Verdict)

FOUND = 0.6
"""Share of the claimed words, common ones counted half, from which a passage is the one that is meant."""

FOUND_ELSEWHERE = 0.75
"""The same for the words of somebody else or of the reporter: a likeness there proves less."""

_OMITTED = 3
"""Words that may be missing inside a sentence before a claim counts as spliced."""

_SHIFTED = frozenset({EditClass.PRONOUN, EditClass.TENSE, EditClass.MODAL, EditClass.INFLECTION})

TOO_SHORT = "fewer than five words: they prove little without the speaker, and little without the date"


@dataclass(frozen=True, slots=True)
class Passage:
    """One reading of a claim as users see it: where it lies, whose words, how well they agree.

    ``fits`` is whether the speaker is the one claimed; null if none was claimed. ``rung`` is the verdict that
    the words alone would get.
    """

    evidence: Evidence
    region: Region
    said: Said | None
    spans: tuple[Span, ...]
    rung: Verdict
    tier: Tier | None
    fits: bool | None
    coverage: float
    cost: int
    edits: tuple[Edit, ...]
    cuts: tuple[Cut, ...]
    insertions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict with its passages, best first; of ``not_found`` they are the nearest ones."""

    verdict: Verdict
    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = ()


def judge(claim: ParsedClaim, speaker: str | None, evidence: Sequence[Evidence]) -> Judged:
    """The verdict on a claim, said by ``speaker`` or by anybody, from these articles."""
    if not len(claim.words):
        return Judged(Verdict.NOT_FOUND, (), ("the claim has no words",))
    found = [_passage(claim, speaker, reading) for reading in readings(claim, evidence, speaker)]
    if not found:
        return Judged(Verdict.NOT_FOUND, (), _short_note(claim))
    best = _best(found)
    verdict = _verdict(claim, speaker, best)
    equals = [p for p in found if _rank(p)[:2] == _rank(best)[:2] and p.rung == best.rung and p is not best]
    others = (
        [] if verdict is not Verdict.NOT_FOUND else [p for p in found if p is not best and p not in equals]
    )
    passages = (best, *sorted(equals, key=_rank), *sorted(others, key=_rank)[:2])
    return Judged(verdict, passages, _short_note(claim))


def _short_note(claim: ParsedClaim) -> tuple[str, ...]:
    return (TOO_SHORT,) if claim.is_short else ()


def _best(found: Sequence[Passage]) -> Passage:
    """The best passage over all speakers; one of the claimed speaker's that is as good, or nearly, goes first."""
    best = min(found, key=_rank)
    own = min((p for p in found if p.fits), key=_rank, default=None)
    if own is None or best.fits:
        return best
    nearly = best.cost > 0 and own.cost <= best.cost + 1
    return own if nearly or _rank(own)[0] == _rank(best)[0] else best


def _rank(passage: Passage) -> tuple[object, ...]:
    """What makes a passage better: fewer words that differ, the speaker, better evidence, the better rung."""
    return (
        passage.cost,
        passage.fits is False,
        passage.region,
        _LADDER.index(passage.rung),
        not passage.evidence.transcript,
        TIERS.index(passage.tier) if passage.tier else 0,
        passage.evidence.order,
        passage.spans[0],
    )


def _verdict(claim: ParsedClaim, speaker: str | None, best: Passage) -> Verdict:
    if not _is_found(claim, best):
        return Verdict.NOT_FOUND
    if best.region in (Region.NARRATION, Region.HEADLINE):
        return Verdict.ONLY_IN_NARRATION
    if best.fits is False:
        return Verdict.ATTRIBUTION_UNCERTAIN if _is_unsure(speaker, best.said) else Verdict.MISATTRIBUTED
    if speaker is None and claim.is_short:
        return Verdict.ATTRIBUTION_UNCERTAIN
    return Verdict.PARAPHRASE if best.region is Region.REPORTED else best.rung


def _is_found(claim: ParsedClaim, best: Passage) -> bool:
    if claim.is_short:
        if best.fits is False or best.region >= Region.NARRATION:
            return best.cost == 0 and claim.telling >= 2
        return best.cost == 0 or (best.coverage >= FOUND and best.fits is True)
    if best.region is Region.REPORTED:
        return _unshifted(claim, best) >= FOUND_ELSEWHERE
    own = best.region is Region.QUOTED and best.fits is not False
    return best.coverage >= (FOUND if own else FOUND_ELSEWHERE)


def _unshifted(claim: ParsedClaim, best: Passage) -> float:
    """The agreement with reported words, were they turned back to what was said: "he would" to "I will"."""
    shifted = [edit for edit in best.edits if edit.size == 1 and _SHIFTED.intersection(edit.flags)]
    weights = [weight(key) for edit in shifted for key in split(edit.claim).keys]
    return best.coverage + sum(weights) / (sum(map(weight, claim.words.keys)) or 1)


def _is_unsure(speaker: str | None, said: Said | None) -> bool:
    if said is None or speaker is None:
        return True
    return not said.sure or could_be_anybody(said.speaker)


def _passage(claim: ParsedClaim, speaker: str | None, reading: Reading) -> Passage:
    region, said = reading.owner
    edits = tuple(edit for piece in reading.pieces for edit in piece.edits) + reading.unplaced
    governing = reading.cuts if region is Region.QUOTED else ()
    rung, tier = _rung(claim, reading, edits, governing)
    return Passage(
        evidence=reading.pieces[0].evidence,
        region=region,
        said=said,
        spans=tuple(piece.span for piece in reading.pieces),
        rung=rung,
        tier=tier,
        fits=_fits(speaker, reading, region),
        coverage=reading.coverage,
        cost=reading.cost,
        edits=edits,
        cuts=governing,
        insertions=reading.insertions,
    )


def _fits(speaker: str | None, reading: Reading, region: Region) -> bool | None:
    if speaker is None or region in (Region.NARRATION, Region.HEADLINE):
        return None
    return any(
        said is not None and said.speaker is not None and same_speaker(speaker, said.speaker, said.names)
        for said in reading.speakers
    )


def _rung(
    claim: ParsedClaim, reading: Reading, edits: Sequence[Edit], governing: Sequence[Cut]
) -> tuple[Verdict, Tier | None]:
    counted = [edit for edit in edits if edit.counted]
    if reading.jumps or any(_splices(reading, edit) for edit in counted):
        return Verdict.SPLICED, None
    if counted:
        return Verdict.ALTERED, None
    tier = max((tier_of(claim, piece) for piece in reading.pieces), key=TIERS.index)
    if len(reading.pieces) > 1 and reading.elides:
        tier = Tier.ELLIPSIS
    if any(cut.governs for cut in governing):
        return Verdict.TRUNCATED, tier
    if tier in (Tier.INSERTION, Tier.ELLIPSIS):
        return Verdict.VERBATIM_ELIDED, tier
    return (Verdict.VERBATIM if tier is Tier.EXACT else Verdict.VERBATIM_NORMALISED), tier


def _splices(reading: Reading, edit: Edit) -> bool:
    """Whether an unmarked omission is more than a few words, or a whole sentence."""
    if edit.op is not Op.DELETE:
        return False
    return edit.size > _OMITTED or reading.is_whole_sentence(edit.source_span)


__all__ = ["VERBATIM", "Judged", "Passage", "Verdict", "judge"]
