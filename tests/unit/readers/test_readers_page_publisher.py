"""Who published a web page whose data do not say it."""

from __future__ import annotations

import pytest

from quotesdb.readers import read

PROSE = (
    "<p>“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday.</p>"
    "<p>The bridge will stay closed for the whole of the summer, the board said.</p>"
)
ADDRESS = "<link rel='canonical' href='https://www.example-times.example/bridge'>"


def publisher(head: str = "", body: str = "", address: str = ADDRESS) -> str | None:
    page = (
        f"<!DOCTYPE html><html><head>{address}{head}</head><body>{body}"
        f"<article><h1>Bridge closes</h1>{PROSE}</article></body></html>"
    )
    return read(page.encode(), "a.html").publisher


@pytest.mark.parametrize(
    "head",
    [
        "<title>Bridge closes - The Example Times</title>",
        "<title>Bridge closes | Local | Example Times</title>",
        "<meta name='application-name' content='Example Times'>",
    ],
)
def test_a_name_that_is_in_the_address_is_the_publishers(head):
    assert publisher(head) in ("The Example Times", "Example Times")


@pytest.mark.parametrize(
    "body",
    [
        "<a href='/'><img alt='Example Times' src='/a.png'></a>",
        "<a href='https://example-times.example/' aria-label='Example Times'><svg></svg></a>",
        "<div itemprop='publisher'><meta itemprop='name' content='Example Times'></div>",
    ],
)
def test_the_link_home_and_microdata_name_the_publisher(body):
    assert publisher(body=body) == "Example Times"


def test_a_section_behind_the_title_is_no_publisher_but_what_stands_behind_a_section_is():
    assert publisher("<title>Bridge closes | Local</title>") is None
    assert publisher("<title>Bridge closes _Local _Lantern</title>", address="") == "Lantern"
    assert publisher(body="<a href='/'>Home</a>") is None


def test_what_the_data_say_comes_first():
    named = "<meta property='og:site_name' content='The Lantern'>"
    assert publisher(named + "<title>Bridge closes - Example Times</title>") == "The Lantern"
