from __future__ import annotations

import factory

from quotesdb.db.models import Review, ReviewSpan
from quotesdb.db.types import SpanRole, Verdict
from quotesdb.values import AgentKind, CueClass, Kind
from tests.factories.base import BaseFactory, minutes
from tests.factories.quote import QuoteFactory


class ReviewFactory(BaseFactory):
    class Meta:
        model = Review

    quote = factory.SubFactory(QuoteFactory)
    version = factory.SelfAttribute("quote.version")
    verdict = Verdict.CORRECTED
    kind = Kind.MIXED
    cue_class = CueClass.WRITING
    appearance_name = "Mara Lindqvist"
    appearance_kind = AgentKind.PERSON
    reviewer = "ines"
    created_at = factory.Sequence(minutes)


class ReviewSpanFactory(BaseFactory):
    class Meta:
        model = ReviewSpan

    class Params:
        review = factory.SubFactory(ReviewFactory)

    review_id = factory.SelfAttribute("review.id")
    role = SpanRole.CONTENT
    position = 0
    start_char = 0
    end_char = 26
