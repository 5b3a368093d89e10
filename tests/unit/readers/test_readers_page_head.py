"""Who wrote a web page and when, read from what stands beside its headline."""

from __future__ import annotations

import time

import pytest

from quotesdb.readers import read
from quotesdb.values import ArticleDraft

SAID = "“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday."
PROSE = (
    f"<p>{SAID}</p>" + "<p>The bridge will stay closed for the whole of the summer, the board said.</p>" * 2
)


def page(
    shown: str = "", *, above: str = "", head: str = "", behind: str = "", language: str = "en"
) -> ArticleDraft:
    source = (
        f"<!DOCTYPE html><html lang='{language}'><head><meta property='og:title' content='Bridge closes'>"
        f"<meta property='og:site_name' content='The Example Times'>{head}</head><body>"
        f"<article><header>{above}<h1>Bridge closes</h1>{shown}</header><div>{PROSE}</div></article>"
        f"{behind}</body></html>"
    )
    return read(source.encode(), "a.html")


def day(draft: ArticleDraft) -> str:
    return draft.published.printed() if draft.published else ""


@pytest.mark.parametrize(
    "shown",
    [
        "<div class='author'><a href='/a'>Ada Example</a><span>Science Reporter</span></div>",
        "<div class='author'><span>Science Reporter</span><a href='/a'>Ada Example</a></div>",
        "<div class='author'><b>Ada Example</b><time>5 March 2024</time></div>",
        "<div class='author-box'><i>Travel</i><i>By</i><a href='/a'>Ada Example</a><i>Follow</i></div>",
        "<p class='byline'>By <span>Ada Example</span><span>Friday, 5 March 2024</span></p>",
        "<p>By <a rel='author' href='/a'>Ada Example<span>Published</span></a></p>",
        "<p itemprop='author'>by <a href='/a'>Ada Example</a> <small>Journalist</small></p>",
        "<div class='byline'><span class='name'>Torvi Beispielsson</span><i class='role'>Reporter</i></div>",
    ],
)
def test_a_name_ends_where_its_element_does(shown):
    assert page(shown).byline in (("Ada Example",), ("Torvi Beispielsson",))


@pytest.mark.parametrize(
    ("shown", "names"),
    [
        ("<a class='author' href='/a'>Ada <b>Example</b></a>", ("Ada Example",)),
        # What a style sheet calls a caption is small print of any sort.
        ("<div class='flex caption'><a href='/authors/ada'>Ada Example</a></div>", ("Ada Example",)),
        (
            (
                "<address><a rel='author' href='/a'><span class='firstname'>Ada May</span>"
                "<span class='lastname'>Example</span></a></address>"
            ),
            ("Ada May Example",),
        ),
        (
            "<p class='byline'>By <a href='/a'>Ada Example</a> in Velda and <a href='/b'>Ned Test</a></p>",
            ("Ada Example", "Ned Test"),
        ),
        (
            (
                "<div class='byline'><i class='w'>Ada Example</i>, <u>Transport Editor</u>"
                "<i class='w'>Ned Test</i>, <u>Political Editor</u></div>"
            ),
            ("Ada Example", "Ned Test"),
        ),
        (
            (
                "<address>By <a rel='author' href='/a'>Ada Example</a>, <a rel='author' href='/b'>Ned"
                " Test</a> and <span>Cleo Trial</span></address>"
            ),
            ("Ada Example", "Ned Test", "Cleo Trial"),
        ),
    ],
)
def test_names_in_parts_and_several_names_stay_whole(shown, names):
    assert page(shown).byline == names


def test_a_link_that_nothing_joins_to_a_name_is_no_further_author():
    shown = "<p class='author'>Posted by <a href='/a'>Ada Example</a> in <a href='/n'>Velda Stories</a></p>"
    assert page(shown).byline == ("Ada Example",)


@pytest.mark.parametrize("name", ["Toby Example", "Jodi Example", "Caspar Example", "Ruby Vondel"])
def test_a_name_may_have_the_letters_of_a_sign(name):
    assert page(f"<p><a rel='author' href='/a'>{name}</a></p>").byline == (name,)
    assert page(f"<p class='author'>{name}</p>").byline == (name,)


@pytest.mark.parametrize(
    "shown",
    [
        "<div class='author-tools'><a href='/x'>Read More</a></div>",
        "<div class='byline'><span>Our Own Staff</span></div>",
        "<span class='author'>NEWS</span>",
        "<div class='author'><span>PA</span></div>",
        "<div class='comment-author vcard'><cite class='fn'>Ada Example</cite></div>",
        "<p class='byline'>Comment by</p>",
        "<div class='author-stories'><span>Latest Stories</span></div>",
    ],
)
def test_what_is_no_name_stays_out(shown):
    assert page(shown).byline == ()


@pytest.mark.parametrize(
    "shown",
    [
        "<div class='image-byline'>Ned Test</div>",
        "<div class='lead'><div class='caption-box'><p class='byline-name'>Ned Test</p></div></div>",
        "<div class='byline'><span>Edited by</span> <a href='/n'>Ned Test</a></div>",
        "<div class='byline'>Photos by <a href='/n'>Ned Test</a></div>",
        "<div class='author'>Grafik: <b>Ned Test</b></div>",
        "<div class='byline'>About: <a href='/n'>Ned Test</a></div>",
        "<div class='author'><span>Sponsored by</span><a href='/x'>Alan Bank</a></div>",
        "<p class='author'>Sign up for letters by <b>Ned Test</b></p>",
        "<div class='pull-quote'><p>We try.</p><div class='quote-byline'><b>Bo Sample</b></div></div>",
        "<div class='m'>San Francisco · 5 March 2024</div>",
        "<div class='m'>Local Sports | 5 March 2024</div>",
        "<p>Haber: Köprü Kapandı</p>",
        "<p>Auteur: Tous Droits Réservés</p>",
        "<p>Texto De Ley Aprobado</p>",
        "<a class='author' title='View all posts' href='/a'></a>",
        "<a class='author' title='Follow' href='/a'>Follow</a>",
    ],
)
def test_who_did_something_else_is_no_author(shown):
    assert page(shown).byline == ()


@pytest.mark.parametrize(
    "line",
    [
        "By <a href='/a'>Ada Example</a>, photos by <a href='/n'>Ned Test</a>",
        "<a class='c' href='/a'>Ada Example</a> <i>translated by</i> <a class='c' href='/n'>Ned Test</a>",
        "Text: <b class='c'>Ada Example</b>, Foto: <b class='c'>Ned Test</b>",
        "Text <b class='c'>Ada Example</b> Foto <b class='c'>Ned Test</b>",
        "<i>Reviewed by</i> <a href='/n'>Ned Test</a><i>Written by</i> <a href='/a'>Ada Example</a>",
        "<a href='/a'>Ada Example</a> · Fact checked by <a href='/n'>Ned Test</a>",
        "By <a class='c' href='/a'>Ada Example</a> in <a class='c' href='/n'>San Jose</a>",
        "<a class='c'>Ada Example</a>. With contributions from <a class='c'>Ned Test</a>",
        "<span>Escrito por</span> <a href='/a'>Ada Example</a>",
        "<span>By</span> <a href='/a'>Ada Example</a>",
    ],
)
def test_who_helped_an_author_is_none(line):
    assert page(f"<div class='byline'>{line}</div>").byline == ("Ada Example",)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Example and Ned Test", ("Ada Example", "Ned Test")),
        ("By Ada Example, Boris Johnson Biographer", ("Ada Example",)),
    ],
)
def test_the_line_of_authors_adds_those_whom_it_joins(line, names):
    head = "<meta name='author' content='Ada Example'>"
    assert page(f"<p class='byline'>{line}</p>", head=head).byline == names


def test_an_agency_that_a_class_marks_is_the_author():
    assert page("<span class='author'>AFP</span>").byline == ("AFP",)
    assert page("<div class='author'>Von DPA</div>").byline == ("DPA",)


def test_bylines_of_several_other_stories_name_nobody():
    stories = "".join(
        f"<div class='teaser'><b>A story</b><p class='byline'>By {name}</p></div>"
        for name in ("Ada Example", "Ned Test")
    )
    assert page(behind="<div><p>More</p></div>" * 80 + stories).byline == ()
    assert page(behind="<article><h2>Else</h2><p class='byline'>By Ada Example</p></article>").byline == ()


def test_only_the_first_item_of_microdata_is_the_page():
    def item(name: str) -> str:
        return f"<div itemscope><h2>Else</h2><p itemprop='author'>{name}</p></div>"

    assert page(behind=item("Ada Example") + item("Ned Test")).byline == ("Ada Example",)


def test_a_family_name_that_stands_first_in_the_data_is_turned_as_the_page_prints_it():
    head = "<meta name='DC.creator' content='Beispielsson, Torvi'>"
    assert page("<p>Torvi Beispielsson</p>", head=head).byline == ("Torvi Beispielsson",)
    assert page("<p>Velda</p>", head=head).byline == ("Beispielsson, Torvi",)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Dienstag, 5. März 2024, 6:00 Uhr"),
        ("fr", "Publié le mardi 05 mars 2024 à 12:33"),
        ("es", "Martes, 5 de marzo de 2024"),
        ("pt", "5 de março de 2024, 10h15"),
        ("pl", "wtorek, 5 marca 2024 16:05"),
        ("nl", "5 maart 2024 om 07:30"),
        ("tr", "05 Mart 2024 Salı 11:45"),
        ("ru", "5 марта 2024, 18:20"),
        ("ja", "2024年3月5日 15時00分"),
        ("ja", "2024/03/05 21:08"),
        ("it", "05/03/2024 08:00"),
        ("en", "Velda, 5 March 2024"),
    ],
)
@pytest.mark.parametrize("is_above", [True, False])
def test_the_day_is_read_from_the_line_beside_the_headline(language, line, is_above):
    shown = f"<div class='meta'>{line}</div>"
    draft = page(**{"above" if is_above else "shown": shown}, language=language)
    assert day(draft) == "2024-03-05"


@pytest.mark.parametrize(
    "shown",
    [
        "<p class='date'>Last change: 7 March 2024</p><p class='date'>Out since: 5 March 2024</p>",
        "<span>5 March 2024</span><span>7 March 2024</span>",
        "<time datetime='2024-03-05'>Tuesday</time><time datetime='2024-03-07'>two days later</time>",
    ],
)
def test_the_earlier_of_two_days_is_that_of_publication(shown):
    found = page(shown)
    assert day(found) == "2024-03-05"


@pytest.mark.parametrize(
    "other",
    [
        {"shown": "<p>12 March 1931 – 4 May 2023</p>"},
        {"shown": "<aside>4 May 2023</aside>"},
        {"shown": "<figure><figcaption>Velda, 4 May 2023</figcaption></figure>"},
        {"shown": "<h2>Velda, 4 May 2023</h2>"},
        {"shown": "<p>The bridge of Velda was opened to all traffic on 4 May 2023.</p>"},
        {"shown": "<p>2023</p>"},
        {"behind": "<div><span>4 May 2023</span></div>"},
    ],
)
def test_other_days_come_behind_that_of_the_line(other):
    shown = other.pop("shown", "")
    found = page(shown + "<div class='meta'>5 March 2024</div>", **other)
    assert day(found) == "2024-03-05"


@pytest.mark.parametrize(
    "shown",
    [
        "<p>Concert on 5 March 2023</p>",
        "<p>Valid until 7 March 2024</p>",
        "<p>Deadline: 15 May 2024</p>",
        "<p>Hearing: 3 March 2019</p><p>Judgment: 5 April 2019</p>",
        "<p class='date'>Updated 7 March 2024</p>",
        "<p>12 March 1931 – 4 May 2023</p>",
        "<p>Tel. 03 04 2024</p>",
        "<p>5 March 2099, 6:00</p>",
        "<p>When: 5 June 2024, 19:00</p>",
        "<p>Closing date 15 May 2024 at 17:00</p>",
        "<p>Polls close 15 May 2024 at 20:00</p>",
        "<p>Saturday 8 June 2024, 10:00 – 16:00</p>",
        "<p>5 June 2024 – 9 June 2024</p>",
        "<p>Sitting of Tuesday, 5 March 2024, 14:30</p>",
        "<p>Edition of 8 March 2024</p>",
        "<p>Died 3 March 2024</p>",
        "<p>† 3. März 2024</p>",
        "<p>5 March 1945</p>",
        "<div><span>4 May 1931</span> – <span>3 March 2024</span></div>",
        "<p>Actualizado 7 de marzo de 2024 10:00</p>",
        "<p>Aktualizacja: 7 marca 2024 10:00</p>",
        "<p>更新 2024年3月7日 10時00分</p>",
        "<p>Updated <time datetime='2024-03-07T10:00'>7 March</time></p>",
        "<time class='updated' datetime='2024-03-07T10:00'>7 March</time>",
        "<table><tr><td>Filed</td><td>3 March 2024</td></tr></table>",
        "<dl><dt>Signed</dt><dd>3 March 2024</dd></dl>",
        "<div class='image'><p>8 March 2024</p></div>",
        "<p>Member since <span>4 May 2011</span></p>",
        "<p><span>Taken on</span> <span>4 May 2011</span></p>",
    ],
)
def test_a_line_that_says_what_else_is_on_a_day_is_no_dateline(shown):
    assert day(page(shown)) == ""


@pytest.mark.parametrize(
    "other",
    [
        "<p class='event-date'>Tuesday 5 December 2023</p>",
        "<div class='subtitle'>5 December 2023</div>",
        "<p>Aktualisiert: 7. März 2024</p>",
    ],
)
def test_the_line_that_says_published_comes_first(other):
    assert day(page(f"{other}<p>Published 5 March 2024</p>")) == "2024-03-05"


@pytest.mark.parametrize(
    "other",
    [
        "<div class='box'><p class='date'>3 February 2020</p></div>",
        "<div class='box'><a href='/x'>Else</a><time datetime='2020-02-03'>3 February 2020</time></div>",
        "<div class='fact'>Member since <span>4 May 2011</span></div>",
        "<div class='fact'><span>4 May 2011</span></div>",
    ],
)
def test_an_earlier_day_in_another_box_is_not_that_of_the_article(other):
    assert day(page(f"<div class='meta'><span>5 March 2024</span></div>{other}")) == "2024-03-05"


def test_of_two_days_in_one_line_that_behind_published_counts():
    line = "Aktualisiert: 07.03.2024, 10:00 - Veröffentlicht: 05.03.2024, 09:00"
    assert day(page(f"<div>{line}</div>", language="de")) == "2024-03-05"


def test_the_day_at_the_top_of_every_page_is_not_that_of_an_article():
    top = "<div class='top'><div>Friday, 9 August 2024</div></div>"
    main = f"<main><div><h1>Bridge closes</h1><p>5 March 2024</p>{PROSE}</div></main>"
    found = read(f"<html><body>{top}{main}</body></html>".encode(), "a.html")
    assert day(found) == "2024-03-05"


def test_the_headings_of_an_article_are_looked_at_once():
    many = "<h2>Else</h2>" * 5000 + "<p class='byline'>Velda</p>" * 5000
    begun = time.process_time()
    assert page(many).byline == ()
    assert time.process_time() - begun < 15
