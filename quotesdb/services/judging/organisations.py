"""Deciding which names are of one organisation. The caller commits; an error rolls back.

What was printed stays; filters and lists take the names together, and so do the speakers of these names.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Organisation, OrganisationJudgement, OrganisationName
from quotesdb.db.types import Identity, NameUse
from quotesdb.names.key import name_key
from quotesdb.services.errors import BadRequest
from quotesdb.services.identity import organisations
from quotesdb.services.identity.organisation_lookup import find_organisation, refresh
from quotesdb.services.judging.pairwise import Subject, give_name, judge_two, part, take_alias
from quotesdb.services.ledger.results import Decided

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


def merge(session: Session, one: str, other: str, judge: str, note: str | None = None) -> Decided:
    """Decide that two names are of one organisation.

    Raises:
        UnknownName, AmbiguousName: if no two organisations are meant.
        BadRequest: if they are one by a decision already, or a person holds them apart: it says who.
    """
    return judge_two(session, BODIES, one, other, Identity.SAME, judge, note)


def different(session: Session, one: str, other: str, judge: str, note: str | None = None) -> Decided:
    """Decide that two names are of two organisations.

    Raises:
        UnknownName, AmbiguousName: if no two organisations are meant.
        BadRequest: if this is decided already, or a person said that they are one: it says who.
    """
    return judge_two(session, BODIES, one, other, Identity.DIFFERENT, judge, note)


def unsure(session: Session, one: str, other: str, judge: str, note: str | None = None) -> Decided:
    """Note that it cannot be told whether two names are of one organisation.

    Raises:
        UnknownName, AmbiguousName: if no two organisations are meant.
        BadRequest: if a person could tell: it says who.
    """
    return judge_two(session, BODIES, one, other, Identity.UNSURE, judge, note)


def split(
    session: Session, organisation: str, out: Sequence[str], judge: str, note: str | None = None
) -> Decided:
    """Decide that some names of an organisation are another one's, which is one too.

    Raises:
        UnknownName, AmbiguousName: if no single organisation is meant.
        BadRequest: if a name is not the organisation's, or none or all would leave.
    """
    return part(session, BODIES, organisation, out, judge, note)


def rename(session: Session, organisation: str, name: str, judge: str, note: str | None = None) -> Decided:
    """Give an organisation the name to show; the one that was shown is taken back and stays in the history.

    Raises:
        UnknownName, AmbiguousName: if no single organisation is meant.
        BadRequest: if the name is empty, shown by a decision already, or that of another organisation.
    """
    return give_name(session, BODIES, organisation, name, NameUse.PREFERRED, judge, note)


def add_alias(session: Session, organisation: str, name: str, judge: str, note: str | None = None) -> Decided:
    """Give an organisation one more name to be found by.

    Raises:
        UnknownName, AmbiguousName: if no single organisation is meant.
        BadRequest: if the name is empty, the organisation's already, or that of another organisation.
    """
    return give_name(session, BODIES, organisation, name, NameUse.ALIAS, judge, note)


def remove_alias(
    session: Session, organisation: str, name: str, judge: str, note: str | None = None
) -> Decided:
    """Take back a name that a person gave an organisation to be found by.

    Raises:
        UnknownName, AmbiguousName: if no single organisation is meant.
        BadRequest: if nobody gave it.
    """
    return take_alias(session, BODIES, organisation, name, judge, note)
