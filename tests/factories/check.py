from __future__ import annotations

import factory

from quotesdb.db.models import ClaimCheck, ClaimMatch
from quotesdb.values import ClaimVerdict
from tests.factories.article import ArticleFactory
from tests.factories.base import BaseFactory, minutes, public_id


class ClaimCheckFactory(BaseFactory):
    class Meta:
        model = ClaimCheck

    public_id = factory.Sequence(lambda n: public_id("c", n))
    claim = "We open in May."
    speaker = "Mara Lindqvist"
    verdict = ClaimVerdict.VERBATIM
    rung = ClaimVerdict.VERBATIM
    tier = "exact"
    method_version = 1
    documents = 3
    created_at = factory.Sequence(minutes)


class ClaimMatchFactory(BaseFactory):
    class Meta:
        model = ClaimMatch

    class Params:
        check = factory.SubFactory(ClaimCheckFactory)

    check_id = factory.SelfAttribute("check.id")
    article = factory.SubFactory(ArticleFactory)
    position = 0
    speaker = "Mara Lindqvist"
    start_char = 0
    end_char = 15
    text = "We open in May."
