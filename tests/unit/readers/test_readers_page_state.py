"""What a page's program keeps for itself says who wrote the article where nothing else does."""

from __future__ import annotations

import json

import pytest

from quotesdb.readers import read

TITLE = "Bridge closes for the summer"
PROSE = (
    "<p>“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday.</p>"
    "<p>The bridge will stay closed for the whole of the summer, the board said.</p>"
)


def story(script: str, shown: str = "", title: str = TITLE):
    head = f"<title>{title}</title>{script}"
    page = f"<!DOCTYPE html><html><head>{head}</head><body><h1>{title}</h1>{shown}{PROSE}</body></html>"
    found = read(page.encode(), "a.html")
    return found.byline, found.published and found.published.day.isoformat()


def next_data(**props: object) -> str:
    data = json.dumps({"props": {"pageProps": props}})
    return f"<script id='__NEXT_DATA__' type='application/json'>{data}</script>"


OTHER = {"headline": "Pier opens", "publishedAt": "2024-01-02T08:00:00Z", "author": {"name": "Cy Test"}}
ARTICLE = {
    "headline": TITLE,
    "publishedAt": "2025-03-04T08:14:00.000Z",
    "updatedAt": "2025-03-05T08:14:00.000Z",
    "authors": [{"name": "Ada Example"}],
    "body": "The bridge will stay closed for the whole of the summer, as the board said on Monday. " * 2,
}
BARE = {"title": TITLE, "date": "2025-03-04", "author": "Ada Example"}


@pytest.mark.parametrize(
    "script",
    [
        next_data(article=ARTICLE, related=[OTHER]),
        next_data(data={**BARE, "type": "NewsArticle"}),
        next_data(article=BARE),
        next_data(data={**BARE, "__typename": "Story"}),
        f"<script>window.__INITIAL_STATE__ = {json.dumps({'story': ARTICLE})};</script>",
        f"<script type='application/json'>{json.dumps([ARTICLE, ARTICLE])}</script>",
    ],
)
def test_the_record_with_the_title_of_the_page_is_its_article_s(script):
    assert story(script) == (("Ada Example",), "2025-03-04")


def test_what_the_page_shows_is_surer():
    shown = "<p class='byline'>By Eva Muster</p><time datetime='2025-03-03'>3 March 2025</time>"
    assert story(next_data(article=ARTICLE), shown) == (("Eva Muster",), "2025-03-03")


@pytest.mark.parametrize(
    "script",
    [
        next_data(stories=[OTHER]),
        next_data(a=ARTICLE, b={**ARTICLE, "publishedAt": "2025-03-01", "authors": ["Cy Test"]}),
        next_data(page=BARE),
        next_data(film={**BARE, "text": ARTICLE["body"]}),
        next_data(movies=[{**ARTICLE, "director": "Cy Test"}]),
        next_data(bookDetail={**ARTICLE, "isbn": "1"}),
        next_data(product={"title": TITLE, "writer": "Ada Example", "published": "1951-03-04"}),
        next_data(comments=[{**ARTICLE, "type": "story"}]),
        next_data(item={**BARE, "type": "Product", "text": "A book."}),
        next_data(event={"title": TITLE, "date": "2025-06-05", "venue": "Town Hall"}),
        next_data(post={"title": TITLE, "author": 7, "modified": "2025-03-04"}),
        next_data(post={"title": TITLE, "author": "admin"}),
        f'<script type=\'application/json\'>{{"title": "{TITLE}", "author": </script>',
        f"<script>load({json.dumps(ARTICLE)})</script>",
        f"<script type='application/json'>{'[' * 20_000}</script>",
    ],
)
def test_other_records_say_nothing_of_the_article(script):
    assert story(script) == ((), None)


def test_a_rubric_is_no_title_to_know_a_record_by():
    assert story(next_data(section={"title": "News", "author": "Ada Example"}), title="News") == ((), None)
