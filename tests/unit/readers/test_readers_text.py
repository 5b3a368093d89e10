"""Plain text and Markdown, with and without front matter."""

from __future__ import annotations

import hashlib
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotesdb.readers import ReadError, read
from quotesdb.values import Precision

BODY = "“We looked twice,” said Bo Sample, an engineer at the Example Bridge Board, on Monday.\n\nHe left.\n"


def draft(text: str, name: str = "story.txt"):
    return read(text.encode(), name)


def zones(of):
    return [(zone.kind, zone.span.text(of.text)) for zone in of.zones]


def refusal(text: str, name: str = "story.txt") -> str:
    with pytest.raises(ReadError) as error:
        draft(text, name)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_plain_text_is_kept_to_the_last_character():
    data = b"\xef\xbb\xbf  One\xc2\xa0\xe2\x80\x9ctwo\xe2\x80\x9d\r\n\r\n\tthree \r\n\n"
    read_back = read(data, "a.txt")
    assert read_back.text == "  One\u00a0“two”\n\n\tthree \n\n"
    assert read_back.raw_sha256 == hashlib.sha256(data).hexdigest()
    assert (read_back.reader, read_back.reader_version) == ("plain", "2")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(lambda t: "a " + t))
def test_offsets_into_a_plain_text_are_offsets_into_the_file(text):
    assert draft(text).text == text
    assert draft(text.replace(" ", "\r\n")).text == text.replace(" ", "\n")


def test_a_first_line_that_reads_like_a_title_is_title_and_headline():
    story = draft("Bridge ‘closes for good’\n\n" + BODY)
    assert story.title == "Bridge ‘closes for good’"
    assert zones(story) == [("headline", "Bridge ‘closes for good’")]
    assert story.text.startswith("Bridge ‘closes")


def test_a_much_longer_second_line_makes_a_title_too():
    assert draft("Bridge closes for good\n" + BODY).title == "Bridge closes for good"


@pytest.mark.parametrize(
    "first",
    [
        "The bridge closed on Monday.",
        "“It is closed,” said Bo Sample",
        "“We looked at the bridge twice”",
        "Bo Sample: “It is closed”, says the board",
        "By Ada Example",
        "the bridge that was closed",
        "FOR IMMEDIATE RELEASE",
        "Bridge",
        "* Bridge closes for good",
        "Bridge closes " * 20,
    ],
)
def test_other_first_lines_are_no_titles(first):
    story = draft(first + "\n\n" + BODY)
    assert (story.title, story.zones) == (None, ())


def test_a_headline_that_quotes_in_single_marks_is_a_title():
    assert (
        draft("Crews told to go at ‘moment’s notice’\n\n" + BODY).title
        == "Crews told to go at ‘moment’s notice’"
    )


def test_wrapped_prose_and_transcripts_have_no_title():
    assert (
        draft("The bridge which the board had closed\nin spring will stay closed for a year\n").title is None
    )
    assert draft("ADA EXAMPLE: Good evening\n\nBO SAMPLE: Hello to you all\n").title is None
    assert draft("Bridge closes for good").title is None


def test_front_matter_is_metadata_and_the_text_is_what_follows():
    story = draft(
        "---\n"
        "title: Bridge closes\n"
        "byline: [Ada Example, Bo Sample]\n"
        "publisher: The Example Times\n"
        "published_at: 2025-03-01T23:30:00-05:00\n"
        "url: https://example.org/bridge\n"
        "language: en-GB\n"
        "section: Local\n"
        "---\n" + BODY
    )
    assert story.text == BODY
    assert (story.title, story.publisher, story.section) == ("Bridge closes", "The Example Times", "Local")
    assert story.byline == ("Ada Example", "Bo Sample")
    assert (story.url, story.language) == ("https://example.org/bridge", "en")
    assert story.published is not None
    assert (story.published.day, story.published.offset_minutes) == (date(2025, 3, 1), -300)
    assert story.warnings == ()


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ada Example", ("Ada Example",)),
        ("By Ada Example and Bo Sample", ("Ada Example", "Bo Sample")),
        ("Ada Example, Bo Sample & Cy O’Test", ("Ada Example", "Bo Sample", "Cy O’Test")),
        ("Ada Example, Science Editor", ("Ada Example",)),
        ("Example News Agency", ("Example News Agency",)),
        ("Example Board of Trade and Industry", ("Example Board of Trade and Industry",)),
        ("Example, Ada", ("Example, Ada",)),
        ("Ada Example; Bo Sample", ("Ada Example", "Bo Sample")),
        ("[Ada Example, https://example.org/ada]", ("Ada Example",)),
    ],
)
def test_bylines_are_lists_of_names(byline, names):
    assert draft(f"---\nbyline: {byline if byline[0] == '[' else repr(byline)}\n---\n{BODY}").byline == names


@pytest.mark.parametrize(
    ("line", "published"), [("2025", "2025"), ("2025-03", "2025-03"), ("1 March 2025", "2025-03-01")]
)
def test_published_at_keeps_its_precision(line, published):
    story = draft(f"---\npublished_at: {line}\n---\n{BODY}")
    assert story.published is not None
    assert story.published.printed() == published
    assert story.published.precision is not Precision.TIME


def test_values_that_yaml_would_change_stay_as_written():
    story = draft(f"---\ntitle: 1984\npublisher: No\nurl: ~\n---\n{BODY}")
    assert (story.title, story.publisher, story.url) == ("1984", "No", None)


@pytest.mark.parametrize(
    ("lines", "byline", "publisher", "day", "url"),
    [
        (
            (
                "author: Ada Example\ndate: 2025-03-01 23:30:00 -0500\nsite_name: The Example Times\n"
                "source_url: https://example.org/a"
            ),
            *(("Ada Example",), "The Example Times", "2025-03-01", "https://example.org/a"),
        ),
        (
            (
                "authors: [Ada Example, Bo Sample]\npublish_date: 1 March 2025\n"
                "canonical_url: https://example.org/a"
            ),
            *(("Ada Example", "Bo Sample"), None, "2025-03-01", "https://example.org/a"),
        ),
        (
            "authors:\n- name: Ada Example\n  mail: ada\n- name: Bo Sample\npublishDate: 2025-03-01",
            *(("Ada Example", "Bo Sample"), None, "2025-03-01", None),
        ),
        (
            (
                "byline: Ada Example\nauthor: admin\npublished_at: 2025-03-01\ndate: 2025-04-01\n"
                "url: https://example.org/a\n"
                "source_url: https://example.org/b"
            ),
            *(("Ada Example",), None, "2025-03-01", "https://example.org/a"),
        ),
        (
            "date: 2025-03-01\nmodified_time: 2025-03-09\npublished_time: 2025-03-01 16:30:00-04:00",
            *((), None, "2025-03-01", None),
        ),
    ],
)
def test_front_matter_is_understood_as_others_write_it(lines, byline, publisher, day, url):
    story = draft(f"---\n{lines}\n---\n{BODY}")
    assert (story.byline, story.publisher, story.url) == (byline, publisher, url)
    assert story.published is not None
    assert story.published.printed() == day


def test_front_matter_in_toml_is_understood():
    story = draft(
        '+++\ntitle = "Bridge closes"\ndate = 2025-03-01T23:30:00-05:00\nauthors = ["Ada Example"]\n'
        f'draft = false\n[params]\nsource = "x"\n+++\n{BODY}'
    )
    assert (story.title, story.byline, story.text) == ("Bridge closes", ("Ada Example",), BODY)
    assert story.published is not None
    assert (story.published.printed(), story.published.offset_minutes) == ("2025-03-01", -300)
    assert refusal(f"+++\ntitle = Bridge\n+++\n{BODY}").startswith("front matter: Invalid value")
    assert refusal(f'+++\ntitle = "Bridge"\n{BODY}') == "front matter: no line of +++ closes it"


@pytest.mark.parametrize(
    ("lines", "day", "warning"),
    [
        ("published_at: 9999-12-31\ndate: 2025-03-01", "2025-03-01", "published_at: nothing was printed on"),
        ("date: 0001-01-01", None, "date: nothing was printed on '0001-01-01'; ignored"),
        ("publish_date: 03/04/2025\ndate: 2025-03-04", "2025-03-04", "not a date: '03/04/2025'"),
        ("date: soon", None, "not a date: 'soon'"),
        ("url: news/bridge\ndate: 2025-03-01", "2025-03-01", "url: no whole address: 'news/bridge'"),
    ],
)
def test_values_that_say_nothing_are_passed_over_with_a_warning(lines, day, warning):
    story = draft(f"---\n{lines}\n---\n{BODY}")
    assert (story.published and story.published.printed(), story.url) == (day, None)
    assert len(story.warnings) == 1
    assert warning in story.warnings[0]


def test_an_unknown_key_is_pointed_out():
    assert draft(f"---\nheadline: x\n---\n{BODY}").warnings == (
        "front matter: unknown key ignored: 'headline'",
    )


def test_a_title_repeated_in_the_text_is_a_headline_there():
    story = draft(f"---\ntitle: 'Bridge \"closes\".'\n---\nBRIDGE “CLOSES”.\n{BODY}")
    assert zones(story) == [("headline", "BRIDGE “CLOSES”.")]


@pytest.mark.parametrize(
    ("front", "message"),
    [
        ("---\ntitle: Bridge\n", "front matter: no line of --- closes it"),
        ("---\ntitle: a\n  b: c: d\n---\n", "front matter: line 3: mapping values are not allowed here"),
        ("---\ntitle: [a\n---\n", "front matter: line 3: "),
        ("---\ntitle: [a]\n---\n", "front matter: title must be a text"),
        ("---\nbyline: {mail: Ada}\n---\n", "front matter: byline must be a text or a list of texts"),
        ("---\npublished_at: 03/01/2025\n---\n", "front matter: not a date: '03/01/2025'"),
        ("---\nurl: example.org\n---\n", "front matter: not a URL: 'example.org'"),
        ("---\nlanguage: English\n---\n", "front matter: not a language code: 'English'"),
        ("---\nformat: cuneiform\n---\n", "front matter: unknown format 'cuneiform'"),
        ("---\ntitle: &a [x]\nbyline: *a\n---\n", "front matter: aliases (*name) are not allowed"),
        ("---\ntitle: " + "[" * 20000 + "\n---\n", "front matter: "),
    ],
)
def test_broken_front_matter_is_named_in_one_line(front, message):
    assert refusal(front + BODY).startswith(message)


def test_a_title_with_a_colon_needs_no_marks():
    story = draft(f"---\ntitle: Flood: the town's bill\ndate: 2025-03-01\npublisher: 'A: b'\n---\n{BODY}")
    assert (story.title, story.publisher, story.published.day.isoformat()) == (
        *("Flood: the town's bill", "A: b"),
        "2025-03-01",
    )


def test_front_matter_alone_is_no_article():
    assert refusal("---\ntitle: Bridge\n---\n\n") == "no text after the front matter"


def test_a_rule_of_dashes_is_no_front_matter():
    assert draft("---\nThe bridge closed, and it will stay so.\n---\nMore.\n").text.startswith("---\nThe")


def test_markdown_keeps_its_markup_and_marks_its_headings():
    story = draft("# Bridge *closes* #\n\nIt **closed**, he said.\n\n## ‘For good’\n\nMore.\n", "a.md")
    assert (story.reader, story.title) == ("markdown", "Bridge *closes*")
    assert story.text.startswith("# Bridge *closes* #\n\nIt **closed**")
    assert zones(story) == [("headline", "Bridge *closes*"), ("subhead", "‘For good’")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('in [a\nnote](https://example.org/a_(b) "Note")', "in a\nnote"),
        ("in [a note][1], and [another]", "in a note, and [another]"),
        ("in [the note][]", "in [the note][]"),
        ("![A bridge](bridge.jpg) at <https://example.org/a>", " at https://example.org/a"),
        (r"the \[old\] bridge", "the [old] bridge"),
        ("the [old] bridge (in Velda)", "the [old] bridge (in Velda)"),
    ],
)
def test_links_of_markdown_are_their_words(written, shown):
    text = f"# Bridge closes\n\nIt **closed**, she wrote {written}.\n\n[1]: https://example.org/b\n"
    assert draft(text, "a.md").text == f"# Bridge closes\n\nIt **closed**, she wrote {shown}.\n\n\n"
    assert written in draft(text, "a.txt").text


def test_a_name_made_of_publisher_day_and_headline_says_so_where_the_text_bears_it_out():
    text = f"Bridge closes for good;\nOld arch is broken.\n\n{BODY}"
    story = draft(text, "in/example-times_2024-05-01_bridge-closes-for-g.txt")
    assert (story.title, story.publisher) == ("Bridge closes for good; Old arch is broken.", "Example Times")
    assert story.published is not None
    assert story.published.printed() == "2024-05-01"
    assert zones(story) == [("headline", "Bridge closes for good;\nOld arch is broken.")]
    other = draft(text, "in/example-times_2024-05-01_ferry-sails-again.txt")
    assert (other.publisher, other.published) == (None, None)


def test_underlined_markdown_headings_are_headlines():
    story = draft("\nBridge closes\n=============\n\nIt closed, he said.\n", "a.markdown")
    assert zones(story) == [("headline", "Bridge closes")]


def test_front_matter_can_name_the_format():
    assert draft("---\nformat: markdown\n---\n# Bridge closes\n\n" + BODY).title == "Bridge closes"
    assert draft("---\nformat: plain\n---\n# Bridge closes\n\n" + BODY, "a.md").title is None


def test_the_language_of_the_text_is_named():
    german = (
        "„Wir waren überrascht“, sagte die Chefin am Montag. Die Firma teilte mit, der Umsatz sei gesunken.\n"
    )
    assert draft(german).language == "de"
    assert draft(BODY).language == "en"
    assert draft(f"---\nlanguage: fr\n---\n{BODY}").language == "fr"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["# " + " " * 500_000 + "x", "x" + " " * 500_000 + "\n", "# a\n" * 50_000, "\n" * 500_000 + "x"]
)
def test_hostile_markdown_is_read_at_once(text):
    started = time.process_time()
    assert draft(text, "a.md").text == text
    assert time.process_time() - started < 5


def test_a_message_is_one_short_line_whatever_the_value():
    message = refusal("---\nurl: |\n" + "  a b\n" * 5000 + "---\n" + BODY)
    assert len(message) < 150


@pytest.mark.parametrize(
    ("lines", "archived", "accessed"),
    [
        (
            "archived: https://archive.example/1\naccessed: 2025-03-02",
            *("https://archive.example/1", "2025-03-02"),
        ),
        (
            "archive_url: https://archive.example/1\nretrieved: 2 March 2025",
            "https://archive.example/1",
            "2025-03-02",
        ),
        ("accessed: 2025-03-01T23:30:00-05:00", None, "2025-03-01T23:30:00-05:00"),
    ],
)
def test_front_matter_says_where_a_copy_is_and_when_it_was_seen(lines, archived, accessed):
    story = draft(f"---\n{lines}\n---\n{BODY}")
    assert (story.archived_url, story.accessed and story.accessed.iso()) == (archived, accessed)
    assert story.warnings == ()


def test_nothing_was_looked_at_tomorrow_s_morrow():
    story = draft(f"---\naccessed: 9999-12-31\n---\n{BODY}")
    assert story.accessed is None
    assert story.warnings == ("front matter: accessed: nothing was looked at on '9999-12-31'; ignored",)
    assert refusal(f"---\narchived: archive\n---\n{BODY}") == (
        "front matter: not a URL: 'archive' (it must begin with http:// or https://)"
    )
