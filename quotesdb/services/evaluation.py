"""How good an extractor is on the annotated articles of a folder. No database takes part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotesdb.evaluate import Collection, Evaluation, Report, find_collections, together, with_speakers
from quotesdb.evaluate.annotation import Format
from quotesdb.services.faults import Fault, one_document
from quotesdb.values import REPORTED, Quotation

Extract = Callable[[str], Sequence[Quotation]]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A report for each collection, one for all of a format where there are several, and what went wrong."""

    reports: tuple[Report, ...]
    problems: tuple[str, ...]


def evaluate(
    folder: Path,
    extract: Extract,
    *,
    all_: bool | None = None,
    speakers: Path | None = None,
    on_start: Callable[[int], None] | None = None,
    on_text: Callable[[], None] | None = None,
) -> Evaluated:
    """Extract the texts of a folder and compare with their annotations.

    ``all_`` counts thoughts and facts shown as well as what was said or written; by default of brat only,
    whose annotators mark them. ``speakers`` names the file with the speakers of brat documents, which else is
    looked for. ``on_start`` gets the number of texts, ``on_text`` is called after each.

    Raises:
        NothingAnnotated: if the folder holds no annotations.
    """
    collections = [with_speakers(one, speakers) for one in find_collections(folder)]
    if on_start:
        on_start(sum(len(one.documents) for one in collections))
    evaluations = []
    problems = [problem for one in collections for problem in one.problems]
    for collection in (one for one in collections if one.documents):
        evaluation = Evaluation(collection, _takes_all(collection) if all_ is None else all_)
        for document in collection.documents:
            try:
                with one_document():
                    found = extract(document.text)
            except Fault as error:
                problems.append(f"{document.name}: {error}")
                continue
            taken = [q for q in found if evaluation.all_cue_classes or q.cue_class in REPORTED]
            evaluation.add(document, taken)
            if on_text:
                on_text()
        evaluations.append(evaluation)
    if speakers and not problems and not any(one.speakers_file == speakers for one in collections):
        problems.append(f"{speakers}: none of its articles is in {folder}")
    reports = [evaluation.report() for evaluation in evaluations]
    return Evaluated((*reports, *_totals(evaluations, folder)), tuple(dict.fromkeys(problems)))


def _takes_all(collection: Collection) -> bool:
    return collection.format is Format.BRAT


def _totals(evaluations: Sequence[Evaluation], folder: Path) -> Iterator[Report]:
    for format_ in Format:
        parts = [one for one in evaluations if one.collection.format is format_]
        if len(parts) > 1:
            yield together(parts, folder)
