"""What is told of an article whose text was changed."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from quotesdb.db.models import Quote
from quotesdb.services.errors import Removed
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.judging.review import review_quote
from quotesdb.services.lookup import article_detail, article_history, quote_detail
from quotesdb.values import CORRECTION, Span, Zone
from tests.services.toy import finding

URL = "https://courier.example/port"
FEES = "“We will not raise our fees this year,” said Mara Lindqvist."
COST = "“It has cost twelve million crowns,” said Tom Vale."
GLAD = "“We are glad of it,” said Ada Example."
FISH = "“Nobody asked the fishermen about it,” said Ines Okafor."
TEXT = "\n".join([FEES, COST, GLAD, "The port has twelve piers and a crane.", "It opens in May."])


def ids(session):
    return {quote.exact.split()[1]: quote.public_id for quote in session.scalars(select(Quote))}


def changes_of(session, number=-1):
    [article] = {quote.article.public_id for quote in session.scalars(select(Quote))}
    return {entry.id: entry for entry in article_history(session, article).versions[number].changes}


def test_one_version_has_no_differences(session, store):
    outcome = store(TEXT, URL)
    history = article_history(session, outcome.article_id)
    [version] = history.versions
    assert (version.number, version.quotes, version.changes, history.metadata) == (1, 3, (), ())


def test_what_changed_vanished_or_came_new_is_told_apart(session, store):
    store(TEXT, URL)
    before = ids(session)
    store(TEXT.replace("not raise", "raise").replace(COST, FISH), URL)
    found = changes_of(session)
    assert {found[before["will"]].change, found[before["has"]].change} == {"changed", "vanished"}
    fees = found[before["will"]]
    assert fees.diff == "“We will [-not-] raise our fees this year,”"
    assert (fees.edits, fees.speaker_before, fees.speaker_after) == (
        ("negation",),
        "Mara Lindqvist",
        "Mara Lindqvist",
    )
    gone = found[before["has"]]
    assert (gone.before, gone.after) == ("“It has cost twelve million crowns,”", None)
    [new] = [entry for entry in found.values() if entry.change == "added"]
    assert (new.before, new.after, new.speaker_after) == (
        None,
        "“Nobody asked the fishermen about it,”",
        "Ines Okafor",
    )
    assert before["are"] not in found


def test_the_same_words_of_another_speaker_and_other_marks_are_no_change_of_words(session, store):
    store(TEXT, URL)
    before = ids(session)
    store(
        TEXT.replace("said Tom Vale", "said Ines Okafor").replace("Ada", "Eva").replace("glad", "GLAD"), URL
    )
    found = changes_of(session)
    assert [found[before[word]].change for word in ("has", "are")] == ["reattributed", "reattributed"]
    store(TEXT.replace("said Tom Vale", "said Ines Okafor").replace("Ada", "Eva"), URL)
    [restyled] = changes_of(session).values()
    assert (restyled.id, restyled.change, restyled.diff) == (before["are"], "restyled", None)
    assert (restyled.before, restyled.after) == ("“We are GLAD of it,”", "“We are glad of it,”")


def test_words_that_stay_without_being_taken_for_a_quotation_are_not_gone(session, store):
    store(TEXT, URL)
    before = ids(session)
    store(TEXT + "\nAnd so on.", URL, program=finding())
    found = changes_of(session)
    assert {entry.change for entry in found.values()} == {"not_found"}
    store(TEXT + "\nAnd so on it goes.", URL)
    assert {id_: entry.change for id_, entry in changes_of(session).items()} == dict.fromkeys(
        before.values(), "found"
    )


def test_changed_words_that_no_extractor_finds_are_shown_beside_the_old_ones(session, store):
    store(TEXT, URL)
    before = ids(session)
    store(TEXT.replace("not raise", "raise"), URL, program=finding())
    fees = changes_of(session)[before["will"]]
    assert (fees.change, fees.after, fees.speaker_after) == (
        "changed",
        "“We will raise our fees this year,”",
        None,
    )


def test_like_words_of_another_quotation_are_no_successor(session, store):
    one = "“We will not raise our fees this year,” said Mara Lindqvist."
    other = "“We will not lower our fees this year,” said Tom Vale."
    store(f"{one}\n{other}\n{GLAD}", URL)
    before = {quote.exact: quote.public_id for quote in session.scalars(select(Quote))}
    store(f"{other}\n{GLAD}", URL)
    found = changes_of(session)
    assert {id_: entry.change for id_, entry in found.items()} == {before[one.split(" said")[0]]: "vanished"}


def test_a_rejected_quote_is_no_quotation_and_the_speaker_is_whom_a_person_named(session, store):
    store(TEXT, URL)
    before = ids(session)
    review_quote(session, before["are"], "ines", reject=True)
    review_quote(session, before["has"], "ines", speaker="Ines Okafor", new=True)
    store(TEXT.replace("not raise", "raise"), URL)
    assert set(changes_of(session)) == {before["will"]}


def test_notices_and_what_was_printed_before_are_part_of_the_history(session, store):
    notice = "Correction: An earlier version of this article misstated the fees."
    text = f"{TEXT}\n{notice}"
    store(TEXT, URL, title="Port to open", byline=("Ilse Brandvold",))
    outcome = store(
        text, URL, title="Port opens", zones=(Zone(Span(text.index(notice), len(text)), CORRECTION),)
    )
    history = article_history(session, outcome.article_id)
    assert [version.corrections for version in history.versions] == [(), (notice,)]
    [printed] = history.metadata
    assert (printed.title, printed.byline) == ("Port to open", ("Ilse Brandvold",))
    assert article_detail(session, outcome.article_id).corrections == (notice,)


def test_a_removed_article_has_none(session, store):
    outcome = store(TEXT, URL)
    remove_article(session, outcome.article_id, "a test")
    with pytest.raises(Removed):
        article_history(session, outcome.article_id)


def test_a_judgement_is_shown_as_one_of_other_words_where_they_were_changed(session, store):
    store(TEXT, URL)
    before = ids(session)
    for word in ("will", "has", "are"):
        review_quote(session, before[word], "ines", accept=True)
    outcome = store("First of all:\n" + TEXT.replace("not raise", "raise").replace(COST, "No cost."), URL)
    detail = article_detail(session, outcome.article_id)
    shown = {quote.id: quote for quote in detail.quotes}
    assert set(shown) == {before["will"], before["are"]}
    assert detail.changed == (before["will"],)
    kept = shown[before["are"]]
    assert [span.text(detail.text) for span in kept.content] == [kept.text] == ["“We are glad of it,”"]
    assert shown[before["will"]].text == "“We will not raise our fees this year,”"
    now = {word: quote_detail(session, before[word]).now for word in before}
    assert now["will"] == "“We will raise our fees this year,”"
    assert (now["has"], now["are"]) == ("", None)


def test_a_quote_of_which_few_words_are_left_is_known_by_its_place(session, store):
    said = "“Oppening inn Mayy latter thann expectd,” said Mara Lindqvist."
    store(f"{said}\n{GLAD}", URL)
    before = {quote.public_id for quote in session.scalars(select(Quote))}
    store(f"“Opening in May later than expected,” said Mara Lindqvist.\n{GLAD}", URL)
    assert {quote.public_id for quote in session.scalars(select(Quote))} == before
    [change] = changes_of(session).values()
    assert change.change == "changed"
