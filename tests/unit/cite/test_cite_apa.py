import re
from datetime import date
from typing import Any

import pytest

from quotesdb.cite.apa import write
from quotesdb.values import Agent, AgentKind, CueClass, Kind, Precision, PrintedDate, Span
from tests.unit.cite.cases import article, as_text, citation

export = as_text(write)


def reference(**changes: Any) -> str:
    return export([citation(article=article(url=None, **changes))]).splitlines()[0]


def in_text(**changes: Any) -> str:
    return export([citation(**changes)]).splitlines()[1].strip()


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (None, "(n.d.)"),
        (PrintedDate(date(2025, 1, 1), Precision.YEAR), "(2025)"),
        (PrintedDate(date(2025, 3, 1), Precision.MONTH), "(2025, March)"),
        (PrintedDate(date(2025, 3, 4)), "(2025, March 4)"),
        (PrintedDate(date(2025, 3, 4), Precision.TIME), "(2025, March 4)"),
    ],
)
def test_a_date_shows_what_was_printed(published: PrintedDate | None, shown: str) -> None:
    assert reference(published=published) == f"Quill, A. {shown}. Harbour talks stall. The Northgate Courier."


@pytest.mark.parametrize(
    ("byline", "shown", "label"),
    [
        (("Ada Quill", "Ben Rook"), "Quill, A., & Rook, B. (2025", "as cited in Quill & Rook, 2025"),
        (
            ("Ada Quill", "Ben Rook", "Staff"),
            "Quill, A., Rook, B., & Staff. (2025",
            "as cited in Quill et al., 2025",
        ),
        (("Lantern Press",), "Lantern Press. (2025", "as cited in Lantern Press, 2025"),
        ((), "Harbour talks stall. (2025, March 14). The", "as cited in “Harbour talks stall,” 2025"),
    ],
)
def test_authors(byline: tuple[str, ...], shown: str, label: str) -> None:
    assert reference(byline=byline).startswith(shown)
    assert label in in_text(article=article(byline=byline))


def test_twenty_authors_are_named_and_of_more_the_middle_is_left_out() -> None:
    names = tuple(f"Ada Quill{letter}" for letter in "abcdefghijklmnopqrstu")
    assert "Quills, A., & Quillt, A. (2025" in reference(byline=names[:20])
    assert "Quills, A., . . . Quillu, A. (2025" in reference(byline=names)
    assert "Quillt" not in reference(byline=names)


@pytest.mark.parametrize("title", ["Who pays?", "Stop!", "It is over."])
def test_a_title_that_ends_a_sentence_gets_no_second_full_stop(title: str) -> None:
    assert f"{title} The Northgate" in reference(title=title)


def test_marks_in_a_title_become_single_in_running_text() -> None:
    nameless = article(byline=(), title='"Never again" says port')
    assert "as cited in “‘Never again’ says port,” 2025" in in_text(article=nameless)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"byline": (), "title": "It isn't over"}, "“It isn’t over,” 2025"),
        ({"byline": (), "title": "It isn't 'over'"}, "“It isn’t ‘over’,” 2025"),
        ({"byline": (), "title": "It isn’t over"}, "“It isn’t over,” 2025"),
        ({"byline": ("Ada O'Quill",)}, "O’Quill, 2025"),
    ],
)
def test_apostrophes_are_those_of_the_reference(changed: dict[str, Any], named: str) -> None:
    cited = article(**changed)
    assert f"as cited in {named}" in in_text(article=cited)
    assert "'" not in reference(**changed)


def test_articles_of_one_author_and_year_get_letters_by_date() -> None:
    later = article(id="a-2", title="Talks resume", published=PrintedDate(date(2025, 6, 1)))
    text = export([citation(article=later), citation(), citation(article=later)])
    assert text.count("(2025b, June 1)") == 2
    assert text.count("as cited in Quill, 2025b, para. 4") == 2
    assert "(2025a, March 14)" in text


def test_undated_articles_of_one_author_get_letters_too() -> None:
    first, second = article(published=None), article(id="a-2", title="Talks resume", published=None)
    text = export([citation(article=first), citation(article=second)])
    assert "(n.d.-a)" in text
    assert "Quill, n.d.-b, para. 4" in text


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("“We go,”", "“We go” (Mira Solane"),
        ("“Do we go?”", "“Do we go?” (Mira Solane"),
        ("“It left the U.S.”", "“It left the U.S.” (Mira Solane"),
        ("“We will go...”", "“We will go...” (Mira Solane"),
        ("'It's \"over\".'", "“It's ‘over’” (Mira Solane"),
        ("We call it “over” here.", "“We call it ‘over’ here” (Mira Solane"),
    ],
)
def test_a_short_direct_quotation_stands_in_curly_double_marks(printed: str, shown: str) -> None:
    assert in_text(text=printed).startswith(shown)


def test_forty_words_make_a_block_without_marks() -> None:
    assert in_text(text="“" + "so " * 38 + "ended.”").startswith("“so so")
    block = export([citation(text="“" + "so " * 38 + "‘it’ ended.”")]).splitlines()[1]
    assert block.startswith("        so so")
    assert block.endswith("so “it” ended. (Mira Solane, as cited in Quill, 2025, para. 4)")


@pytest.mark.parametrize(
    ("cue_class", "verb"),
    [(CueClass.SPEECH, "saying"), (CueClass.WRITING, "writing"), (CueClass.THOUGHT, "thinking")],
)
def test_indirect_words_are_shown_as_reported(cue_class: CueClass, verb: str) -> None:
    shown = in_text(text="the port would close.", kind=Kind.INDIRECT, cue_class=cue_class, paragraph=None)
    assert shown == f"Mira Solane was reported as {verb}: the port would close (as cited in Quill, 2025)."


@pytest.mark.parametrize(
    ("cue", "told"), [("denied that", "“denied that”"), ("warned that", "was reported as saying")]
)
def test_words_that_are_denied_are_not_shown_as_said(cue: str, told: str) -> None:
    shown = in_text(text="the port would close.", kind=Kind.INDIRECT, cue_text=cue, paragraph=None)
    assert shown.startswith(f"Mira Solane {told}: the port would close (")


def test_mixed_words_keep_marks_round_what_was_quoted() -> None:
    crews = Agent("the crews", AgentKind.GROUP)
    shown = in_text(text="talks were 'dead', and soon", kind=Kind.MIXED, speaker=crews)
    assert shown.startswith(
        "The crews were reported as saying: talks were “dead”, and soon (as cited in Quill"
    )


def test_an_unattributed_quotation_says_so() -> None:
    assert "(unidentified speaker, as cited in Quill" in in_text(speaker=None)
    assert in_text(speaker=None, kind=Kind.INDIRECT).startswith("An unidentified speaker was reported as")


def test_a_line_break_in_a_value_does_not_break_the_layout() -> None:
    broken = citation(text="“We\ngo”", article=article(title="Harbour\ntalks"))
    assert len(export([broken]).splitlines()) == 4


def test_the_day_of_access_is_given_unless_a_copy_is_archived() -> None:
    seen = {"url": "https://example.org/a", "accessed": PrintedDate(date(2025, 3, 1))}
    first, *_ = export([citation(article=article(**seen))]).splitlines()
    assert first.endswith(" Retrieved March 1, 2025, from https://example.org/a")
    archived = article(**seen, archived_url="https://archive.example/a")
    first, *rest = export([citation(article=archived)]).splitlines()
    assert first.endswith(" https://example.org/a")
    assert "Retrieved" not in first
    assert "    Archived: https://archive.example/a, accessed March 1, 2025" in rest


@pytest.mark.parametrize(
    ("article_text", "shown"),
    [
        ("“It rains,” she said, “and it pours.”", "“It rains, and it pours” ("),
        ("“It rains,” said Dr. Bea Sample. “Go home.”", "“It rains. Go home” ("),
        ("“Is it late?” she asked. “Go home.”", "“Is it late? Go home” ("),
        ("‘The pier,’ said Sample, ‘is safe.’", "“The pier, is safe” ("),
        ("“Example Co.,” said Bea Sample. “It stays.”", "“Example Co. It stays” ("),
        ("‘The pier’, said Sample. ‘It is safe.’", "“The pier ... It is safe” ("),
        ("“It rains”; she said; “it pours.”", "“It rains ... it pours” ("),
        ("“It rains,” said a man of Example Inc. “and it pours.”", "“It rains, ... and it pours” ("),
        ("“It rains,” she said. She laughed. “Go home.”", "“It rains, ... Go home” ("),
        ("“It rains.” Sample shut the door. “Go home.”", "“It rains. ... Go home” ("),
        ("“Who knew,” asked Sample? “You did.”", "“Who knew, ... You did” ("),
        ("‘It rains,’ said Sample, who called it ‘a flood’ once. ‘Go home.’", "“It rains, ... Go home” ("),
        ('"It rains," she\nsaid, "and it pours."', "“It rains, and it pours” ("),
        ("“It rains.” Sample shut the door. She sat down. “Go home.”", "“It rains. ... Go home” ("),
        ("“It rains,” she told “Morning” people, “and it pours.”", "“It rains, ... and it pours” ("),
        ("“It rains,” she said.\n\n“Go home.”", "“It rains, ... Go home” ("),
        ("“It rains,” she said, and the “whole of it” is wet.", "“It rains, ... whole of it” ("),
    ],
)
def test_no_words_are_left_out_where_only_a_tag_parts_a_quotation(article_text: str, shown: str) -> None:
    marks = [place for place, sign in enumerate(article_text) if sign in '“”«»‘’"']
    spans = (Span(marks[0], marks[1] + 1), Span(marks[-2], marks[-1] + 1))
    words = " ... ".join(span.text(article_text) for span in spans)
    between = (article_text[spans[0].end : spans[1].start],)
    found = re.search(r"\b(?:said|asked|told|disse)\b", article_text)
    cue = Span(*found.span()) if found else None
    assert in_text(text=words, content=spans, between=between, cue=cue).startswith(shown)
