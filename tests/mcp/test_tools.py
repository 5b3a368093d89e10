from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from quotesdb.db.engine import open_engine, sessions
from quotesdb.mcp.server import make
from quotesdb.web.guard import Limits
from tests.functional.conftest import ROOT, json_lines
from tests.services.toy import TOY, draft, ingest
from tests.web.conftest import serving

TOOLS = {"check_quotation", "check_draft", "find_quotations", "who_is", "cite_quotation"}
DRAFT = (
    "“What nobody had was a room to put the water,” said Amara Okonjo.\n\n“It never was said so at all.”\n"
)

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


def in_process(database: Any, talk: Callable[[Client], Awaitable[Any]]) -> Any:
    engine = open_engine(database)

    async def main() -> Any:
        async with Client(make(engine)) as client:
            return await talk(client)

    try:
        return asyncio.run(main())
    finally:
        engine.dispose()


def over_stdio(database: Any, talk: Callable[[Client], Awaitable[Any]]) -> Any:
    """As a program that runs language models does: it starts a second process."""
    command = StdioServerParameters(
        command=sys.executable,
        args=["-m", "quotesdb.cli", "--db", str(database), "mcp"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )

    async def main() -> Any:
        async with Client(command) as client:
            return await talk(client)

    return asyncio.run(main())


def call(tool: str, **arguments: Any) -> Callable[[Client], Awaitable[Any]]:
    async def talk(client: Client) -> Any:
        answer = await client.call_tool(tool, arguments)
        assert not answer.is_error, answer.content
        assert json.loads(answer.content[0].text) == answer.structured_content
        return answer.structured_content

    return talk


def test_there_are_five_tools_that_only_read_with_typed_answers(filled: Path):
    async def talk(client: Client) -> Any:
        return (await client.list_tools()).tools

    tools = in_process(filled, talk)
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint is True
        assert tool.description
        assert tool.output_schema["properties"], tool.name
    [find] = [tool for tool in tools if tool.name == "find_quotations"]
    assert {"speaker", "about", "since", "until"} <= set(find.input_schema["properties"])


@pytest.mark.slow
def test_of_200_claims_a_second_process_this_one_and_the_api_answer_as_the_command_line_does(
    filled: Path, run
):
    said = json_lines(run("quotes", "--limit", "40", "--json"))
    claims = []
    for row in said:
        words = row["text"].strip('“”" ').split()
        speaker = row["speaker"]["name"] if row["speaker"] else None
        claims += [
            {"text": row["text"], "speaker": speaker},
            {"text": " ".join(words[1:] or words)},
            {"text": " ".join([*words[: len(words) // 2], "seventeen", *words[len(words) // 2 + 1 :]])},
            {"text": row["text"], "speaker": "Nobody Atall"},
            {"text": " ".join(reversed(words)), "speaker": speaker},
        ]
    assert len(claims) == 200

    async def talk(client: Client) -> list[Any]:
        answers = [await client.call_tool("check_quotation", claim) for claim in claims]
        return [answer.structured_content for answer in answers]

    answers = over_stdio(filled, talk)
    lines = "".join(json.dumps(claim) + "\n" for claim in claims).encode()
    of_cli = json_lines(run("check", "--claims", "-", "--no-record", "--json", stdin=lines))
    assert len(of_cli) == 200
    for one, other in zip(answers, of_cli, strict=True):
        assert one["advice"]
        assert {key: one[key] for key in other} == other
    assert Counter(one["verdict"] for one in answers).keys() >= {
        "verbatim",
        "altered",
        "misattributed",
        "not_found",
    }
    assert sum(bool(match["spans"]) for one in answers for match in one["matches"]) > 200
    endless = Limits(writes=(1e9, 1e9))
    with serving(filled, limits=endless) as page:
        assert [page.post("/api/v1/check", json=claim).json() for claim in claims] == of_cli
    assert in_process(filled, talk) == answers


@pytest.mark.slow
def test_a_draft_is_checked(filled: Path):
    found = in_process(filled, call("check_draft", text=DRAFT))
    first = found["quotations"][0]
    assert (first["verdict"], first["line"]) == ("altered", 1)
    assert first["advice"].startswith("Print: “What nobody had was a place to put the water")
    assert found["unsaid"] + len(found["quotations"]) == 2


def test_quotations_are_found_by_speaker_words_and_dates(filled: Path, run):
    asked = {"speaker": "Okonjo", "since": "2022", "until": "2022-12", "limit": 3}
    found = in_process(filled, call("find_quotations", **asked))
    of_cli = json_lines(
        run(
            "quotes", "--speaker", "Okonjo", "--since", "2022", "--until", "2022-12", "--limit", "3", "--json"
        )
    )
    assert [row["id"] for row in found["rows"]] == [row["id"] for row in of_cli]
    assert found["total"] >= len(found["rows"]) > 0
    rest = in_process(filled, call("find_quotations", **asked, after=found["next"]))
    assert {row["id"] for row in rest["rows"]}.isdisjoint(row["id"] for row in found["rows"])
    about = in_process(filled, call("find_quotations", about="water"))
    assert all("water" in row["text"].lower() for row in about["rows"])


def test_somebody_is_told_and_a_quotation_is_cited(filled: Path, run):
    [of_cli] = json_lines(run("speaker", "Amara Okonjo", "--json"))
    told = in_process(filled, call("who_is", name="Amara Okonjo"))
    assert told.pop("roles_left_out") == 0
    assert told["quotes"] == of_cli["quotes"][:10]
    assert told | {"quotes": of_cli["quotes"]} == of_cli
    id_ = of_cli["quotes"][0]["id"]
    cited = in_process(filled, call("cite_quotation", id=id_, style="apa"))
    assert cited["text"] == run("export", "--format", "apa", id_).stdout


def test_what_cannot_be_done_is_said_in_one_line(filled: Path):
    async def talk(client: Client) -> list[Any]:
        return [
            await client.call_tool("who_is", {"name": "Nobody Atall"}),
            await client.call_tool("who_is", {"name": "Amara Okonja"}),
            await client.call_tool("cite_quotation", {"id": "q-zzzzzzzzzz"}),
            await client.call_tool("find_quotations", {"since": "soon"}),
            await client.call_tool("check_quotation", {"text": ""}),
        ]

    answers = in_process(filled, talk)
    assert "nearest: Amara Okonjo" in answers[1].content[0].text
    for answer in answers:
        assert answer.is_error
        assert "Traceback" not in answer.content[0].text


def test_resources_are_what_the_command_line_shows(filled: Path, run):
    [of_cli] = json_lines(run("quotes", "--limit", "1", "--json"))
    addresses = {
        f"quote://{of_cli['id']}": ("quote", of_cli["id"]),
        f"article://{of_cli['article']['id']}": ("article", of_cli["article"]["id"]),
        f"speaker://{of_cli['speaker_id']}": ("speaker", of_cli["speaker_id"]),
    }

    async def talk(client: Client) -> list[Any]:
        return [(await client.read_resource(address)).contents[0].text for address in addresses]

    for text, command in zip(in_process(filled, talk), addresses.values(), strict=True):
        assert [json.loads(text)] == json_lines(run(*command, "--json"))


def test_the_prompt_holds_the_draft(filled: Path):
    async def talk(client: Client) -> Any:
        return await client.get_prompt("audit_draft", {"draft": DRAFT})

    [message] = in_process(filled, talk).messages
    assert message.content.text.endswith(DRAFT)
    assert "check_draft" in message.content.text


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("find_quotations", {"kind": "direct"}, "find_quotations takes no 'kind'; it takes: speaker, about"),
        ("check_quotation", {"text": ""}, "check_quotation: text: string should have at least 1 character"),
        ("find_quotations", {"limit": 0}, "limit: input should be greater than or equal to 1"),
    ],
)
def test_what_a_tool_does_not_take_is_refused_in_plain_words(
    filled: Any, tool: str, arguments: dict[str, Any], said: str
):
    async def talk(client: Client) -> Any:
        schemas = [each.input_schema for each in (await client.list_tools()).tools]
        return schemas, await client.call_tool(tool, arguments)

    schemas, answer = in_process(filled, talk)
    assert answer.is_error
    assert said in answer.content[0].text
    assert "pydantic" not in answer.content[0].text
    assert {schema["additionalProperties"] for schema in schemas} == {False}


def test_an_answer_begins_with_the_verdict_and_fills_a_page_however_often_it_was_printed(database: Path):
    engine = open_engine(database)
    said = "The ferry sails at noon and not before"
    with sessions(engine, write=True).begin() as session:
        for number in range(40):
            text = f"“{said},” said Ada Example, pilot {number % 3} at Harbour Works."
            made = draft(text, f"https://example.org/{number}", day=f"2024-05-{number % 28 + 1:02}")
            ingest(session, made, program=TOY)
    engine.dispose()
    checked = in_process(database, call("check_quotation", text=said))
    assert list(checked)[:3] == ["verdict", "meaning", "advice"]
    assert (len(checked["reports"]), checked["reports_left_out"]) == (10, 30)
    text = "The harbour was full of fog, and nobody had slept.\n\n" * 5 + f"“{said},” said Ada Example."
    [of_draft] = in_process(database, call("check_draft", text=text))["quotations"]
    assert next(iter(of_draft)) == "verdict"
    assert len(of_draft["matches"]) == 2
    assert of_draft["matches_left_out"] > 0
    who = in_process(database, call("who_is", name="Ada Example"))
    assert (len(who["quotes"]), who["total"]) == (10, 40)
    assert len(who["roles"]) + who["roles_left_out"] == 40
    assert len(who["roles"]) <= 3
    for answer in (checked, of_draft, who):
        assert len(json.dumps(answer)) < 30_000
    [match, *_] = checked["matches"]
    assert said in in_process(database, call("cite_quotation", id=match["quote"]))["text"]
    found = in_process(database, call("find_quotations", speaker=who["id"]))
    assert len(found["rows"]) == 10


def test_a_draft_is_told_of_the_article_that_prints_it_otherwise(database: Path):
    engine = open_engine(database)
    with sessions(engine, write=True).begin() as session:
        for number, said in enumerate(
            ["The wall is safe for ships"] * 4 + ["The wall is not safe for ships"]
        ):
            more = f"The council met in room {number}, and the ferry left for the islands at noon.\n\n" * 5
            text = f"{more}“{said},” said Ada Example."
            made = draft(text, f"https://example.org/{number}", day="2024-05-01")
            ingest(session, made, program=TOY)
    engine.dispose()
    text = "The harbour was full of fog.\n\n“The wall is safe for ships,” said Ada Example."
    [told] = in_process(database, call("check_draft", text=text))["quotations"]
    words = [match["text"] for match in told["matches"]]
    assert (len(words), told["matches_left_out"]) == (3, 2)
    assert len(set(words[:2])) == 1
    assert "not safe" in words[2]
