"""A call of every command, for what must hold of all of them alike."""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.functional.conftest import ROOT

LOOK_UPS = (
    "article show {article}",
    "articles water",
    "check --no-record hope",
    "cite {quote} --style mla",
    "checks",
    "db check",
    "db current",
    "decisions export",
    "decisions list",
    "export --format csv",
    "organisations list",
    "organisations show {organisation}",
    "people list",
    "quote {quote}",
    "quotes water",
    "review changed",
    "review walk",
    "speaker {speaker}",
    "speakers list",
    "speakers show {speaker} --why",
    "stats",
    "suggestions",
    "users list",
)
"""What only reads a database; ``words`` puts in what stands in braces."""

CHANGES = (
    "article remove {article} --why mistaken",
    "article set {article} --title Water",
    "audit {draft}",
    "check hope",
    "ingest {another}",
    "organisations alias add {organisation} Waterworks",
    "organisations different {organisation} {organisation2}",
    "organisations merge {organisation} {organisation2}",
    "organisations rename {organisation} Waterworks",
    "organisations unsure {organisation} {organisation2}",
    "people import {people}",
    "quote {quote} --reject",
    "rebuild",
    "reextract --force",
    "review accept {quote}",
    "review kind {quote} indirect",
    "review reject {quote}",
    "review span {quote} {words}",
    "review speaker {quote} 'Mira Vantongeren' --new",
    "review unsure {quote}",
    "speakers alias add {speaker} Mira",
    "speakers different {speaker} {speaker2}",
    "speakers erase 'Amara Okonjo' --why asked",
    "speakers merge {speaker} {speaker2}",
    "speakers rename {speaker} Mira",
    "speakers unsure {speaker} {speaker2}",
    "tag {speaker} local",
)
"""What writes to a database."""

OTHERS = (
    "db backup {copy}",
    "db copy {sound} {another_copy}",
    "db export {archive}",
    "db import {decisions}",
    "db restore {copy}",
    "db upgrade",
    "decisions import {decisions}",
    "completion bash",
    "config",
    "evaluate {folder}",
    "extract {draft}",
    "formats",
    "organisations alias remove {organisation} Waterworks",
    "organisations split {organisation} {organisation}",
    "people remove wikidata:Q900001",
    "read {draft}",
    "users add Wen --stdin",
    "users set Wen --disable",
    "users token Wen editor",
    "users revoke Wen desk",
    "review renew {quote}",
    "speakers alias remove {speaker} Mira",
    "speakers split {speaker} {quote}",
    "undo d-aaaaaaaaaa",
)
"""What finds nothing to do in a database of today that nobody has decided anything in, or uses none."""


def names(database: Path, folder: Path) -> dict[str, str]:
    """Ids and names that a sound database with several articles has, and files and folders to be read."""
    folder.mkdir()
    (folder / "decisions.jsonl").write_text("", encoding="utf8")
    (folder / "people.csv").write_text("name,wikidata\nMira Vantongeren,Q900001\n", encoding="utf8")
    (folder / "another.txt").write_text(
        "---\nauthor: Ben Sample\npublisher: Reporter Daily\ndate: 2024-05-06\n---\n"
        "“The bridge is safe,” said Mira Vantongeren, an engineer.\n",
        encoding="utf8",
    )
    with closing(sqlite3.connect(database)) as connection:

        def column(sql: str) -> list[str]:
            return [value for (value,) in connection.execute(sql)]

        [quote] = column("SELECT public_id FROM quote ORDER BY id LIMIT 1")
        [words] = column("SELECT exact FROM quote ORDER BY id LIMIT 1")
        [article] = column("SELECT public_id FROM article ORDER BY id LIMIT 1")
        people = column("SELECT public_id FROM speaker WHERE kind = 'person' ORDER BY id LIMIT 2")
        organisations = column(
            "SELECT DISTINCT organisation.name FROM appearance JOIN organisation"
            " ON organisation.id = organisation_id ORDER BY 1 LIMIT 2"
        )
    return {
        "quote": quote,
        "words": words.split()[0],
        "article": article,
        "speaker": people[0],
        "speaker2": people[1],
        "organisation": organisations[0],
        "organisation2": organisations[1],
        "decisions": str(folder / "decisions.jsonl"),
        "people": str(folder / "people.csv"),
        "another": str(folder / "another.txt"),
        "draft": str(ROOT / "fixtures/drafts/harbour-column.txt"),
        "folder": str(folder),
        "copy": str(folder / "copy.db"),
        "archive": str(folder / "archive.jsonl"),
        "sound": str(database),
        "another_copy": str(folder / "another.db"),
    }


def words(call: str, names: dict[str, str]) -> list[str]:
    """The words of a call, with the names put in."""
    return [word.format_map(names) for word in shlex.split(call)]
