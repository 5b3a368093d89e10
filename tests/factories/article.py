from __future__ import annotations

from datetime import date

import factory

from quotesdb.db.models import (
    Article,
    ArticleIdentifier,
    ArticleMetadataHistory,
    ArticleVersion,
    ArticleZone,
    Byline,
)
from quotesdb.values import Precision
from tests.factories.base import START, BaseFactory, minutes, public_id, sha256
from tests.factories.organisation import OrganisationFactory


class ArticleFactory(BaseFactory):
    class Meta:
        model = Article

    public_id = factory.Sequence(lambda n: public_id("a", n))
    key = factory.Sequence(lambda n: f"https://courier.example/news/{n}")
    title = factory.Sequence(lambda n: f"Port reopens, part {n}")
    publisher = factory.SubFactory(OrganisationFactory)
    url = factory.SelfAttribute("key")
    published_on = date(2025, 3, 1)
    published_precision = Precision.DAY
    language = "en"
    created_at = START


class ArticleIdentifierFactory(BaseFactory):
    class Meta:
        model = ArticleIdentifier

    class Params:
        article = factory.SubFactory(ArticleFactory)

    article_id = factory.SelfAttribute("article.id")
    scheme = "guid"
    value = factory.Sequence(lambda n: f"courier:{n}")


class ArticleVersionFactory(BaseFactory):
    class Meta:
        model = ArticleVersion

    article = factory.SubFactory(ArticleFactory)
    number = 1
    text = factory.Sequence(lambda n: f"“The port is open again,” said Mara Lindqvist of pier {n}.")
    text_sha256 = factory.LazyAttribute(lambda o: sha256(o.text))
    raw_sha256 = factory.SelfAttribute("text_sha256")
    reader = "text"
    reader_version = "1"
    retrieved_at = START


class ArticleZoneFactory(BaseFactory):
    class Meta:
        model = ArticleZone

    class Params:
        version = factory.SubFactory(ArticleVersionFactory)

    version_id = factory.SelfAttribute("version.id")
    kind = "headline"
    start_char = 0
    end_char = 10


class ArticleMetadataHistoryFactory(BaseFactory):
    class Meta:
        model = ArticleMetadataHistory

    class Params:
        article = factory.SubFactory(ArticleFactory)

    article_id = factory.SelfAttribute("article.id")
    changed_at = factory.Sequence(minutes)
    title = "Port to reopen"
    publisher_name = "Harbour Courier"
    published = "2025-03-01"
    byline = "Ines Okafor\nTom Vale"


class BylineFactory(BaseFactory):
    class Meta:
        model = Byline

    class Params:
        article = factory.SubFactory(ArticleFactory)

    article_id = factory.SelfAttribute("article.id")
    position = factory.Sequence(int)
    name = "Ines Okafor"
