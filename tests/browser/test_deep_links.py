"""Deep links open their page with the words highlighted, in a real browser on a page of this machine."""

from __future__ import annotations

import time
from collections.abc import Iterator
from html import escape
from typing import Any

import pytest

from quotesdb.cite.deep_link import deep_link
from quotesdb.values import Span
from tests.browser import chromium
from tests.local_web import Web, sends, served

FILLER = "\n\n".join(
    f"The {number}th day passed, and nobody at the quay said a word of it." for number in range(40)
)
LONG = (
    "“We have waited for an answer since the first week of January, and every Monday we were told that it "
    "would come on Tuesday, and on Tuesday that it would come next week.”"
)
TWO = "“The cranes are idle, and they will stay idle.\n\n“Nobody in this town believes a word of it.”"
SAID = {
    "short": "“It rains,”",
    "hyphens and commas": "“A last-ditch, half-hearted, so-called offer – no more,”",
    "long": LONG,
    "two paragraphs": TWO,
    "ampersand and percent": "“100 % of R&D = gone?”",
    "right to left": "«שלום עליכם»",
    "no blanks": "「我们不会在五月之前行动」",
}
COUNT = """
const [shot, done] = arguments, image = new Image();
image.onload = () => {
  const canvas = Object.assign(document.createElement("canvas"), {width: image.width, height: image.height});
  const drawn = canvas.getContext("2d");
  drawn.drawImage(image, 0, 0);
  const points = drawn.getImageData(0, 0, image.width, image.height).data;
  let marked = 0;
  for (let at = 0; at < points.length; at += 4)
    marked += points[at] === 255 && points[at + 1] === 0 && points[at + 2] === 0;
  done(marked);
};
image.src = "data:image/png;base64," + shot;
"""
"""Counts the red points of a screenshot."""


@pytest.fixture
def site() -> Iterator[Web]:
    with served() as made:
        yield made


def page_of(text: str) -> bytes:
    body = "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))
    style = "::target-text { background: rgb(255, 0, 0); color: rgb(255, 0, 0) }"
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style><body>{body}'.encode()


def highlighted(window: Any) -> int:
    """Points of the window that are marked."""
    return int(window.execute_async_script(COUNT, window.get_screenshot_as_base64()))


@pytest.mark.parametrize("case", SAID)
def test_a_deep_link_opens_at_the_words(window: Any, site: Web, case: str) -> None:
    before = f"{FILLER}\n\nShe looked up and said: "
    text = f"{before}{SAID[case]} and left.\n\n{FILLER}"
    site.pages["/a"] = sends(page_of(text), Content_Type="text/html")
    window.get(deep_link(site.url("/a"), text, Span(len(before), len(before) + len(SAID[case]))))
    chromium.until(window, lambda: highlighted(window) or None)
    assert window.execute_script("return window.scrollY") > 0


def test_of_words_that_stand_there_twice_those_that_are_meant(window: Any, site: Web) -> None:
    text = f"“No,” said Bo Sample.\n\n{FILLER}\n\nAt last she whispered “No,” and left.\n\n{FILLER}"
    start = text.rindex("“No,”")
    site.pages["/a"] = sends(page_of(text), Content_Type="text/html")
    window.get(deep_link(site.url("/a"), text, Span(start, start + 5)))
    chromium.until(window, lambda: highlighted(window) or None)
    assert window.execute_script("return window.scrollY") > 0


def test_words_that_are_not_there_highlight_nothing(window: Any, site: Web) -> None:
    site.pages["/a"] = sends(page_of(FILLER), Content_Type="text/html")
    window.get(deep_link(site.url("/a"), "“Absent,” she said.", Span(0, 9)))
    time.sleep(1)
    assert highlighted(window) == 0
