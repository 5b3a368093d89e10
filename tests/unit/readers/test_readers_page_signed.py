"""Quotations that a page sets off: the name in an element below them says who said so."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.readers import read
from quotesdb.values import ArticleDraft

WORDS = "Nobody looked at the bridge, and we wrote to the board four times."
PARTED = "<figcaption><b>Peter Roe</b><span>engineer</span><span>Velda</span></figcaption>"
BEFORE = (
    "<p>The bridge stood still for the whole winter, as a log of the board shows.</p>"
    "<p>The board met on Tuesday and talked about the repairs for three hours. Ada Sample left early.</p>"
)
AFTER = "<p>The road over the hill is the only one until the summer, and it is a long one.</p>"


def page(box: str, after: str = AFTER) -> ArticleDraft:
    article = f"<article><h1>The bridge</h1>{BEFORE}{box}{after}</article>"
    return read(f"<!DOCTYPE html><html lang='en'><body>{article}</body></html>".encode(), "a.html")


def speakers(draft: ArticleDraft, words: str = WORDS) -> list[str | None]:
    return [
        quotation.speaker.name if quotation.speaker else None
        for quotation in extract(draft.text, "en")
        if words in " ".join(part.text(draft.text) for part in quotation.content)
    ]


@pytest.mark.parametrize(
    "box",
    [
        f"<blockquote><p>{WORDS}</p><footer>Peter Roe, engineer</footer></blockquote>",
        f"<blockquote>{WORDS} <cite>Peter Roe</cite></blockquote>",
        f"<blockquote><p>“{WORDS}”</p><footer>— <cite>Peter Roe</cite></footer></blockquote>",
        f"<figure><blockquote>{WORDS}</blockquote><figcaption>Peter Roe | Velda</figcaption></figure>",
        f"<figure><blockquote><p>{WORDS}</p><cite>Peter Roe</cite></blockquote></figure>",
        f"<blockquote><p>“{WORDS}”</p><p>Peter Roe</p></blockquote>",
        f"<figure><blockquote>{WORDS}</blockquote>{PARTED}</figure>",
        f"<aside><p>“{WORDS}”</p><p>Peter Roe</p></aside>",
        f"<div class='article-quote'><div>“{WORDS}”</div><div>Peter Roe, engineer</div></div>",
    ],
)
def test_who_is_named_below_a_quotation_said_it(box: str) -> None:
    assert speakers(page(box)) == ["Peter Roe"]


def test_a_name_that_is_not_known_needs_an_office() -> None:
    assert speakers(page(f"<blockquote>{WORDS}<footer>Zelmo Vantry, engineer</footer></blockquote>")) == [
        "Zelmo Vantry"
    ]


@pytest.mark.parametrize(
    "box",
    [
        f"<figure><blockquote>{WORDS}</blockquote><figcaption>Peter Roe</figcaption></figure>",
        f"<blockquote><p>“{WORDS}”</p><footer>Peter Roe</footer></blockquote>",
    ],
)
def test_a_quotation_that_repeats_words_in_marks_is_left_out(box: str) -> None:
    draft = page(box, f"<p>“{WORDS[:-1]},” Peter Roe said on Tuesday. “It was a long winter.”</p>")
    assert draft.text.count(WORDS[:-1]) == 1
    assert speakers(draft, WORDS[:-1]) == ["Peter Roe"]


def test_a_quotation_whose_words_an_article_only_reports_stays() -> None:
    box = f"<blockquote><p>{WORDS}</p><footer>Peter Roe</footer></blockquote>"
    draft = page(box, f"<p>The engineer had told the paper that {WORDS.lower()}</p>")
    assert draft.text.count(WORDS) == 1


def test_quotations_within_quotations_are_signed_once() -> None:
    inner = f"<blockquote><p>{WORDS}</p><footer>Peter Roe</footer></blockquote>"
    assert page(f"<figure><blockquote>{inner}</blockquote></figure>").text.count("Peter Roe") == 1


@pytest.mark.parametrize(
    "box",
    [
        f"<blockquote><p>{WORDS}</p><cite>Book of Bridges</cite></blockquote>",
        f"<blockquote><p>{WORDS}</p><footer>The Velda Courier, page four</footer></blockquote>",
        f"<blockquote><p>{WORDS}</p><footer>Read more: the log</footer></blockquote>",
        f"<figure><blockquote>{WORDS}</blockquote><figcaption>Photo: Peter Roe</figcaption></figure>",
        f"<figure><blockquote>{WORDS}</blockquote><figcaption>Peter Roe/Velda Courier</figcaption></figure>",
        f"<blockquote><p>{WORDS}</p><p>Velda in May</p></blockquote>",
        "<blockquote><p>The board</p><p>Peter Roe</p></blockquote>",
        "<figure><img src='a.jpg'><figcaption>Peter Roe, engineer</figcaption></figure>",
        f"<aside><h3>“{WORDS}”</h3><p>Peter Roe</p></aside>",
        f"<aside><p><a href='/b'>“{WORDS}”</a></p><p>Peter Roe</p></aside>",
        f"<div class='teaser'><p>“{WORDS}”</p><p>Peter Roe</p></div>",
        f"<aside><p>{WORDS}</p><p>Peter Roe</p></aside>",
        f"<aside><p>“{WORDS}”</p><p>Peter Roe</p><p>The log in full.</p></aside>",
        f"<blockquote><p>{WORDS}</p><small>Illustration</small><small>Peter Roe</small></blockquote>",
        f"<blockquote><p>{WORDS}</p><footer>Bo Sample, translated by Peter Roe</footer></blockquote>",
        "<blockquote><p>Cream the butter. Bake it.</p><footer>Peter Roe, cook</footer></blockquote>",
        "<figure><blockquote>The plan, of 1912.</blockquote><figcaption>Peter Roe</figcaption></figure>",
        "<blockquote><p>The mill stands by a lake.</p><p>Peter Roe</p></blockquote>",
    ],
)
def test_a_work_a_picture_or_a_teaser_names_no_speaker(box: str) -> None:
    draft = page(box)
    assert "— " not in draft.text
    assert "Peter Roe" not in speakers(draft)
