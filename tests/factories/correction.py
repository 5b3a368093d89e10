from __future__ import annotations

import factory

from quotesdb.db.models import ArticleCorrection, ArticlePrinted, Erasure
from quotesdb.db.types import MetadataField
from tests.factories.article import ArticleFactory
from tests.factories.base import BaseFactory, minutes
from tests.factories.base import public_id as make_public_id


class ArticleCorrectionFactory(BaseFactory):
    class Meta:
        model = ArticleCorrection

    class Params:
        of_article = factory.SubFactory(ArticleFactory)

    article_id = factory.SelfAttribute("of_article.id")
    field = MetadataField.TITLE
    value = "Works to open in May"
    public_id = factory.Sequence(lambda n: make_public_id("d", n))
    decided_by = "ines"
    decided_at = factory.Sequence(minutes)


class ArticlePrintedFactory(BaseFactory):
    class Meta:
        model = ArticlePrinted

    class Params:
        of_article = factory.SubFactory(ArticleFactory)

    article_id = factory.SelfAttribute("of_article.id")
    said = '{"title": "Works to open"}'


class ErasureFactory(BaseFactory):
    class Meta:
        model = Erasure

    salt = "0" * 32
    digest = factory.Sequence(lambda n: f"{n:064x}")
    public_id = factory.Sequence(lambda n: make_public_id("d", n))
    decided_by = "ines"
    decided_at = factory.Sequence(minutes)
