from __future__ import annotations

import factory

from quotesdb.db.models import AgentName, Appearance, Speaker, SpeakerLink
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

    class Params:
        first = factory.SubFactory(AppearanceFactory)

    first_id = factory.SelfAttribute("first.id")
    name_key = factory.SelfAttribute("first.name_key")
    kind = AgentKind.PERSON
    surname = "lindqvist"
    given = "mara"


class SpeakerLinkFactory(BaseFactory):
    class Meta:
        model = SpeakerLink

    class Params:
        appearance_a = factory.SubFactory(AppearanceFactory)
        appearance_b = factory.SubFactory(AppearanceFactory)

    appearance_a_id = factory.SelfAttribute("appearance_a.id")
    appearance_b_id = factory.SelfAttribute("appearance_b.id")
    score = 1.0
    reason = "equal full name"
