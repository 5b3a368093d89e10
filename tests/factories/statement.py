from __future__ import annotations

import factory

from quotesdb.db.models import Statement, StatementQuote
from tests.factories.base import BaseFactory
from tests.factories.quote import QuoteFactory
from tests.factories.speaker import SpeakerFactory


class StatementFactory(BaseFactory):
    class Meta:
        model = Statement

    class Params:
        head = factory.SubFactory(QuoteFactory)

    head_quote_id = factory.SelfAttribute("head.id")


class StatementQuoteFactory(BaseFactory):
    """The head of its statement, unless told otherwise."""

    class Meta:
        model = StatementQuote

    class Params:
        statement = factory.SubFactory(StatementFactory)
        speaker = factory.SubFactory(SpeakerFactory)

    quote_id = factory.SelfAttribute("statement.head_quote_id")
    statement_id = factory.SelfAttribute("statement.id")
    speaker_id = factory.SelfAttribute("speaker.id")
    lead = 1
    words = 5
    searchable = True
