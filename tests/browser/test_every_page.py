"""What must hold on every page: nobody is shut out, all of it fits a telephone, nothing hostile runs."""

from __future__ import annotations

import json
from urllib.request import urlopen

import pytest
from selenium.webdriver.common.by import By

from tests.browser import chromium
from tests.browser.served import served
from tests.web import hostile
from tests.web.hostile import SCRIPT, SHORT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.sqlite_only(reason="a browser does not see what the database is"),
]


def pages(address: str) -> list[str]:
    """An address of every page."""
    with urlopen(f"{address}/search.json?limit=1") as answer:
        [quote] = json.load(answer)["rows"]
    with urlopen(f"{address}/s.json?limit=3") as answer:
        others = [row["id"] for row in json.load(answer)["rows"] if row["id"] != quote["speaker_id"]]
    return [
        "/",
        "/?q=water&sort=oldest",
        f"/q/{quote['id']}",
        "/a",
        f"/a/{quote['article']['id']}",
        "/s",
        f"/s/{quote['speaker_id']}",
        f"/s/{quote['speaker_id']}/with?other={others[0]}",
        "/check",
        "/check?q=What+nobody+had+was+a+room+to+put+the+water&speaker=Okonjo",
        "/check?q=zebras+were+never+mentioned+anywhere",
        "/audit",
        "/statistics?by=month",
        "/review",
        "/who",
        "/searches",
        "/store",
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


def test_hostile_strings_stay_words(database, window):
    filled = hostile.fill(database)
    with served(database, reviewer=filled.reviewer) as address:
        window.get(f"{address}/?q=open")
        chromium.click(window, "details.save summary")
        chromium.css(window, "input[name=name]").send_keys("".join(filter(str.isprintable, SHORT)))
        with chromium.next_page(window):
            chromium.click(window, "details.save button")
        found = [window.current_url.removeprefix(address), *pages(address), f"/q/{filled.quote}"]
        found += [f"/a/{filled.article}", f"/s/{filled.speaker}"]
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
