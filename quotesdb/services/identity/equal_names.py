"""Machine links between appearances of one name, or of names that a person said are one organisation's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, or_, select
from sqlalchemy.orm import aliased

from quotesdb.db.models import Appearance, SpeakerLink
from quotesdb.resolve import LinksBy, links_by
from quotesdb.services.identity import names as agent_names
from quotesdb.services.identity import organisations
from quotesdb.services.identity.members import Member
from quotesdb.services.identity.names import NameKey
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.rows import insert_rows
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

REASONS = {AgentKind.PERSON: "equal full name", AgentKind.ORGANISATION: "equal organisation name"}
_MERGED = "names of one organisation, by a person's decision"
EQUAL = (*REASONS.values(), _MERGED)
"""Reasons of the links that are made here."""


def centres(
    session: Session, here: Sequence[Member], first_of_name: dict[NameKey, int]
) -> list[tuple[Member, int]]:
    """Appearances with the first stored one that each is linked to for its name; others stay alone."""
    of_body = _first_of_body(session, here)
    found = []
    for own in here:
        match own.links_by():
            case LinksBy.NAME:
                found.append((own, first_of_name[own.kind, own.name_key]))
            case LinksBy.NAME_AND_ORGANISATION if own.organisation_id is not None:
                found.append((own, of_body[own.name_key, own.organisation_id]))
    return [(own, first) for own, first in found if first != own.id]


_FIRST_OF_BODY = (
    select(Appearance.name_key, Appearance.organisation_id, func.min(Appearance.id))
    .where(
        Appearance.name_key.in_(bindparam("keys", expanding=True)),
        Appearance.organisation_id.in_(bindparam("bodies", expanding=True)),
        Appearance.kind == AgentKind.PERSON,
    )
    .group_by(Appearance.name_key, Appearance.organisation_id)
)


def _first_of_body(session: Session, here: Sequence[Member]) -> dict[tuple[str, int], int]:
    """The first stored appearance of each common name here with its organisation."""
    asked = [
        own
        for own in here
        if own.organisation_id is not None and own.links_by() is LinksBy.NAME_AND_ORGANISATION
    ]
    if not asked:
        return {}
    values = {
        "keys": list({own.name_key for own in asked}),
        "bodies": list({own.organisation_id for own in asked}),
    }
    return {(row[0], row[1] or 0): row[2] for row in session.execute(_FIRST_OF_BODY, values)}


def unlink_other_bodies(session: Session, here: Iterable[Member]) -> set[int]:
    """Take a common name apart whose appearance here has got another organisation than it was linked for.

    Returns the appearances that this sets loose, and links those that stay together.
    """
    common = [own for own in here if own.links_by() is LinksBy.NAME_AND_ORGANISATION]
    wrong = _linked_wrongly(session, [own.id for own in common]) if common else set()
    loose = set[int]()
    for kind, key in {(own.kind, own.name_key) for own in common if own.id in wrong}:
        loose.update(link(session, kind, key))
    return loose


def _linked_wrongly(session: Session, appearance_ids: Collection[int]) -> set[int]:
    one, other = aliased(Appearance), aliased(Appearance)
    query = (
        select(one.id, other.id)
        .select_from(SpeakerLink)
        .join(one, one.id == SpeakerLink.appearance_a_id)
        .join(other, other.id == SpeakerLink.appearance_b_id)
        .where(one.organisation_id.is_distinct_from(other.organisation_id))
    )
    return {
        id_
        for part in chunks(appearance_ids)
        for row in session.execute(
            query.where(or_(SpeakerLink.appearance_a_id.in_(part), SpeakerLink.appearance_b_id.in_(part)))
        )
        for id_ in row
    }


def link(session: Session, kind: AgentKind, key: str) -> Collection[int]:
    """Link every appearance of a name with the first stored one that it goes with, as a star.

    One row each, however many there are. Returns all of them.
    """
    by = links_by(kind, key)
    if by is LinksBy.NOTHING:
        return []
    same = session.execute(
        select(Appearance.id, Appearance.kind, Appearance.organisation_id)
        .where(Appearance.name_key == key, Appearance.kind == kind)
        .order_by(Appearance.id)
    ).all()
    if by is LinksBy.NAME:
        insert_links(session, [(same[0].id, other.id, REASONS[kind]) for other in same[1:]])
        return [row.id for row in same]
    for part in chunks([row.id for row in same]):
        session.execute(delete(SpeakerLink).where(SpeakerLink.appearance_b_id.in_(part)))
    firsts: dict[int, Any] = {}
    for row in same:
        if row.organisation_id is not None:
            firsts.setdefault(row.organisation_id, row)
    insert_links(
        session,
        [
            (firsts[row.organisation_id].id, row.id, REASONS[kind])
            for row in same
            if row.organisation_id is not None and firsts[row.organisation_id] is not row
        ],
    )
    return [row.id for row in same]


def bridge_bodies(session: Session, names: Iterable[NameKey]) -> set[int]:
    """Link the first appearances of names that a person said are one organisation's; return those linked."""
    keys = {key for kind, key in names if kind is AgentKind.ORGANISATION}
    merged = organisations.merged(session) if keys else {}
    linked = set[int]()
    for group in {merged[key] for key in keys & merged.keys()}:
        firsts = agent_names.firsts(session, AgentKind.ORGANISATION, group)
        first, *others = sorted(firsts.values()) or [0]
        insert_links(session, [(first, other, _MERGED) for other in others])
        linked.update(others)
    return linked


def unbridge(session: Session) -> list[int]:
    """Delete the links between names of one organisation; return the appearances that they linked."""
    links = session.scalars(select(SpeakerLink).where(SpeakerLink.reason == _MERGED)).all()
    for each in links:
        session.delete(each)
    session.flush()
    return [id_ for each in links for id_ in (each.appearance_a_id, each.appearance_b_id)]


_PRESENT = select(SpeakerLink.appearance_a_id, SpeakerLink.appearance_b_id).where(
    SpeakerLink.appearance_b_id.in_(bindparam("ids", expanding=True))
)


def insert_links(session: Session, links: Sequence[tuple[int, int, str]]) -> None:
    """Store links (the smaller id, the larger one, the reason), but for those there are."""
    present = {
        (row[0], row[1])
        for part in chunks([other for _first, other, _reason in links])
        for row in session.execute(_PRESENT, {"ids": part})
    }
    insert_rows(
        session,
        SpeakerLink,
        [
            {"appearance_a_id": first, "appearance_b_id": other, "score": 1.0, "reason": reason}
            for first, other, reason in links
            if (first, other) not in present
        ],
    )
