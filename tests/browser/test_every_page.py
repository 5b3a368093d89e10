"""What must hold on every page: nobody is shut out, all of it fits a telephone, nothing hostile runs."""

from __future__ import annotations

import json
from typing import Any
from urllib.request import urlopen

import pytest
from selenium.webdriver.common.by import By

from quotesdb.db.engine import open_engine, sessions
from quotesdb.values import Agent, AgentKind, Kind, Quotation, Span
from tests.browser import chromium
from tests.browser.served import served
from tests.services.toy import draft, ingest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sqlite_only(reason="a browser does not see what the database is"),
]

SCRIPT = "<script>window.pwned = true</script><img src=x onerror='window.pwned = true'>"
BIDI, ANSI = "\u202egnp.exe\u202c", "\x1b[31mred\x1b[0m"


def pages(address: str) -> list[str]:
    """An address of every page."""
    with urlopen(f"{address}/search.json?limit=1") as answer:
        [quote] = json.load(answer)["rows"]
    return [
        "/",
        "/?q=water&sort=oldest",
        f"/q/{quote['id']}",
        "/a",
        f"/a/{quote['article']['id']}",
        "/s",
        f"/s/{quote['speaker_id']}",
        "/check",
        "/check?q=What+nobody+had+was+a+room+to+put+the+water&speaker=Okonjo",
        "/check?q=zebras+were+never+mentioned+anywhere",
        "/audit",
        "/statistics?by=month",
        "/review",
        "/who",
        "/login",
        "/nowhere",
    ]


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (360, False), (360, True)])
def test_everybody_can_use_every_page_at_every_width_in_the_dark_as_well(desk, width: int, dark: bool):
    window = chromium.start(width=width, dark=dark)
    window.set_script_timeout(60)
    wrong = []
    try:
        for path in pages(desk):
            window.get(desk + path)
            wrong += [f"{path}: {each}" for each in chromium.violations(window)]
            wide = window.execute_script("return document.documentElement.scrollWidth")
            if wide > width:
                wrong.append(f"{path}: {wide} pixels wide")
            told = [each for each in chromium.complaints(window) if path != "/nowhere"]
            wrong += [f"{path}: {each}" for each in told]
    finally:
        window.quit()
    assert wrong == []


@pytest.fixture
def hostile(database) -> Any:
    """A database in which every string that was printed is hostile."""
    words = f"“We open {SCRIPT} in {BIDI} May {ANSI},”"
    name = f"Ada {SCRIPT} Example"
    text = f"{words} said {name} {BIDI}.\n\n“We open in May,” it said.\n"

    def extract(whole: str, _language: str | None = None) -> list[Quotation]:
        source = Span(whole.index("Ada"), whole.index("Ada") + len(name))
        agent = Agent(name, AgentKind.PERSON, f"Works {SCRIPT}", f"director {BIDI}")
        content = (Span(0, len(words)),)
        return [
            Quotation(
                Kind.DIRECT,
                content,
                content,
                source=source,
                speaker=agent,
                evidence=(source,),
                medium=SCRIPT,
                addressee=SCRIPT,
            )
        ]

    from quotesdb.services.ingest.prepare import Extractor

    engine = open_engine(database)
    with sessions(engine, write=True).begin() as session:
        read = draft(
            text,
            "javascript:window.pwned=true",
            day="2024-05-06",
            title=f"Title {SCRIPT} {BIDI}",
            publisher=f"Daily {SCRIPT}",
            byline=(f"Ben {SCRIPT}",),
            section=SCRIPT,
            archived_url="javascript:window.pwned=true",
        )
        ingest(session, read, program=Extractor("hostile", "1", None, extract))
    engine.dispose()
    return database


def test_hostile_strings_stay_words(hostile, window):
    with served(hostile, reviewer=f"Wen {SCRIPT}") as address:
        found = pages(address)
        assert len(found) > 10
        found += [f"/?q={SCRIPT}", f"/check?q=We+open+in+May&speaker={SCRIPT}", f"/s/{SCRIPT}", "/statistics"]
        for path in found:
            window.get(address + path)
            assert not window.execute_script("return window.pwned"), path
            scripts = window.find_elements(By.CSS_SELECTOR, "main script, main img[onerror], main svg script")
            assert scripts == [], path
            addresses = window.execute_script("return [...document.links].map((each) => each.href)")
            assert [each for each in addresses if not each.startswith("http")] == [], path
            source = window.page_source
            assert "\u202e" not in source, path
            assert "\x1b" not in source, path
            told = [
                each
                for each in chromium.complaints(window)
                if "404" not in each and "status of 4" not in each
            ]
            assert told == [], path
