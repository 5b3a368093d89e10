"""Who wrote a web page, where its data name nobody, or only the site."""

from __future__ import annotations

import json

import pytest

from quotesdb.readers import read

SAID = "“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday."
PROSE = f"<p>{SAID}</p><p>The bridge will stay closed for the whole of the summer, the board said.</p>"


def byline(head: str = "", shown: str = "", behind: str = "") -> tuple[str, ...]:
    page = (
        f"<!DOCTYPE html><html><head><meta property='og:site_name' content='The Example Times'>{head}"
        f"</head><body>"
        f"<nav><a href='/author/no-one'>No One</a></nav><article><h1>Bridge closes</h1>{shown}{PROSE}"
        f"</article>"
        f"{behind}</body></html>"
    )
    return read(page.encode(), "a.html").byline


def ld(*names: str) -> str:
    record = {
        "@type": "NewsArticle",
        "headline": "Bridge closes",
        "author": [{"name": name} for name in names],
    }
    return f"<script type='application/ld+json'>{json.dumps(record)}</script>"


@pytest.mark.parametrize("site", ["The Example Times", "example-times.com"])
def test_where_the_data_name_only_the_site_the_page_is_asked(site):
    shown = "<div><a class='article__author' href='/x'>Ada Example</a></div>"
    assert byline(ld(site), shown) == ("Ada Example",)
    assert byline(ld("Bo Sample"), shown) == ("Bo Sample",)


@pytest.mark.parametrize(
    "shown",
    [
        "<p><a href='https://example.org/authors/ada-example/'>Ada Example</a></p>",
        "<p>Von <span class='authorname'>Ada Example</span></p>",
        "<ul class='list'><li><a href='/autor/ae'>Ada Example</a></li></ul>",
    ],
)
def test_authors_are_told_by_class_or_link_soon_behind_the_headline(shown):
    assert byline(shown=shown) == ("Ada Example",)


def test_authors_of_other_articles_are_not_taken():
    far = "<p>x</p>" * 150 + "<p><a href='/author/bo'>Bo Sample</a></p>"
    assert byline(behind=far) == ()
    assert byline(behind="<aside><a href='/author/bo'>Bo Sample</a></aside>") == ()


def test_further_meta_names_and_signs_behind_names():
    assert byline("<meta name='sailthru.author' content='Ada Example'>") == ("Ada Example",)
    assert byline(ld("Ada Example (aex)", "105092")) == ("Ada Example",)


@pytest.mark.parametrize(
    ("shown", "names"),
    [
        ("<p>von Ada Example, Example Radio</p>", ("Ada Example",)),
        ("<ul><li>Von: \n Ada EXAMPLE, Bo Sample</li></ul>", ("Ada EXAMPLE", "Bo Sample")),
        ("<p>Mon 3 March 2025 | 14:07 | By Ada Example</p>", ("Ada Example",)),
        (
            "<p class='x-author__name'>Autor: Ada Example und Bo Sample, Velda</p>",
            ("Ada Example", "Bo Sample"),
        ),
        ("<p>By all accounts the bridge is old</p>", ()),
        ("<figure><figcaption>By Ada Example</figcaption></figure>", ()),
    ],
)
def test_a_line_that_says_whom_it_is_by_names_the_authors(shown, names):
    assert byline(shown=shown) == names


@pytest.mark.parametrize(
    ("shown", "names"),
    [
        ("<p><span itemprop='author'>dpa/afp;aex</span></p>", ("dpa/afp", "aex")),
        ("<div itemprop='author'>Text: <b itemprop='name'>Ada Example</b>, Velda</div>", ("Ada Example",)),
        ("<div><span>Ada Example |</span> 05.04.2025 - 14:07</div>", ("Ada Example",)),
        ("<div><b>Ada Example</b><time>5 April 2025</time></div>", ("Ada Example",)),
        ("<div><b>Velda News</b><time>5 April 2025</time></div>", ()),
        ("<div><b>Velda</b><time>5 April 2025</time></div>", ()),
        ("<div><b>Ada Example</b><span>Velda, upper town</span></div>", ()),
    ],
)
def test_authors_are_those_of_microdata_and_a_name_beside_the_date(shown, names):
    assert byline(shown=shown) == names


def test_a_line_of_another_article_names_nobody():
    assert byline(behind="<h1>You might like</h1><p>By Ada Example</p>") == ()


def test_a_name_that_is_the_sites_address_is_nobodys():
    head = "<link rel='canonical' href='https://www.examplecourier.example/a'>"
    meta = "<meta name='author' content='ExampleCourier'>"
    shown = "<p>von <a href='/autoren/name/ada'>Dr. Ada Example</a></p>"
    assert byline(head + meta, shown) == ("Dr. Ada Example",)


def test_where_the_page_links_more_authors_than_its_data_name_all_of_them_wrote_it():
    links = "<a rel='author' href='/ae'>Ada Example</a> <a rel='author' href='/bs'>Bo Sample</a>"
    assert byline(ld("Ada Example"), links) == ("Ada Example", "Bo Sample")
    assert byline(ld("Cy Test"), links) == ("Cy Test",)


def test_links_to_the_authors_of_other_articles_are_left_out():
    others = "<h1>More</h1><a rel='author' href='/bs'>Bo Sample</a>"
    assert byline(shown="<a rel='author' href='/ae'>By Ada Example</a>", behind=others) == ("Ada Example",)


@pytest.mark.parametrize(
    ("declared", "names"),
    [
        ("Ada Example und Bo Sample, dpa", ("Ada Example", "Bo Sample", "dpa")),
        ("Example Lantern et AFP", ("Example Lantern", "AFP")),
        ("Ada Example und Bo Sample, Velda", ("Ada Example", "Bo Sample")),
        ("Ada Example, professor of bridges at the Velda institute, Example.org", ("Ada Example",)),
        ("Ministry of Bridges, Industry and Water", ("Ministry of Bridges, Industry and Water",)),
        ("Ada Example (aex.)", ("Ada Example",)),
    ],
)
def test_what_stands_behind_names_is_no_part_of_them(declared, names):
    assert byline(ld(declared)) == names


def test_the_letters_of_an_agency_in_a_dated_line_that_says_whom_it_is_by():
    assert byline(shown="<p>By EXA, in <a href='/news'>News</a> · 31 Jan 2025, 20:02</p>") == ("EXA",)
    assert byline(shown="<p>By EXA, in <a href='/news'>News</a> of bridges and rivers</p>") == ()


def test_a_summary_that_is_a_name_is_the_byline_with_which_the_article_begins():
    head = ld("The Times Desk") + "<meta name='description' content='ADA EXAMPLE '>"
    assert byline(head, "<p><strong>ADA EXAMPLE </strong></p>") == ("ADA EXAMPLE",)
    assert byline(head) == ("The Times Desk",)


def test_a_section_is_no_author_and_a_line_with_the_site_names_whom_it_took_the_story_from():
    head, section = ld("Bridges"), "<a rel='category tag' href='/bridges/'>Bridges</a>"
    signed = f"<div>{PROSE}<p>The Example Times / Example Courier</p></div>"
    assert byline(head, section + signed) == ("Example Courier",)
    assert byline(head, signed) == ("Bridges",)
    assert byline(head, section + signed.replace("Example Courier", "")) == ("Bridges",)
    assert byline(head, f"{section}<div>{PROSE}<p>Open 24/7</p></div>") == ("Bridges",)


@pytest.mark.parametrize(
    "line",
    [
        "<div>{PROSE}<p class='credit'>Cy Test / The Example Times</p></div>",
        "<div>{PROSE}<p>Cy Test / The Example Times</p>{PROSE}</div>",
        "<div><img src='a.jpg'><p>Cy Test / The Example Times</p></div>",
        "<div>{PROSE}<p>Opinion / The Example Times</p></div>",
        "<div>{PROSE}<p>The Example Times / Subscribe</p></div>",
        "<div>{PROSE}<p>The mill in 1998. / The Example Times</p></div>",
        "<div>{PROSE}<p>File photo / The Example Times</p></div>",
    ],
)
def test_credits_of_pictures_and_menus_name_no_author(line):
    assert byline(shown=line.format(PROSE=PROSE)) == ()


def test_a_portrait_that_leads_to_its_authors_page_names_the_author_below_the_title():
    portrait = "<div><a href='/authors/ae/' title='Ada Example'><img src='a.jpg'></a></div>"
    head = ld() + "<meta property='og:title' content='Bridge closes'>"
    page = f"<!DOCTYPE html><html><head>{head}</head><body><h1>Sections</h1><h1>Bridge closes</h1>{portrait}"
    page += f"<div>{PROSE}</div><h1>About us</h1></body></html>"
    assert read(page.encode(), "a.html").byline == ("Ada Example",)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Ada Example<br>Staff Writer", ("Ada Example",)),
        ("By<br>Ada Example", ("Ada Example",)),
        ("By <a>Ada Example</a> and <a>Bo Sample</a><br>Example Desk", ("Ada Example", "Bo Sample")),
        ("Submitted by Ada Example on Tue, 03/04/2025 - 10:00", ("Ada Example",)),
        ("Posted by Ada Example at March 4, 2025", ("Ada Example",)),
        ("Автор: Ада Пример", ("Ада Пример",)),
        ("Posted by admin on March 4, 2025", ()),
        ("Published by Example Media on March 4, 2025", ()),
        ("By Ada Example on the quay", ()),
        ("By Monday the bridge was closed.", ()),
        ("Reported by the board on March 4, 2025", ()),
        ("Текст Новости", ()),
    ],
)
def test_a_line_that_says_whom_it_is_by_ends_where_the_page_breaks_it_or_a_day_follows(line, expected):
    assert byline(shown=f"<p>{line}</p>") == expected


SIGNED = "<div><span class='byline'>by <a class='author' href='/author/admin'>Ada Example</a></span></div>"


@pytest.mark.parametrize(
    "account", ["admin", "Administrator", "Super User", "webmaster", "editor", "redaktion"]
)
def test_what_an_account_is_called_by_default_is_no_author(account):
    assert byline(ld(account)) == ()
    assert byline(ld(account, "Bo Sample")) == ("Bo Sample",)
    assert byline(ld(account), SIGNED) == ("Ada Example",)
    assert byline(f"<meta name='author' content='{account}'>", SIGNED) == ("Ada Example",)
    assert byline(shown=f"<div><a rel='author' href='/author/1'>{account}</a></div>") == ()


@pytest.mark.parametrize(
    "name", ["Redaktion", "Editor", "dpa", "Ada Admin", "Webmaster of Orby", "The Editors"]
)
def test_desks_agencies_and_people_called_alike_are_authors(name):
    assert byline(ld(name), SIGNED) == (name,)


def card(name: str, around: str = "author vcard") -> str:
    return f"<div>by <span class='{around}'><a class='url fn n' href='/x'>{name}</a></span></div>"


@pytest.mark.parametrize("name", ["Ada Mac an t-Example", "Ada Example", "ada example"])
def test_who_is_on_the_card_of_the_author_is_the_author(name):
    assert byline(ld("admin"), card(name)) == (name,)


@pytest.mark.parametrize(
    "shown",
    [
        card("admin"),
        card("desk7"),
        card("The Example Times"),
        card("Bo mac an t-Sample", "comment-author vcard"),
        card("Bo mac an t-Sample", "vcard"),
        f"<aside>{card('Ada Example')}</aside>",
    ],
)
def test_accounts_the_site_and_others_on_cards_are_no_authors(shown):
    assert byline(ld("admin"), shown) == ()


REVIEWER = "<a rel='author' href='/bo'>Bo Sample</a>"


@pytest.mark.parametrize("sign", ["Reviewed by: ", "Fact-checked by ", "Edited by", "Medically reviewed by "])
def test_whoever_a_page_links_for_something_else_than_writing_is_no_author(sign):
    writer = "<p>By <a rel='author' href='/ada'>Ada Example</a></p>"
    assert byline(shown=f"{writer}<p>{sign}{REVIEWER}</p>") == ("Ada Example",)
    assert byline(shown=f"<p class='byline'>By Ada Example</p><p>{sign}{REVIEWER}</p>") == ("Ada Example",)


@pytest.mark.parametrize("sign", ["Written by: ", "Text: ", "An essay by ", "Analysis by ", "and "])
def test_whoever_a_page_links_as_an_author_is_one(sign):
    writer = "<p>By <a rel='author' href='/ada'>Ada Example</a></p>"
    assert byline(shown=f"{writer}<p>{sign}{REVIEWER}</p>") == ("Ada Example", "Bo Sample")


@pytest.mark.parametrize("name", ["WordPress", "Theme by Example Works", "Powered by Example"])
def test_the_name_of_what_made_a_page_is_no_author(name):
    meta = f"<meta name='author' content='{name}'>"
    assert byline(meta, "<p class='byline'>By Ada Example</p>") == ("Ada Example",)
    assert byline(meta) == ()


def paper(*authors: tuple[str, str], publisher: str = "") -> object:
    record = {"@type": "NewsArticle", "headline": "Bridge closes"}
    record |= {"author": [{"@type": kind, "name": name} for kind, name in authors]}
    record |= {"publisher": {"name": publisher}} if publisher else {}
    script = f"<script type='application/ld+json'>{json.dumps(record)}</script>"
    page = f"<!DOCTYPE html><html><head>{script}</head><body><h1>Bridge closes</h1>{PROSE}</body></html>"
    found = read(page.encode(), "a.html")
    return found.byline, found.publisher


ADA, POST = ("Person", "Ada Example"), ("Organization", "Example Post")


@pytest.mark.parametrize(
    ("authors", "publisher", "expected"),
    [
        ((ADA, POST), "", (("Ada Example",), "Example Post")),
        ((POST, ADA), "Example Post", (("Ada Example",), "Example Post")),
        ((POST,), "", (("Example Post",), None)),
        ((ADA, ("Organization", "AFP")), "Example Post", (("Ada Example", "AFP"), "Example Post")),
        ((ADA, ("Organization", "Bridge Board")), "", (("Ada Example", "Bridge Board"), None)),
        ((ADA, POST), "Skelby Times", (("Ada Example", "Example Post"), "Skelby Times")),
        ((ADA, ("Person", "Bo Post")), "", (("Ada Example", "Bo Post"), None)),
    ],
)
def test_a_newspaper_beside_people_as_author_is_the_publisher(authors, publisher, expected):
    assert paper(*authors, publisher=publisher) == expected


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("<p class='article__author'>Автор: Ирина Примерова</p>", "Ирина Примерова"),
    ],
)
def test_authors_are_named_in_other_scripts(shown, name):
    assert byline(shown=shown) == (name,)


@pytest.mark.parametrize(
    "shown",
    [
        "<span class='author'>编辑：李明华</span>",
        "<p>写真：山田花子</p>",
        "<p class='author'>来源：南滨日报</p>",
        "<span class='author'>管理员</span>",
        "<span class='writer'>관리자</span>",
        "<p>文：这是一个关于桥梁的很长的句子</p>",
        "<p class='author'>Φωτογραφίες: Μαρία Δοκίμου</p>",
        "<span class='writer'>기자</span>",
        "<p class='author'>新华社</p>",
        "<p class='author'>综合报道</p>",
        "<p>文：本报讯</p>",
        "<p>文／編輯部</p>",
        "<p class='author'>編集部</p>",
        "<p class='author'>共同通信</p>",
        "<p class='author'>연합뉴스</p>",
        "<p>Κείμενο: Ελληνική Δημοκρατία</p>",
        "<p>Director <b>Ada Quill</b> Writer <b class='film-writer'>Bo Roe</b></p>",
    ],
)
def test_others_in_other_scripts_are_no_authors(shown):
    assert byline(shown=shown) == ()
