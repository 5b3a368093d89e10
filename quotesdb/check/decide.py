"""The verdict on a claim: which passage it is laid on, whose words these are, and which rung holds. Pure.

First the passage is chosen, over all speakers and all text; then the speaker is compared; then the first
rung of the ladder that holds is taken. Reporting differs between honest reporters: a verdict says what is
there, and "not found" never means that something was not said.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from quotesdb.check.align import weight
from quotesdb.check.claim import ParsedClaim
from quotesdb.check.context import Cut
from quotesdb.check.edits import Edit, EditClass, Op
from quotesdb.check.evidence import Evidence, Region, Said
from quotesdb.check.match import STRONG, Placed, near
from quotesdb.check.readings import Reading, is_small_gap, readings
from quotesdb.check.tiers import TIERS, Tier, is_exact, tier_of
from quotesdb.check.whom import Whom
from quotesdb.check.words import Flag, split
from quotesdb.names.claimed import could_be, is_named, same_speaker
from quotesdb.values import VERBATIM, AgentKind, ClaimVerdict, Span

_LONGEST_BRACKET = 300
_LADDER = tuple(ClaimVerdict)

FOUND = 0.6
"""Share of the claimed words, common ones counted half, from which a passage is the one that is meant."""

FOUND_ELSEWHERE = 0.75
"""The same for the words of somebody else or of the reporter: a likeness there proves less."""

FOUND_BY_RUN, _LONG_RUN, _LONG_RUN_OF_ANYBODY = 0.4, 8.0, 10.0
"""The share that suffices where a run of this weight agrees, as before an invented tail: six words
or so, more where nobody is claimed to have said it."""

_SHIFTED = frozenset({EditClass.PRONOUN, EditClass.TENSE, EditClass.MODAL, EditClass.INFLECTION})

CLOSE = 0.8
"""Share of the words from which another article's version is the same utterance, printed otherwise."""

PRINTED_OTHERWISE = (
    "another article prints these words of the same speaker otherwise: honest reporters differ"
)
CUT_ELSEWHERE = "elsewhere these words of the same speaker stand with “{cut}”, which governs them"
_OCCASION = 7
"""Days between the printing of a transcript and of an article that may quote from it."""
NOBODY_ACCUSED = (
    "stored as the words of {stored}; that is not sure enough to say that {claimed} did not say them"
)
EITHER = "stored as the words of {stored}; {other} may be meant as well"
TOO_SHORT = "fewer than five words: they prove little without the speaker, and little without the date"


@dataclass(frozen=True, slots=True)
class Passage:
    """One reading of a claim as users see it: where it lies, whose words, how well they agree.

    ``fits`` is whether the speaker is the one claimed; null if none was claimed. ``rung`` is the verdict that
    the words alone would get. ``elsewhere`` has the pieces of a splice that other articles have.
    """

    evidence: Evidence
    region: Region
    said: Said | None
    spans: tuple[Span, ...]
    rung: ClaimVerdict
    tier: Tier | None
    fits: bool | None
    coverage: float
    run: float
    cost: int
    edits: tuple[Edit, ...]
    cuts: tuple[Cut, ...]
    insertions: tuple[str, ...] = ()
    elsewhere: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict with its passages, best first; of ``not_found`` they are the nearest ones."""

    verdict: ClaimVerdict
    passages: tuple[Passage, ...]
    notes: tuple[str, ...] = ()


def judge(
    claim: ParsedClaim, speaker: str | None, evidence: Sequence[Evidence], namesakes: Collection[str] = ()
) -> Judged:
    """The verdict on a claim, said by ``speaker`` or by anybody, from these articles.

    ``namesakes`` are the ids of speakers of that name who are known not to be meant.
    """
    if not len(claim.words):
        return Judged(ClaimVerdict.NOT_FOUND, (), ("the claim has no words",))
    whom = None if speaker is None else Whom(speaker, namesakes)
    found = [_passage(claim, whom, reading) for reading in readings(claim, evidence, whom)]
    if not found:
        return Judged(ClaimVerdict.NOT_FOUND, (), _short_note(claim))
    closest = _best(found)
    fuller = [] if claim.is_short else _fuller(found, closest)
    best = next((p for p in fuller if _is_transcribed(p, closest)), closest)
    verdict = _verdict(claim, whom, best)
    equals = [p for p in found if _rank(p)[:2] == _rank(best)[:2] and p.rung == best.rung and p is not best]
    others = (
        []
        if verdict is not ClaimVerdict.NOT_FOUND
        else [p for p in found if p is not best and p not in equals]
    )
    otherwise = _otherwise(claim, whom, best, evidence)
    cut = [] if best in fuller else [CUT_ELSEWHERE.format(cut=c.words) for p in fuller[:1] for c in p.cuts]
    notes = [*([PRINTED_OTHERWISE] if otherwise else []), *cut, *_not_accused(speaker, best, verdict)]
    passages = (
        best,
        *best.elsewhere,
        *sorted(equals, key=_rank),
        *(p for p in (closest, *fuller) if p is not best and p not in equals),
        *otherwise,
        *sorted(others, key=_rank)[:2],
    )
    return Judged(verdict, passages, (*_short_note(claim), *notes))


def _otherwise(
    claim: ParsedClaim, whom: Whom | None, best: Passage, evidence: Sequence[Evidence]
) -> list[Passage]:
    """Where other articles have the same speaker say nearly the words that one has to the letter."""
    said = best.said
    if best.cost or best.region is not Region.QUOTED or said is None or said.speaker is None:
        return []
    others = [one for one in evidence if one is not best.evidence]
    close = near(others, claim, 0, len(claim.words)) if others and not claim.is_short else []
    found = [_passage(claim, whom, Reading((placed,))) for placed in close if placed.cost]
    return [
        passage
        for passage in sorted(found, key=_rank)
        if passage.coverage >= CLOSE
        and passage.region is Region.QUOTED
        and passage.said is not None
        and passage.said.speaker is not None
        and same_speaker(said.speaker.name, passage.said.speaker, passage.said.names)
    ]


def _fuller(found: Sequence[Passage], best: Passage) -> list[Passage]:
    """Where other articles have the same words of the same speaker with what governs them, best first."""
    if best.rung not in VERBATIM or best.region is not Region.QUOTED:
        return []
    fuller = (
        p
        for p in found
        if p.evidence is not best.evidence
        and p.rung is ClaimVerdict.TRUNCATED
        and p.cost == best.cost
        and _is_of_same(p.said, best.said)
    )
    return sorted(fuller, key=_rank)


def _is_of_same(one: Said | None, other: Said | None) -> bool:
    if one is None or other is None or one.speaker is None or other.speaker is None:
        return False
    if one.speaker_id is not None and one.speaker_id == other.speaker_id:
        return True
    return same_speaker(other.speaker.name, one.speaker, one.names)


def _is_transcribed(fuller: Passage, best: Passage) -> bool:
    """Whether a transcript shows what another article, printed about then, has cut the words from."""
    if not fuller.evidence.transcript or best.evidence.transcript:
        return False
    try:
        one, other = (date.fromisoformat(p.evidence.order[0][:10]) for p in (fuller, best))
    except ValueError:
        return True
    return abs((one - other).days) <= _OCCASION


def _not_accused(speaker: str | None, best: Passage, verdict: ClaimVerdict) -> list[str]:
    """Both names, where another one is stored than the one claimed and that does not prove anything."""
    stored, other = (best.said.speaker, best.said.alternative) if best.said else (None, None)
    if stored and other and verdict is not ClaimVerdict.NOT_FOUND and speaker is not None:
        return [EITHER.format(stored=stored.name, other=other.name)]
    if verdict is not ClaimVerdict.ATTRIBUTION_UNCERTAIN or best.fits is not False or stored is None:
        return []
    return [NOBODY_ACCUSED.format(stored=stored.name, claimed=speaker)]


def _short_note(claim: ParsedClaim) -> tuple[str, ...]:
    return (TOO_SHORT,) if claim.is_short else ()


def _best(found: Sequence[Passage]) -> Passage:
    """The best passage over all speakers; the claimed speaker's own goes first if as good, or nearly."""
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


def _verdict(claim: ParsedClaim, whom: Whom | None, best: Passage) -> ClaimVerdict:
    if not _is_found(claim, best):
        return ClaimVerdict.NOT_FOUND
    if best.region in (Region.NARRATION, Region.HEADLINE):
        return ClaimVerdict.ONLY_IN_NARRATION
    if best.fits is False:
        disowned = any(cut.unsaid for cut in best.cuts)
        accused = whom is not None and not disowned and _is_somebody_else(whom, best)
        return ClaimVerdict.MISATTRIBUTED if accused else ClaimVerdict.ATTRIBUTION_UNCERTAIN
    if whom is None and claim.is_short:
        return ClaimVerdict.ATTRIBUTION_UNCERTAIN
    return ClaimVerdict.PARAPHRASE if best.region is Region.REPORTED else best.rung


def _is_found(claim: ParsedClaim, best: Passage) -> bool:
    if claim.is_short:
        if best.fits is False or best.region >= Region.NARRATION:
            return best.cost == 0 and claim.telling >= 2
        return best.cost == 0 or (best.coverage >= FOUND and best.fits is True)
    if best.region is Region.REPORTED:
        return _unshifted(claim, best) >= FOUND_ELSEWHERE
    if best.region is Region.QUOTED and best.fits is not False:
        long = _LONG_RUN if best.fits else _LONG_RUN_OF_ANYBODY
        return best.coverage >= FOUND or (best.coverage >= FOUND_BY_RUN and best.run >= long)
    return best.coverage >= FOUND_ELSEWHERE and best.run >= STRONG


def _unshifted(claim: ParsedClaim, best: Passage) -> float:
    """The agreement with reported words, were they turned back to what was said: "he would" to "I will"."""
    shifted = [edit for edit in best.edits if edit.size == 1 and _SHIFTED.intersection(edit.flags)]
    weights = [weight(key) for edit in shifted for key in split(edit.claim).keys]
    return best.coverage + sum(weights) / (sum(map(weight, claim.words.keys)) or 1)


def _is_somebody_else(whom: Whom, best: Passage) -> bool:
    """Whether it is known that somebody else spoke, who cannot be the one claimed: else nobody is accused.

    Known is what a person decided, and whom print names beside the words, as a transcript does at each turn.
    Who bears the name claimed may be called by words that nothing here prints.
    """
    said = best.said
    if said is None or said.speaker is None or said.speaker_id in whom.others:
        return False
    if could_be(whom.name, said.speaker, said.names) and not _is_another_body(whom.name, said, best.evidence):
        return False
    if said.decision is not None and said.decision.by == "human":
        return True
    if said.alternative is not None:
        return False
    source = said.source.text(best.evidence.text) if said.source else ""
    return said.sure and (best.evidence.transcript or is_named(source, said.speaker, said.names))


def _is_another_body(speaker: str, said: Said, evidence: Evidence) -> bool:
    """Whether the article has the one who spoke and the one claimed as two bodies with names."""
    bodies = (one for one in evidence.said if one.speaker and one.speaker.kind is AgentKind.ORGANISATION)
    return (
        said.speaker is not None
        and said.speaker.kind is AgentKind.ORGANISATION
        and speaker[:1].isupper()
        and any(one.speaker and same_speaker(speaker, one.speaker, one.names) for one in bodies)
    )


def _passage(claim: ParsedClaim, whom: Whom | None, reading: Reading) -> Passage:
    region, said = reading.owner
    edits = tuple(edit for piece in reading.pieces for edit in piece.edits) + reading.unplaced
    governing = reading.cuts if region is Region.QUOTED else ()
    rung, tier = _rung(claim, reading, edits, governing)
    longest = max(reading.pieces, key=lambda piece: piece.after - piece.first)
    whole = Passage(
        evidence=longest.evidence,
        region=region,
        said=said,
        spans=_spans(reading, longest.evidence),
        rung=rung,
        tier=tier,
        fits=_fits(whom, reading, region),
        coverage=reading.coverage,
        run=reading.run,
        cost=reading.cost,
        edits=_edits(reading, longest.evidence) + reading.unplaced,
        cuts=governing,
        insertions=reading.insertions,
    )
    others = {
        piece.evidence: piece for piece in reversed(reading.pieces) if piece.evidence is not longest.evidence
    }
    elsewhere = [
        replace(
            whole, evidence=one, said=piece.owner[1], spans=_spans(reading, one), edits=piece.edits, cuts=()
        )
        for one, piece in others.items()
    ]
    return replace(whole, elsewhere=tuple(elsewhere))


def _spans(reading: Reading, evidence: Evidence) -> tuple[Span, ...]:
    return tuple(piece.span for piece in reading.pieces if piece.evidence is evidence)


def _edits(reading: Reading, evidence: Evidence) -> tuple[Edit, ...]:
    return tuple(edit for piece in reading.pieces if piece.evidence is evidence for edit in piece.edits)


def _fits(whom: Whom | None, reading: Reading, region: Region) -> bool | None:
    if whom is None or region in (Region.NARRATION, Region.HEADLINE):
        return None
    return any(whom.said(said) for said in reading.speakers)


def _rung(
    claim: ParsedClaim, reading: Reading, edits: Sequence[Edit], governing: Sequence[Cut]
) -> tuple[ClaimVerdict, Tier | None]:
    counted = [edit for edit in edits if edit.counted]
    if reading.jumps or any(_splices(reading, edit) for edit in counted):
        return ClaimVerdict.SPLICED, None
    if counted or any(_unbrackets(claim, piece) for piece in reading.pieces):
        return ClaimVerdict.ALTERED, None
    tier = max((tier_of(claim, piece) for piece in reading.pieces), key=TIERS.index)
    if len(reading.pieces) > 1:
        tier = _tier_of_pieces(claim, reading, tier)
    if any(cut.governs for cut in governing):
        return ClaimVerdict.TRUNCATED, tier
    if tier in (Tier.INSERTION, Tier.ELLIPSIS):
        return ClaimVerdict.VERBATIM_ELIDED, tier
    return (ClaimVerdict.VERBATIM if tier is Tier.EXACT else ClaimVerdict.VERBATIM_NORMALISED), tier


def _unbrackets(claim: ParsedClaim, piece: Placed) -> bool:
    """Whether a claim has words as spoken that the article has in square brackets, as its own."""
    words = piece.evidence.words
    pairs = zip(range(piece.first, piece.after), piece.places, strict=False)
    return any(
        words.flags[place] & Flag.INSERTED
        and not claim.words.flags[at] & Flag.INSERTED
        and claim.words.keys[at] == words.keys[place]
        and _is_in_square(piece.evidence.text, words.starts[place])
        for at, place in pairs
    )


def _is_in_square(text: str, at: int) -> bool:
    """Whether square brackets stand round a place; round ones an agency prints for words that were said."""
    since = max(0, at - _LONGEST_BRACKET)
    return text.rfind("[", since, at) > text.rfind("]", since, at)


def _tier_of_pieces(claim: ParsedClaim, reading: Reading, worst: Tier) -> Tier:
    if reading.elides:
        return Tier.ELLIPSIS
    if is_exact(claim, reading.pieces[0], reading.pieces[-1]):
        return Tier.EXACT
    return max(worst, Tier.PUNCTUATION, key=TIERS.index)


def _splices(reading: Reading, edit: Edit) -> bool:
    """Whether an unmarked omission is more than a few words, or a whole sentence."""
    if edit.op is not Op.DELETE:
        return False
    return not is_small_gap([edit]) or reading.is_whole_sentence(edit.source_span)
