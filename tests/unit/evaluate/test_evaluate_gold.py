from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from quotesdb.evaluate import find_collections, with_speakers
from quotesdb.evaluate.annotation import Attribution, Collection
from quotesdb.values import Kind, Span

TEXT = "“It is late,” said Ada Example, a baker.\n"
RECORD = {
    "kind": "direct",
    "content": [[0, 13]],
    "quoted": [[0, 13]],
    "source": [19, 39],
    "cue": [14, 18],
    "speaker": "Ada Example",
    "speaker_alt": ["Example"],
    "speaker_kind": "person",
    "organisation": None,
    "role": "baker",
}


def gold(folder: Path, articles: Any, place: str = "text/note.txt") -> Collection:
    (folder / place).parent.mkdir(parents=True, exist_ok=True)
    (folder / place).write_bytes(TEXT.encode())
    (folder / "gold.json").write_text(json.dumps({"articles": articles}), encoding="utf-8")
    [collection] = find_collections(folder)
    return collection


def test_a_record_is_an_attribution_with_its_speaker(tmp_path: Path) -> None:
    collection = gold(tmp_path, {"note.txt": [RECORD]})
    assert collection.documents[0].attributions == (
        Attribution(
            content=(Span(0, 13),),
            cue=(Span(14, 18),),
            source=(Span(19, 39),),
            kind=Kind.DIRECT,
            names=("Ada Example", "Example"),
            is_person=True,
            role="baker",
        ),
    )
    assert collection.speakers == collection.documents
    assert collection.has_roles
    assert collection.problems == ()


@pytest.mark.parametrize(
    ("name", "place"),
    [("note", "text/note.txt"), ("note.txt", "note.txt"), ("note", "note.txt"), ("note.md", "note.md")],
)
def test_the_text_lies_beside_the_file_or_in_text(tmp_path: Path, name: str, place: str) -> None:
    assert len(gold(tmp_path, {name: {"attributions": [RECORD], "publisher": "x"}}, place).documents) == 1


def test_what_may_be_left_out(tmp_path: Path) -> None:
    [document] = gold(tmp_path, {"note": [{"content": [[0, 13]]}]}).documents
    assert document.attributions == (Attribution((Span(0, 13),)),)


def test_sources_given_as_words_are_not_measured(tmp_path: Path) -> None:
    collection = gold(tmp_path, {"note": [{**RECORD, "source": "Ada Example", "cue": "said"}]})
    assert not collection.has_roles
    assert collection.speakers


def test_passages_that_are_no_quotation_and_optional_ones_are_marked(tmp_path: Path) -> None:
    records = [
        {"kind": "none", "content": [], "quoted": [[0, 13]]},
        {**RECORD, "borderline": True, "hard": True},
    ]
    [document] = gold(tmp_path, {"note": records}).documents
    passage, optional = document.attributions
    assert (passage.is_quotation, passage.content) == (False, (Span(0, 13),))
    assert (optional.optional, optional.hard) == (True, True)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"content": [[0, 999]]}, "content is not [start, end] in a text of 41 characters: [[0, 999]]"),
        ({"content": [[5, 2]]}, "content is not [start, end]"),
        ({"content": "“It is late,”"}, "content is not [start, end]"),
        ({"content": [], "quoted": None}, "no content"),
        ({"source": [1]}, "source is not [start, end]"),
        ({"kind": "spoken"}, "kind 'spoken' is none of direct, mixed, indirect and none"),
        ({"kind": ["direct"]}, "kind ['direct'] is none of"),
        ({"speaker": 7}, "a speaker is no text: 7"),
        ({"speaker_alt": "Example"}, "speaker_alt is no list"),
        ({"organisation": 7}, "an organisation is no text: 7"),
        ({"organisation": "Guild", "organisation_alt": "G"}, "organisation_alt is no list"),
        ({"role": ["baker"]}, "role is no text"),
    ],
)
def test_a_bad_record_is_named_and_the_rest_is_read(
    tmp_path: Path, change: dict[str, Any], what: str
) -> None:
    collection = gold(tmp_path, {"note": [RECORD, {**RECORD, **change}, RECORD]})
    assert len(collection.documents[0].attributions) == 2
    [problem] = collection.problems
    assert problem.startswith(f"{tmp_path}/gold.json: note, attribution 2: {what}")


def test_bad_articles_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    other = {"sha256": hashlib.sha256(b"another text").hexdigest(), "attributions": [RECORD]}
    collection = gold(tmp_path, {"gone": [], "note": other, "note.txt": {"records": []}})
    assert [document.name for document in collection.documents] == ["note"]
    assert collection.problems == (
        f"{tmp_path}/gold.json: gone: no such file, nor gone.txt, beside it or in text/",
        f"{tmp_path}/text/note.txt: not the text that was annotated (sha256 differs)",
        f"{tmp_path}/gold.json: note.txt: no list of attributions",
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ('{"articles": {\n"note": [}', "gold.json:2: broken JSON"),
        ("[" * 100_000, "gold.json: broken JSON: nested too deeply"),
        ('{"texts": {}}', "gold.json: no annotated articles"),
        ('{"articles": []}', "gold.json: no annotated articles"),
        ("[]", "gold.json: no annotated articles"),
    ],
    ids=["cut", "deep", "other", "list", "empty"],
)
def test_a_file_that_is_no_gold_json_is_named(tmp_path: Path, data: str, what: str) -> None:
    (tmp_path / "gold.json").write_text(data, encoding="utf-8")
    [collection] = find_collections(tmp_path)
    assert collection.documents == ()
    assert what in collection.problems[0]


def test_brat_documents_get_their_speakers_from_a_file_beside_or_above(tmp_path: Path) -> None:
    folder = tmp_path / "dev"
    folder.mkdir()
    (folder / "note.txt").write_bytes(TEXT.encode())
    (folder / "note.ann").write_text("T1\tContent 0 13\tx\nE1\tContent:T1\n", encoding="utf-8")
    [plain] = find_collections(folder)
    assert with_speakers(plain).speakers == ()
    articles = {"note": [RECORD], "of another folder": [RECORD]}
    (tmp_path / "speakers.json").write_text(json.dumps({"articles": articles}), encoding="utf-8")
    named = with_speakers(plain)
    assert [document.name for document in named.speakers] == ["note"]
    assert named.speakers_file == tmp_path / "speakers.json"
    (folder / "mine.json").write_text('{"articles"', encoding="utf-8")
    assert "mine.json:1: broken JSON" in with_speakers(plain, folder / "mine.json").problems[0]
