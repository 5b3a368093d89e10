"""The report as a page, read back by an HTML parser."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from lxml import html

from quotesdb.cite import html_page
from quotesdb.cite.wording import paragraphs
from quotesdb.values import Citation, Span
from tests.unit.cite.cases import CASES, article, as_text, citation, citations
from tests.unit.cite.test_cite_linked import HOSTILE, hostile, squeezed, thorough

page_text = as_text(html_page.write)


def page(items: list[Citation]) -> html.HtmlElement:
    return html.document_fromstring(page_text(items).encode(), parser=html.HTMLParser(encoding="utf-8"))


def test_each_speaker_has_a_section_and_who_is_not_known_stands_last() -> None:
    found = page([CASES["not attributed"], *CASES.values()])
    assert [one.text_content() for one in found.iter("h2")] == [
        *("Mira Solane", "Port Authority of Marrow", "dockers", "Rocío Salvatierra", "Not attributed")
    ]
    assert found.findtext(".//h1") == "Quotations"


def test_a_page_of_one_speaker_is_called_so() -> None:
    found = page([citation(), CASES["several spans"]])
    assert found.findtext(".//h1") == found.findtext(".//title") == "Quotations of Mira Solane"
    assert not list(found.iter("h2"))
    assert "machine-attributed, unreviewed" in found.text_content()


def test_a_title_leads_to_the_words() -> None:
    words = "“The cranes are idle,” ... “and they will stay idle.”"
    item = citation(
        text=words, content=(Span(40, 62), Span(70, 96)), prefix="ut all week. It was late.\n\nShe said: "
    )
    [link] = page([item]).iter("a")
    page_at, _, directive = link.get("href").partition("#:~:text=")
    assert page_at == article().url
    assert unquote(directive) == "She said:-,“The cranes are idle,”"


def test_nothing_but_the_web_is_linked_and_nothing_runs() -> None:
    found = page([hostile(), citation(article=article(url="javascript:alert(1)"))])
    assert {link.get("href").partition("?")[0] for link in found.iter("a")} == {
        "https://courier.example/2025/harbour_talks"
    }
    assert not list(found.iter("script", "b", "img"))
    first, second = found.iterfind(".//figure")
    assert [part.text_content() for part in first.iterfind("blockquote/p")] == [squeezed(HOSTILE)] * 2
    assert second.findtext("blockquote/p") == citation().text


@given(citations())
@thorough
def test_any_words_are_shown(item: Citation) -> None:
    [figure] = page([item]).iter("figure")
    shown = [part.text_content().split() for part in figure.iterfind("blockquote/p")]
    assert shown == [part.split() for part in paragraphs(item.text)]
