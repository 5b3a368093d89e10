from __future__ import annotations

import factory

from quotesdb.db.models import AgentName, AgentNameKey, Appearance, NamesTogether, Speaker, SpeakerLink
from quotesdb.values import AgentKind
from tests.factories.article import ArticleFactory
from tests.factories.base import BaseFactory, public_id
from tests.factories.organisation import OrganisationFactory


class SpeakerFactory(BaseFactory):
    class Meta:
        model = Speaker

    public_id = factory.Sequence(lambda n: public_id("s", n))
    name = "Mara Lindqvist"
    name_key = factory.LazyAttribute(lambda o: o.name.casefold())
    kind = AgentKind.PERSON


class AppearanceFactory(BaseFactory):
    class Meta:
        model = Appearance

    public_id = factory.Sequence(lambda n: public_id("s", n))
    article = factory.SubFactory(ArticleFactory)
    name = "Mara Lindqvist"
    name_key = factory.LazyAttribute(lambda o: o.name.casefold())
    kind = AgentKind.PERSON
    role = "harbour master"
    organisation = factory.SubFactory(OrganisationFactory, name=factory.Sequence("Port of Vessen {}".format))
    speaker = factory.SubFactory(SpeakerFactory)


class AgentNameFactory(BaseFactory):
    class Meta:
        model = AgentName

    key = factory.Sequence("mara lindqvist {}".format)
    kind = AgentKind.PERSON
    name = "Mara Lindqvist"
    age = "0 2025-03-01 s-aaaaaaaaaa"
    articles = 1


class AgentNameKeyFactory(BaseFactory):
    class Meta:
        model = AgentNameKey

    class Params:
        named = factory.SubFactory(AgentNameFactory)

    name_id = factory.SelfAttribute("named.id")
    use = "bearer"
    key = "* lindqvist"


class _PairFactory(BaseFactory):
    class Params:
        name_a = factory.SubFactory(AgentNameFactory)
        name_b = factory.SubFactory(AgentNameFactory)

    name_a_id = factory.SelfAttribute("name_a.id")
    name_b_id = factory.SelfAttribute("name_b.id")


class NamesTogetherFactory(_PairFactory):
    class Meta:
        model = NamesTogether

    articles = 1


class SpeakerLinkFactory(_PairFactory):
    class Meta:
        model = SpeakerLink

    asked = False
    kind = "EQUAL"
    score = 99.0
    reasons = "equal full name"
