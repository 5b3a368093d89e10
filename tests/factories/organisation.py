from __future__ import annotations

import factory

from quotesdb.db.models import Organisation
from tests.factories.base import BaseFactory


class OrganisationFactory(BaseFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Harbour Courier {n}")
    name_key = factory.LazyAttribute(lambda o: o.name.casefold())
