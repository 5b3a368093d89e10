from __future__ import annotations

import factory

from quotesdb.db.models import Alternative, Attribution, AttributionSpan, ExtractionRun
from quotesdb.db.types import RunStatus, SpanRole
from quotesdb.values import AgentKind, CueClass, Kind
from tests.factories.article import ArticleVersionFactory
from tests.factories.base import BaseFactory, minutes
from tests.factories.quote import QuoteFactory
from tests.factories.speaker import AppearanceFactory


class ExtractionRunFactory(BaseFactory):
    class Meta:
        model = ExtractionRun

    version = factory.SubFactory(ArticleVersionFactory)
    extractor = "quotesdb"
    extractor_version = "0.1.0"
    status = RunStatus.COMPLETE
    started_at = factory.Sequence(minutes)
    finished_at = factory.LazyAttribute(lambda o: None if o.status == RunStatus.RUNNING else o.started_at)


class AttributionFactory(BaseFactory):
    """Of a run over the quote's own version, unless told otherwise."""

    class Meta:
        model = Attribution

    quote = factory.SubFactory(QuoteFactory)
    run = factory.SubFactory(ExtractionRunFactory, version=factory.SelfAttribute("..quote.version"))
    appearance = factory.SubFactory(AppearanceFactory, article=factory.SelfAttribute("..quote.article"))
    kind = Kind.DIRECT
    cue_class = CueClass.SPEECH
    confidence = 0.9
    rule = "name beside the cue"


class AttributionSpanFactory(BaseFactory):
    class Meta:
        model = AttributionSpan

    class Params:
        attribution = factory.SubFactory(AttributionFactory)

    attribution_id = factory.SelfAttribute("attribution.id")
    role = SpanRole.CONTENT
    position = 0
    start_char = 0
    end_char = 26


class AlternativeFactory(BaseFactory):
    class Meta:
        model = Alternative

    class Params:
        attribution = factory.SubFactory(AttributionFactory)

    attribution_id = factory.SelfAttribute("attribution.id")
    name = "Bea Sample"
    kind = AgentKind.PERSON
