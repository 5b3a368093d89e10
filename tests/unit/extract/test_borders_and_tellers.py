"""Where quotations begin and end, and who tells them, by the shape of sentences that the model misreads."""

from __future__ import annotations

import pytest

from quotesdb.extract import extract
from quotesdb.extract.spans.draft import Draft
from quotesdb.extract.spans.ends import with_right_ends
from quotesdb.extract.spans.layout import Layout
from quotesdb.values import REPORTED, Span


def quotations(text: str) -> list[tuple[str, str | None]]:
    """What is said or written in a text, and by whom."""
    return [
        (" ... ".join(c.text(text) for c in q.content), q.speaker.name if q.speaker else None)
        for q in extract(text, "en")
        if q.cue_class in REPORTED
    ]


def contents(text: str) -> list[str]:
    return [content for content, _ in quotations(text)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Roe called the vote “a gift”, he said.", "“a gift”"),
        (
            "“If it snows,” said Ada Roe, “the ferry stays in the harbour until Sunday night.”",
            "“If it snows,” ... “the ferry stays in the harbour until Sunday night.”",
        ),
        (
            "“Unless we are paid,” Ada Roe said, “the crews will go home before the winter begins.”",
            "“Unless we are paid,” ... “the crews will go home before the winter begins.”",
        ),
    ],
)
def test_a_quotation_ends_at_its_closing_mark(text: str, content: str) -> None:
    assert any(content in found for found in contents(text))


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            'Ada Roe described the cup as a "cruel joke" after her side had missed the boat.',
            'the cup as a "cruel joke"',
        ),
        ('Ada Roe described the plan as "a farce" during a visit to Elmsford.', 'the plan as "a farce"'),
        ("Ada Roe hailed the bridge as “a triumph” when it opened last week.", "the bridge as “a triumph”"),
        ('Ada Roe branded the ban as "pure spite" in front of the whole crew.', 'the ban as "pure spite"'),
        (
            'There was a note on what Ada Roe dismissed as "harbour gossip" on the radio.',
            'what ... as "harbour gossip"',
        ),
    ],
)
def test_what_follows_a_name_that_is_given_is_the_reporter_s(text: str, content: str) -> None:
    assert content in contents(text)


@pytest.mark.parametrize(
    "text",
    [
        "The rope company said the year was slow but stressed that its northern mills were full.",
        "The board said the ferry was late and added that the crew had slept well.",
        "Ada Roe said the hall was cold but insisted that the show would open on Friday.",
        "The union said the offer was poor, but admitted that talks would go on.",
        "Harrow Rope said the fire was small and warned that the smoke was bad for children.",
    ],
)
def test_a_second_verb_begins_a_second_quotation(text: str) -> None:
    first, second = quotations(text)
    assert first[1] == second[1] is not None
    assert " that " not in first[0]


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("Ada Roe also sent Ed Poe a card with a line she liked: “Row on.”", "“Row on.”", "Ada Roe"),
        (
            "Ada Roe, who wore a shirt with the words, “Row for Elmsford,” shouted, “One more day, friends!”",
            "“One more day, friends!”",
            "Ada Roe",
        ),
    ],
)
def test_only_the_words_in_marks_are_said(text: str, content: str, speaker: str) -> None:
    assert (content, speaker) in quotations(text)


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        (
            'Ada Roe wrote a guide. They could use a phrase such as, "The boat is late," she wrote.',
            'They could use a phrase such as, "The boat is late,"',
            "Ada Roe",
        ),
        (
            "Hens lay less says Elmsford\n\nHens laid fewer eggs in May, the Elmsford Institute has said.",
            "Hens laid fewer eggs in May",
            "Elmsford Institute",
        ),
        (
            "Ada Roe spoke in the hall. Guards could not tell the crews which way to row, she stressed.",
            "Guards could not tell the crews which way to row",
            "Ada Roe",
        ),
        (
            "While guards argued over a story that the bell broke, one man rang it all night, letters show.",
            "While guards argued over a story that the bell broke, one man rang it all night",
            "letters",
        ),
    ],
)
def test_a_closing_attribution_has_its_whole_sentence(text: str, content: str, speaker: str) -> None:
    assert (content, speaker) in quotations(text)


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        (
            'Ed Poe ran for mayor. Mr Poe is said to have warned that boats should be "given away".',
            'boats should be "given away"',
            "Ed Poe",
        ),
        (
            'Ed Poe ran for mayor. Mr Poe is alleged to have called for mills to be "burnt".',
            'for mills to be "burnt"',
            "Ed Poe",
        ),
        (
            'The jury liked every song, only for Roe to write on Monday that "all of them were stolen".',
            '"all of them were stolen"',
            "Roe",
        ),
    ],
)
def test_whose_words_a_passive_or_an_inner_verb_reports(text: str, content: str, speaker: str) -> None:
    assert (content, speaker) in quotations(text)


@pytest.mark.parametrize(
    "tag",
    [
        "put in Ada Roe drily from the stairs",
        "chimed in Ada Roe",
        "Ada Roe piped up",
        "purred Ada Roe",
        "Ada Roe grinned",
    ],
)
def test_who_stands_behind_the_mark_spoke_whatever_the_verb(tag: str) -> None:
    text = f"“It is cold,” said Ed Poe, a cook.\n\n“We have the rope and the lamp,” {tag}.\n"
    assert ("“We have the rope and the lamp,”", "Ada Roe") in quotations(text)


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        ("From the desk of Ada Roe, senior clerk at Harrow Rope:", "Ada Roe"),
        ("A note from Ada Roe:", "Ada Roe"),
        ("A letter from the widow of Ed Poe, the old mayor:", "the widow of Ed Poe"),
        ("From the office of Ada Roe:", "Ada Roe"),
    ],
)
def test_a_line_above_a_quotation_tells_from_whom_it_is(line: str, speaker: str) -> None:
    text = f"The ferry board chose a captain on Monday.\n\n{line}\n\n“She can read a tide table.”\n"
    assert ("“She can read a tide table.”", speaker) in quotations(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ban threatens to end a trade between the islands and Harrow Rope, which hopes to grow.",
        "The team studied the logs of six boats and noted how often and how far they sailed.",
        'The guards they hired are "Lampfriends," the Roe camp\'s name for those who gave money.',
        'And the sums rest on the "Harbour Savings Fund" - money kept for storms - being seen as income.',
        "The film “The Last Rope,” said to be the best of the year, opens on Friday.",
    ],
)
def test_nobody_speaks(text: str) -> None:
    assert quotations(text) == []


def test_a_footer_is_no_signature() -> None:
    text = "“I am calm,” said Ed Poe. “At least I am fit!”\n\n- For more of our talk with Ed Poe, Radio Two\n"
    assert quotations(text) == [("“I am calm,” ... “At least I am fit!”", "Ed Poe")]


@pytest.mark.parametrize(
    "insert", ["Zoo news", "— Velda Zoo (@VeldaZoo) March 3, 2021", "Zoo news\n\n— Velda Zoo"]
)
def test_an_open_quotation_goes_on_below_what_is_put_in(insert: str) -> None:
    text = f'The zoo said in a post: "Our calf is well.\n\n{insert}\n\n"Visitors can meet her in June."\n'
    assert ('"Visitors can meet her in June."', "The zoo") in quotations(text)


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        (
            'Ada Roe wrote about an old pilot who took her rope and told her, "Leave knots to sailors!"',
            '"Leave knots to sailors!"',
            "an old pilot",
        ),
        (
            "Ada Roe spoke of a young cook who burnt the soup and said, “It was the pan.”",
            "“It was the pan.”",
            "a young cook",
        ),
    ],
)
def test_who_a_clause_is_about_spoke(text: str, content: str, speaker: str) -> None:
    assert (content, speaker) in quotations(text)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        (
            "“After the vote she said, ‘The mill was shut,’ and then she left,” said Ada Roe.",
            "‘The mill was shut,’",
        ),
        (
            'Ada Roe told us: "When I asked him he said, "The mill was shut," and then he left."',
            '"The mill was shut,"',
        ),
    ],
)
def test_who_speaks_inside_a_quotation_is_not_who_speaks_around(text: str, inner: str) -> None:
    assert (inner, None) in quotations(text)


def test_a_department_is_named_with_all_its_fields() -> None:
    text = "The Ministry of Fish, Boats and Nets met. “It is late,” the ministry said.\n"
    assert ("“It is late,”", "Ministry of Fish, Boats and Nets") in quotations(text)


def test_a_closing_attribution_of_nothing_but_a_comma_reports_nothing() -> None:
    assert quotations(", Clarke's said.") == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "“no claim is paid without a reason”, but it leaves time until May",
            "“no claim is paid without a reason”",
        ),
        ("“no claim is paid,” making it plain that it is late", "“no claim is paid,”"),
        ("“no claim” of theirs is paid", "“no claim” of theirs is paid"),
        ("“no claim”, no “bargain”", "“no claim”, no “bargain”"),
    ],
)
def test_what_a_comma_parts_from_words_in_marks_is_the_reporter_s(content: str, said: str) -> None:
    text = f"The letter says {content}."
    draft = Draft((Span(16, 16 + len(content)),), Span(11, 15), Span(0, 10))
    (found,) = with_right_ends(Layout(text), [draft])
    assert [span.text(text) for span in found.contents] == [said]


def test_paragraphs_that_lost_their_break_are_one_quotation() -> None:
    text = 'Ada Roe said: "It has rained since Sunday. "We stay at home and read the papers," she added.'
    (content,) = contents(text)
    assert "It has rained" in content
    assert "We stay at home" in content
