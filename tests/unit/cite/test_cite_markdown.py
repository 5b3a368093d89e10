from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from quotesdb.cite.markdown import write
from quotesdb.cite.wording import one_line, paragraphs
from quotesdb.values import Agent, AgentKind
from tests.unit.cite.cases import article, as_text, citation

export = as_text(write)


class Page(HTMLParser):
    """What a reader of the rendered page sees: tag -> texts, and where links lead."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.texts: dict[str, list[str]] = {}
        self.links: list[str] = []
        self.feed(MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        self.texts.setdefault(tag, []).append("")
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in set(self.inside):
            self.texts[tag][-1] += data


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from("*_`#>+-=~|[]()<>!&;$\\:.1234 \n\tab"), st.characters(codec="utf-8")
        )
    )
)
@example("> not a quotation")
@example("1. first\n\n2) second")
@example("<script>alert(1)</script> &amp; &#42; **bold** [a](b) ![c](d) ~~e~~")
@example("    code\n\n---\n\n# heading\n\n| a | b |\n|---|---|")
@settings(max_examples=300)
def test_a_quotation_shows_as_printed(text: str) -> None:
    shown = Page(export([citation(text=text)])).texts.get("blockquote", [""])[0]
    assert shown.split() == " ".join(paragraphs(text)).split()


@pytest.mark.parametrize("words", ["# One", "1. *Two*", "- [x] <b>", "a\n# b"])
def test_names_and_titles_show_as_printed(words: str) -> None:
    item = citation(speaker=Agent(words, AgentKind.PERSON), article=article(title=words), note=words)
    page = Page(export([item]))
    assert page.texts["h2"] == [one_line(words)]
    assert page.texts["a"] == [one_line(words)]
    assert f"Note: {one_line(words)}" in page.texts["li"]


def test_quotations_are_grouped_by_speaker_and_unattributed_ones_come_last() -> None:
    rook = Agent("Ben Rook", AgentKind.PERSON)
    items = [
        citation(text="“one”", speaker=None, speaker_id=None),
        citation(text="“two”"),
        citation(text="“three”", speaker=rook, speaker_id="s-rook"),
        citation(text="“four”"),
    ]
    page = Page(export(items))
    assert page.texts["h2"] == ["Mira Solane", "Ben Rook", "Not attributed"]
    assert [quoted.strip() for quoted in page.texts["blockquote"]] == ["“two”", "“four”", "“three”", "“one”"]


def test_the_article_the_evidence_and_the_decision_are_there_to_read() -> None:
    facts = Page(export([citation()])).texts["li"]
    assert facts == [
        "Speaker: Mira Solane, chief economist, Halden Analytics",
        "Article: Harbour talks stall, Ada Quill, The Northgate Courier, 14 March 2025, para. 4",
        "Quotation: direct, q-harbour001",
        "Evidence: she ← Mira Solane, chief economist at Halden Analytics",
        "Attribution: machine-attributed, unreviewed (quotesdb 0.1.0, confidence 0.93)",
    ]


def test_links_lead_where_they_should_and_only_to_the_web() -> None:
    web = article(url="https://x.example/a_(b)?c=1&d=<e> f", archived_url="javascript:alert(1)")
    page = Page(export([citation(article=web)]))
    assert page.links == ["https://x.example/a_%28b%29?c=1&d=%3Ce%3E%20f"]
    assert "archived" in page.texts["li"][1]
