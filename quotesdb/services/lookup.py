"""Every look-up in one place; none of them loads an extractor, a reader or the migrations."""

from quotesdb.services.article_lookup import article_detail, list_articles
from quotesdb.services.decision_list import list_decisions
from quotesdb.services.filters import ArticleFilter, QuoteFilter
from quotesdb.services.find_speaker import who_is_meant
from quotesdb.services.history import article_history
from quotesdb.services.organisation_lookup import list_organisations, organisation_detail
from quotesdb.services.quote_lookup import (
    find_folded,
    find_quotes,
    find_unreviewed,
    iterate_quotes,
    quote_detail,
    unreviewed_ids,
)
from quotesdb.services.reports import reported
from quotesdb.services.speaker_lookup import list_speakers, speaker_detail

__all__ = [
    "ArticleFilter",
    "QuoteFilter",
    "article_detail",
    "article_history",
    "find_folded",
    "find_quotes",
    "find_unreviewed",
    "iterate_quotes",
    "list_articles",
    "list_decisions",
    "list_organisations",
    "list_speakers",
    "organisation_detail",
    "quote_detail",
    "reported",
    "speaker_detail",
    "unreviewed_ids",
    "who_is_meant",
]
