"""What belongs to a page's article at its edges, and what the site writes around it."""

from __future__ import annotations

import re

import pytest

from quotesdb.readers import read
from quotesdb.readers.markup import parse_fragment
from quotesdb.readers.page_body import completed
from quotesdb.readers.page_standfirst import standfirst

SAID = "“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday."
LATER = "The bridge will stay closed for the whole of the summer, the board of engineers said."
LAST = "Nobody was hurt when the first stones fell into the river Vell in the night to Sunday."
STANDFIRST = "Cracks were found in its oldest arch, and nobody knows who pays."

OLDER = "The older bridge was closed after a flood in the winter."


def text(body: str, head: str = "") -> list[str]:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return read(page.encode(), "a.html").text.splitlines()


def article(*inside: str, head: str = "", above: str = "", below: str = "") -> list[str]:
    paragraphs = "".join(f"<p>{line}</p>" for line in (SAID, LATER, LAST))
    body = f"<h1>Bridge closes</h1>{above}<div class='text'>{paragraphs}{''.join(inside)}</div>{below}"
    return text(f"<article>{body}</article>", head)


DESCRIBED = f"<meta name='description' content='{STANDFIRST}'>"


def test_a_standfirst_that_the_page_shows_stands_before_the_text():
    above = f"<header><div class='x-teaser'><p>{STANDFIRST}</p></div></header>"
    found = article(head=DESCRIBED, above=above)
    assert [line for line in found if line != "Bridge closes"] == [STANDFIRST, SAID, LATER, LAST]


def test_a_description_that_the_page_does_not_show_is_no_text():
    assert STANDFIRST not in article(head=DESCRIBED)


def test_what_the_site_writes_behind_the_text_is_left_out():
    below = "<div class='end'><p>The Example Times prints stories of bridges every day.</p></div>"
    assert article(below=below)[-1] == LAST


def test_a_second_part_of_the_text_in_a_container_of_its_own_is_kept():
    parts = [SAID, LATER, LAST, "The board meets again on Friday, it said in a note to the residents."]
    body = "".join(f"<div class='part'><p>{one}</p></div>" for one in parts)
    assert text(f"<article><h1>Bridge closes</h1><div>{body}</div></article>")[-4:] == parts


@pytest.mark.parametrize(
    "further",
    [
        "<p>Read more: <a href='/bridges/older'>Older bridge in Velda closes after a flood in winter</a></p>",
        "<p><a href='https://www.example.org/older'>Older bridge in Velda closes after a flood</a></p>",
    ],
)
def test_headlines_of_other_articles_of_the_site_are_left_out(further):
    head = "<link rel='canonical' href='https://example.org/bridge'>"
    assert article(further, f"<p>{STANDFIRST}</p>", head=head)[-2:] == [LAST, STANDFIRST]


@pytest.mark.parametrize(
    "linked",
    [
        "<p><a href='https://shop.example/hat'>A hat for engineers, at the Example Shop</a></p>",
        "<p><a href='/older'>The older bridge was closed as well, the board said on Monday night.</a></p>",
        "<p>The <a href='/older'>older bridge</a> in Velda, which was closed after a flood in the winter</p>",
    ],
)
def test_sentences_with_links_and_links_to_elsewhere_are_kept(linked):
    head = "<link rel='canonical' href='https://example.org/bridge'>"
    assert len(article(linked, f"<p>{STANDFIRST}</p>", head=head)) == len(article(f"<p>{STANDFIRST}</p>")) + 1


@pytest.mark.parametrize(
    "above",
    [
        "<h2>Bridge closes</h2><p>Bridge closes</p>",
        "<h2>Velda: Bridge closes</h2>",
        "<h5>Ada Example, Velda</h5>",
        "<h1>A second headline</h1>",
    ],
)
def test_headings_above_the_first_paragraph_are_no_text(above):
    assert article(above=f"<div class='text'>{above}</div>") == [SAID, LATER, LAST]


@pytest.mark.parametrize(
    "line",
    [
        "<p>Stand: 03.03.2025, 14:07 Uhr</p>",
        "<p>Von Ada Example, Velda</p>",
        "<ul><li>3 minutes to read</li><li>3. března 2025</li></ul>",
        "<ul><li>3. března 2025</li><li>Translated into English: Example Agency, Velda</li></ul>",
    ],
)
def test_the_date_and_the_author_above_the_text_are_no_text(line):
    head = (
        "<meta name='author' content='Ada Example'>"
        "<meta property='article:published_time' content='2025-03-03T14:07:00+01:00'>"
    )
    assert article(above=f"<div class='text'>{line}</div>", head=head) == [SAID, LATER, LAST]
    said = "<p>Ada Example was born in Velda on 3 March 2025 and has written of bridges.</p>"
    assert len(article(above=f"<div class='text'>{said}</div>", head=head)) == 4


def test_headings_between_paragraphs_are_kept_and_so_is_a_standfirst_in_a_heading():
    between = "<h3>What the engineers saw</h3>"
    assert article(between, f"<p>{STANDFIRST}</p>")[-2:] == ["What the engineers saw", STANDFIRST]
    assert article(above=f"<div class='text'><h2>{STANDFIRST}</h2></div>")[0] == STANDFIRST


@pytest.mark.parametrize(
    "below",
    [
        "<p>Read more on bridges of Velda:</p>",
        "<p>dpa/aex</p>",
        "<ul><li>Example Radio, 3 March, 14:07</li></ul>",
    ],
)
def test_lines_below_the_last_paragraph_that_are_no_sentences_are_no_text(below):
    assert article(below)[-1] == LAST


@pytest.mark.parametrize("kind", ["p", "div", "h2"])
def test_a_sentence_between_headline_and_text_is_a_standfirst_though_the_data_do_not_have_it(kind):
    above = f"<div class='top'><{kind}>{STANDFIRST}</{kind}></div><img src='/arch.jpg'>"
    assert article(above=above) == [STANDFIRST, SAID, LATER, LAST]
    assert article(above=f"<img src='/arch.jpg'><section>{STANDFIRST}</section>") == [SAID, LATER, LAST]
    two = f"<header class='x-teaser'><{kind}>{STANDFIRST}</{kind}><{kind}>{OLDER}</{kind}></header>"
    assert article(above=two) == [STANDFIRST, OLDER, SAID, LATER, LAST]


def test_a_standfirst_behind_a_picture_begins_like_a_description():
    longer = STANDFIRST.replace(".", ", though the board was warned.")
    above = f"<header><img src='/arch.jpg'><div class='x-teaser'><div>{longer}</div></div></header>"
    assert article(head=DESCRIBED, above=above) == [longer, SAID, LATER, LAST]
    assert article(above=above) == [SAID, LATER, LAST]


def test_a_word_of_the_text_that_the_menu_has_too_stays():
    menu = "<nav><ul><li><a href='/velda'>Velda</a></li></ul></nav>"
    said = f"<p>In <br>Velda<br> the bridge {STANDFIRST[7:]}</p>"
    assert "Velda" in text(
        f"{menu}<article><h1>Bridge closes</h1>{said}<p>{SAID}</p><p>{LATER}</p></article>"
    )


@pytest.mark.parametrize(
    "box",
    [
        f"<div><a href='/older'><div><p>{OLDER}</p></div></a></div>",
        f"<div><h3><a href='/older'>Older bridge closes</a></h3><p>{OLDER}</p></div>",
        "<ul><li><a href='/older'>Older bridge in Velda closes after a flood in winter</a></li></ul>",
        "<h3><a href='/older'>Older bridge in Velda closes after a flood in winter</a></h3>",
        f"<figure><img src='/a.jpg'><figcaption><p>{OLDER}</p></figcaption></figure>",
    ],
)
def test_boxes_with_other_articles_and_captions_are_left_out(box):
    assert article(box, f"<p>{STANDFIRST}</p>") == [SAID, LATER, LAST, STANDFIRST]


def test_a_line_of_several_links_is_kept():
    places = ", ".join(f"<a href='/place/{one}'>{one}</a>" for one in ("Velda", "Port Alder", "Upper Vell"))
    found = article(f"<p>Closed as well are those of {places}</p><p>{STANDFIRST}</p>")
    assert found[-2] == "Closed as well are those of Velda, Port Alder, Upper Vell"


def test_a_post_below_a_heading_that_leads_to_the_page_itself_is_kept():
    head = "<link rel='canonical' href='https://example.org/bridge'>"
    post = f"<div><h3><a href='/bridge#at-3'>At three the bridge was closed</a></h3><p>{STANDFIRST}</p></div>"
    assert STANDFIRST in article(post, head=head)


def test_an_article_beside_that_of_the_headline_is_another_one():
    own = "".join(
        f"<p>{line}</p>" for line in (SAID, LATER, LAST, SAID.replace("twice", "often"), STANDFIRST * 2)
    )
    other = "".join(
        f"<p>{number} other bridges in Velda were closed in the same year.</p>" for number in range(9)
    )
    articles = f"<article><h1>Bridge closes</h1>{own}</article><article><h2>More</h2>{other}</article>"
    found = text(f"<main>{articles}</main>", "<title>Bridge closes</title>")
    assert SAID in found
    assert not [line for line in found if "other bridges" in line]


def test_the_posts_of_a_live_blog_are_parts_of_its_article():
    posts = "".join(
        f"<article><h3>At {hour}</h3><p>{SAID.replace('twice', hour)}</p></article>" for hour in "1234567"
    )
    found = text(f"<article><h1>Bridge closes</h1>{posts}</article>", "<title>Bridge closes</title>")
    assert sum(line.startswith("“We looked") for line in found) == 7


def test_a_list_in_a_container_of_its_own_between_the_paragraphs_is_a_part_of_the_text():
    part = (
        f"<div class='part'><ul class='enumeration'><li><strong>Arch</strong>: {STANDFIRST}</li></ul></div>"
    )
    body = f"<section class='body'><p>{SAID}</p><p>{LATER}</p>{part}<p>{LAST}</p></section>"
    tree = parse_fragment(f"<article><h1>Bridge closes</h1>{body}</article>")
    taken = "\n".join([SAID, LATER, LAST])
    assert completed(tree, taken).split("\n")[2] == f"Arch: {STANDFIRST}"


FACTS = "The bridge was built in 1840 by the engineers of the Example Bridge Board."
FERRY = "A ferry of two boats was sold to the town of Velda."
BOATS = "<a href='/x'>Two boats of the old ferry sail again</a>"
WHO = "Who will pay for the old bridge?"
MORE = "It is the oldest in the valley, and it has been mended four times since it was built, the board says."
LONG = (SAID, LATER, LAST, MORE, "Engineers will look at the arches again in the second week of September.")


def boxed(*inside: str) -> list[str]:
    paragraphs = "".join(f"<p>{line}</p>" for line in LONG)
    body = (
        f"<h1>Bridge closes</h1><div class='text'>{paragraphs[:-4]}</p>{''.join(inside)}<p>{OLDER}</p></div>"
    )
    return [line for line in text(f"<article>{body}</article>") if line != "Bridge closes"]


@pytest.mark.parametrize(
    "box",
    [
        f"<div class='article-factbox'><p>{FACTS}</p></div>",
        f"<x-info-box><p>{FACTS}</p></x-info-box>",
        f"<div role='complementary'><ul><li>{FACTS}</li></ul></div>",
        f"<p class='story__disclaimer'>{FACTS}</p>",
        f"<div class='big'><img src='a.jpg'><div><p>{FACTS}</p></div><span>Photo: Cy Test</span></div>",
        f"<div class='Story_elementPoll__x1'><div><p>{FACTS}</p></div></div>",
        f"<div class='no-comments--text'><p>{FACTS}</p></div>",
        f"<div><p>{FACTS}</p><input type='checkbox' id='a'><label for='a'>Show it</label></div>",
        f"<div><p>Shown</p><p>{FACTS}</p><input type='checkbox'><label>Show</label><p>{FERRY}</p></div>",
        f"<div><a href='/x'><img src='a.jpg'></a><div>{BOATS}</div><p>{FACTS}</p></div>",
        f"<div><div><h2><span>{WHO}</span><a href='/other-story'>{WHO}</a></h2></div></div>",
    ],
)
def test_boxes_and_what_stands_below_pictures_are_no_text(box):
    assert boxed(box) == [*LONG, OLDER]


ALIKE = "".join(f"<p class='t'>{one}</p>" for one in LONG)
MADE = f"<article><h1>Bridge closes</h1><div>{ALIKE}{{}}</div></article>"
FIGURES = f"<div><h3>The bridge in figures</h3><p>{FACTS}</p><p>No lorry is let on.</p></div>"
NEXT = f"<section><h2>What happens next</h2><p>{OLDER}</p><p>{FERRY}</p><p>Ada Roe said: “No.”</p></section>"


@pytest.mark.parametrize(
    "box", [FIGURES, f"<div><p class='label'>The bridge in figures</p><p>{FACTS}<br>{FERRY}</p></div>"]
)
def test_a_part_with_a_heading_between_paragraphs_of_another_make_is_a_box(box):
    assert text(MADE.format(f"{box}<p class='t'>{OLDER}</p>"))[-2:] == [LONG[-1], OLDER]


@pytest.mark.parametrize(
    "inside",
    [
        FIGURES,
        NEXT,
        NEXT.replace("<p>", "<p class='t'>") + f"<p class='t'>{LATER[:-1]} again.</p>",
        FIGURES.replace(FACTS, "Ada Roe told the board that it was built too low.")
        + f"<p class='t'>{OLDER}</p>",
    ],
)
def test_the_last_section_one_of_the_same_make_and_lines_that_report_are_text(inside):
    found = text(MADE.format(inside))
    for line in (FACTS, OLDER, "Ada Roe said: “No.”", "Ada Roe told the board that it was built too low."):
        assert (line in found) == (line in inside)


NOTE = (
    "<label class='toggle'></label><input type='checkbox' class='toggle'/><span class='note'>A note.</span>"
)


@pytest.mark.parametrize(
    "inside",
    [
        f"<p>{FACTS}{NOTE}</p>",
        f"<div>{FACTS}{NOTE}</div>",
        f"<div><input type='checkbox'><label>More</label><p>{FACTS}</p><p>{FERRY}</p></div>",
        f"<div><p>{FACTS}</p><input type='checkbox'><p>{FERRY}</p><p>{FERRY[:-1]} in the end.</p></div>",
        f"<div><p>“It is safe.”</p><input type='checkbox'><p>{FACTS} Ada Roe said so.</p></div>",
        f"<div class='expert-comments'><p>{FACTS}</p></div>",
        f"<div class='no-comments'><p>{FACTS}</p><p>{FERRY}</p></div>",
        f"<div class='no-comments'><p>{FACTS} Ada Roe said so.</p></div>",
    ],
)
def test_text_beside_a_field_or_in_a_part_with_a_name_like_that_of_talk_is_kept(inside):
    assert FACTS in "\n".join(boxed(inside))


def test_what_a_page_unfolds_at_its_end_is_text():
    rest = "".join(f"<p>{line}</p>" for line in (FACTS, FERRY))
    for more in (rest, f"<p>{FACTS}</p>"):
        unfolded = f"<div><input type='checkbox' id='m'><label for='m'>Read on</label><div>{more}</div></div>"
        paragraphs = "".join(f"<p>{line}</p>" for line in LONG)
        assert FACTS in text(f"<article><h1>Bridge closes</h1><div>{paragraphs}{unfolded}</div></article>")


def test_a_summary_in_points_is_in_no_box():
    points = "<div><h3>In short</h3><ul><li>The bridge is closed.</li><li>Nobody was hurt.</li></ul></div>"
    assert "- The bridge is closed." in boxed(points)


def test_sections_with_headings_are_no_boxes():
    sections = "".join(
        f"<div><h2>Part {at}</h2><p>{one}</p><p>{OLDER}</p></div>" for at, one in enumerate(LONG)
    )
    found = text(f"<article><h1>Bridge closes</h1><div>{sections}</div></article>")
    assert [line for line in found if line in LONG] == list(LONG)


def test_a_word_that_names_all_of_the_page_makes_no_box_of_it():
    page = "".join(f"<p>{line}</p>" for line in LONG)
    found = text(f"<article class='video-story'><h1>Bridge closes</h1><div>{page}</div></article>")
    assert found[-len(LONG) :] == list(LONG)


def test_an_article_told_in_captions_keeps_them():
    told = "".join(f"<div class='big'><img src='a.jpg'><p>{line}</p></div>" for line in LONG)
    assert text(f"<article><h1>Bridge closes</h1><div>{told}</div></article>")[-len(LONG) :] == list(LONG)


def test_a_long_box_is_left_out_with_a_warning():
    paragraphs = "".join(f"<p>{line}</p>" for line in LONG)
    box = f"<div class='factbox'>{''.join(f'<p>{number}. {FACTS}</p>' for number in range(8))}</div>"
    body = f"<article><h1>Bridge closes</h1><div class='text'>{paragraphs}{box}<p>{OLDER}</p></div></article>"
    draft = read(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "a.html")
    assert FACTS not in draft.text
    assert draft.warnings == ("what stands in boxes beside the text is left out",)


def test_a_lower_heading_in_the_box_of_the_headline_is_a_standfirst_without_a_full_stop():
    subhead = "Cracks were found in its oldest arch, and nobody knows who pays"
    paragraphs = "".join(f"<p>{line}</p>" for line in LONG)
    body = f"<header><h1>Bridge closes</h1><h2>{subhead}</h2></header><div class='text'>{paragraphs}</div>"
    assert subhead in text(f"<article>{body}</article>")


@pytest.mark.parametrize("around", [0, 3])
def test_a_lower_heading_elsewhere_is_none(around):
    story = "Ferry between the two towns sails again from Monday on"
    opened, closed = "<div>" * around, "</div>" * around
    page = f"{opened}<h1>Bridge closes</h1>{closed}{opened}<h2>{story}</h2>{closed}<p>{SAID}</p>"
    found = standfirst(parse_fragment(page), SAID, "Bridge closes", {}, ())
    assert found == (story if around == 0 else "")


@pytest.mark.parametrize("box", ["<div class='video-transcript'>{}</div>", "<div><img src='a.jpg'>{}</div>"])
def test_what_somebody_says_is_in_no_box(box):
    said = "<p>“We will rebuild the pier by May,” said Velda Roe, who leads the council.</p>"
    assert "We will rebuild the pier" in "\n".join(boxed(box.format(said)))


SITE = (
    "<meta property='og:site_name' content='The Example Times'><meta name='author' content='Ada Muster'>"
    "<link rel='canonical' href='https://example.org/bridge'>"
)


@pytest.mark.parametrize(
    "notice",
    [
        "The Example Times prints stories of bridges. Sign up for our <a href='/newsletters/'>letter</a>.",
        "Stay with The Example Times: <a href='https://my.example.org/subscribe.aspx'>join</a>.",
        "Do you know more? Write to <a href='mailto:desk@example.org'>desk@example.org</a> at once, please.",
        "Follow The Example Times <a href='https://network.example/TheExampleTimesUK'>there</a>, please.",
        "Ada Muster is a senior researcher with the Example School of Bridges in Velda.",
    ],
)
def test_what_the_site_says_of_itself_and_of_the_author_at_the_end_is_no_text(notice):
    assert article(f"<p>{OLDER}</p><p>{notice}</p>", head=SITE) == [SAID, LATER, LAST, OLDER]


@pytest.mark.parametrize(
    "said",
    [
        "The council told The Example Times of it in a <a href='/news/2025/the-letter-of-may'>letter</a>.",
        "The council had told The Example Times of the cracks in the oldest of the arches.",
        "“We wrote to Ada Muster in May and have heard nothing since,” said Bo Sample.",
        "‘It is over,’ Bo Sample wrote to Ada Muster, who was in the hall, when all had been counted.",
        "Ada Muster is among those who lose their post; Ada Muster said she had been told by letter.",
        "Bo Sample had told The Example Times a <a href='https://gov.example/r.pdf'>report</a> was wrong.",
        "The finding, in <a href='https://doi.example/10.1/x'>The Example Times</a>, will change bridges.",
        "In The Example Times there was <a href='/the-letter-of-may/'>an interview</a> on the bridge in May.",
        "The Example Times had <a href='https://gov.example/the-example-times.pdf'>a file</a> of it.",
        "The council wrote to The Example Times from <a href='mailto:a@gov.example'>its office</a>.",
    ],
)
def test_what_is_told_at_the_end_is_text_though_it_names_the_site_or_the_author(said):
    assert len(article(f"<p>{OLDER}</p><p>{said}</p>", head=SITE)) == 5


@pytest.mark.parametrize("name", ["Associated Press", "BBC News"])
def test_what_is_told_to_an_agency_that_signs_is_text(name):
    head = f"<meta name='author' content='{name}'><meta property='og:site_name' content='BBC'>"
    for line in (
        f"Bo Sample told {name} that it stays shut.",
        f"{name} keeps a list of bridges that are shut.",
    ):
        assert article(f"<p>{OLDER}</p><p>{line}</p>", head=head)[-1] == line


def test_an_author_of_whom_the_article_tells_is_in_it_at_its_end_too():
    told = "<p>The bridge was planned by Muster, the oldest of the engineers.</p>"
    line = "Ada Muster is a member of the board of engineers of the town of Velda."
    assert article(f"{told}<p>{line}</p>", head=SITE)[-1] == line


def test_what_stands_above_the_headline_is_no_text():
    notice = "You see this page without its style sheets, as your browser is old and knows none of them."
    paragraphs = "".join(f"<p>{line}</p>" for line in LONG)
    body = f"<div><p>{notice}</p></div><h1>Bridge closes</h1><div class='text'>{paragraphs}</div>"
    assert text(f"<main>{body}</main>") == list(LONG)


@pytest.mark.parametrize(("name", "is_found"), [("paid-disclaimer", False), ("lead", True)])
def test_what_is_in_a_box_is_no_standfirst(name, is_found):
    page = f"<h1>Bridge closes</h1><div class='{name}'><div>{STANDFIRST}</div></div><p>{SAID}</p>"
    found = standfirst(parse_fragment(page), SAID, "Bridge closes", {}, ())
    assert found == (STANDFIRST if is_found else "")


@pytest.mark.parametrize("free", ["false", "true"])
def test_an_emphasized_last_line_is_text_though_the_article_is_not_free(free):
    record = f'{{"@type": "NewsArticle", "isAccessibleForFree": {free}}}'
    head = f"<script type='application/ld+json'>{record}</script>"
    assert article(f"<p><strong>{FACTS}</strong></p>", head=head)[-1] == FACTS


def test_long_lines_without_a_full_stop_are_text_in_wide_scripts_too():
    said = "技師は橋を二度調べたと月曜日に述べ、夏の間はずっと閉鎖されると町の委員会が発表した。" * 2
    towns = "甲県：" + "、".join(["東町", "西町", "南町", "北町"] * 6)
    body = f"<p>{said}</p><p>{said}そして。</p><p>＜閉鎖＞</p><p>{towns}</p><p>＜終わり＞</p>"
    assert text(f"<article><h1>橋が閉鎖</h1><div>{body}</div></article>")[-2:] == ["＜閉鎖＞", towns]


def test_words_above_the_text_that_are_no_paragraph_are_no_text_and_lines_of_a_heading_are():
    above = "<div><span>Velda</span><span><time datetime='2025-03-03'>3 March</time></span></div>"
    lines = "<h2>Bridge is old<br>Nobody is hurt</h2>"
    paragraphs = "".join(f"<p>{line}</p>" for line in LONG)
    found = text(f"<article><h1>Bridge closes</h1>{above}<div>{lines}{paragraphs}</div></article>")
    assert found == ["Bridge is old", "Nobody is hurt", *LONG]


@pytest.mark.parametrize(
    "line",
    [
        "Il vous reste 57.09% de cet article à lire. La suite est réservée aux abonnés.",
        "Il vous reste 81 % à découvrir.",
        "You have 40% of this article left to read.",
    ],
)
def test_how_much_is_left_to_read_is_no_part_of_the_text(line):
    assert article(f"<p>{line}</p>")[-1] == LAST


@pytest.mark.parametrize(
    "line",
    [
        "Seuls 12 % des enfants de la ville apprennent à lire.",
        "“Only 12 % of it is left to read,” she said.",
        "Of the old stones 12 % are left, and a plate tells those who want to read.",
        "Of the letters in the cellar the clerk has 40% left to read.",
        "Sur le port, il reste 40 % de la crypte à découvrir.",
        "Von den Tafeln am Ufer sind noch 60 % zu lesen.",
    ],
)
def test_a_last_sentence_with_a_share_stays(line):
    assert article(f"<p>{line}</p>")[-1] == line


def test_a_heading_at_the_end_of_which_nothing_is_read_is_left_out():
    story = "<div class='more'><h3>Related</h3><p>“I quit,” says Mayor Una Sample</p></div>"
    body = f"<h1>Bridge closes</h1><div class='text'><p>{SAID}</p></div>{story}"
    assert text(f"<div class='page'>{body}</div>") == [SAID]


@pytest.mark.parametrize(
    "last",
    [
        "<h2>What now</h2><p>Nobody knows.</p>",
        "<h2>Will it hold?</h2>",
        "<h3>“I will go,” said Bo Sample.</h3>",
    ],
)
def test_headings_that_say_something_or_have_something_below_them_stay(last):
    shown = [one for one in re.split("<[^>]*>", last) if one]
    assert article(last) == [SAID, LATER, LAST, *shown]


def test_the_last_line_of_an_article_that_is_written_in_headings_stays():
    inside = "".join(f"<h3>{line}</h3>" for line in (SAID, LATER, "So much for now"))
    assert text(f"<div><h1>Bridge closes</h1>{inside}</div>")[-2:] == [LATER, "So much for now"]
