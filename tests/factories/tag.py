from __future__ import annotations

import factory

from quotesdb.db.models import SpeakerTag
from tests.factories.base import BaseFactory, minutes
from tests.factories.base import public_id as make_public_id
from tests.factories.speaker import AppearanceFactory


class SpeakerTagFactory(BaseFactory):
    class Meta:
        model = SpeakerTag

    class Params:
        appearance = factory.SubFactory(AppearanceFactory)

    appearance_id = factory.SelfAttribute("appearance.id")
    tag = "local"
    public_id = factory.Sequence(lambda n: make_public_id("d", n))
    decided_by = "ines"
    decided_at = factory.Sequence(minutes)
