from __future__ import annotations

import factory

from quotesdb.db.models import DecisionSpan, Review
from quotesdb.db.types import SpanRole, Verdict
from quotesdb.values import AgentKind, CueClass, Kind
from tests.factories.base import BaseFactory, minutes
from tests.factories.base import public_id as make_public_id
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
    public_id = factory.Sequence(lambda n: make_public_id("d", n))
    decided_by = "ines"
    decided_at = factory.Sequence(minutes)


class DecisionSpanFactory(BaseFactory):
    class Meta:
        model = DecisionSpan

    class Params:
        review = factory.SubFactory(ReviewFactory)

    decision_id = factory.SelfAttribute("review.id")
    role = SpanRole.CONTENT
    position = 0
    start_char = 0
    end_char = 26
