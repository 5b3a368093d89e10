"""The published schema says what the commands print."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from quotesdb.cli import main
from quotesdb.present.schema import LINES
from tests.functional import every_command
from tests.functional.conftest import Run, json_lines
from tests.functional.test_evaluate import gold
from tools.json_schema import SCHEMA, written

PUBLISHED: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
CALLS = (
    *(call.replace("export --format csv", "export") for call in every_command.LOOK_UPS),
    *every_command.CHANGES,
    *every_command.OTHERS,
    "article {article} --history",
    "check --no-record 'We had nine hours of warning' --speaker Okonjo",
    "checks --recheck",
    "extract --with-text {draft}",
    "quotes --fold",
    "stats --by month",
    "suggestions --limit 0",
)
WITHOUT_A_LINE = {
    "db import {decisions}",
    "db restore {copy}",
    "decisions import {decisions}",
    "organisations alias remove {organisation} Waterworks",
    "organisations split {organisation} {organisation}",
    "people list",
    "people remove wikidata:Q900001",
    "review changed",
    "review renew {quote}",
    "speakers alias remove {speaker} Mira",
    "speakers show {speaker} --why",
    "speakers split {speaker} {quote}",
    "undo d-aaaaaaaaaa",
    "users add Wen --stdin",
}
"""Calls to which there is no answer in this database; other calls print lines of the same shape."""


def command_of(call: str) -> str:
    """The command of a call, as the schema names it."""
    words = re.sub(r" (show|list|walk)\b(?! \{organisation\})", "", call).split()
    if call == "decisions list":
        return call
    return next(name for size in (3, 2, 1) if (name := " ".join(words[:size])) in LINES)


def strict(shape: Any) -> Any:
    """A schema that knows of no other keys than those it names."""
    if isinstance(shape, list):
        return [strict(each) for each in shape]
    if not isinstance(shape, dict):
        return shape
    closed = {"additionalProperties": False} if "properties" in shape else {}
    return {**{key: strict(value) for key, value in shape.items()}, **closed}


def validator(command: str) -> jsonschema.Draft202012Validator:
    whole = {**PUBLISHED, "$ref": f"#/$defs/{command.replace(' ', '-')}"}
    if command != "decisions export":  # its kinds have other keys each, on a page of their own
        whole = strict(whole)
    return jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker())


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(PUBLISHED)


def test_the_published_schema_is_that_of_the_program() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == written()


@pytest.fixture(scope="module")
def judged_once(filled_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles and one that names a speaker otherwise, with a decision of each kind."""
    folder = tmp_path_factory.mktemp("judged")
    database = shutil.copyfile(filled_once, folder / "judged.db")
    (folder / "again.txt").write_text(
        "“The mere is full again,” said Amarah Okonjo, a hydrologist, on Tuesday.\n", encoding="utf-8"
    )
    known = every_command.names(database, folder / "files")
    add = ["--db", str(database), "users", "add", "Wen", "--stdin"]
    CliRunner().invoke(main, add, input="correct horse battery\n")
    for call in (
        f"ingest {folder / 'again.txt'}",
        "check 'We had nine hours of warning' --speaker Okonjo",
        "quote {quote} --accept --as Wen",
        "speakers rename {speaker} 'Mira Example' --as Wen",
        "tag {speaker} early --as Wen",
        "users token Wen desk",
    ):
        CliRunner().invoke(main, ["--db", str(database), *every_command.words(call, known)])
    return database


@pytest.mark.parametrize("call", CALLS)
def test_every_line_of_every_command_is_as_the_schema_says(
    run: Run, judged_once: Path, tmp_path: Path, call: str
) -> None:
    database = shutil.copyfile(judged_once, tmp_path / "judged.db")
    known = every_command.names(database, tmp_path / "files") | {"folder": str(gold(tmp_path / "gold"))}
    lines = json_lines(run(*every_command.words(call, known), "--json", db=database))
    check = validator(command_of(call))
    for line in lines:
        check.validate(line)
    assert bool(lines) is (call not in WITHOUT_A_LINE)
