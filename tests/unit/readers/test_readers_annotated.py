"""Texts that somebody annotated: their quotations come with them, with all that the annotation says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quotesdb.readers import documents
from quotesdb.readers.files import beside
from quotesdb.values import AgentKind, ArticleDraft, Kind, Unreadable

SAID = "“We looked twice,” said Bo Sample."
TEXT = f"Bridge closes\n\n{SAID} The harbour master warned that it would last.\n\nShe will look again."


def one(data: str | bytes, name: str = "-", **more) -> ArticleDraft:
    [draft] = documents(data.encode() if isinstance(data, str) else data, name, **more)
    assert isinstance(draft, ArticleDraft)
    return draft


def told(draft: ArticleDraft) -> list[tuple[object, ...]]:
    """Kind, words, cue, source, and who speaks, of each quotation."""
    return [
        (
            found.kind,
            " ".join(span.text(draft.text) for span in found.content),
            found.cue.text(draft.text) if found.cue else None,
            found.source.text(draft.text) if found.source else None,
            (found.speaker.name, found.speaker.kind) if found.speaker else None,
        )
        for found in draft.quotations
    ]


EXPECTED = [
    (Kind.DIRECT, "“We looked twice,”", "said", "Bo Sample", ("Bo Sample", AgentKind.PERSON)),
    (
        *(Kind.INDIRECT, "it would last", "warned", "The harbour master"),
        ("The harbour master", AgentKind.ANONYMOUS),
    ),
    (Kind.INDIRECT, "look again", None, "She", None),
]
PARTS = [
    ("“We looked twice,”", "said", "Bo Sample"),
    ("it would last", "warned", "The harbour master"),
    ("look again", "", "She"),
]


def place(part: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


def brat(text: str) -> str:
    lines = []
    for n, roles in enumerate(PARTS):
        event = []
        for role, part in zip(("Content", "Cue", "Source"), roles, strict=True):
            if part:
                start, end = place(part, text)
                lines.append(f"T{len(lines) + 1}\t{role} {start} {end}\t{part}")
                event.append(f"{role}:T{len(lines)}")
        lines.append(f"E{n + 1}\t{' '.join(event)}")
        lines.append(f"T9{n}\tNote 0 6\tBridge")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "front", ["", "---\ntitle: Bridge closes\n---\n"], ids=["text alone", "front matter"]
)
def test_brat_annotations_are_read_with_the_text_beside_them(front, tmp_path: Path):
    raw = (front + TEXT).replace("\n", "\r\n")
    (tmp_path / "a.txt").write_bytes(raw.encode())
    path = str(tmp_path / "a_ben.ann")
    draft = one(brat(raw), path, beside=beside(path))
    assert (draft.reader, draft.annotator, draft.text) == ("brat", "brat", TEXT)
    assert told(draft) == EXPECTED
    assert draft.title == "Bridge closes"


def test_brat_annotations_without_their_text_are_refused():
    [found] = documents(brat(TEXT).encode(), "a.ann")
    assert found == Unreadable("3 annotations (brat), without the text a.txt beside them")


CITRON = {
    "title": "Bridge closes",
    "text": TEXT,
    "quotes": [
        {
            "contents": [dict(zip(("start", "end"), place(content), strict=True))],
            "cue": dict(zip(("start", "end"), place(cue), strict=True)) if cue else None,
            "sources": [dict(zip(("start", "end"), place(source), strict=True))],
            "confidence": 0.75,
        }
        for content, cue, source in PARTS
    ],
}


def test_quotations_of_citron_are_read_with_how_sure_it_is():
    draft = one(json.dumps(CITRON))
    assert told(draft) == EXPECTED
    assert {found.confidence for found in draft.quotations} == {0.75}


def test_a_source_that_citron_resolved_is_named_in_full():
    quote = {
        **CITRON["quotes"][2],
        "coreferences": [dict(zip(("start", "end"), place("Bo Sample"), strict=True))],
    }
    draft = one(json.dumps({**CITRON, "quotes": [quote]}))
    assert told(draft)[0][4] == ("Bo Sample", AgentKind.PERSON)


def test_labels_of_doccano_are_linked_as_its_relations_say():
    entities, relations = [], []
    for content, cue, source in PARTS:
        first = len(entities)
        for label, part in (("QUOTE", content), ("Cue", cue), ("speaker", source), ("PLACE", "Bridge")):
            if part:
                start, end = place(part)
                entities.append(
                    {"id": len(entities), "start_offset": start, "end_offset": end, "label": label}
                )
                relations.append({"from_id": first, "to_id": len(entities) - 1})
    line = json.dumps({"text": TEXT, "entities": entities, "relations": relations})
    assert told(one(line)) == EXPECTED


def test_without_relations_the_one_source_of_a_paragraph_is_meant():
    labels = [
        [*place(PARTS[0][0]), "content"],
        [*place("Bo Sample"), "source"],
        [*place("look again"), "content"],
    ]
    found = told(one(json.dumps({"text": TEXT, "label": labels})))
    assert [row[4] for row in found] == [("Bo Sample", AgentKind.PERSON), None]


def test_other_labels_leave_a_text_like_any_other():
    lines = json.dumps({"text": TEXT, "label": [[0, 6, "PLACE"]]}) + "\n"
    found = list(documents((lines * 2).encode(), "-"))
    assert [
        (each.member, each.text, each.quotations) for each in found if isinstance(each, ArticleDraft)
    ] == [
        ("1", TEXT, ()),
        ("2", TEXT, ()),
    ]


def test_tokens_of_webanno_make_the_text_and_its_quotations():
    words = [(found, 0) for found in SAID.replace("“", "“ ").replace(",”", " , ”").replace(".", " .").split()]
    labels = ["Quote|content[1]"] * 6 + ["cue[1]"] + ["Quote|source[1]"] * 2 + ["_"]
    tokens = "".join(
        f"1-{n + 1}\t0-1\t{word}\t{labels[n].rpartition('|')[2]}\t\n" for n, (word, _) in enumerate(words)
    )
    draft = one(f"#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Quote|role\n\n#Text={SAID}\n{tokens}")
    assert (draft.text, draft.annotator) == (SAID, "webanno")
    assert told(draft) == [EXPECTED[0]]


def test_a_line_of_gdelt_gives_the_passages_round_its_quotations():
    quotes = [{"pre": "Bo Sample said", "quote": "We looked twice", "post": "at the bridge."}]
    record = {
        "date": "2025-03-01T10:00:00Z",
        "url": "https://example.org/1",
        "title": "Bridge",
        "lang": "ENGLISH",
    }
    draft = one(json.dumps({**record, "quotes": quotes}) + "\n")
    assert draft.text == 'Bo Sample said "We looked twice" at the bridge.'
    assert told(draft) == [(Kind.DIRECT, '"We looked twice"', None, None, None)]
    assert (draft.title, draft.url, draft.annotator) == ("Bridge", "https://example.org/1", "gdelt")
    assert draft.warnings == (
        "only the passages round the quotations: the file does not give the whole article",
    )


@pytest.mark.parametrize(
    "probable", [[["Bo Sample", "0.8"], ["None", "0.2"]], [{"speaker": "Bo Sample", "proba": 0.8}]]
)
def test_articles_of_quotebank_name_who_speaks_and_how_probably(probable):
    quotation = {
        "quotation": "We looked twice",
        "leftContext": "At the bridge:",
        "rightContext": "said Sample.",
        "localTopSpeaker": "Bo Sample",
        "localProbas": probable,
    }
    record = {"articleID": "2025-03-01-1", "url": "https://example.org/1", "quotations": [quotation]}
    draft = one(json.dumps(record))
    assert (draft.member, draft.annotator) == ("2025-03-01-1", "quotebank")
    assert told(draft)[0][4] == ("Bo Sample", AgentKind.PERSON)
    assert draft.quotations[0].confidence == 0.8


@pytest.mark.parametrize(
    ("data", "kept"),
    [
        ('{"text": "x", "quotes": [{"contents": [{"start": 5, "end": 2}]}, {"contents": 3}, 4]}', 0),
        ('{"text": "We said.", "label": [[0, 99, "quote"], [1], "x"]}', 0),
        ('{"quotes": [{"quote": "", "pre": 3}], "url": 4}', None),
        ('{"quotations": [{"quotation": "We said", "localProbas": [[1]]}], "urls": 3, "quoteID": "a"}', 1),
    ],
)
def test_broken_annotations_cost_no_more_than_themselves(data, kept):
    [found] = documents(data.encode(), "-")
    assert (len(found.quotations) if isinstance(found, ArticleDraft) else None) == kept
