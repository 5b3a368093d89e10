"""Annotated folders as training reads them. Needs no torch."""

from __future__ import annotations

import json
import random
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from tokenizers import Tokenizer

from quotesdb.values import Span
from tests.annotated import write_brat, write_gold
from training.augment import restyled
from training.dataset import IGNORE, UNLINKED, Labelled, labelled_windows
from training.documents import Document, read_folders

TEXT = (
    "The harbour was quiet. Mayor Ada Roe has not said that the “Old Quay” leaks. Bo Vance believes the\n"
    "boats sank. “We sail,” he said. It was a “summer” of fog."
)


def place(part: str) -> list[int]:
    return [TEXT.index(part), TEXT.index(part) + len(part)]


def record(content: str, **others: Any) -> dict[str, Any]:
    return {"content": [place(content)], "kind": "indirect", **others}


SAID = record("the “Old Quay” leaks", source=place("Mayor Ada Roe"), cue=place("said"))
HE = TEXT.index("he said.")
SAIL = record("“We sail,”", source=[HE, HE + 2], cue=[HE + 3, HE + 7])
LEAKS = record("“Old Quay”", source=place("Mayor Ada Roe"), cue=place("said"))
SCARE = record("“summer”", kind="none")


def folder_of(folder: Path, *records: dict[str, Any]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "quay.txt").write_text(TEXT, encoding="utf-8")
    (folder / "gold.json").write_text(json.dumps({"articles": {"quay.txt": records}}), encoding="utf-8")
    return folder


def said(document: Document, spans: tuple[Span, ...]) -> list[str]:
    return [span.text(document.text) for span in spans]


def labelled(document: Document) -> Labelled:
    with as_file(files("quotesdb.extract") / "model" / "tokenizer.json") as path:
        (window,) = labelled_windows(document, Tokenizer.from_file(str(path)), 256)
    return window


def tag_at(window: Labelled, part: str, text: str = TEXT) -> int:
    return window.tags[window.window.starts.index(text.index(part))]


def test_of_gold_only_sentences_with_a_quotation_and_marked_passages_tell_anything(tmp_path: Path) -> None:
    (document,) = read_folders([folder_of(tmp_path / "quay", SAID, SAIL, SCARE)])
    silent = [words for words in map(str.strip, said(document, document.silent)) if words]
    assert silent == [
        "The harbour was quiet.",
        "Bo Vance believes the\nboats sank.",
        ". It was a",
        "of fog.",
    ]
    assert len(document.attributions) == 2
    window = labelled(document)
    assert tag_at(window, "believes") == IGNORE
    assert tag_at(window, "Mayor") == 3
    assert tag_at(window, "summer") == 0
    assert tag_at(window, ". Bo") == 0


def test_contents_and_cues_of_gold_are_as_long_as_those_of_the_brat_corpora(tmp_path: Path) -> None:
    (document,) = read_folders([folder_of(tmp_path / "quay", SAID, SAIL)])
    first, second = document.attributions
    assert said(document, first.content) == ["that the “Old Quay” leaks"]
    assert said(document, first.cue) == ["has not said"]
    assert said(document, first.source) == ["Mayor Ada Roe"]
    assert said(document, second.content) == ["“We sail,”"]
    assert said(document, second.cue) == ["said"]


def test_the_words_behind_a_cue_may_belong_to_it(tmp_path: Path) -> None:
    (document,) = read_folders([folder_of(tmp_path / "quay", LEAKS)])
    window = labelled(document)
    assert tag_at(window, "that the") == IGNORE
    assert tag_at(window, "Mayor") == 3
    assert tag_at(window, "has not") == 5


def test_without_sources_and_cues_only_contents_are_learnt(tmp_path: Path) -> None:
    (document,) = read_folders([folder_of(tmp_path / "quay", record("“We sail,”"))])
    assert {tag for tag in labelled(document).tags if tag != IGNORE} == {1, 2}


def test_a_content_of_gold_without_a_source_is_nobodys_as_little_as_somebodys(tmp_path: Path) -> None:
    (document,) = read_folders([folder_of(tmp_path / "quay", SAID, record("“We sail,”"))])
    window = labelled(document)
    at = window.window.starts.index
    assert window.owners[at(TEXT.index("sail"))] == {UNLINKED}
    assert window.owners[at(TEXT.index("leaks"))] == window.owners[at(TEXT.index("Mayor"))] == {0}


def test_folders_of_both_formats_are_read_together_and_one_named_twice_counts_twice(tmp_path: Path) -> None:
    brat, gold = write_brat(tmp_path / "brat"), write_gold(tmp_path / "gold")
    by_brat, by_gold = read_folders([brat]), read_folders([gold])
    together = read_folders([brat, gold, gold])
    assert [d.name for d in together] == [d.name for d in (*by_brat, *by_gold, *by_gold)]
    assert len({d.name for d in together}) == len(by_brat) + len(by_gold), "names of two folders are apart"
    assert not any(d.silent for d in by_brat)


@pytest.mark.parametrize("seed", range(5))
def test_other_marks_leave_what_nobody_tells_where_it_is(tmp_path: Path, seed: int) -> None:
    (document,) = read_folders([folder_of(tmp_path / "quay", SAID, SAIL)])
    other = restyled(document, random.Random(seed))
    silent = " ".join(said(other, other.silent))
    assert "believes" in silent
    assert "sail" not in silent
    assert not other.tells_nobody


def test_a_folder_without_annotations_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no annotations"):
        read_folders([tmp_path])
