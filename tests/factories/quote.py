from __future__ import annotations

import factory

from quotesdb.db.models import Quote
from tests.factories.article import ArticleVersionFactory
from tests.factories.base import START, BaseFactory, public_id


class QuoteFactory(BaseFactory):
    """The first 26 characters of its version's text, unless told otherwise."""

    class Meta:
        model = Quote

    public_id = factory.Sequence(lambda n: public_id("q", n))
    version = factory.SubFactory(ArticleVersionFactory)
    article = factory.SelfAttribute("version.article")
    start_char = 0
    end_char = 26
    exact = factory.LazyAttribute(lambda o: o.version.text[o.start_char : o.end_char])
    prefix = ""
    suffix = factory.LazyAttribute(lambda o: o.version.text[o.end_char : o.end_char + 32])
    text_key = factory.LazyAttribute(lambda o: o.exact.casefold())
    first_seen_at = START
