"""Web pages."""

from __future__ import annotations

import json
import socket
import time
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotesdb.readers import ReadError, read
from quotesdb.values import ArticleDraft

LINES = [
    "The Example Bridge was closed on Monday after cracks were found, the board said in a note to residents.",
    "“We looked ‘twice’,” said Bo Sample, an engineer at the Example Bridge Board who led the inspection.",
    "''It is not safe,'' he added. The board has asked for money to repair it before the winter comes.",
]
RECORD = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge &#8216;closes for good&#8217;",
    "datePublished": "2025-03-01T23:30:00-05:00",
    "dateModified": "2025-03-09T10:00:00Z",
    "author": [{"@type": "Person", "name": "Ada Example"}, {"@type": "Person", "name": "Cy Test"}],
    "publisher": {"@type": "Organization", "name": "The Example Times"},
    "articleSection": ["Local", "Bridges"],
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://example.org/bridge#main"},
}
MODIFIED = '<meta property="article:modified_time" content="2025-03-09T10:00:00Z">'


def page(head: str = "", top: str = "", bottom: str = "", html: str = 'lang="en-GB"') -> bytes:
    body = "".join(f"<p>{line}</p>" for line in LINES)
    return (
        f"<!doctype html><html {html}><head><meta charset='utf-8'>{head}</head><body>"
        "<nav><a href='/'>Home</a> <a href='/news'>News</a></nav>"
        f"<article>{top}{body}</article>{bottom}<footer>Copyright 2024</footer></body></html>"
    ).encode()


def script(record: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(record)}</script>'


def refusal(data: bytes) -> str:
    with pytest.raises(ReadError) as error:
        read(data, "a.html")
    return str(error.value)


def printed(draft: ArticleDraft) -> str | None:
    return draft.published.printed() if draft.published else None


def test_the_text_is_the_article_one_paragraph_a_line_with_its_marks():
    draft = read(page(top="<h1>Bridge closes</h1>"), "a.html")
    assert draft.text.split("\n") == LINES
    assert (draft.reader, draft.reader_version, draft.title) == ("html", "10", "Bridge closes")


def test_the_same_page_makes_the_same_draft():
    assert read(page(script(RECORD)), "a.html") == read(page(script(RECORD)), "b.html")


@pytest.mark.parametrize(
    "record",
    [
        RECORD,
        [{"@type": "Organization", "name": "Other"}, RECORD],
        {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Other"}, RECORD]},
        {"@type": "WebPage", "name": "Other", "mainEntity": RECORD},
        {**RECORD, "@type": ["http://schema.org/ReportageNewsArticle", "Thing"]},
        [{"@type": "Article", "headline": "Other", "datePublished": "2020-01-01"}, RECORD],
    ],
)
def test_json_ld_is_believed_wherever_it_stands(record):
    draft = read(page(MODIFIED + script(record), "<h1>Bridge ‘closes for good’</h1>"), "a.html")
    assert draft.title == "Bridge ‘closes for good’"
    assert draft.byline == ("Ada Example", "Cy Test")
    assert (draft.publisher, draft.section) == ("The Example Times", "Local")
    assert draft.url == "https://example.org/bridge"
    assert printed(draft) == "2025-03-01"
    assert draft.published is not None
    assert draft.published.offset_minutes == -300
    assert draft.text.split("\n") == LINES
    assert draft.warnings == ()


OTHER = {
    "@type": "NewsArticle",
    "headline": "Fish price falls",
    "url": "https://example.org/fish",
    "author": {"name": "Wrong Person"},
    "datePublished": "2020-01-01",
}


@pytest.mark.parametrize(
    ("head", "top"),
    [
        ('<link rel="canonical" href="http://www.example.org/bridge/?from=home">', ""),
        ("", "<h1>Bridge ‘closes for good’</h1>"),
    ],
)
def test_of_several_records_that_of_the_page_is_believed(head, top):
    draft = read(page(head + script([OTHER, RECORD]), top), "a.html")
    assert (draft.title, printed(draft)) == ("Bridge ‘closes for good’", "2025-03-01")
    assert draft.byline == ("Ada Example", "Cy Test")


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"@type": "Person", "givenName": "Ada", "familyName": "Example"}, ("Ada Example",)),
        ({"@type": "Role", "author": {"@type": "Person", "name": "Ada Example"}}, ("Ada Example",)),
        ({"name": "Ada Example \u2764\ufe0f"}, ("Ada Example",)),
        ("Ada Example | The Example Times", ("Ada Example",)),
        ("Ada Example, Bo Sample with Cy Test in Port Alder", ("Ada Example", "Bo Sample", "Cy Test")),
        ("Women in Science", ("Women in Science",)),
    ],
)
def test_authors_are_names_however_they_are_written(author, names):
    assert read(page(script({**RECORD, "author": author})), "a.html").byline == names


def test_json_ld_with_small_faults_is_read():
    twice = '{"@type": "NewsArticle", "author": {"name": "Ada Example"}, "author": {"name": "Cy Test"},}'
    head = f'<script type="application/ld+json">{twice}</script>'
    assert read(page(head), "a.html").byline == ("Ada Example", "Cy Test")


def test_a_link_to_the_author_is_a_byline():
    assert read(page(top='<a rel="author" href="/ada">Ada Example</a>'), "a.html").byline == ("Ada Example",)


def test_the_title_is_what_the_page_shows_and_no_drawing_s():
    record = {"@type": "Article", "name": "Bridge closes", "headline": "a habit of bridges"}
    assert read(page(script(record), "<h1>Bridge closes</h1>"), "a.html").title == "Bridge closes"
    drawing = "<svg><title>Menu icon</title></svg>"
    assert read(page(top=drawing), "a.html").title is None


def test_json_ld_references_are_followed():
    record = RECORD | {"author": {"@id": "#ada"}, "publisher": {"@id": "#times"}}
    graph = [
        record,
        {"@id": "#ada", "@type": "Person", "name": "Ada Example"},
        {"@id": "#times", "@type": "Organization", "name": "The Example Times"},
    ]
    draft = read(page(script({"@graph": graph})), "a.html")
    assert (draft.byline, draft.publisher) == (("Ada Example",), "The Example Times")


def test_meta_tags_speak_where_there_is_no_json_ld():
    head = (
        '<title>Bridge closes | The Example Times</title><link rel="canonical" href="/bridge">'
        '<meta property="og:url" content="https://example.org/bridge?from=home">'
        '<meta property="og:title" content="Bridge closes - The Example Times">'
        '<meta property="og:site_name" content="The Example Times">'
        '<meta property="article:published_time" content="2025-03-01T08:00:00Z">'
        '<meta property="article:author" content="https://example.org/ada">'
        '<meta name="author" content="By Ada Example and Cy Test">'
        '<meta property="article:section" content="Local">' + MODIFIED
    )
    draft = read(page(head), "a.html")
    assert (draft.title, draft.publisher, draft.section) == ("Bridge closes", "The Example Times", "Local")
    assert (draft.byline, printed(draft)) == (("Ada Example", "Cy Test"), "2025-03-01")
    assert draft.url == "https://example.org/bridge"


@pytest.mark.parametrize(
    "head",
    [
        """<meta name="DC.title" content="Bridge closes"><meta name="DC.creator" content="Ada Example">
        <meta name="DC.publisher" content="Example Press">
        <meta name="DC.date.issued" content="2025-03-01">""",
        """<meta name="citation_title" content="Bridge closes">
        <meta name="citation_author" content="Ada Example">
        <meta name="citation_publisher" content="Example Press">
        <meta name="citation_publication_date" content="2025/03/01">""",
    ],
)
def test_library_tags_are_understood(head):
    draft = read(page(head), "a.html")
    assert (draft.title, draft.byline, draft.publisher) == (
        "Bridge closes",
        ("Ada Example",),
        "Example Press",
    )
    assert printed(draft) == "2025-03-01"


@pytest.mark.parametrize(
    ("head", "top"),
    [
        (MODIFIED, ""),
        (script({k: v for k, v in RECORD.items() if k != "datePublished"}), ""),
        ("", "<p>Updated: March 9, 2025</p>"),
        ("", '<time itemprop="dateModified" datetime="2025-03-09T10:00">9 March 2025</time>'),
        ("", '<span class="last-updated">9 March 2025</span>'),
    ],
)
def test_the_day_of_a_change_is_never_the_day_of_publication(head, top):
    assert read(page(head, top), "a.html").published is None


def test_a_date_in_the_page_is_used_with_a_warning():
    draft = read(
        page(MODIFIED, "<p>By Ada Example</p><time datetime='2025-03-01'>1 March 2025</time>"), "a.html"
    )
    assert printed(draft) == "2025-03-01"
    assert draft.warnings == ("publication date taken from the words of the page",)


def dated(*values: str) -> str:
    names = ("article:published_time", "datepublished", "citation_date", "pubdate", "date")
    return "".join(f'<meta name="{name}" content="{v}">' for name, v in zip(names, values, strict=False))


@pytest.mark.parametrize(
    "none",
    [
        *("0001-01-01T00:00:00", "9999-12-31", "2999-03-01T08:00:00Z", "1970-01-01T00:00:00Z", "0000-00-00"),
        *("03/05/2024", "3.5.2024", "soon"),
    ],
)
def test_what_is_no_date_leaves_the_next_best_evidence(none):
    def day(head: str, top: str = "") -> str | None:
        return printed(read(page(head, top, html='lang="en"'), "a.html"))

    assert day(dated(none, "2024-03-06")) == "2024-03-06"
    assert day(script({**RECORD, "datePublished": none}) + dated("2024-03-06")) == "2024-03-06"
    assert day(dated(none), "<div class='dateline'>6 March 2024</div>") == "2024-03-06"
    assert day(dated(none)) is None


def test_tomorrow_may_be_printed_already_and_the_day_after_may_not():
    today = datetime.now().astimezone().date()
    days = [(today + timedelta(days=days)).isoformat() for days in (1, 2)]
    assert printed(read(page(dated(days[0])), "a.html")) == days[0]
    assert read(page(dated(days[1])), "a.html").published is None


@pytest.mark.parametrize(
    ("head", "html", "day"),
    [
        ("13/05/2024", 'lang="en"', "2024-05-13"),
        ("05/13/2024", 'lang="en"', "2024-05-13"),
        ("05/05/2024", 'lang="en"', "2024-05-05"),
        ("03/05/2024", 'lang="en-GB"', "2024-05-03"),
        ("03/05/2024 08:30", 'lang="en-US"', "2024-03-05"),
        ("03.05.2024", 'lang="de"', "2024-05-03"),
        ("03/05/2024", 'lang="en"', None),
        ("03/05/2024", 'lang="en-CA"', None),
        ("03/05/2024", "", None),
    ],
)
def test_a_date_in_figures_is_one_only_if_something_settles_which(head, html, day):
    assert printed(read(page(dated(head), html=html), "a.html")) == day
    assert printed(read(page(top=f"<span class='date'>{head}</span>", html=html), "a.html")) == day


def test_declared_places_that_disagree_settle_nothing():
    head = dated("03/05/2024") + '<meta property="og:locale" content="en_US">'
    assert read(page(head, html='lang="en-GB"'), "a.html").published is None


@pytest.mark.parametrize(
    ("instant", "shown", "day"),
    [
        ("2024-03-06T02:30:00Z", "<time>March 5, 2024, 9:30 p.m. EST</time>", "2024-03-05"),
        ("2024-03-06T02:30:00Z", "<div class='dateline'>5 de marzo de 2024</div>", "2024-03-05"),
        ("2024-03-05T23:30:00Z", "<span class='pub-date'>06.03.2024, 07:30</span>", "2024-03-06"),
        ("2024-03-02T23:30:00Z", "<span class='pub-date'>03.03.2024</span>", "2024-03-03"),
        ("2024-03-06T02:30:00Z", "<time>6 March 2024</time>", "2024-03-06"),
        ("2024-03-06T02:30:00Z", "<time class='updated'>5 March 2024</time>", "2024-03-06"),
        ("2024-03-06T02:30:00Z", "<time>Tuesday</time>", "2024-03-06"),
        ("2024-03-06T15:30:00Z", "<time>4 March 2024</time>", "2024-03-06"),
        (
            "2024-03-06T02:30:00Z",
            "<time itemprop='datePublished' datetime='2024-03-05T21:30:00-05:00'></time>",
            "2024-03-05",
        ),
    ],
)
def test_the_day_is_the_one_that_the_page_prints_not_that_of_the_instant_in_utc(instant, shown, day):
    assert printed(read(page(script({**RECORD, "datePublished": instant}), shown), "a.html")) == day


@pytest.mark.parametrize(
    "line",
    [
        "<div class='dates'>Updated 9 March 2024 | Published 5 March 2024</div>",
        "<p>Last updated: March 9, 2024 · First published March 5, 2024, 8:00</p>",
        "<div><span>Updated <b>9 March 2024</b></span> <span>Posted: <b>5 March 2024</b></span></div>",
    ],
)
def test_the_day_of_publication_is_found_behind_that_of_a_change(line):
    assert printed(read(page(top=line), "a.html")) == "2024-03-05"


def test_a_sentence_that_tells_of_a_publication_is_no_date_of_the_page():
    told = (
        "<p>The report, which the board had published 5 March 2019, named the cracks in all of its piers, "
        * 2
    )
    assert read(page(top=told + "one by one.</p>"), "a.html").published is None


def test_a_byline_in_the_page_is_used():
    assert read(page(top='<p class="article-byline">By Ada Example</p>'), "a.html").byline == ("Ada Example",)


def test_the_language_is_that_of_the_text_not_of_the_template():
    assert read(page(html='lang="de"'), "a.html").language == "en"


@pytest.mark.parametrize(
    "bad", ["{", '{"@type": "NewsArticle", "author": 7, "headline": ["', "[" * 50_000, "null"]
)
def test_broken_json_ld_does_not_lose_the_article(bad):
    head = f'<script type="application/ld+json">{bad}</script>' + script(RECORD)
    assert read(page(head), "a.html").publisher == "The Example Times"


def test_odd_json_ld_values_are_left_out():
    odd = {
        "@type": "NewsArticle",
        "headline": 7,
        "author": [None, {"name": None}],
        "publisher": {"@id": ["x"]},
    }
    odd |= {"datePublished": "soon", "mainEntityOfPage": True, "url": "http://[", "inLanguage": "??"}
    draft = read(page("<title>Bridge closes</title>" + script(odd)), "a.html")
    assert (draft.title, draft.byline, draft.publisher, draft.url) == ("Bridge closes", (), None, None)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<script>document.write('He said it was fine, and that all is well with the bridge.')</script>",
        "<nav>" + "<a href='/x'>A link to somewhere</a>" * 50 + "</nav>",
        "<ul>" + "<li><a href='/x'>Bridge closes for good after inspection</a></li>" * 50 + "</ul>",
        "<p>Sign in</p>",
    ],
)
def test_a_page_without_an_article_is_refused(body):
    assert (
        refusal(f"<!doctype html><html><body>{body}</body></html>".encode()) == "no article found in the page"
    )


def test_hostile_pages_end_quickly_in_one_clear_line(capfd):
    prose = "<p>" + LINES[0] + "</p>"
    started = time.process_time()
    hostile = {
        "deep": "<html><body>" + "<div>" * 100_000 + prose,
        "many": "<html><body>" + "<p><b>x</b></p>" * 350_000,
        "attributes": "<html><body><p " + "a=b " * 500_000 + ">x",
        "open": "<html>" + "<" * 1_000_000,
        "comments": "<!---->" * 100_000 + "<p>",
        "title": "<html><title>" + " -" * 500_000 + "|</title>",
    }
    for data in hostile.values():
        assert refusal(data.encode())
    assert time.process_time() - started < 20
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "inside",
    [
        "We will not close it, <!-- -->but<!-- --> we will not pretend that it is cheap.",
        "We will not close it, <!-- a > b -- c -->but we will not pretend that it is cheap.",
        "We will not close it, <![if !IE]>but<![endif]> we will not pretend that it is cheap.",
        "We will not close it, <!--[if !IE]><!-->but<!--<![endif]--> we will not pretend that it is cheap.",
        "We will not close it, <!--[if IE]>you see<![endif]-->but we will not pretend that it is cheap.",
        "We will not close it, <?php echo 1 ?>but we will not pretend that it is cheap.",
    ],
)
def test_a_comment_in_a_paragraph_hides_none_of_its_words(inside):
    text = read(page(top=f"<p>{inside}</p>"), "a.html").text
    assert "We will not close it, but we will not pretend that it is cheap." in text.split("\n")


def attributes(number: int) -> str:
    return " ".join(f"a{n}=x" for n in range(number))


@pytest.mark.parametrize("tag", ["p", "p title='>'", 'p title="\'"', "script", "p x'y"])
def test_an_element_of_thousands_of_attributes_is_refused_before_it_is_parsed(tag):
    body = f"<{tag} {attributes(40_000)}>"
    assert refusal(page(top=body)) == "an element of more than 1000 attributes, which is no article"


@pytest.mark.parametrize(
    "top",
    [
        f"<div {attributes(900)}></div>",
        f"<div data-state='{'word ' * 5000}'></div>",
        f"<script>if (a <b) {{ '{'word ' * 5000}' }}</script>",
    ],
)
def test_long_values_and_scripts_are_no_attributes(top):
    assert LINES[1] in read(page(top=top), "a.html").text


MORE = [
    "The ferry to North Skerry does not sail before May, the harbour office wrote to passengers on Friday.",
    "“Nobody sleeps in March,” said Cy Test, who has run the office since the flood of the year before last.",
]


def split_page(before: str, between: str, after: str, rest: str = "") -> bytes:
    first, second = ("".join(f"<p>{line}</p>" for line in lines) for lines in (LINES, MORE))
    body = f"<main>{before}{first}{between}{second}{after}</main>{rest}"
    return f"<!doctype html><html><head><title>Bridge</title></head><body>{body}</body></html>".encode()


@pytest.mark.parametrize(
    ("before", "between", "after"),
    [
        ("<article>", "</article><article>", "</article>"),
        ("<section>", "</section><section>", "</section>"),
        ("<div>", "</div><div>Advertisement</div><div>", "</div>"),
        (
            "<div class='article-body'>",
            "</div><div class='ad'></div><div class='article-body last'>",
            "</div>",
        ),
        ("<div class='article-body' id='part-1'>", "</div><div class='article-body' id='part-2'>", "</div>"),
        (
            "<article><div class='page page-1'><div class='column'>",
            "</div></div><div class='page page-2'><div class='column'>",
            "</div></div></article>",
        ),
        (
            "<article><div class='chunk'><div class='body'>",
            "</div></div><aside><p>Sign up for our letter.</p></aside><div class='chunk'><div class='body'>",
            "</div></div></article>",
        ),
        (
            "<article><div class='opening'>",
            "</div><div class='slot'></div><section id='continued'>",
            "</section></article>",
        ),
        (
            "<article><div class='body articleBody'>",
            "</div><h2>Ferries</h2><div class='body articleBody end'>",
            "</div></article>",
        ),
    ],
)
def test_a_body_in_several_containers_is_read_whole_and_in_order(before, between, after):
    lines = read(split_page(before, between, after), "a.html").text.split("\n")
    assert [line for line in lines if line in (*LINES, *MORE)] == [*LINES, *MORE]


def declaring(*lines: str) -> str:
    return script({"@type": "NewsArticle", "headline": "Bridge", "articleBody": "\n\n".join(lines)})


def test_the_body_in_the_data_of_a_page_tells_what_belongs_to_it():
    data = split_page(
        "<div class='article-body'>", "</div><div><div class='x'>", "</div></div>", declaring(*LINES, *MORE)
    )
    assert [line for line in read(data, "a.html").text.split("\n") if line in (*LINES, *MORE)] == [
        *LINES,
        *MORE,
    ]


def test_a_page_that_shows_a_beginning_is_read_from_its_data():
    rest = [
        f"The board wrote to {name} Street, where {name} stands, that the piers were old."
        for name in "ABCDEFGH"
    ]
    draft = read(page(declaring(*LINES, *MORE, *rest)), "a.html")
    assert draft.text.split("\n") == [*LINES, *MORE, *rest]
    assert draft.warnings == ("text taken from the page's data: the page shows less of it",)


def test_a_longer_text_of_something_else_in_the_data_is_only_told_of():
    rest = [
        f"The fish of {name} Street, where {name} stands, are sold at noon, and never later."
        for name in "ABCDEFGHIJ"
    ]
    draft = read(page(declaring(*rest)), "a.html")
    assert draft.text.split("\n") == LINES
    assert draft.warnings == ("the page's data hold a longer text than the page shows",)


@pytest.mark.parametrize(
    "rest",
    [
        "<section class='comments'>{}</section>",
        "<div class='article-body related'>{}</div>",
        "<aside><div class='article-body'>{}</div></aside>",
        "<footer>{}</footer>",
        "<div class='teaser'>{}</div>",
    ],
)
def test_what_stands_in_other_containers_is_no_part_of_the_body(rest):
    other = rest.format(
        "<p>Somebody else has told us all of this before, at length, and nobody believed it.</p>"
    )
    data = split_page("<div class='article-body'>", "</div><div class='article-body'>", "</div>" + other)
    assert "Somebody else" not in read(data, "a.html").text


def test_entities_and_foreign_files_are_neither_expanded_nor_fetched(monkeypatch):
    monkeypatch.setattr(socket, "socket", lambda *a, **k: pytest.fail("network"))
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE html [<!ENTITY e0 "ha"><!ENTITY x SYSTEM "file:///etc/hostname">{bomb}]>'
    inside = "<p>&e11; &x;</p><img src='http://example.org/a.png'><iframe src='http://example.org'></iframe>"
    draft = read(page(top=inside).replace(b"<!doctype html>", doctype.encode()), "a.html")
    assert len(draft.text) < 2000
    assert LINES[1] in draft.text


PIECES = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<article>",
        "<table><tr><td>",
        "<!--",
        "-->",
        "<script>",
        "&#0;",
        "&amp",
    ),
    *("<h1>", "</", "<time datetime='x'>", "<meta name=author>", "<![CDATA[", "\x01", "\ud7ff", *LINES),
)


def outcome(data: bytes) -> str:
    try:
        return read(data, "a.html").text
    except ReadError as error:
        return str(error)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_tag_soup_is_a_text_or_one_clear_line(pieces):
    assert outcome(("<html><body>" + "".join(pieces)).encode()).strip()


MEMENTO = '<link rel="{}" datetime="{}" href="https://archive.example/{}">'
FIRST, SECOND = "Sun, 02 Mar 2025 10:00:00 GMT", "Mon, 03 Mar 2025 10:00:00 GMT"


@pytest.mark.parametrize(
    ("head", "top", "url", "archived", "accessed"),
    [
        # The comment of a browser has the address, before the page or in it.
        (
            "",
            "<!-- saved from url=(0026)https://example.org/bridge -->",
            "https://example.org/bridge",
            None,
            None,
        ),
        ("", "<!-- saved from url=(0014)about:internet -->", None, None, None),
        (
            "",
            "<!--\n url: https://example.org/bridge \n saved date: Sat Mar 01 2025 10:00:00 GMT+0100\n-->",
            *("https://example.org/bridge", None, "2025-03-01T10:00:00+01:00"),
        ),
        ("", "<!--\n url: https://example.org/elsewhere\n-->", None, None, None),
        # What an archive says of its copy: RFC 7089.
        (
            MEMENTO.format("memento", FIRST, 1) + '<link rel="original" href="https://example.org/bridge">',
            "",
            *("https://example.org/bridge", "https://archive.example/1", "2025-03-02T10:00:00+00:00"),
        ),
        (
            MEMENTO.format("first memento", FIRST, 1)
            + MEMENTO.format("last memento", SECOND, 2)
            + f'<meta http-equiv="Memento-Datetime" content="{SECOND}">',
            "",
            *(None, "https://archive.example/2", "2025-03-03T10:00:00+00:00"),
        ),
        (
            MEMENTO.format("first memento", FIRST, 1) + MEMENTO.format("last memento", SECOND, 2),
            "",
            *(None,) * 3,
        ),
        (
            MEMENTO.format("memento", FIRST, 1),
            "<!-- saved from url=(0025)https://archive.example/1 -->",
            *(None, "https://archive.example/1", "2025-03-02T10:00:00+00:00"),
        ),
        (MEMENTO.format("memento", "some day", "copy"), "", None, "https://archive.example/copy", None),
    ],
)
def test_a_saved_page_says_where_it_is_from_and_when_it_was_seen(head, top, url, archived, accessed):
    story = read(page(head, top), "a.html")
    assert (story.url, story.archived_url) == (url, archived)
    assert (story.accessed and story.accessed.iso()) == accessed
    said = read(page(head + '<link rel="canonical" href="https://example.org/own">', top), "a.html")
    assert said.url == "https://example.org/own"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<q>We have nine boats</q>, said Bo Sample", "“We have nine boats”, said Bo Sample"),
        ("<q>He said <q>no</q> twice</q>, said Bo Sample", "“He said ‘no’ twice”, said Bo Sample"),
        ("<q>All of <em>us</em></q>, said Bo Sample", "“All of us”, said Bo Sample"),
        (
            "“We have boats<sup>1</sup> and crews<sup>[2]</sup>,” said Bo",
            "“We have boats and crews,” said Bo",
        ),
        ("They have 20 m<sup>2</sup> and 10<sup>3</sup> ropes", "They have 20 m² and 10³ ropes"),
        ("On the 5<sup>th</sup> of May they met", "On the 5th of May they met"),
    ],
)
def test_marks_are_printed_and_numbers_of_notes_are_not(markup: str, words: str):
    line = f"{markup}, and the board added that the bridge would be open again by the end of the summer."
    draft = read(page(top=f"<p>{line}</p>"), "a.html")
    assert words in draft.text


def test_an_article_in_a_table_that_lays_the_page_out_is_read_without_rows():
    paragraphs = "".join(f"<p>{line}</p>" for line in [*LINES, *LINES])
    layout = f"<table><tr><td>Menu</td><td><table><tr><td>{paragraphs}</td></tr></table></td></tr></table>"
    draft = read(f"<html><body><h1>Bridge closes</h1>{layout}</body></html>".encode(), "a.html")
    assert [line for line in draft.text.split("\n") if line.startswith("|")] == []
    assert LINES[0] in draft.text.split("\n")


def test_bare_words_in_a_cell_are_read_from_the_first_on():
    cell = f"{LINES[0]}<br><br>{LINES[1]}<br><br>{LINES[2]}"
    page = f"<html><body><table><tr><td>Menu</td><td>{cell}</td></tr></table></body></html>"
    assert read(page.encode(), "a.html").text.split("\n")[-3:] == LINES


def test_a_paragraph_ends_where_a_box_begins_and_what_is_behind_the_box_is_one_too():
    link = "<a href='/older'>"
    box = f"<article>{link}<img src='/a.png'></a><p>{link}Older bridge closes</a></p></article>"
    body = f"<p>{LINES[0]}{box}{LINES[1]} <b>It is old.</b></p><p>{LINES[2]}</p>"
    draft = read(f"<html><body><h1>Bridge closes</h1><div>{body}</div></body></html>".encode(), "a.html")
    assert draft.text.split("\n") == [LINES[0], f"{LINES[1]} It is old.", LINES[2]]


def test_a_table_of_data_stays_one():
    table = "<table><tr><th>Bridge</th><th>Age</th></tr><tr><td>Example</td><td>80</td></tr></table>"
    more = "".join(f"<p>{line}</p>" for line in LINES)
    assert (
        "| Example | 80 |"
        in read(
            page(bottom="", top="").replace(b"</article>", f"{table}{more}</article>".encode()), "a.html"
        ).text
    )


def test_a_table_of_data_above_the_text_is_left_out():
    rows = "<tr><td>Built</td><td>1931</td></tr><tr><td>Length</td><td>80 m</td></tr>"
    draft = read(page(top=f"<h1>Bridge closes</h1><table>{rows}</table>"), "a.html")
    assert draft.text.split("\n") == LINES


def test_the_one_paragraph_of_a_page_is_found_among_what_the_site_writes():
    others = "<div><h3>A bridge closes</h3><span>Photo: Ada Example</span></div>" * 12
    own = f"<span>Local</span><h1>Bridge closes</h1><div><div><p>{LINES[0]}</p></div></div>"
    whole = f"Home<div>{own}<div><h4>Related Videos</h4>{others}</div></div>More from the author"
    assert read(f"<html><body>{whole}</body></html>".encode(), "a.html").text == LINES[0]


def test_a_page_of_a_headline_alone_is_no_article():
    assert (
        refusal(f"<html><body><h1>{LINES[0]}</h1></body></html>".encode()) == "no article found in the page"
    )


def test_broken_addresses_in_links_are_nobodys():
    assert read(page(top="<a href='http://[::1'>x</a><a href='//[/'>y</a>"), "a.html").publisher is None


def test_the_date_of_a_comment_is_not_that_of_the_article():
    marked = "<span itemprop='datePublished'>1 March 2025 - 18:50</span>"
    comment = (
        "<li itemprop='comment'><time itemprop='datePublished' datetime='2025-03-05T10:00:00Z'>x</time></li>"
    )
    draft = read(page(top=f"<h1>Bridge closes</h1>{marked}", bottom=f"<ul>{comment}</ul>"), "a.html")
    assert (printed(draft), draft.warnings) == ("2025-03-01", ())


def test_the_line_that_shows_the_minute_tells_the_day_not_the_day_of_looking_at_the_page():
    record = script({**RECORD, "datePublished": "2025-03-01T21:56:18Z"})
    lines = "<p class='date'>Sunday, March 2nd 2025</p><p class='date'>March 1, 2025 at 4:56 p.m.</p>"
    assert printed(read(page(record, lines), "a.html")) == "2025-03-01"
