"""References equal those that pandoc makes of the same articles; where not, on purpose.

The files under tests/golden/cite/pandoc are what pandoc 3.9 made, one article at a time, with styles of the
CSL project: apa, modern-language-association, chicago-notes-bibliography (the note), chicago-author-date, and
harvard-cite-them-right in British English.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from quotesdb.cite.references import STYLES, references, rendered
from quotesdb.values import ArticleRef, PrintedDate
from tests.unit.cite.articles import ARTICLES
from tests.unit.cite.cases import article

GOLDEN = Path(__file__).parents[2] / "golden/cite/pandoc"

ON_PURPOSE = {
    ("apa", "a-undated"): "pandoc writes “Retrieved” with no date behind it",
    ("apa", "a-undated-nobody"): "the same",
    ("apa", "a-no-title"): "the manual wants a description in brackets in place of a title (9.22)",
    ("apa", "a-seen"): "the manual wants the day of access for what may change (9.16)",
    ("apa", "a-twenty-one"): "the manual has three spaced points, pandoc the character for an ellipsis",
    ("mla", "a-quoted-at-the-end"): "American styles have the stop inside both marks",
    ("chicago", "a-quoted-at-the-end"): "the same",
    ("chicago-author-date", "a-quoted-at-the-end"): "the same",
    ("mla", "a-no-title"): "said as in APA: one without author and date would tell nothing",
    ("chicago", "a-no-title"): "the same",
    ("chicago-author-date", "a-no-title"): "the same",
    ("harvard", "a-no-title"): "the same",
}


def by_pandoc(style: str) -> dict[str, str]:
    lines = (GOLDEN / f"{style}.txt").read_text(encoding="utf8").splitlines()
    return dict(line.split("\t") for line in lines)


@pytest.mark.parametrize("style", sorted(STYLES))
def test_references_equal_those_of_pandoc(style: str) -> None:
    theirs = by_pandoc(style)
    # Stars mark italics in these files; no article has any, nor anything else that Markdown escapes.
    ours = {one.id: references([one], style, "html") for one in ARTICLES}
    plain = {key: value.replace("<i>", "*").replace("</i>", "*") for key, [value] in ours.items()}
    unescaped = {
        key: value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        for key, value in plain.items()
    }
    differing = {key for key in theirs if theirs[key] != unescaped[key]}
    assert {key: (unescaped[key], theirs[key]) for key in differing if (style, key) not in ON_PURPOSE} == {}
    assert {key for of, key in ON_PURPOSE if of == style} == differing
    assert len(theirs) == len(ARTICLES) >= 40


def test_years_of_one_author_get_letters_where_a_style_has_them() -> None:
    two = [article(id=f"a-{number}", published=PrintedDate(date(2025, 3, number))) for number in (2, 1)]
    assert [line[:15] for line in references(two, "apa")] == ["Quill, A. (2025", "Quill, A. (2025"]
    assert ["2025b, March 2" in references(two, "apa")[0], "2025a, March 1" in references(two, "apa")[1]]
    assert "(2025b)" in references(two, "harvard")[0]
    assert "2025b." in references(two, "chicago-author-date")[0]
    assert "2025b" not in references(two, "mla")[0]


def test_an_article_is_referred_to_once() -> None:
    assert len(references([article(), article()], "mla")) == 1


def test_markup() -> None:
    one = [article(title="Quays *and* <cranes>")]
    assert "“Quays *and* <Cranes>,” The Northgate Courier" in references(one, "chicago")[0]
    assert "“Quays &lt" not in references(one, "chicago", "markdown")[0]
    assert "“Quays \\*and\\* \\<Cranes>,” *The Northgate" in references(one, "chicago", "markdown")[0]
    assert "*and* &lt;Cranes&gt;,” <i>The Northgate Courier</i>" in references(one, "chicago", "html")[0]


def test_a_title_that_would_break_the_line_or_the_markup_does_not() -> None:
    hostile = article(title="One\n\ue000two\ue001", publisher="A\ue001B")
    for style in STYLES:
        [line] = references([hostile], style, "html")
        assert "\n" not in line
        assert line.count("<i>") == line.count("</i>")


@pytest.mark.parametrize("style", STYLES)
def test_an_article_without_anything_is_called_so_in_every_style(style: str) -> None:
    nothing = ArticleRef("a-1")
    written = rendered(STYLES[style](nothing, ""), "text")
    assert "[Untitled article]" in written
    assert ".." not in written
