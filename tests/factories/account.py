from __future__ import annotations

import factory

from quotesdb.db.models import Account, Credential, SavedSearch
from quotesdb.db.types import CredentialKind, Role
from tests.factories.base import BaseFactory, minutes


class AccountFactory(BaseFactory):
    class Meta:
        model = Account

    name = factory.Sequence(lambda n: f"Reviewer {n}")
    name_key = factory.Sequence(lambda n: f"reviewer {n}")
    role = Role.REVIEWER
    password = "$argon2id$none"
    created_at = factory.Sequence(minutes)


class CredentialFactory(BaseFactory):
    class Meta:
        model = Credential

    account = factory.SubFactory(AccountFactory)
    kind = CredentialKind.TOKEN
    label = "newsroom system"
    digest = factory.Sequence(lambda n: f"{n:064x}")
    created_at = factory.Sequence(minutes)


class SavedSearchFactory(BaseFactory):
    class Meta:
        model = SavedSearch

    owner_key = "wen halloran"
    name = factory.Sequence(lambda n: f"Search {n}")
    name_key = factory.Sequence(lambda n: f"search {n}")
    query = "q=water"
    digest = factory.Sequence(lambda n: f"{n:064x}")
    created_at = factory.Sequence(minutes)
