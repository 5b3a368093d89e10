"""Counts and what follows from them: precision, recall, F1, shares.

Counting and dividing are apart, so that the counts of many texts and folders can be added first. What is
counted is defined as in the project's reference scorers: ``exact``, ``overlap`` (there: match), ``coverage``
(soft), the right source and the joint figure in score_quotes.py; speakers and passages that are no
quotation in score_speakers.py.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from quotesdb.evaluate.annotation import Attribution
from quotesdb.evaluate.names import is_named_rightly
from quotesdb.evaluate.pairing import (
    SAME,
    Annotated,
    Comparison,
    Found,
    dice,
    has_right_source,
)
from quotesdb.evaluate.words import Numbers
from quotesdb.names.scored import is_same_organisation, is_same_role
from quotesdb.values import Agent, Kind

ALL, HARD = "all", "hard"
KINDS = (ALL, *(kind.value for kind in Kind))


class Counts(defaultdict[tuple[str, str], float]):
    """Numbers by row (``all``, ``direct``, ``source`` ...) and by what was counted."""

    def __init__(self) -> None:
        super().__init__(float)

    def add(self, rows: Iterable[str], what: str, number: float = 1) -> None:
        """Count something in several rows."""
        for row in rows:
            self[row, what] += number

    def include(self, other: Counts) -> None:
        """Add the counts of another text or folder."""
        for key, number in other.items():
            self[key] += number


@dataclass(frozen=True, slots=True)
class Score:
    """Shares between 0 and 1, null where there was nothing to divide by.

    Precision is of what the extractor gave, recall of what the annotators gave.
    """

    precision: float | None
    recall: float | None
    f1: float | None


@dataclass(frozen=True, slots=True)
class KindFigures:
    """How the contents of one kind were found.

    ``exact``: with the very same words. ``overlap``: with at least half of the words in common (Dice), each
    quotation answering one annotation. ``coverage``: the share of words that lie in some content of the other
    side. ``joint``: overlap and the right source; ``source_right``: how many of those that overlap have it.
    """

    annotated: int
    predicted: int
    exact: Score
    overlap: Score
    coverage: Score
    joint: Score | None
    source_right: float | None


@dataclass(frozen=True, slots=True)
class RoleFigures:
    """How the words of one role were found, in attributions whose content was; ``overlap`` is Dice >= 0.5."""

    annotated: int
    predicted: int
    exact: Score
    overlap: Score


@dataclass(frozen=True, slots=True)
class SpeakerFigures:
    """Whether speakers were named rightly.

    ``found`` is the share of annotated quotations that were found at all, ``right`` that of the found ones
    whose speaker is right; ``joint`` needs both. ``organisation`` and ``role`` are shares of the found ones
    that have one.
    """

    annotated: int
    predicted: int
    found: float | None
    right: float | None
    joint: Score
    organisation: float | None
    role: float | None


@dataclass(frozen=True, slots=True)
class NonQuotations:
    """Marked passages that are a title, a nickname or the like, and how many were taken for a quotation."""

    annotated: int
    taken: int


def count_contents(comparison: Comparison) -> Counts:
    """The counts behind ``KindFigures``, a row for each kind and one for all."""
    wanted, given = comparison.counted()
    annotated = [comparison.annotated[i] for i in wanted]
    found = [comparison.found[i] for i in given]
    is_right = has_right_source(comparison.words)
    counts = Counts()
    _count_side(counts, "annotated", annotated, comparison.found)
    _count_side(
        counts, "predicted", found, [one for one in comparison.annotated if one.attribution.is_quotation]
    )
    for one, other in _found_pairs(comparison, wanted):
        right = is_right(one, other)
        _count_pair(counts, one, other, right=right)
        if one.source:
            counts.add((ALL, one.kind), "with source")
            counts.add((ALL, one.kind), "right source", right)
    return counts


def _count_side(
    counts: Counts,
    side: str,
    own: Iterable[Annotated | Found],
    others: Iterable[Annotated | Found],
) -> None:
    """How many contents one side has, and how much of them the other side has as well."""
    contents = {other.content for other in others}
    covered = frozenset().union(*contents)
    for one in own:
        rows = (ALL, one.kind)
        counts.add(rows, side)
        counts.add(rows, f"{side} exact", one.content in contents)
        counts.add(rows, f"{side} coverage", len(one.content & covered) / len(one.content))


def _count_pair(counts: Counts, one: Annotated, other: Found, *, right: bool) -> None:
    """A pair is a hit of the annotation's kind for recall, of the quotation's kind for precision."""
    for side, kind in (("annotated", one.kind), ("predicted", other.kind)):
        counts.add((ALL, kind), f"{side} overlap")
        counts.add((ALL, kind), f"{side} joint", right)


def _found_pairs(comparison: Comparison, wanted: Iterable[int]) -> list[tuple[Annotated, Found]]:
    return [
        (comparison.annotated[i], other) for i in wanted if (other := comparison.partner_of(i)) is not None
    ]


def count_roles(comparison: Comparison) -> Counts:
    """The counts behind ``RoleFigures`` of source and cue, a row for each."""
    wanted, given = comparison.counted()
    counts = Counts()
    for role in ("source", "cue"):
        counts[role, "annotated"] += sum(bool(_role(comparison.annotated[i], role)) for i in wanted)
        counts[role, "predicted"] += sum(bool(_role(comparison.found[i], role)) for i in given)
        for one, other in _found_pairs(comparison, wanted):
            right, answer = _role(one, role), _role(other, role)
            if right and answer:
                telling = dice(comparison.words.telling(right), comparison.words.telling(answer))
                counts.add((role,), "exact", right == answer)
                counts.add((role,), "overlap", telling >= SAME)
    return counts


def _role(one: Annotated | Found, role: str) -> Numbers:
    return one.source if role == "source" else one.cue


def has_right_speaker(one: Annotated, other: Found) -> bool:
    """Whether the quotation names the annotated speaker."""
    return is_named_rightly(one.attribution, other.quotation.speaker)


def count_speakers(comparison: Comparison) -> Counts:
    """The counts behind ``SpeakerFigures``: rows by kind, for all, and for all that are hard."""
    counts = _count_speakers(comparison, hard=False)
    hard = _count_speakers(comparison, hard=True)
    for (row, what), number in hard.items():
        if row == ALL:
            counts[HARD, what] += number
    return counts


def _count_speakers(comparison: Comparison, *, hard: bool) -> Counts:
    wanted, given = comparison.counted(hard=hard)
    counts = Counts()
    for i in wanted:
        counts.add((ALL, comparison.annotated[i].kind), "annotated")
    for i in given:
        counts.add((ALL, comparison.found[i].kind), "predicted")
    for one, other in _found_pairs(comparison, wanted):
        _count_pair(counts, one, other, right=has_right_speaker(one, other))
        _count_details(counts, (ALL, one.kind), one.attribution, other.quotation.speaker)
    return counts


def _count_details(counts: Counts, rows: tuple[str, ...], right: Attribution, found: Agent | None) -> None:
    if right.organisations:
        counts.add(rows, "with organisation")
        same = is_same_organisation(right.organisations, found.organisation if found else None)
        counts.add(rows, "right organisation", same)
    if right.role:
        counts.add(rows, "with role")
        counts.add(rows, "right role", is_same_role(right.role, found.role if found else None))


def count_non_quotations(comparison: Comparison) -> Counter[str]:
    """Annotated passages that are no quotation, and those taken for one in marks."""
    places = [i for i, one in enumerate(comparison.annotated) if not one.attribution.is_quotation]
    taken = [other for i in places if (other := comparison.partner_of(i)) and is_marked(other)]
    return Counter(annotated=len(places), taken=len(taken))


def is_marked(found: Found) -> bool:
    """Whether the extractor took words in marks for a quotation."""
    return found.quotation.kind is not Kind.INDIRECT


def kind_figures(counts: Counts, row: str, *, with_sources: bool) -> KindFigures:
    """The figures of one kind."""
    return KindFigures(
        annotated=int(counts[row, "annotated"]),
        predicted=int(counts[row, "predicted"]),
        exact=_score(counts, row, "exact"),
        overlap=_score(counts, row, "overlap"),
        coverage=_score(counts, row, "coverage"),
        joint=_score(counts, row, "joint") if with_sources else None,
        source_right=_share(counts[row, "right source"], counts[row, "with source"]),
    )


def role_figures(counts: Counts, row: str) -> RoleFigures:
    """The figures of source or cue."""
    annotated, predicted = counts[row, "annotated"], counts[row, "predicted"]
    exact, overlap = (
        score(_share(counts[row, what], predicted), _share(counts[row, what], annotated))
        for what in ("exact", "overlap")
    )
    return RoleFigures(int(annotated), int(predicted), exact, overlap)


def speaker_figures(counts: Counts, row: str) -> SpeakerFigures:
    """The figures of the speakers of one kind."""
    return SpeakerFigures(
        annotated=int(counts[row, "annotated"]),
        predicted=int(counts[row, "predicted"]),
        found=_share(counts[row, "annotated overlap"], counts[row, "annotated"]),
        right=_share(counts[row, "annotated joint"], counts[row, "annotated overlap"]),
        joint=_score(counts, row, "joint"),
        organisation=_share(counts[row, "right organisation"], counts[row, "with organisation"]),
        role=_share(counts[row, "right role"], counts[row, "with role"]),
    )


def score(precision: float | None, recall: float | None) -> Score:
    """Precision and recall with their harmonic mean.

    >>> score(0.5, 1.0).f1 == 2 / 3, score(None, 0.0).f1, score(None, None).f1
    (True, 0.0, None)
    """
    if precision is None and recall is None:
        return Score(None, None, None)
    if not precision or not recall:
        return Score(precision, recall, 0.0)
    return Score(precision, recall, 2 * precision * recall / (precision + recall))


def _score(counts: Counts, row: str, what: str) -> Score:
    return score(
        _share(counts[row, f"predicted {what}"], counts[row, "predicted"]),
        _share(counts[row, f"annotated {what}"], counts[row, "annotated"]),
    )


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
