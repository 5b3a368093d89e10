"""Rows of the read model by hand, for the rules of its tables; services fill it themselves."""

from __future__ import annotations

import factory

from quotesdb.db.models import CurrentQuote, ErasedName, FoldedName, QuoteCount
from quotesdb.db.models.current_quote import CountOf, Shown
from quotesdb.db.types import Status
from quotesdb.services.store.read_model import turned
from quotesdb.values import CueClass, Kind
from tests.factories.base import BaseFactory
from tests.factories.quote import QuoteFactory


class CurrentQuoteFactory(BaseFactory):
    class Meta:
        model = CurrentQuote

    class Params:
        quote = factory.SubFactory(QuoteFactory)

    quote_id = factory.SelfAttribute("quote.id")
    article_id = factory.SelfAttribute("quote.article_id")
    version_id = factory.SelfAttribute("quote.version_id")
    status = Status.MACHINE
    shown = Shown.ALWAYS.value
    kind = Kind.DIRECT
    cue_class = CueClass.SPEECH
    newest = 0
    oldest = 0
    start_char = factory.SelfAttribute("quote.start_char")
    words = 5


class FoldedNameFactory(BaseFactory):
    class Meta:
        model = FoldedName

    name_key = "ada example"
    turned = factory.LazyAttribute(lambda name: turned(name.name_key))


class QuoteCountFactory(BaseFactory):
    class Meta:
        model = QuoteCount

    of = CountOf.CUE
    key = "said"
    quotes = 1
    quote_words = 5
    articles = 1


class ErasedNameFactory(BaseFactory):
    class Meta:
        model = ErasedName

    name_key = "ada example"
