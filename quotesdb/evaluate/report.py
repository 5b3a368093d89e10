"""The evaluation of a collection: its texts are added one by one, the report comes out at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quotesdb.evaluate import errors, measures
from quotesdb.evaluate.annotation import Collection, Document, Format
from quotesdb.evaluate.errors import Error
from quotesdb.evaluate.measures import Counts, KindFigures, NonQuotations, RoleFigures, SpeakerFigures
from quotesdb.evaluate.pairing import Comparison, compare, has_right_source, joined_by_cue
from quotesdb.evaluate.words import Words
from quotesdb.values import Quotation


@dataclass(frozen=True, slots=True)
class Report:
    """All figures of a collection, or of several together (``of``; their errors stand in their own reports).

    ``kinds`` has a row for each kind and ``all``, ``roles`` one for source, cue and content, ``speakers`` the
    kinds, ``all`` and ``hard``. What was not annotated is missing or null.
    """

    folder: Path
    format: Format
    documents: int
    all_cue_classes: bool
    kinds: dict[str, KindFigures]
    roles: dict[str, RoleFigures]
    speakers: dict[str, SpeakerFigures] | None
    speaker_documents: int
    speakers_file: Path | None
    non_quotations: NonQuotations | None
    errors: tuple[Error, ...] = ()
    of: tuple[Path, ...] = ()


@dataclass(slots=True)
class Evaluation:
    """What was counted so far in a collection.

    Of brat, kinds are taken from the marks, pieces with one cue are joined, and every attribution counts; of
    gold JSON, kinds are what annotator and extractor say, and optional records do not count.
    """

    collection: Collection
    all_cue_classes: bool
    documents: int = 0
    speaker_documents: int = 0
    contents: Counts = field(default_factory=Counts)
    roles: Counts = field(default_factory=Counts)
    speakers: Counts = field(default_factory=Counts)
    non_quotations: Counter[str] = field(default_factory=Counter)
    errors: list[Error] = field(default_factory=list)

    def add(self, document: Document, quotations: Sequence[Quotation]) -> None:
        """Count what was found in one text of the collection."""
        contents, speakers = self._compared(document, quotations)
        self.documents += 1
        self.contents.include(measures.count_contents(contents))
        self.roles.include(measures.count_roles(contents))
        self.non_quotations.update(measures.count_non_quotations(contents))
        found = [
            *errors.wrong_contents(document.name, contents, with_sources=self.collection.has_roles),
            *errors.no_quotations(document.name, contents),
        ]
        if speakers:
            self.speaker_documents += 1
            self.speakers.include(measures.count_speakers(speakers))
            found += errors.wrong_speakers(document.name, speakers)
        self.errors += sorted(found, key=lambda error: error.place)

    def _compared(
        self, document: Document, quotations: Sequence[Quotation]
    ) -> tuple[Comparison, Comparison | None]:
        """What contents are counted by, and what speakers are, if this document has any."""
        words = Words(document.text)

        def by_names(given: Document) -> Comparison:
            return compare(given, words, quotations, measures.has_right_speaker, by_marks=False)

        named = next((one for one in self.collection.speakers if one.name == document.name), None)
        if self.collection.format is Format.GOLD:
            both = by_names(document)
            return both, both if named else None
        joined = joined_by_cue(quotations)
        contents = compare(document, words, joined, has_right_source(words), by_marks=True)
        return contents, by_names(named) if named else None

    def report(self) -> Report:
        """The figures of what was added."""
        return _report([self], self.collection.folder)


def together(evaluations: Sequence[Evaluation], folder: Path) -> Report:
    """The figures of several collections of one format as if they were one."""
    return _report(evaluations, folder)


def _report(parts: Sequence[Evaluation], folder: Path) -> Report:
    first, is_one = parts[0], len(parts) == 1
    with_roles = all(part.collection.has_roles for part in parts)
    contents, roles, speakers = Counts(), Counts(), Counts()
    for part in parts:
        contents.include(part.contents)
        roles.include(part.roles)
        speakers.include(part.speakers)
    speaker_documents = sum(part.speaker_documents for part in parts)
    return Report(
        folder=folder,
        format=first.collection.format,
        documents=sum(part.documents for part in parts),
        all_cue_classes=first.all_cue_classes,
        kinds={row: measures.kind_figures(contents, row, with_sources=with_roles) for row in measures.KINDS},
        roles=_roles(contents, roles, with_roles=with_roles),
        speakers=_speakers(speakers) if speaker_documents else None,
        speaker_documents=speaker_documents,
        speakers_file=first.collection.speakers_file if is_one else None,
        non_quotations=_non_quotations(parts),
        errors=tuple(first.errors) if is_one else (),
        of=() if is_one else tuple(part.collection.folder for part in parts),
    )


def _roles(contents: Counts, roles: Counts, *, with_roles: bool) -> dict[str, RoleFigures]:
    whole = measures.kind_figures(contents, measures.ALL, with_sources=False)
    content = {"content": RoleFigures(whole.annotated, whole.predicted, whole.exact, whole.overlap)}
    if not with_roles:
        return content
    return {role: measures.role_figures(roles, role) for role in ("source", "cue")} | content


def _speakers(counts: Counts) -> dict[str, SpeakerFigures]:
    has_hard = counts[measures.HARD, "annotated"] > 0
    rows = (*measures.KINDS, measures.HARD) if has_hard else measures.KINDS
    return {row: measures.speaker_figures(counts, row) for row in rows}


def _non_quotations(parts: Sequence[Evaluation]) -> NonQuotations | None:
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part.non_quotations)
    return NonQuotations(counts["annotated"], counts["taken"]) if counts["annotated"] else None
