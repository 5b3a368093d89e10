from __future__ import annotations

import factory

from quotesdb.db.models import OrganisationJudgement, OrganisationName, SpeakerJudgement, SpeakerName
from quotesdb.db.types import Identity, NameUse
from tests.factories.base import BaseFactory, minutes
from tests.factories.base import public_id as make_public_id
from tests.factories.organisation import OrganisationFactory
from tests.factories.speaker import AppearanceFactory


class DecidedFactory(BaseFactory):
    class Meta:
        abstract = True

    public_id = factory.Sequence(lambda n: make_public_id("d", n))
    decided_by = "ines"
    note = "the byline says so"
    decided_at = factory.Sequence(minutes)


class SpeakerJudgementFactory(DecidedFactory):
    class Meta:
        model = SpeakerJudgement

    class Params:
        appearance_a = factory.SubFactory(AppearanceFactory)
        appearance_b = factory.SubFactory(AppearanceFactory)

    appearance_a_id = factory.SelfAttribute("appearance_a.id")
    appearance_b_id = factory.SelfAttribute("appearance_b.id")
    verdict = Identity.SAME


class SpeakerNameFactory(DecidedFactory):
    class Meta:
        model = SpeakerName

    class Params:
        appearance = factory.SubFactory(AppearanceFactory)

    appearance_id = factory.SelfAttribute("appearance.id")
    name = "Mara Lindqvist-Voss"
    name_key = factory.LazyAttribute(lambda o: o.name.casefold())
    use = NameUse.ALIAS


class OrganisationJudgementFactory(DecidedFactory):
    class Meta:
        model = OrganisationJudgement

    class Params:
        organisation_a = factory.SubFactory(OrganisationFactory, name=factory.Sequence("Port {}".format))
        organisation_b = factory.SubFactory(OrganisationFactory, name=factory.Sequence("Port {} plc".format))

    organisation_a_id = factory.SelfAttribute("organisation_a.id")
    organisation_b_id = factory.SelfAttribute("organisation_b.id")
    verdict = Identity.SAME


class OrganisationNameFactory(DecidedFactory):
    class Meta:
        model = OrganisationName

    class Params:
        organisation = factory.SubFactory(OrganisationFactory, name=factory.Sequence("Harbour {}".format))

    organisation_id = factory.SelfAttribute("organisation.id")
    name = "Harbour Board"
    name_key = factory.LazyAttribute(lambda o: o.name.casefold())
    use = NameUse.ALIAS
