"""Every look-up in one place; none of them loads an extractor, a reader or the migrations."""

from quotesdb.services.identity.find_speaker import who_is_meant, whom_asked_for
from quotesdb.services.lookup.articles import article_detail, list_articles
from quotesdb.services.lookup.decisions import list_decisions
from quotesdb.services.lookup.filters import ArticleFilter, QuoteFilter
from quotesdb.services.lookup.history import article_history
from quotesdb.services.lookup.organisations import list_organisations, organisation_detail
from quotesdb.services.lookup.passages import in_its_place, sightings
from quotesdb.services.lookup.quotes import (
    find_folded,
    find_quotes,
    find_unreviewed,
    iterate_quotes,
    quote_detail,
    unreviewed_ids,
)
from quotesdb.services.lookup.speaker_list import list_speakers
from quotesdb.services.lookup.speakers import speaker_detail, speaker_in_short
from quotesdb.services.statements.reports import reported

__all__ = [
    "ArticleFilter",
    "QuoteFilter",
    "article_detail",
    "article_history",
    "find_folded",
    "find_quotes",
    "find_unreviewed",
    "in_its_place",
    "iterate_quotes",
    "list_articles",
    "list_decisions",
    "list_organisations",
    "list_speakers",
    "organisation_detail",
    "quote_detail",
    "reported",
    "sightings",
    "speaker_detail",
    "speaker_in_short",
    "unreviewed_ids",
    "who_is_meant",
    "whom_asked_for",
]
