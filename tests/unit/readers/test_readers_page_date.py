"""Days that a web page shows and on which its article was not published."""

from datetime import UTC, datetime

import pytest

from quotesdb.readers.html import read_page

TEXT = (
    "<p>The council of Corrin will close the swimming pool on Tanner Street in June, it decided.</p>"
    "<p>“We have no money for the roof and none for the boiler,” said Paul Whitby, who leads the council.</p>"
    "<p>Swimmers had collected nine thousand signatures against the plan and brought them in a pram.</p>"
)
SIGNED = "<p class='byline'>By Jane Alder</p>"
TODAY = datetime.now(tz=UTC).date()
IN_WORDS = f"{TODAY:%A}, {TODAY.day} {TODAY:%B} {TODAY.year}"
HEADS = [
    f"<header><span class='date'>{IN_WORDS}</span></header>",
    f"<header><p>{IN_WORDS}</p></header>",
    f"<header><ul><li>{IN_WORDS}</li></ul></header>",
    f"<header><time datetime='{TODAY}'>{IN_WORDS}</time></header>",
    f"<div id='masthead'><div class='today'>{IN_WORDS}</div></div>",
    f"<nav><time datetime='{TODAY}'>{IN_WORDS}</time></nav>",
]
OTHERS = [
    "<ol id='comments'><li><footer>Dave <time datetime='2024-04-09'>9 April 2024</time></footer>No.</ol>",
    "<section id='disqus_thread'><time datetime='2024-04-09'>9 April 2024</time><p>Close it.</p></section>",
    "<h2>Comments</h2><ul><li>Dave <time datetime='2024-04-09'>9 April 2024</time> Close it.</li></ul>",
    "<aside><a href='/a'>Bus fares rise</a> <time datetime='2019-01-01'>1 January 2019</time></aside>",
    "<div><h3>Related</h3><a href='/a'>Bus fares rise</a> <span class='date'>1 January 2019</span></div>",
    "<h2>Latest</h2><article><h3>Buses</h3><time datetime='2019-01-01'>1 January 2019</time></article>",
    "<div><h3>Related</h3><p>Posted 1 January 2019</p></div>",
    "<div class='footer'>© 12 May 2020 Corrin Echo</div>",
    "<div id='colophon'>Last built <time datetime='2020-05-12'>12 May 2020</time></div>",
    "<p class='event-date'>12 June 2025</p>",
    "<p>Tickets: <span class='date'>12 June 2025</span></p>",
    "<div class='event'><time datetime='2025-06-12'>12 June 2025</time> Town hall</div>",
    "<p>The next meeting is on <time datetime='2025-06-12'>12 June 2025</time> in the town hall.</p>",
]


def published(*, head="", top="", below=SIGNED, behind="", lang="en", main="main"):
    whole = (
        f"<!doctype html><html lang='{lang}'><head><title>Pool to close in June</title>{head}</head>"
        f"<body>{top}<{main}><article><h1>Pool to close in June</h1>{below}{TEXT}{behind}"
        f"</article></{main}></body></html>"
    )
    found = read_page(whole.encode()).published
    return found.printed() if found else None


@pytest.mark.parametrize("main", ["main", "div"])
@pytest.mark.parametrize("top", HEADS)
def test_the_day_in_the_head_of_a_page_is_none_of_publication(top, main):
    canonical = "<link rel='canonical' href='https://echo.example/2024/04/03/pool'>"
    printed = "<p>By Jane Alder | 3 April 2024</p>"
    assert published(top=top, main=main) is None
    assert published(top=top, main=main, below=printed) == "2024-04-03"
    assert published(top=top, main=main, head=canonical) == "2024-04-03"


@pytest.mark.parametrize("behind", OTHERS)
def test_what_is_none_of_the_article_has_other_days(behind):
    assert published(behind=behind) is None
    assert published(below=f"{SIGNED}<p>3 April 2024</p>", behind=behind) == "2024-04-03"


def test_other_stories_above_the_headline_have_other_days():
    box = "<div><h3><a href='/a'>Bus fares rise</a></h3><span class='date'>1 January 2019</span></div>"
    assert published(top=box, main="div") is None


@pytest.mark.parametrize(
    ("line", "lang", "day"),
    [
        ("Posted: 3/4/2024 9:15 a.m. | Last updated: 5 April 2024", "en", None),
        ("Posted: 3/4/2024 9:15 a.m. | Last updated: 5 April 2024", "en-US", "2024-03-04"),
        ("Posted: 3/4/2024 9:15 a.m. | Last updated: 5 April 2024", "en-GB", "2024-04-03"),
        ("Posted 3/13/2024 | Updated 5 April 2024", "en", "2024-03-13"),
        ("Published 03.04.2024 - Updated April 5, 2024", "en", "2024-04-03"),
        ("Last updated 5 April 2024 | Posted 3 April 2024", "en", "2024-04-03"),
    ],
)
def test_of_posted_and_updated_the_day_behind_posted_counts(line, lang, day):
    assert published(below=f"{SIGNED}<p>{line}</p>", lang=lang) == day


def test_no_article_is_published_after_its_last_change():
    changed = "<meta property='article:modified_time' content='2024-04-05T10:00:00Z'>"
    assert published(head=changed, behind="<p class='date'>12 June 2025</p>") is None
    assert published(head=changed, behind="<p class='date'>3 April 2024</p>") == "2024-04-03"


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://echo.example/2024/04/03/pool", "2024-04-03"),
        ("https://echo.example/news/2024/apr/03/pool", "2024-04-03"),
        ("https://echo.example/2024-04-03-pool.html", "2024-04-03"),
        ("https://echo.example/2024/04/pool", None),
        ("https://echo.example/pool-open-day-2024-04-03", None),
        ("https://echo.example/20240403/pool", None),
        ("https://echo.example/2024/13/41/pool", None),
    ],
)
def test_a_day_that_is_a_part_of_the_address_is_that_of_publication(url, day):
    assert published(head=f"<link rel='canonical' href='{url}'>") == day


@pytest.mark.parametrize(
    "parts",
    [
        {"behind": "<p class='date'>3 April 2024</p>"},
        {"behind": "<footer>Posted on <time datetime='2024-04-03'>3 April 2024</time></footer>"},
        {"top": "<p class='date'>3 April 2024</p>", "main": "div"},
        {"below": "<p class='event-date'>3 April 2024</p>"},
        {"below": "<p>By Jane Alder and Otto Lind, Wednesday, 3 April 2024</p>"},
        {"below": f"{SIGNED}<p>Corrin, 3 April 2024</p>"},
    ],
)
def test_a_day_that_is_the_article_s_own_stays(parts):
    assert published(**parts) == "2024-04-03"


EVENT = (
    "<script type='application/ld+json'>"
    '{"@type": "MusicEvent", "name": "Swim", "startDate": "2025-06-12T19:30"}</script>'
)


@pytest.mark.parametrize(
    "parts",
    [
        {"head": EVENT, "below": "<p>Thursday, 12 June 2025</p>"},
        {"head": EVENT, "below": "<p class='date'>12 June 2025</p>"},
        {"below": "<div class='event-info'><time datetime='2025-06-12'>12 June</time><b>Town hall</b></div>"},
        {"below": "<ul class='event'><li>12 June 2025</li><li>7.30 pm</li><li>Town hall</li></ul>"},
    ],
)
def test_the_day_of_an_event_is_none_of_publication(parts):
    assert published(**parts) is None


@pytest.mark.parametrize(
    "parts",
    [
        {"head": EVENT, "below": "<p class='date'>3 April 2024</p>"},
        {"below": f"<div class='event-meta'>{SIGNED}<span>3 April 2024</span></div>"},
        {"below": "<div class='event-meta'><b>Published</b> <span>3 April 2024</span></div>"},
        {"below": "<div class='event-date'><span>3 April 2024</span> <span>09:15</span></div>"},
    ],
)
def test_the_day_of_publication_of_what_tells_of_an_event_stays(parts):
    assert published(**parts) == "2024-04-03"


def test_ukrainian_names_of_months_are_known():
    assert published(lang="uk", below="<p>12 травня 2022</p>") == "2022-05-12"
