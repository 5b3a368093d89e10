"""Deciding which names are of one organisation. The caller commits; an error rolls back.

What was printed stays; filters and lists take the names together, and so do the speakers of these names.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Organisation, OrganisationJudgement, OrganisationName
from quotesdb.names.key import name_key
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity import organisations
from quotesdb.services.identity.organisation_lookup import find_organisation, refresh
from quotesdb.services.judging.pairwise import Subject

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Bodies(Subject[Organisation]):
    """Decisions about organisations hang on their names, of which each is a row."""

    pairs, names = OrganisationJudgement, OrganisationName

    def find(self, session: Session, meant: str) -> Organisation:
        """The organisation that a name means."""
        return find_organisation(session, meant)

    def whole(self, session: Session, one: Organisation) -> list[Organisation]:
        """The organisations, one a name, that a person said are one, by folded name."""
        keys = organisations.merged(session).get(one.name_key, frozenset({one.name_key}))
        query = select(Organisation).where(Organisation.name_key.in_(keys)).order_by(Organisation.name_key)
        return list(session.scalars(query))

    def leaving(self, session: Session, whole: Sequence[Organisation], out: Sequence[str]) -> set[int]:
        """The names of it that are meant."""
        leaving = {each.id: each for each in (find_organisation(session, name) for name in out)}
        for id_, each in leaving.items():
            if id_ not in {one.id for one in whole}:
                raise BadRequest(f"{each.name} is no name of that organisation")
        return set(leaving)

    def key(self, one: Organisation) -> str:
        """Its folded name."""
        return one.name_key

    def called(self, one: Organisation) -> str:
        """Its name."""
        return one.name

    def check_name(self, session: Session, whole: Sequence[Organisation], name: str) -> None:
        """Refuse the printed name of another organisation: nobody could say any longer which is meant."""
        key = name_key(name)
        if key in organisations.printed(session) and key not in {each.name_key for each in whole}:
            raise BadRequest(f"{name!r} is another organisation: merge the two if they are one")

    def refresh(self, session: Session, row_ids: Collection[int]) -> set[int]:  # noqa: ARG002 - all of them
        """Link the speakers of all names that people ever judged anew."""
        return refresh(session)


BODIES = Bodies()


merge, merge_all = BODIES.merge, BODIES.merge_all
different, unsure = BODIES.different, BODIES.unsure
all_different, all_unsure = BODIES.all_different, BODIES.all_unsure
split = BODIES.split
rename, add_alias, remove_alias = BODIES.rename, BODIES.add_alias, BODIES.remove_alias
