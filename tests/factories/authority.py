"""People of authority files by hand, for the rules of their tables."""

from __future__ import annotations

import factory

from quotesdb.db.models import Authority, AuthorityIdentifier, AuthorityName, AuthorityRole
from tests.factories.base import BaseFactory, minutes


class AuthorityFactory(BaseFactory):
    class Meta:
        model = Authority

    key = factory.Sequence(lambda n: f"wikidata:Q{n}")
    name = "Ada Example"
    source = "people.csv"
    imported_at = factory.Sequence(minutes)


class _Part(BaseFactory):
    class Params:
        of_authority = factory.SubFactory(AuthorityFactory)

    authority_id = factory.SelfAttribute("of_authority.id")
    position = 0


class AuthorityNameFactory(_Part):
    class Meta:
        model = AuthorityName

    name = "Ada Example"
    name_key = "ada example"


class AuthorityRoleFactory(_Part):
    class Meta:
        model = AuthorityRole

    title = "Mayor"
    first_word = "mayor"


class AuthorityIdentifierFactory(_Part):
    class Meta:
        model = AuthorityIdentifier

    scheme = "wikidata"
    value = factory.Sequence(lambda n: f"Q{n}")
