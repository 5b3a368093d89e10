from __future__ import annotations

from pathlib import Path

import pytest

from quotesdb.evaluate import NothingAnnotated, find_collections
from quotesdb.evaluate.annotation import Attribution, Document
from quotesdb.evaluate.brat import read_folder
from quotesdb.text.standoff import parse
from quotesdb.values import Span

TEXT = "“It is late,” said Ada Example.\r\nShe warned that the mill would close.\n"


def at(part: str) -> str:
    start = TEXT.index(part)
    return f"{start} {start + len(part)}"


SAID = (
    f"T1\tContent {at('“It is late,”')}\t“It is late,”\n"
    f"T2\tCue {at('said')}\tsaid\n"
    f"T3\tSource {at('Ada Example')}\tAda Example\n"
    "T4\tAttribution 14 18\tsaid\n"
    "E1\tAttribution:T4 Content:T1 Cue:T2 Source:T3\n"
)
WARNED = (
    f"T5\tContent {at('the mill')};{at('would close')}\tthe mill would close\n"
    f"T6\tCue {at('warned')}\twarned\n"
    "E2\tCue:T6 Content:T5\n"
)


def words(spans: tuple[Span, ...]) -> list[str]:
    return [span.text(TEXT) for span in spans]


def write(folder: Path, **annotations: str) -> Path:
    """The PolNeAR layout: the same text for all annotators."""
    (folder / "text").mkdir(parents=True)
    (folder / "attributions").mkdir()
    (folder / "text" / "note.txt").write_bytes(TEXT.encode())
    for annotator, lines in annotations.items():
        (folder / "attributions" / f"note_{annotator}.ann").write_text(lines, encoding="utf-8")
    return folder


def test_an_event_is_an_attribution_with_its_roles() -> None:
    [said, warned], bad = parse(SAID + WARNED, len(TEXT))
    assert (words(said.content), words(said.cue), words(said.source)) == (
        ["“It is late,”"],
        ["said"],
        ["Ada Example"],
    )
    assert (words(warned.content), warned.source) == (["the mill", "would close"], ())
    assert bad == []


def test_an_attribution_may_have_several_contents() -> None:
    lines = SAID.replace("Content:T1", "Content:T1 Content2:T9") + f"T9\tContent {at('the mill')}\tthe mill\n"
    [said], _ = parse(lines, len(TEXT))
    assert words(said.content) == ["“It is late,”", "the mill"]


def test_an_event_without_content_is_no_attribution() -> None:
    assert parse("T2\tCue 14 18\tsaid\nE1\tCue:T2\n", len(TEXT)) == ([], [])


def test_other_annotations_and_notes_over_several_lines_are_passed_over() -> None:
    others = (
        "#1\tAnnotatorNotes T1\tIs this one?\n\nOr two?\n"
        "A1\tSure T1\nR1\tSame Arg1:T1 Arg2:T2\n*\tEquiv T1 T2\n"
        "T7\tContent 0 4\twords with\na line end\n"
    )
    assert parse(others + SAID, len(TEXT)) == parse(SAID, len(TEXT))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("T9 Content 1 2", "not a line of brat standoff"),
        ("T9\tContent one two\tx", "not a line of brat standoff"),
        (f"T9\tContent 1 {10**30}\tx", "not a line of brat standoff"),
        ("E9\tContent", "not a line of brat standoff"),
        ("And now for the weather.", "not a line of brat standoff"),
        ("T9\tContent 9 2\tx", "9 2 is no stretch of a text of 71 characters"),
        ("T9\tContent 70 99\tx", "70 99 is no stretch of a text of 71 characters"),
        ("E9\tContent:T1 Source:T44", "T44 is no annotated text of this file"),
    ],
)
def test_a_bad_line_is_numbered_and_the_rest_is_read(line: str, what: str) -> None:
    attributions, bad = parse(f"E0\tContent:T1\n{line}\n{SAID}{WARNED}", len(TEXT))
    assert bad == [(2, what)]
    assert {"Ada Example"} == {w for a in attributions if a.cue for w in words(a.source)}
    assert len(attributions) >= 3


def test_offsets_count_every_character_of_the_file(tmp_path: Path) -> None:
    [document] = read_folder(write(tmp_path, anna=SAID + WARNED)).documents
    assert document.text == TEXT
    assert [words(a.content) for a in document.attributions][1] == ["the mill", "would close"]


def test_of_several_annotators_the_one_who_agrees_best_is_taken(tmp_path: Path) -> None:
    both = SAID + WARNED
    collection = read_folder(write(tmp_path, anna=WARNED, ben=both, cleo=SAID))
    assert [len(document.attributions) for document in collection.documents] == [2]


def test_texts_and_annotations_may_lie_side_by_side(tmp_path: Path) -> None:
    for name in ("note", "late_note"):
        (tmp_path / f"{name}.txt").write_bytes(TEXT.encode())
        (tmp_path / f"{name}.ann").write_text(SAID, encoding="utf-8")
    (tmp_path / "without.txt").write_bytes(TEXT.encode())
    assert [document.name for document in read_folder(tmp_path).documents] == ["late_note", "note"]


def test_a_folder_may_hold_several(tmp_path: Path) -> None:
    write(tmp_path / "2021" / "spring", anna=SAID)
    write(tmp_path / "2022", anna=WARNED)
    write(tmp_path / ".hidden", anna=WARNED)
    found = find_collections(tmp_path)
    assert [one.folder.name for one in found] == ["spring", "2022"]
    [said], _ = parse(SAID, len(TEXT))
    told = Attribution(said.content, said.cue, said.source)
    assert found[0].documents == (Document("note", TEXT, (told,)),)


def test_a_missing_or_unreadable_text_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = write(tmp_path, anna=SAID)
    (folder / "attributions" / "gone_anna.ann").write_text(SAID, encoding="utf-8")
    (folder / "attributions" / "latin_anna.ann").write_text(SAID, encoding="utf-8")
    (folder / "text" / "latin.txt").write_bytes("Zoë left.".encode("latin-1"))
    collection = read_folder(folder)
    assert [document.name for document in collection.documents] == ["note"]
    assert collection.problems == (
        f"{folder}/text/gone.txt: no such file",
        f"{folder}/text/latin.txt: not UTF-8 (byte 2)",
    )


def test_a_folder_without_annotations_says_what_was_looked_for(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_bytes(TEXT.encode())
    with pytest.raises(NothingAnnotated, match=r"no annotations.*\.ann.*gold\.json"):
        find_collections(tmp_path)
    with pytest.raises(NothingAnnotated, match="no such folder"):
        find_collections(tmp_path / "gone")
