"""Looking up quotations, speakers and articles."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import DDL, event

from quotesdb.db.search import postgresql, sqlite
from quotesdb.services.errors import AmbiguousName, BadRequest, Removed, UnknownId, UnknownName
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging.review import review_quote
from quotesdb.services.lookup import (
    QuoteFilter,
    article_detail,
    find_quotes,
    list_articles,
    list_speakers,
    pages,
    quote_detail,
    speaker_detail,
    speakers,
    words,
)
from quotesdb.services.lookup.filters import Sort
from quotesdb.values import Agent, AgentKind, CueClass, Kind, Precision, PrintedDate, Quotation, Span
from tests.services.toy import TOY, draft, finding, ingest

PLANT = (
    "A plant for Sampleton\n\n“We open in May,” said Ada Example, director at Example Works.\n\n"
    "“It is a café for everyone,” said Example Works. “So it goes.”\n\n“Too late”"
)
RIVER = "“The river is high,” said someone.\n“It will fall,” said analysts.\n“I hope so,” thought Max Sample."
BANK = "“Rates stay,” said Ada Example, chair at Sample Bank."


@pytest.fixture
def stored(store):
    return {
        "plant": store(
            PLANT,
            "https://example.org/plant",
            title="A plant",
            publisher="The Example Post",
            day="2025-03-10",
        ),
        "river": store(
            RIVER, "https://example.net/river", title="High river", publisher="Sample Times", day="2025-03-11"
        ),
        "bank": store(
            BANK,
            "https://example.net/bank",
            publisher="Sample Times",
            published=PrintedDate(date(2024, 1, 1), Precision.YEAR),
        ),
        "undated": store("“Undated,” said Tom Nowhere.", "https://example.com/undated"),
    }


def texts(session, **fields):
    return [citation.text for citation in find_quotes(session, QuoteFilter(**fields)).rows]


def test_the_newest_printed_date_comes_first_in_text_order_and_undated_last(session, stored):
    assert texts(session) == [
        "“The river is high,”",
        "“It will fall,”",
        "“We open in May,”",
        "“It is a café for everyone,” ... “So it goes.”",
        "“Too late”",
        "“Rates stay,”",
        "“Undated,”",
    ]


def test_what_the_extractor_was_less_sure_of_can_be_left_out(session, stored):
    assert "“Too late”" not in texts(session, min_confidence=0.8)
    assert "“We open in May,”" in texts(session, min_confidence=0.8)
    assert texts(session, min_confidence=0.95) == []


def test_what_a_person_decided_is_sure_whatever_the_extractor_was(session, stored):
    quote = next(c for c in find_quotes(session, QuoteFilter()).rows if c.text == "“Too late”")
    review_quote(session, quote.id, "Ida", speaker="Ada Example")
    assert texts(session, min_confidence=0.95) == ["“Too late”"]


def test_the_limit_cuts_the_rows_and_not_the_total(session, stored):
    page = find_quotes(session, QuoteFilter(limit=2))
    assert (page.total, len(page.rows)) == (7, 2)
    assert len(find_quotes(session, QuoteFilter(limit=None)).rows) == 7
    assert find_quotes(session, QuoteFilter(limit=0)).rows == ()


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"speaker": "Ada Example"}, ["“We open in May,”", "“Rates stay,”"]),
        ({"speaker": "analysts"}, ["“It will fall,”"]),
        (
            {"organisation": "example works"},
            ["“We open in May,”", "“It is a café for everyone,” ... “So it goes.”"],
        ),
        ({"organisation": "Sample Bank"}, ["“Rates stay,”"]),
        (
            {"publisher": "example post"},
            ["“We open in May,”", "“It is a café for everyone,” ... “So it goes.”", "“Too late”"],
        ),
        ({"kind": Kind.INDIRECT}, []),
        ({"text": "MAY open"}, ["“We open in May,”"]),
        ({"text": "cafe"}, ["“It is a café for everyone,” ... “So it goes.”"]),
        ({"text": "“open in may”"}, ["“We open in May,”"]),
        ({"text": '"in open may"'}, []),
        ({"text": "open -may* (OR"}, []),
        ({"since": "2025-03-11"}, ["“The river is high,”", "“It will fall,”"]),
        (
            {"since": "2025-03", "until": "2025-03-10"},
            ["“We open in May,”", "“It is a café for everyone,” ... “So it goes.”", "“Too late”"],
        ),
        ({"until": "2024"}, ["“Rates stay,”"]),
        ({"since": "2024-06", "until": "2024"}, ["“Rates stay,”"]),
        ({"speaker": "Max Sample", "all": True}, ["“I hope so,”"]),
        ({"speaker": "Max Sample"}, []),
    ],
)
def test_filters(session, stored, fields, expected):
    page = find_quotes(session, QuoteFilter(**fields))
    assert [citation.text for citation in page.rows] == expected
    assert page.total == len(expected)


@pytest.mark.parametrize("when", ["yesterday", "2025-13", "2025-02-30", "25", "2025-3-1-1", ""])
def test_a_date_that_cannot_be_read_is_one_clear_line(session, stored, when):
    with pytest.raises(BadRequest, match="date"):
        find_quotes(session, QuoteFilter(since=when))


def test_dates_in_the_wrong_order_are_refused(session, stored):
    with pytest.raises(BadRequest, match="2025 is after 2024"):
        find_quotes(session, QuoteFilter(since="2025", until="2024"))


@pytest.mark.parametrize("field", ["speaker", "organisation", "publisher"])
def test_unknown_names_suggest_the_nearest(session, stored, field):
    with pytest.raises(UnknownName, match="did you mean"):
        find_quotes(session, QuoteFilter(**{field: "Sampel"}))


def test_an_ambiguous_publisher_is_not_guessed(session, store):
    store(BANK, "https://example.org/1", publisher="North Post")
    store(BANK, "https://example.org/2", publisher="South Post")
    with pytest.raises(AmbiguousName):
        find_quotes(session, QuoteFilter(publisher="Post"))


def test_a_citation_has_the_evidence_and_says_who_decided(session, stored):
    [citation] = find_quotes(session, QuoteFilter(text="open in May")).rows
    assert citation.speaker.name == "Ada Example"
    assert (citation.speaker.role, citation.speaker.organisation) == ("director", "Example Works")
    assert (citation.source_text, citation.cue_text) == ("Ada Example", "said")
    assert citation.evidence_text == ("Ada Example",)
    assert citation.decision.label() == "machine-attributed, unreviewed (toy 1, confidence 0.90)"
    assert citation.article.publisher == "The Example Post"
    assert citation.paragraph == 2
    assert citation.content == (Span(PLANT.index("“We"), PLANT.index("“We") + 17),)
    assert citation.speaker_id == speaker_detail(session, "Ada Example").id


def test_the_number_of_queries_does_not_grow_with_the_rows(session, engine, store):
    for number in range(12):
        store(
            BANK.replace("Rates", f"Rates {number}"),
            f"https://example.org/{number}",
            byline=("Eva Muster",),
            publisher=f"Post {number}",
        )
    ran = []
    event.listen(engine, "before_cursor_execute", lambda *args: ran.append(args[2]))

    def queries(call):
        session.rollback()
        session.expunge_all()
        ran.clear()
        call()
        return len(ran)

    def few_and_many(call):
        return queries(lambda: call(2)), queries(lambda: call(11))

    for call in (
        lambda limit: find_quotes(session, QuoteFilter(limit=limit)),
        lambda limit: list_articles(session, limit=limit),
        lambda limit: list_speakers(session, limit=limit),
        lambda limit: speaker_detail(session, "Ada Example", limit=limit),
    ):
        few, many = few_and_many(call)
        assert few == many < 20


def test_one_quote_with_its_context_and_spans(session, stored):
    [citation] = find_quotes(session, QuoteFilter(text="café")).rows
    detail = quote_detail(session, citation.id[:9])
    assert detail.status == "machine"
    assert detail.before.endswith("director at Example Works.\n\n")
    assert detail.after == "\n\n“Too late”"
    assert [(span.role, span.text) for span in detail.spans] == [
        ("source", "Example Works"),
        ("cue", "said"),
        ("content", "“It is a café for everyone,”"),
        ("content", "“So it goes.”"),
        ("quoted", "“It is a café for everyone,”"),
        ("quoted", "“So it goes.”"),
        ("evidence", "Example Works"),
    ]
    assert detail.history == ()


def test_speakers_are_listed_with_counts_and_groups_in_one_line(session, stored, store):
    store(
        "“Prices may rise,” said analysts.\n“Hm,” said traders.",
        "https://example.org/prices",
        day="2025-04-01",
    )
    page = list_speakers(session)
    assert [(row.name, row.quotes, row.articles) for row in page.rows] == [
        ("Ada Example", 2, 2),
        ("Example Works", 1, 1),
        ("Tom Nowhere", 1, 1),
        ("groups", 3, 2),
        ("anonymous sources", 1, 1),
    ]
    assert page.total == 5
    ada, *_, groups, _anonymous = page.rows
    assert (ada.role, ada.organisation) == ("director", "Example Works")
    assert (ada.first, ada.last) == ("2024", "2025-03-10")
    assert (groups.id, groups.last) == (None, "2025-04-01")


@pytest.mark.parametrize("others", [0, 12], ids=["a frequent kind", "a rare one"])
def test_groups_have_their_first_and_last_day_however_many_others_there_are(session, store, others):
    for number, day in enumerate(["2025-02-03", "2025-01-07", "2025-03-09"]):
        store("“Hm,” said traders.", f"https://example.org/{number}", day=day)
    store("“Hm,” said analysts.", "https://example.org/undated")
    for number in range(others):
        store(f"“It is {number},” said Ada Example.\n“Or {number} more,” said Bea Test.", day="2025-04-01")
    groups = next(row for row in list_speakers(session).rows if row.name == "groups")
    assert (groups.quotes, groups.first, groups.last) == (4, "2025-01-07", "2025-03-09")


def test_speakers_by_part_of_a_name_and_those_of_thoughts_on_demand(session, stored):
    assert [row.name for row in list_speakers(session, "éxam").rows] == ["Ada Example", "Example Works"]
    assert list_speakers(session, "Max").rows == ()
    assert [row.name for row in list_speakers(session, "Max", all=True).rows] == ["Max Sample"]


def test_a_speaker_whose_only_quote_was_rejected_is_not_listed(session, stored):
    [citation] = find_quotes(session, QuoteFilter(speaker="Tom Nowhere")).rows
    review_quote(session, citation.id, "Eva", reject=True)
    assert list_speakers(session, "Nowhere").total == 0
    with pytest.raises(UnknownName):
        speaker_detail(session, "Tom Nowhere")


def test_one_speaker_with_roles_as_printed(session, stored):
    detail = speaker_detail(session, "Ada Example")
    assert [(r.role, r.organisation, r.published.printed(), r.publisher) for r in detail.roles] == [
        ("director", "Example Works", "2025-03-10", "The Example Post"),
        ("chair", "Sample Bank", "2024", "Sample Times"),
    ]
    assert detail.kind is AgentKind.PERSON
    assert detail.aliases == ("Ada Example",)
    assert detail.counts == {Kind.DIRECT: 2, Kind.MIXED: 0, Kind.INDIRECT: 0}
    assert (detail.articles, detail.quotes.total) == (2, 2)


def test_articles_newest_first_with_their_counts(session, stored):
    page = list_articles(session)
    assert [(row.article.title, row.quotes, row.versions) for row in page.rows] == [
        ("High river", 2, 1),
        ("A plant", 3, 1),
        (None, 1, 1),
        (None, 1, 1),
    ]


@pytest.mark.parametrize(
    ("query", "titles"), [("plant", ["A plant"]), ("RIVER high", ["High river"]), ("no such words", [])]
)
def test_articles_by_title_or_words(session, stored, query, titles):
    assert [row.article.title for row in list_articles(session, query).rows] == titles


def test_articles_that_have_frequent_words_are_asked_one_after_the_other(session, stored, monkeypatch):
    asked = ("plant", "RIVER high", "no such words", "said", '"said ada"', "it")
    sorted_all = [list_articles(session, query).rows for query in asked]
    monkeypatch.setattr(words, "FEW", (0, 0))
    assert [list_articles(session, query).rows for query in asked] == sorted_all
    first = list_articles(session, "said", limit=1)
    assert (first.rows, first.at_least) == (sorted_all[3][:1], True)
    assert list_articles(session, "said", after=first.next).rows == sorted_all[3][1:]


def test_an_article_has_its_quotations_in_place(session, stored):
    detail = article_detail(session, stored["plant"].article_id)
    assert detail.text == PLANT
    assert [[span.text(detail.text) for span in quote.content] for quote in detail.quotes] == [
        ["“We open in May,”"],
        ["“It is a café for everyone,”", "“So it goes.”"],
        ["“Too late”"],
    ]
    assert detail.quotes[2].speaker is None


def test_a_removed_article_is_gone_from_every_look_up(session, stored):
    removed = remove_article(session, stored["plant"].article_id, "wrong file")
    assert (removed.title, removed.quotes, removed.reviews) == ("A plant", 3, 0)
    assert texts(session, text="café") == []
    assert list_articles(session, "plant").total == 0
    assert [row.name for row in list_speakers(session, "works").rows] == []
    with pytest.raises(Removed, match="wrong file"):
        article_detail(session, stored["plant"].article_id)
    with pytest.raises(Removed):
        remove_article(session, stored["plant"].article_id, "again")


def test_a_removal_needs_a_reason(session, stored):
    with pytest.raises(BadRequest):
        remove_article(session, stored["plant"].article_id, "  ")


def test_an_empty_database_answers_with_nothing(session):
    assert find_quotes(session, QuoteFilter()).total == 0
    assert list_speakers(session).rows == ()
    assert list_articles(session, "word").rows == ()
    with pytest.raises(UnknownId):
        quote_detail(session, "q-aaaaaaaaaa")
    with pytest.raises(UnknownName):
        speaker_detail(session, "Ada Example")


def test_thoughts_are_stored_and_shown_on_demand(session, stored):
    classes = {citation.cue_class for citation in find_quotes(session, QuoteFilter(all=True)).rows}
    assert classes == {CueClass.SPEECH, CueClass.THOUGHT}


def test_look_ups_load_no_extractor_reader_or_migrations():
    heavy = (
        "numpy onnxruntime tokenizers trafilatura lxml alembic rapidfuzz quotesdb.extract quotesdb.readers"
    )
    code = (
        "import sys, quotesdb.services.lookup, quotesdb.services.lookup.export\n"
        "import quotesdb.services.judging.review\n"
        f"print(sorted(set({heavy.split()}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_speaker_is_told_with_the_names_that_articles_call_her_by(session, store):
    text = "Ada Example came. “We open in May,” said Mrs. Example. “It rains,” she said. Example aides left."
    ada = Agent("Ada Example", AgentKind.PERSON)

    def quotation(words, source, *evidence):
        content, *named = (Span(text.index(w), text.index(w) + len(w)) for w in (words, source, *evidence))
        return Quotation(
            Kind.DIRECT, (content,), (content,), source=named[0], speaker=ada, evidence=tuple(named)
        )

    program = finding(
        quotation("“We open in May,”", "Mrs. Example"), quotation("“It rains,”", "she", "Ada Example")
    )
    store(text, program=program)
    assert speaker_detail(session, "Ada Example").aliases == ("Ada Example", "Mrs. Example")
    assert speaker_detail(session, "Ada Example", as_of="1999").aliases == ()
    store("“It snows,” said Bo Example.", "https://example.org/other")
    assert speaker_detail(session, "mrs example").name == "Ada Example"
    both = speaker_detail(session, "Example")
    assert (both.id, both.name, both.quotes.total) == (None, "Example", 3)
    assert [(one.name, one.quotes) for one in both.called] == [("Ada Example", 2), ("Bo Example", 1)]


def test_quotations_of_a_speaker_are_counted_beyond_those_that_are_read(session, store, monkeypatch):
    for number in range(4):
        store(
            f"“We open in {number} days,” said Ada Example.\n“We wait {number} more,” said Ada Example.\n",
            f"https://example.org/{number}",
        )
    known = speaker_detail(session, "ada example", limit=None)
    assert (known.quotes.total, known.articles) == (8, 4)
    assert known.counts[Kind.DIRECT] == 8
    monkeypatch.setattr(speakers, "NEWEST", 2)
    few = speaker_detail(session, "ada example", limit=1)
    assert (few.quotes.total, few.articles, few.counts) == (8, 4, known.counts)
    assert few.quotes.rows == known.quotes.rows[:1]


def test_frequent_words_are_found_and_counted_as_rare_ones(session, store, monkeypatch):
    for number in range(6):
        store(
            f"“Rates rise {number} times,” said Ada Example.\n",
            f"https://example.org/{number}",
            day="2025-01-01",
        )
    store("“Rates fall,” thought Bea Sample.\n", "https://example.org/7", day="2025-01-02")
    asked = [
        QuoteFilter(text="rates", limit=2),
        QuoteFilter(text="rates rise", limit=2, all=True),
        QuoteFilter(text="rates", limit=2, speaker="Ada Example"),
        QuoteFilter(text="rates", limit=2, since="2025"),
    ]
    rare = [find_quotes(session, where) for where in asked]
    monkeypatch.setattr(words, "FEW", (2, 2))
    frequent = [find_quotes(session, where) for where in asked]
    assert [page.rows for page in frequent] == [page.rows for page in rare]
    assert [page.total for page in frequent] == [page.total for page in rare] == [6, 6, 6, 6]
    monkeypatch.setattr(words, "MOST_HOLDING", 3)
    assert [(page.total, page.at_least) for page in [find_quotes(session, asked[0])]] == [(3, True)]


def test_words_that_mostly_hidden_quotations_hold_are_counted_past_these(session, store, monkeypatch):
    for number in range(12):
        said = "thought" if number < 8 else "said"
        store(f"“Rates rise {number} times,” {said} Ada Example.\n", f"https://example.org/{number}")
    asked = [QuoteFilter(text=each, limit=2) for each in ("rates", "rates rise")]
    counted = [find_quotes(session, where) for where in asked]
    assert [page.total for page in counted] == [4, 4]
    session.execute(DDL("ANALYZE"))
    monkeypatch.setattr(words, "FEW", (2, 2))
    for most, expected in ((5, (4, False)), (3, (3, True))):
        monkeypatch.setattr(words, "MOST_HOLDING", most)
        for where, known in zip(asked, counted, strict=True):
            page = find_quotes(session, where)
            assert page.rows == known.rows
            assert (page.total, page.at_least) == expected


@pytest.mark.parametrize("walked", [30_000, 6, 1])
@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_the_first_of_many_are_the_same_whether_met_in_order_or_looked_up(
    session, store, monkeypatch, walked: int, sort: Sort
):
    for number in range(12):
        said = "thought" if number % 5 == 3 else "said"
        words_said = "Rates rise" if number % 2 else "Prices fall"
        text = f"“{words_said} {number} times,” {said} Ada Example.\n"
        store(text, f"https://example.org/{number}", day=f"2025-03-{number + 1:02}")

    def pages_of(text: str) -> list[Any]:
        after, found = None, list[Any]()
        while not found or (after is not None and len(found) < 12):
            page = find_quotes(session, QuoteFilter(text=text, limit=2, sort=sort, after=after))
            found.append((page.rows, page.total, page.at_least))
            after = page.next
        return found

    asked = ("rises", "rates rise", "rates", "prices fall", "times")
    known = [pages_of(text) for text in asked]
    assert [len(each[0][0]) for each in known] == [0, 2, 2, 2, 2]
    monkeypatch.setattr(words, "CHUNK", 1)
    monkeypatch.setattr(pages, "_WALKED", walked)
    for engine in (postgresql, sqlite):
        monkeypatch.setattr(engine, "MANY", 1)
    for a_look_up in (0, 1_000):
        monkeypatch.setattr(words, "_A_LOOK_UP", a_look_up)
        assert [pages_of(text) for text in asked] == known


def test_a_frequent_word_is_not_counted_where_a_third_of_all_is_hidden(session, store, monkeypatch):
    for number in range(30):
        store(f"“Rates rise {number} times,” said Ada Example.\n", f"https://example.org/{number}")
    for number in range(15):
        store(f"“Prices fall {number} times,” thought Ada Example.\n", f"https://example.org/p{number}")
    session.execute(DDL("ANALYZE"))
    where = QuoteFilter(text="rates", limit=2)
    counted = find_quotes(session, where)
    assert (counted.total, counted.at_least) == (30, False)
    monkeypatch.setattr(words, "FEW", (2, 2))
    monkeypatch.setattr(words, "MOST_HOLDING", 3)
    monkeypatch.setattr(words, "_shown_that_hold", None)
    page = find_quotes(session, where)
    assert page.rows == counted.rows
    assert (page.total, page.at_least) == (3, True)


@pytest.mark.parametrize(("most", "expected"), [(20, (20, True)), (54, (54, True)), (55, (55, False))])
def test_some_of_those_that_hold_words_tell_that_enough_are_shown(
    session, store, monkeypatch, most: int, expected: tuple[int, bool]
):
    for number in range(60):
        said = "said" if number % 12 else "thought"
        both = f"“Rates rise {number} times,” {said} Ada Example.\n“Prices fall,” thought Bo Sample.\n"
        store(both, f"https://example.org/{number}")
    session.execute(DDL("ANALYZE"))
    monkeypatch.setattr(words, "CHUNK", 1)
    monkeypatch.setattr(words, "_A_LOOK_UP", 0)
    monkeypatch.setattr(words, "_SAMPLE", 20)
    monkeypatch.setattr(words, "MOST_HOLDING", most)
    for engine in (postgresql, sqlite):
        monkeypatch.setattr(engine, "MANY", 1)
    asked, look_up = list[int](), words._looked_up
    monkeypatch.setattr(words, "_looked_up", lambda *of: asked.append(len(of[-1])) or look_up(*of))
    page = find_quotes(session, QuoteFilter(text="rates rise", limit=2))
    assert (page.total, page.at_least) == expected
    if session.get_bind().dialect.name == "postgresql":  # the other goes through them in order
        assert asked == [20, 60][: 1 if most == 20 else 2]


def test_several_words_that_nearly_all_hold_are_found_without_counting_all(session, store, monkeypatch):
    for number in range(40):
        said = f"“The rates of {number} {'fall' if number % 4 else 'rise again'},” said Ada Example.\n"
        store(said, f"https://example.org/{number}", day="2025-01-01")
    several = ("rates of", "of rates fall", "again rates", '"rates of" the')
    asked = [QuoteFilter(text=each, limit=3) for each in several]
    counted = [find_quotes(session, where) for where in asked]
    assert [page.total for page in counted] == [40, 30, 10, 40]
    session.execute(DDL("ANALYZE"))
    monkeypatch.setattr(words, "FEW", (2, 2))
    monkeypatch.setattr(words, "MOST_HOLDING", 2)
    monkeypatch.setattr(pages, "MOST_ASKED", 20)
    for where, known in zip(asked, counted, strict=True):
        page = find_quotes(session, where)
        assert page.rows == known.rows
        assert page.at_least
        assert 2 <= page.total <= known.total


def test_an_embargo_holds_at_once_also_where_none_was_known(session, store):
    store(PLANT, "https://example.org/1", day="2025-01-01")
    assert list_speakers(session, "ada").total == 1
    later = PrintedDate.from_iso("2999-01-01T06:00:00+01:00")
    said = "“Rates stay,” said Bo Sample.\n"
    ingest(session, draft(said, "https://example.org/2", day="2025-01-02", embargo=later), program=TOY)
    assert list_speakers(session, "bo sample").total == 0
    assert [row.article.url for row in list_articles(session).rows] == ["https://example.org/1"]


@pytest.mark.parametrize("more", [0, 3])
def test_quotations_of_one_speaker_or_publisher_are_counted_as_those_of_a_search(
    session, store, monkeypatch, more: int
):
    for number in range(4):
        store(
            f"“Rates rise {number} times,” said Ada Example.\n“So it is,” thought Ada Example.\n"
            f"“We saw it {number} times,” said Ada Example.\n",
            f"https://gazette.example/{number}",
            publisher="Sample Gazette",
        )
    for number in range(more):
        store(f"“Rates fall {number} times,” said Bo Sample.\n", f"https://post.example/{number}")
    for where in (
        QuoteFilter(speaker="Ada Example", limit=1),
        QuoteFilter(publisher="Sample Gazette", limit=1),
    ):
        assert find_quotes(session, where).total == 8
        assert find_quotes(session, replace(where, after=find_quotes(session, where).next)).total == 8
        assert find_quotes(session, replace(where, all=True)).total == 12
        assert find_quotes(session, replace(where, text="rates")).total == 4
        assert find_quotes(session, replace(where, text="times rates 3")).total == 1
    monkeypatch.setattr(words, "MOST_COUNTED", 2)
    found = find_quotes(session, QuoteFilter(speaker="Ada Example", limit=1))
    assert (found.total, found.at_least) == (2, True)


def test_words_that_few_hold_are_counted_with_their_page(session, store):
    for number in range(3):
        store(f"“Rates rise {number} times,” said Ada Example.\n", f"https://example.org/{number}")
    store("“Rates rise,” thought Bea Sample.\n", "https://example.org/4")
    where = QuoteFilter(text="rates rise", limit=2)
    first = find_quotes(session, where)
    last = find_quotes(session, replace(where, after=first.next))
    assert [first.total, last.total] == [3, 3]
    assert len({quote.id for quote in (*first.rows, *last.rows)}) == 3
    assert last.next is None
    assert find_quotes(session, replace(where, limit=None)).total == 3


def test_counting_stops_and_says_so(session, store, monkeypatch):
    for number in range(4):
        store(f"“Rates rise {number} times,” said Ada Example.\n", f"https://example.org/{number}")
    monkeypatch.setattr(words, "MOST_COUNTED", 2)
    found = find_quotes(session, QuoteFilter(limit=1))
    assert (found.total, found.at_least) == (2, True)
    found = find_quotes(session, QuoteFilter(limit=None))
    assert (found.total, found.at_least) == (4, False)
