"""Deciding which names are of one organisation. The caller commits; an error rolls back.

What was printed stays; filters and lists take the names together, and so do the speakers of these names.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Organisation, OrganisationJudgement, OrganisationName
from quotesdb.db.types import Identity, NameUse
from quotesdb.services import organisations, speakers, statements
from quotesdb.services.errors import BadRequest
from quotesdb.services.names import choose
from quotesdb.services.rows import Decided
from quotesdb.services.who_is_whom import (
    ARE,
    Act,
    decided,
    divide,
    held_together,
    live_between,
    refuse,
    standing,
)
from quotesdb.text import name_key
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def merge(session: Session, one: str, other: str, judge: str, note: str | None = None) -> Decided:
    """Decide that two names are of one organisation.

    Raises:
        UnknownName, AmbiguousName: if no two organisations are meant.
        BadRequest: if they are one by a decision already, or a person holds them apart: it says who.
    """
    return _pair(session, one, other, Identity.SAME, judge, note)


def different(session: Session, one: str, other: str, judge: str, note: str | None = None) -> Decided:
    """Decide that two names are of two organisations.

    Raises:
        UnknownName, AmbiguousName: if no two organisations are meant.
        BadRequest: if this is decided already, or a person said that they are one: it says who.
    """
    return _pair(session, one, other, Identity.DIFFERENT, judge, note)


def unsure(session: Session, one: str, other: str, judge: str, note: str | None = None) -> Decided:
    """Note that it cannot be told whether two names are of one organisation.

    Raises:
        UnknownName, AmbiguousName: if no two organisations are meant.
        BadRequest: if a person could tell: it says who.
    """
    return _pair(session, one, other, Identity.UNSURE, judge, note)


def split(
    session: Session, organisation: str, out: Sequence[str], judge: str, note: str | None = None
) -> Decided:
    """Decide that some names of an organisation are another one's, which is one too.

    Raises:
        UnknownName, AmbiguousName: if no single organisation is meant.
        BadRequest: if a name is not the organisation's, or none or all would leave.
    """
    whole = _group(session, find_organisation(session, organisation))
    leaving = {find_organisation(session, name).id for name in out}
    if not leaving < {each.id for each in whole}:
        raise BadRequest("some of the organisation's names must leave, and some must stay")
    sides = [[each.id for each in whole if (each.id in leaving) is side] for side in (False, True)]
    act = Act.of(judge, note, "split", *(each.name_key for each in whole), *sorted(out))
    divide(session, act, OrganisationJudgement, *sides)
    loose = [pair for side in sides for pair in _falling_apart(session, side)]
    act.write(session, [OrganisationJudgement.of(*pair, Identity.SAME) for pair in loose])
    return _refreshed(session, act)


def rename(session: Session, organisation: str, name: str, judge: str, note: str | None = None) -> Decided:
    """Give an organisation the name to show; an earlier one is taken back and stays in the history.

    Raises:
        UnknownName, AmbiguousName: if no single organisation is meant.
        BadRequest: if the name is empty, or the organisation's by a decision already.
    """
    return _give(session, organisation, name, NameUse.PREFERRED, judge, note)


def add_alias(session: Session, organisation: str, name: str, judge: str, note: str | None = None) -> Decided:
    """Give an organisation one more name to be found by.

    Raises:
        UnknownName, AmbiguousName: if no single organisation is meant.
        BadRequest: if the name is empty, or the organisation's already.
    """
    return _give(session, organisation, name, NameUse.ALIAS, judge, note)


def remove_alias(
    session: Session, organisation: str, name: str, judge: str, note: str | None = None
) -> Decided:
    """Take back a name that a person gave an organisation to be found by.

    Raises:
        UnknownName, AmbiguousName: if no single organisation is meant.
        BadRequest: if nobody gave it.
    """
    group = _group(session, find_organisation(session, organisation))
    rows = [row for row in _names(session, group, NameUse.ALIAS) if row.name_key == name_key(name)]
    if not rows:
        raise BadRequest(f"{name!r} is no alias that a person gave")
    act = Act.of(judge, note, "alias remove", group[0].name_key, name)
    act.retract(session, rows)
    return _refreshed(session, act)


def find_organisation(session: Session, name: str) -> Organisation:
    """The organisation that a name means: printed, of an organisation that spoke, or given by a person.

    Raises:
        UnknownName, AmbiguousName: if there is none or more than one.
    """
    given = organisations.given(session)
    among = {**organisations.printed(session), **{key: row.name for key, row in given.items()}}
    key = choose("organisation", name, among)
    if key in given:
        return given[key].organisation
    return organisations.get_or_create(session, [among[key]])[key]


def refresh(session: Session) -> set[int]:
    """Bring the speakers that are organisations in step; return the appearances that are another's now."""
    loose = speakers.unbridge(session)
    merged = {(AgentKind.ORGANISATION, key) for key in organisations.merged(session)}
    return speakers.refresh(session, loose, merged)


def refuse_contradiction(session: Session, one: Organisation, other: Organisation, verdict: Identity) -> None:
    """Say which decision a new one about two would contradict.

    Raises:
        BadRequest: if there is one.
    """
    ones, others = ([each.id for each in _group(session, each)] for each in (one, other))
    if verdict is Identity.SAME:
        if apart := live_between(session, OrganisationJudgement, ones, others, Identity.DIFFERENT):
            refuse(apart[0], f"{one.name} and {other.name} are not one")
    elif held := held_together(session, OrganisationJudgement, ones, one.id, other.id):
        refuse(held[0], f"{one.name} and {other.name} are one")


def _pair(session: Session, one: str, other: str, verdict: Identity, judge: str, note: str | None) -> Decided:
    first, second = find_organisation(session, one), find_organisation(session, other)
    if first.id == second.id:
        raise BadRequest(f"both are {first.name}")
    held = standing(session, OrganisationJudgement, first.id, second.id)
    if held is not None and verdict in (held.verdict, Identity.UNSURE):
        refuse(held, f"{first.name} and {second.name} are {ARE[held.verdict]}")
    refuse_contradiction(session, first, second, verdict)
    act = Act.of(judge, note, verdict, first.name_key, second.name_key)
    act.retract(session, [held] if held else [])
    act.write(session, [OrganisationJudgement.of(first.id, second.id, verdict)])
    return _refreshed(session, act)


def _give(
    session: Session, organisation: str, name: str, use: NameUse, judge: str, note: str | None
) -> Decided:
    words = " ".join(name.split())
    key = name_key(words)
    if not key:
        raise BadRequest("the name is empty")
    group = _group(session, find_organisation(session, organisation))
    known = _names(session, group, use)
    taken = {row.name for row in known}
    if use is NameUse.ALIAS:
        taken |= {each.name for each in group}
    if words in taken or (use is NameUse.ALIAS and key in {name_key(each) for each in taken}):
        raise BadRequest(f"{words!r} is a name of {group[0].name} already")
    act = Act.of(judge, note, use, group[0].name_key, words)
    act.retract(session, known if use is NameUse.PREFERRED else [])
    act.write(session, [OrganisationName(organisation_id=group[0].id, name=words, name_key=key, use=use)])
    return _refreshed(session, act)


def _refreshed(session: Session, act: Act) -> Decided:
    statements.refresh(session, [], refresh(session))
    return decided(session, act)


def _group(session: Session, organisation: Organisation) -> list[Organisation]:
    """The organisations, one a name, that a person said are one, by folded name."""
    keys = organisations.merged(session).get(organisation.name_key, frozenset({organisation.name_key}))
    query = select(Organisation).where(Organisation.name_key.in_(keys)).order_by(Organisation.name_key)
    return list(session.scalars(query))


def _names(session: Session, group: Sequence[Organisation], use: NameUse) -> list[OrganisationName]:
    rows = session.scalars(
        select(OrganisationName).where(
            OrganisationName.organisation_id.in_([each.id for each in group]),
            OrganisationName.use == use,
            OrganisationName.retracted_at.is_(None),
        )
    )
    return list(rows)


def _falling_apart(session: Session, side: Sequence[int]) -> list[tuple[int, int]]:
    """The first of a side, with each that nothing holds to it any longer."""
    return [
        (side[0], id_)
        for id_ in side[1:]
        if not held_together(session, OrganisationJudgement, side, side[0], id_)
    ]
