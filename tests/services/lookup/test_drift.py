"""What is seen of an article that was changed after a person judged a quotation of it."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select

from quotesdb.db.models import Review
from quotesdb.services.checking.check import Claim, check
from quotesdb.services.judging.review import retract_review, review_quote
from quotesdb.services.lookup import (
    QuoteFilter,
    article_detail,
    article_history,
    find_quotes,
    quote_detail,
    speaker_detail,
)
from quotesdb.values import CORRECTION, Alteration, Span, Zone
from tests.services.toy import finding

URL = "https://courier.example/budget"
FORTY = "“The governor spent 40 million dollars he does not have,”"
FOURTEEN = FORTY.replace("40", "14")
PURSE = "“This is about who holds the purse,” said {}. “It always was.”"
RAIN = "“It rained on the capitol all day,” said Bea Sample."
FIRST = "\n\n".join([f"{FORTY} said Dana Whitlock.", PURSE.format("Dana Whitlock"), RAIN])
NOTICE = "Correction: An earlier version of this article misstated a sum and a name."
SECOND = "\n\n".join([f"{FOURTEEN} said Dana Whitlock.", PURSE.format("Ann Colley"), RAIN, NOTICE])


def noticed(text):
    """The zone of the notice in a text."""
    return (Zone(Span(text.index(NOTICE), len(text)), CORRECTION),)


def ids(session):
    rows = find_quotes(session, QuoteFilter(limit=None)).rows
    return {word: row.id for row in rows for word in ("governor", "purse", "rained") if word in row.text}


@pytest.fixture
def judged(session, store):
    """An article of which two quotations were accepted before it was corrected."""
    store(FIRST, URL, title="Budget")
    found = ids(session)
    for word in ("governor", "purse"):
        review_quote(session, found[word], "Desk", accept=True)
    store(SECOND, URL, title="Budget", zones=noticed(SECOND))
    return found


def listed(session):
    return {row.id: row for row in find_quotes(session, QuoteFilter(limit=None)).rows}


def test_what_was_judged_stays_and_what_the_article_has_now_is_told(session, judged):
    rows = listed(session)
    governor, purse, rained = (rows[judged[word]] for word in ("governor", "purse", "rained"))
    assert (governor.text, governor.speaker.name, governor.decision.by) == (FORTY, "Dana Whitlock", "human")
    assert governor.since.what == (Alteration.OTHER_WORDS, Alteration.CORRECTION_NOTICE)
    assert (governor.since.words, governor.since.speaker) == (FOURTEEN, None)
    assert (purse.speaker.name, purse.since.words, purse.since.speaker) == (
        "Dana Whitlock",
        None,
        "Ann Colley",
    )
    assert purse.since.label() == "the article now has: Ann Colley; correction notice"
    assert rained.since is None
    by_speaker = {row.id: row.since for row in speaker_detail(session, "Dana Whitlock").quotes.rows}
    assert by_speaker == {row.id: row.since for row in (governor, purse)}


def test_a_later_decision_or_none_is_about_what_stands_there(session, judged):
    for word in ("governor", "purse"):
        retract_review(session, judged[word])
    rows = listed(session)
    assert (rows[judged["governor"]].text, rows[judged["purse"]].speaker.name) == (FOURTEEN, "Ann Colley")
    review_quote(session, judged["purse"], "Desk", accept=True)
    assert [row.since for row in listed(session).values()] == [None] * 3


def test_one_quote_says_what_stands_there_now(session, judged):
    governor, purse = (quote_detail(session, judged[word]) for word in ("governor", "purse"))
    assert (governor.now, purse.now) == (FOURTEEN, None)
    assert purse.citation.since.speaker == "Ann Colley"


def test_the_article_marks_both_and_says_of_which_the_words_differ(session, judged):
    [article] = {row.article.id for row in listed(session).values()}
    detail = article_detail(session, article)
    shown = {quote.id: quote for quote in detail.quotes}
    assert detail.changed == (judged["governor"],)
    assert shown[judged["purse"]].since.label().startswith("the article now has: Ann Colley")
    assert [span.text(detail.text) for span in shown[judged["purse"]].content] == [
        "“This is about who holds the purse,”",
        "“It always was.”",
    ]
    assert shown[judged["purse"]].quoted == shown[judged["purse"]].content
    assert [span.text(detail.text) for span in shown[judged["governor"]].content] == [FOURTEEN]


def test_the_history_compares_what_was_printed_and_says_who_had_judged_it(session, judged):
    [article] = {row.article.id for row in listed(session).values()}
    changes = {change.id: change for change in article_history(session, article).versions[-1].changes}
    governor, purse = changes[judged["governor"]], changes[judged["purse"]]
    assert (governor.change, governor.edits) == ("changed", ("number",))
    assert (purse.change, purse.speaker_before, purse.speaker_after) == (
        "reattributed",
        "Dana Whitlock",
        "Ann Colley",
    )
    assert {(change.judged.verdict, change.judged.reviewer) for change in changes.values()} == {
        ("accepted", "Desk")
    }


def test_the_history_tells_what_became_of_a_rejected_quotation_and_does_not_count_it(session, store):
    store(FIRST, URL)
    found = ids(session)
    review_quote(session, found["governor"], "Desk", reject=True)
    article = store(SECOND, URL).article_id
    first, second = article_history(session, article).versions
    assert (first.quotes, second.quotes) == (2, 2)
    assert {change.id: change.judged and change.judged.verdict for change in second.changes} == {
        found["governor"]: "rejected",
        found["purse"]: None,
    }


def verdict(session, words, speaker=None):
    found = check(session, Claim(words, speaker))
    return str(found.verdict), next(iter(found.matches), None), found.notes


def test_a_check_knows_the_words_that_the_article_has_now(session, judged):
    now, match, notes = verdict(session, FOURTEEN.strip("“,”"), "Whitlock")
    assert (now, match.quote, match.speaker.name) == ("verbatim", judged["governor"], "Dana Whitlock")
    assert (match.region, match.decision.by) == ("quoted", "machine")
    assert f"reviewed by Desk, {match_day(session)}, when it read {FORTY}" in notes[-1]
    then, _, notes = verdict(session, FORTY.strip("“,”"), "Whitlock")
    assert then == "altered"
    assert "the article now has other words; correction notice" in notes[-1]


def test_a_check_has_the_speaker_that_a_person_named_and_says_whom_the_article_has(session, judged):
    words = "This is about who holds the purse"
    said, match, notes = verdict(session, words, "Dana Whitlock")
    assert (said, match.decision.by) == ("verbatim", "human")
    assert notes[-1].endswith("; since then: the article now has: Ann Colley; correction notice")
    assert verdict(session, words, "Ann Colley")[0] == "misattributed"
    assert verdict(session, f"{words} It always was", "Dana Whitlock")[0] == "verbatim_normalised"


def test_a_check_finds_what_took_the_place_of_a_rejected_quotation(session, store):
    store(FIRST, URL)
    found = ids(session)
    for word in ("governor", "rained"):
        review_quote(session, found[word], "Desk", reject=True)
    store(f"One line more.\n\n{SECOND}", URL)
    assert verdict(session, FOURTEEN.strip("“,”"), "Whitlock")[0] == "verbatim"
    assert verdict(session, "It rained on the capitol all day", "Bea Sample")[0] == "only_in_narration"


def test_words_that_are_gone_have_vanished(session, store):
    store(FIRST, URL)
    found = ids(session)
    review_quote(session, found["governor"], "Desk", accept=True)
    article = store(f"{PURSE.format('Dana Whitlock')}\n\n{RAIN}", URL).article_id
    row = listed(session)[found["governor"]]
    assert (row.since.what, row.since.label()) == ((Alteration.VANISHED,), "vanished from the article")
    assert quote_detail(session, row.id).now == ""
    detail = article_detail(session, article)
    assert row.id not in {quote.id for quote in detail.quotes}
    assert [quote.text for quote in detail.vanished] == [FORTY]
    assert verdict(session, FORTY.strip("“,”"), "Whitlock")[0] == "not_found"


@pytest.mark.parametrize(
    "text",
    [
        f"A new line.\n\n{FIRST}",
        FIRST.replace("capitol", "town"),
        FIRST.replace("governor", "Governor").replace("“The", '"The').replace("have,”", 'have,"'),
        "\n\n".join([PURSE.format("Dana Whitlock"), f"{FORTY} said Dana Whitlock."]),
    ],
)
def test_an_edit_elsewhere_and_of_marks_is_no_change(session, store, text):
    store(FIRST, URL)
    found = ids(session)
    for word in ("governor", "purse"):
        review_quote(session, found[word], "Desk", accept=True)
    article = store(text, URL).article_id
    assert {row.id: row.since for row in listed(session).values() if row.decision.by == "human"} == {
        found["governor"]: None,
        found["purse"]: None,
    }
    assert {found["governor"], found["purse"]} <= {
        quote.id for quote in article_detail(session, article).quotes
    }


def test_what_a_person_set_right_is_no_change_as_long_as_the_article_says_the_same(session, store):
    store(FIRST, URL)
    found = ids(session)
    review_quote(session, found["purse"], "Desk", speaker="Rep. Ann Colley", new=True)
    review_quote(session, found["governor"], "Desk", words=["40 million dollars"])
    article = store(f"A new line.\n\n{FIRST}", URL).article_id
    assert [row.since for row in listed(session).values()] == [None] * 3
    assert [
        [span.text(detail.text) for span in quote.content]
        for detail in [article_detail(session, article)]
        for quote in detail.quotes
        if quote.id == found["governor"]
    ] == [["40 million dollars"]]
    store(SECOND, URL)
    rows = listed(session)
    assert rows[found["purse"]].since is None
    assert rows[found["governor"]].since.words == FOURTEEN


def test_an_article_that_names_nobody_any_more_is_told(session, store):
    store(f"{FORTY} said Dana Whitlock.", URL)
    [row] = listed(session).values()
    review_quote(session, row.id, "Desk", accept=True)
    store(f"{FORTY}\n\nIt rained.", URL)
    assert listed(session)[row.id].since.label() == "the article now has: nobody by name"


def test_words_that_were_changed_and_that_no_extractor_finds_have_not_vanished(session, store):
    store(FIRST, URL)
    found = ids(session)
    review_quote(session, found["governor"], "Desk", accept=True)
    article = store(SECOND, URL, program=finding()).article_id
    assert listed(session)[found["governor"]].since.words == FOURTEEN
    assert article_detail(session, article).changed == (found["governor"],)


def test_a_judged_quotation_that_no_extractor_finds_stands_where_its_words_do(session, store):
    store(FIRST, URL)
    found = ids(session)
    review_quote(session, found["governor"], "Desk", accept=True)
    store(f"A new line.\n\n{FIRST}", URL, program=finding())
    assert listed(session)[found["governor"]].since is None
    assert verdict(session, FORTY.strip("“,”"), "Whitlock")[0] == "verbatim"
    [article] = {row.article.id for row in listed(session).values()}
    assert article_history(session, article).versions[-1].quotes == 0


def test_the_cost_does_not_grow_with_what_was_judged(session, engine, store):
    for number in range(12):
        url = f"https://courier.example/{number}"
        text = FIRST.replace("40", str(100 + number))
        store(text, url, day="2025-03-01")
        [row] = find_quotes(session, QuoteFilter(text=f"{100 + number} million")).rows
        review_quote(session, row.id, "Desk", accept=True)
        store(text.replace(str(100 + number), str(200 + number)), url, day="2025-03-01")
    ran = []
    event.listen(engine, "before_cursor_execute", lambda *args: ran.append(args[2]))

    def queries(limit):
        session.rollback()
        session.expunge_all()
        ran.clear()
        rows = find_quotes(session, QuoteFilter(text="governor", limit=limit)).rows
        assert {row.since.what for row in rows} == {(Alteration.OTHER_WORDS,)}
        return len(ran)

    assert queries(2) == queries(11) < 26


def match_day(session):
    return f"{session.scalars(select(Review.decided_at)).first():%Y-%m-%d}"
