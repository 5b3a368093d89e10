"""Which article is it, what is new about it, and what stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from quotesdb.db.models import (
    Article,
    ArticleMetadataHistory,
    ArticleVersion,
    Attribution,
    AttributionSpan,
    ExtractionRun,
    Quote,
)
from quotesdb.services.checking.coverage import coverage
from quotesdb.services.ingest.outcome import Outcome
from quotesdb.services.ingest.remove import remove_article
from quotesdb.services.lookup import QuoteFilter, article_detail, article_history, find_quotes
from quotesdb.services.store.read_model import problems
from quotesdb.values import PrintedDate
from tests.services.toy import NEWER

URL = "https://example.org/story"
TEXT = (
    "The plant will open in spring.\n\n"
    "“We open in May,” said Ada Example, director at Example Works.\n\n"
    "“So it goes.”"
)


def count(session, model):
    return session.scalar(select(func.count()).select_from(model))


def test_a_new_article_is_created_with_its_quotations(session, store):
    outcome = store(TEXT, URL, title="Plant to open", publisher="The Example Post", day="2025-03-01")

    assert outcome.outcome is Outcome.CREATED
    assert outcome.quotes == 2
    assert outcome.title == "Plant to open"
    assert not outcome.older_extractor
    article = session.scalars(select(Article)).one()
    assert article.public_id == outcome.article_id
    assert article.publisher.name == "The Example Post"
    assert [v.text for v in article.versions] == [TEXT]


def test_every_stored_span_has_the_text_that_it_marks(session, store):
    store(TEXT, URL)
    marked = {
        (span.role.value, TEXT[span.start_char : span.end_char])
        for span in session.scalars(select(AttributionSpan))
    }
    for said in session.scalars(select(Attribution).where(Attribution.source_start.is_not(None))):
        marked.add(("source", TEXT[said.source_start : said.source_end]))
        marked.add(("cue", TEXT[said.cue_start : said.cue_end]))
    assert marked >= {
        ("content", "“We open in May,”"),
        ("source", "Ada Example"),
        ("cue", "said"),
        ("evidence", "Ada Example"),
        ("content", "“So it goes.”"),
    }
    for quote in session.scalars(select(Quote)):
        assert TEXT[quote.start_char : quote.end_char] == quote.exact


def test_the_same_again_is_unchanged_and_adds_no_row(session, store):
    first = store(TEXT, URL, title="Plant to open")
    before = [count(session, model) for model in (Article, ArticleVersion, ExtractionRun, Quote, Attribution)]
    second = store(TEXT, URL, title="Plant to open")

    assert second.outcome is Outcome.UNCHANGED
    assert second.article_id == first.article_id
    assert second.quotes == 2
    assert [count(session, m) for m in (Article, ArticleVersion, ExtractionRun, Quote, Attribution)] == before


def test_equal_bytes_are_unchanged_whatever_a_newer_reader_makes_of_them(session, store):
    store(TEXT, URL, raw_sha256="a" * 64)
    outcome = store(TEXT + " Advertisement", URL, raw_sha256="a" * 64, reader_version="2")
    assert outcome.outcome is Outcome.UNCHANGED
    assert count(session, ArticleVersion) == 1


def test_unchanged_says_that_the_stored_result_is_of_an_older_extractor(store):
    store(TEXT, URL)
    outcome = store(TEXT, URL, program=NEWER)
    assert outcome.outcome is Outcome.UNCHANGED
    assert outcome.older_extractor
    assert outcome.reason == "older extractor"


def test_new_metadata_is_updated_and_the_old_is_kept(session, store):
    store(
        TEXT, URL, title="Plant to open", byline=("Max Sample",), publisher="Example Post", day="2025-03-01"
    )
    outcome = store(TEXT, URL, title="Plant opens", byline=("Max Sample", "Eva Muster"), day="2025-03-02")

    assert outcome.outcome is Outcome.UPDATED
    article = session.scalars(select(Article)).one()
    assert (article.title, [b.name for b in article.byline]) == ("Plant opens", ["Max Sample", "Eva Muster"])
    assert article.publisher.name == "Example Post"
    history = session.scalars(select(ArticleMetadataHistory)).one()
    assert (history.title, history.byline, history.published) == ("Plant to open", "Max Sample", "2025-03-01")


def test_what_a_draft_leaves_open_stays_as_it_was(store):
    store(TEXT, URL, title="Plant to open", publisher="Example Post", day="2025-03-01")
    assert store(TEXT, URL).outcome is Outcome.UNCHANGED


def test_changed_text_is_a_new_version_and_its_quotes_keep_their_ids(session, store):
    store(TEXT, URL)
    before = {quote.exact: quote.public_id for quote in session.scalars(select(Quote))}
    longer = "Correction: the plant is in Sampleton.\n\n" + TEXT
    outcome = store(longer, URL)

    assert outcome.outcome is Outcome.NEW_VERSION
    assert outcome.quotes == 2
    quotes = session.scalars(select(Quote)).all()
    assert {quote.exact: quote.public_id for quote in quotes} == before
    assert all(longer[quote.start_char : quote.end_char] == quote.exact for quote in quotes)


def test_a_quote_that_a_correction_rewords_stays_the_same_quote(session, store):
    store(TEXT, URL)
    before = session.scalars(select(Quote.public_id).where(Quote.exact.contains("May"))).one()
    store(TEXT.replace("We open in May", "We open in June"), URL)
    assert session.scalars(select(Quote.public_id).where(Quote.exact.contains("June"))).one() == before
    assert count(session, Quote) == 2


def test_an_article_that_goes_back_to_its_first_text_has_it_as_its_current_version(session, store):
    store(TEXT, URL)
    store("“It is off,” said Ada Example.", URL)
    outcome = store(TEXT, URL)
    assert outcome.outcome is Outcome.NEW_VERSION
    assert {c.text for c in find_quotes(session, QuoteFilter()).rows} == {
        "“We open in May,”",
        "“So it goes.”",
    }
    assert store(TEXT, URL).outcome is Outcome.UNCHANGED


@pytest.mark.parametrize(
    "same",
    [
        "http://example.org/story",
        "https://EXAMPLE.org:443/story/",
        "https://example.org/story?utm_source=mail&fbclid=1#quotes",
        "https://example.org/story#/",
        "https://example.org/story#:~:text=open%20in",
    ],
)
def test_one_page_has_one_article_however_its_address_is_written(store, same):
    first = store(TEXT, URL)
    assert store(TEXT, same).article_id == first.article_id


@pytest.mark.parametrize(
    ("one", "other"), [("#/story/12", "#/story/13"), ("#!/12", "#!/13"), ("#?a=1", "#?a=2")]
)
def test_pages_that_a_script_makes_of_one_address_are_articles_of_their_own(session, store, one, other):
    first = store(TEXT, f"https://example.org/{one}")
    second = store("“It rains in Velda,” said Bo Sample.", f"https://example.org/{other}")
    assert second.outcome is Outcome.CREATED
    again = [store(TEXT, f"https://example.org/{one}{end}") for end in ("", ":~:text=open")]
    assert {each.article_id for each in again} == {first.article_id} != {second.article_id}


@pytest.mark.parametrize(
    "other", ["https://example.org/Story", "https://example.org/story?page=2", "https://example.net/story"]
)
def test_the_same_text_at_another_address_is_another_article(store, other):
    first = store(TEXT, URL)
    second = store(TEXT, other)
    assert second.outcome is Outcome.CREATED
    assert second.article_id != first.article_id


def test_the_same_text_of_another_publisher_is_another_article(store):
    first = store(TEXT, publisher="Example Post", path=Path("/news/story.txt"))
    second = store(TEXT, publisher="Sample Times", path=Path("/news/story.txt"))
    assert second.outcome is Outcome.CREATED
    assert second.article_id != first.article_id


def test_an_explicit_id_finds_the_article_at_its_new_address(session, store):
    first = store(TEXT, URL, identifiers=(("guid", "story-7"),))
    second = store(TEXT, "https://example.org/moved", identifiers=(("guid", "story-7"),))
    assert second.article_id == first.article_id
    assert second.outcome is Outcome.UPDATED
    assert store(TEXT, URL).article_id == first.article_id


def test_a_file_that_was_edited_is_the_same_article(store):
    first = store(TEXT, path=Path("/news/story.txt"))
    second = store(TEXT + "\n\nMore to follow.", path=Path("/news/story.txt"))
    assert second.outcome is Outcome.NEW_VERSION
    assert second.article_id == first.article_id


def test_a_file_that_was_overwritten_by_another_story_is_another_article(session, store):
    first = store(TEXT, path=Path("/news/today.txt"))
    other = "“Rain is likely over the hills,” said Max Sample.\n\nThe river rose by a metre."
    second = store(other, path=Path("/news/today.txt"))
    assert second.outcome is Outcome.CREATED
    assert second.article_id != first.article_id
    assert store(other, path=Path("/news/today.txt")).outcome is Outcome.UNCHANGED
    assert count(session, Article) == 2


def test_a_copy_of_a_file_is_another_article_and_says_so(store):
    first = store(TEXT, path=Path("/news/story.txt"))
    second = store(TEXT, path=Path("/copy/story.txt"))
    assert second.outcome is Outcome.CREATED
    assert second.warnings == (f"the same text is stored as {first.article_id}",)


def test_many_copies_of_a_file_are_told_on_one_line(store):
    ids = sorted(store(TEXT, path=Path(f"/news/{number}.txt")).article_id for number in range(5))
    [told] = store(TEXT, path=Path("/news/last.txt")).warnings
    assert told == f"the same text is stored as 5 other articles: {', '.join(ids[:3])}, ..."


def test_a_publisher_and_an_address_given_later_belong_to_the_file_that_was_stored(session, store):
    first = store(TEXT, path=Path("/news/story.txt"))
    second = store(TEXT, URL, publisher="Example Post", path=Path("/news/story.txt"))
    assert (second.outcome, second.article_id) == (Outcome.UPDATED, first.article_id)
    assert store(TEXT, URL).article_id == first.article_id


def test_text_without_a_place_is_known_by_its_words(store):
    first = store(TEXT)
    assert store(TEXT).outcome is Outcome.UNCHANGED
    assert store("“Rain,” said Max Sample.").article_id != first.article_id


def test_a_removed_article_is_refused_with_the_reason(session, store):
    first = store(TEXT, URL)
    remove_article(session, first.article_id, "taken down by the publisher")
    session.commit()
    outcome = store(TEXT + " More.", URL)
    assert outcome.outcome is Outcome.FAILED
    assert outcome.article_id == first.article_id
    assert "taken down by the publisher" in outcome.reason
    assert count(session, Quote) == 0


def test_a_removed_article_can_be_admitted_again(session, store):
    first = store(TEXT, URL)
    remove_article(session, first.article_id, "wrong file")
    session.commit()
    outcome = store(TEXT, URL, readmit=True)
    assert (outcome.outcome, outcome.article_id, outcome.quotes) == (Outcome.CREATED, first.article_id, 2)
    assert find_quotes(session, QuoteFilter()).total == 2
    assert coverage(session, None, ()).documents == 1
    assert list(problems(session)) == []


def test_the_right_file_is_stored_in_the_place_of_a_wrong_one(session, store):
    wrong = store(TEXT, path=Path("/news/story.txt"))
    remove_article(session, wrong.article_id, "wrong file")
    session.commit()
    assert store(TEXT, path=Path("/news/story.txt")).outcome is Outcome.FAILED
    right = store("“Rain is likely,” said Max Sample.", path=Path("/news/story.txt"))
    assert right.outcome is Outcome.CREATED


@pytest.mark.parametrize(
    "text", ["", "“” said Ada Example.", "“🙂🙂” said Ada Example.", "“ا\u200fب” said Ä\u0308 Ö.", "“x”\r“y”"]
)
def test_odd_texts_are_stored_and_unchanged_the_second_time(store, text):
    assert store(text, URL).outcome is Outcome.CREATED
    assert store(text, URL).outcome is Outcome.UNCHANGED


def accessed(session, article_id):
    """When each version was seen, the oldest first, and when the article as it is cited was."""
    session.expire_all()
    seen = [version.accessed for version in article_history(session, article_id).versions]
    return [date and date.iso() for date in (*seen, article_detail(session, article_id).article.accessed)]


def test_each_version_has_its_own_day_of_access(session, store):
    first, second, third = (PrintedDate(date(2025, 3, day)) for day in (1, 2, 3))
    article_id = store(TEXT, URL).article_id
    assert accessed(session, article_id) == [None, None]
    assert store(TEXT, URL, accessed=first).outcome == "updated"
    assert store(TEXT, URL).outcome == "unchanged"
    assert accessed(session, article_id) == ["2025-03-01"] * 2
    assert store(TEXT + "\n\nMore.", URL).outcome == "new_version"
    assert accessed(session, article_id) == ["2025-03-01", None, None]
    assert store(TEXT + "\n\nMore.", URL, accessed=second).outcome == "updated"
    assert accessed(session, article_id) == ["2025-03-01", "2025-03-02", "2025-03-02"]
    assert store(TEXT, URL, accessed=third).outcome == "new_version"
    assert accessed(session, article_id) == ["2025-03-02", "2025-03-03", "2025-03-03"]


def test_the_address_of_an_archived_copy_is_kept_and_so_is_the_one_before(session, store):
    one, other = "https://archive.example/1", "https://archive.example/2"
    article_id = store(TEXT, URL, archived_url=one).article_id
    assert store(TEXT, URL).outcome == "unchanged"
    assert store(TEXT, URL, archived_url=other).outcome == "updated"
    history = article_history(session, article_id)
    assert (history.article.archived_url, [entry.archived_url for entry in history.metadata]) == (
        other,
        [one],
    )
