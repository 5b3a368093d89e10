"""What the figures mean, on one small text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from quotesdb.evaluate import Attribution, Collection, Document, Evaluation, Report, together
from quotesdb.evaluate.annotation import Format
from quotesdb.evaluate.errors import Mistake
from quotesdb.evaluate.measures import NonQuotations
from quotesdb.values import Agent, AgentKind, Kind, Quotation, Span

TEXT = (
    "“The well is dry,” said Ada Example, a baker. “We need rain.”\n"
    "The mayor told reporters that the mill would close in May.\n"
    "Critics call the plan “Operation Flood”.\n"
)
ADA = Agent("Ada Example", AgentKind.PERSON, "Millers' Guild", "baker")


def at(part: str) -> Span:
    start = TEXT.index(part)
    return Span(start, start + len(part))


DRY, RAIN, MILL = at("“The well is dry,”"), at("“We need rain.”"), at("the mill would close in May")
WELL = Attribution(
    (DRY, RAIN),
    cue=(at("said"),),
    source=(at("Ada Example, a baker"),),
    kind=Kind.DIRECT,
    names=("Ada Example",),
    is_person=True,
    organisations=("Guild",),
    role="baker",
)
CLOSE = Attribution(
    (MILL,), cue=(at("told"),), source=(at("The mayor"),), kind=Kind.INDIRECT, names=("the mayor",), hard=True
)
FLOOD = Attribution((at("“Operation Flood”"),), is_quotation=False)

SAID = Quotation(Kind.DIRECT, (DRY, RAIN), source=at("Ada Example"), cue=at("said"), speaker=ADA)
TOLD = Quotation(
    Kind.INDIRECT,
    (MILL,),
    source=at("The mayor"),
    cue=at("told"),
    speaker=Agent("The Mayor", AgentKind.ANONYMOUS),
)


def evaluated(format_: Format, attributions: list[Attribution], quotations: list[Quotation]) -> Report:
    document = Document("note", TEXT, tuple(attributions))
    speakers = (document,) if format_ is Format.GOLD else ()
    evaluation = Evaluation(
        Collection(Path("set"), format_, (document,), speakers=speakers), all_cue_classes=True
    )
    evaluation.add(document, quotations)
    return evaluation.report()


def brat(*quotations: Quotation) -> Report:
    return evaluated(Format.BRAT, [WELL, CLOSE], list(quotations))


def gold(*quotations: Quotation) -> Report:
    return evaluated(Format.GOLD, [WELL, CLOSE, FLOOD], list(quotations))


def mistakes(report: Report) -> list[Mistake]:
    return [error.mistake for error in report.errors]


def test_all_right() -> None:
    report = gold(SAID, TOLD)
    for row in ("all", "direct", "indirect"):
        figures = report.kinds[row]
        assert figures.exact.f1 == figures.overlap.f1 == figures.coverage.f1 == 1
        assert figures.joint
        assert figures.joint.f1 == figures.source_right == 1
    assert report.roles["cue"].exact.f1 == 1
    assert report.roles["source"].overlap.f1 == 1
    assert report.roles["source"].exact.f1 == 0.5
    assert report.speakers
    assert report.speakers["all"].joint.f1 == report.speakers["hard"].right == 1
    assert report.speakers["direct"].organisation == report.speakers["direct"].role == 1
    assert report.non_quotations == NonQuotations(annotated=1, taken=0)
    assert report.errors == ()


def test_what_there_is_none_of_has_no_figure() -> None:
    report = brat(SAID, TOLD)
    assert report.kinds["mixed"].overlap.f1 is None
    assert report.kinds["mixed"].source_right is None
    assert report.speakers is None
    assert report.non_quotations is None
    assert brat().kinds["all"].overlap.precision is None
    assert brat().kinds["all"].overlap.recall == 0


def test_half_of_the_words_are_an_overlap_but_not_exact() -> None:
    report = brat(SAID, replace(TOLD, content=(at("the mill would"),)))
    figures = report.kinds["indirect"]
    assert (figures.exact.f1, figures.overlap.f1, figures.coverage.precision) == (0, 1, 1)
    assert figures.coverage.recall == 0.5
    assert mistakes(report) == []
    assert mistakes(brat(SAID, replace(TOLD, content=(at("May"),)))) == [Mistake.MISSED, Mistake.EXTRA]


def test_each_quotation_answers_one_annotation() -> None:
    report = brat(SAID, TOLD, replace(TOLD, cue=None))
    assert report.kinds["indirect"].overlap.precision == 0.5
    assert report.kinds["indirect"].overlap.recall == 1


def test_pieces_with_one_cue_are_one_quotation_of_brat() -> None:
    pieces = (replace(SAID, content=(RAIN,), source=None), replace(SAID, content=(DRY,)))
    assert brat(*pieces, TOLD).errors == ()
    assert Mistake.EXTRA in mistakes(gold(*pieces, TOLD))


def test_a_wrong_source_is_found_but_not_right() -> None:
    report = brat(SAID, replace(TOLD, source=at("reporters")))
    figures = report.kinds["indirect"]
    assert (figures.overlap.f1, figures.source_right) == (1, 0)
    assert figures.joint
    assert figures.joint.f1 == 0
    [error] = report.errors
    assert error.mistake is Mistake.SOURCE
    assert error.annotated
    assert error.predicted
    assert (error.annotated.source, error.predicted.source) == ("The mayor", "reporters")


def test_a_wrong_speaker_is_found_but_not_right() -> None:
    report = gold(replace(SAID, speaker=replace(ADA, name="Example", organisation=None)), TOLD)
    assert report.speakers
    direct = report.speakers["direct"]
    assert (direct.found, direct.right, direct.joint.f1, direct.organisation) == (1, 0, 0, 0)
    assert report.speakers["all"].right == 0.5
    assert report.speakers["hard"].right == 1
    assert mistakes(report) == [Mistake.SPEAKER]


def test_an_optional_quotation_is_neither_missed_nor_extra() -> None:
    optional = replace(CLOSE, optional=True)
    for quotations in ([SAID], [SAID, TOLD], [SAID, replace(TOLD, content=(at("the mill"),))]):
        report = evaluated(Format.GOLD, [WELL, optional], quotations)
        assert report.kinds["all"].overlap.f1 == 1
        assert report.errors == ()


def test_a_title_in_marks_that_is_taken_for_a_quotation_is_counted_apart() -> None:
    flood = Quotation(Kind.DIRECT, (at("“Operation Flood”"),))
    report = gold(SAID, TOLD, flood)
    assert report.non_quotations == NonQuotations(annotated=1, taken=1)
    assert report.kinds["all"].overlap.f1 == 1
    assert mistakes(report) == [Mistake.NO_QUOTATION]


def test_the_kind_is_by_the_marks_in_brat_and_by_what_is_said_in_gold_json() -> None:
    wrong = replace(TOLD, kind=Kind.MIXED)
    assert brat(SAID, wrong).kinds["indirect"].overlap.f1 == 1
    in_gold = gold(SAID, wrong).kinds
    assert in_gold["indirect"].overlap.recall == 1
    assert in_gold["mixed"].overlap.precision == 1
    assert in_gold["indirect"].overlap.precision is None


@pytest.mark.parametrize("quotations", [[], [SAID], [SAID, TOLD]])
def test_folders_together_are_counted_as_one(quotations: list[Quotation]) -> None:
    documents = [Document(name, TEXT, (WELL, CLOSE)) for name in ("one", "two")]
    parts = []
    for document in documents:
        collection = Collection(Path(document.name), Format.BRAT, (document,))
        parts.append(Evaluation(collection, all_cue_classes=True))
    whole = Evaluation(Collection(Path("set"), Format.BRAT, tuple(documents)), all_cue_classes=True)
    for part, document, found in zip(parts, documents, ([SAID, TOLD], quotations), strict=True):
        part.add(document, found)
        whole.add(document, found)
    total = together(parts, Path("set"))
    assert total.kinds == whole.report().kinds
    assert total.roles == whole.report().roles
    assert total.of == (Path("one"), Path("two"))
    assert (total.documents, total.errors) == (2, ())
