"""What suggestions compare: speakers, and organisations by all their names, with what is printed of them.

An organisation is compared by its names, whoever it is that speaks for it: a decision on these holds in all
articles. Where its name is a common noun ("the agency"), only the speaker of one article can be meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Select, literal, select, true

from quotesdb.db.models import Appearance, Article, Organisation, Speaker
from quotesdb.db.models.current_quote import CountOf
from quotesdb.names.key import name_key
from quotesdb.resolve import BodyProfile, body_keys, is_proper
from quotesdb.services.identity import organisations
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.identity.profiles import EARLIEST, places_of
from quotesdb.services.ledger.results import Party
from quotesdb.services.lookup.kept import tallies_of
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.counts import NONE
from quotesdb.services.store.embargoes import open_articles
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class About(StrEnum):
    """What a pair is about: whether two speakers are one, or two names of organisations mean one."""

    SPEAKERS = "speakers"
    ORGANISATIONS = "organisations"


class Known(NamedTuple):
    """A speaker, or an organisation, by its names.

    ``id`` is the speaker's, or one folded name, and ``party`` how it is shown; ``people`` are those who speak
    for an organisation, by folded name. ``members`` are the ids of its appearances and the folded names of an
    organisation: what decisions are about. ``rows`` are the appearances it is known by, in order of age,
    ``speakers`` the speakers it is, ``keys`` those of its block. ``quotes`` is how often it or
    its people are quoted. ``proper`` is whether an organisation has a name that fits no other.
    """

    id: str
    about: About
    party: Party
    kind: AgentKind
    names: tuple[str, ...]
    people: Mapping[str, str]
    rows: tuple[int, ...]
    members: frozenset[str]
    speakers: frozenset[str]
    keys: frozenset[str]
    quotes: int
    proper: bool


def known(session: Session, members: Collection[str] | None = None) -> dict[str, Known]:
    """Every named speaker and organisation with a quotation that look-ups show; only those of the members."""
    return _speakers(session, members) | _organisations(session, members)


def comparable(a: Known, b: Known) -> bool:
    """Whether it is a question at all if two are one: proper names of organisations are compared as such."""
    by_name = a.about is About.SPEAKERS and a.proper and b.proper
    return a.about is b.about and a.speakers.isdisjoint(b.speakers) and not by_name


def in_full(session: Session, those: Iterable[Known]) -> dict[str, BodyProfile]:
    """What is known of each of these organisations, by id."""
    wanted = {one.id: one for one in those}
    places = places_of(session, {id_: one.rows[:EARLIEST] for id_, one in wanted.items()})
    return {
        id_: BodyProfile(wanted[id_].names, place.articles, place.company, wanted[id_].people)
        for id_, place in places.items()
    }


def _speakers(session: Session, members: Collection[str] | None) -> dict[str, Known]:
    ids = None
    if members is not None:
        parts = map(Appearance.public_id.in_, chunks(members))
        ids = {id_ for part in parts for id_ in _speaker_ids(session, part)}
    rows = defaultdict[str, list[Any]](list)
    columns: tuple[Any, ...] = (
        Appearance.id,
        Appearance.public_id,
        Appearance.name,
        Speaker.public_id.label("speaker"),
        Speaker.name.label("shown"),
        Speaker.kind,
        Speaker.quotes,
    )
    query = _heard(session, select(*columns), ids)
    for row in session.execute(query.where(Speaker.kind.in_(NAMED))):
        rows[row.speaker].append(row)
    return {speaker: _speaker(speaker, own) for speaker, own in rows.items()}


def _speaker(id_: str, own: Sequence[Any]) -> Known:
    kind: AgentKind = own[0].kind
    names = tuple(dict.fromkeys(row.name for row in own))
    return Known(
        id=id_,
        about=About.SPEAKERS,
        party=Party(id_, own[0].shown),
        kind=kind,
        names=names,
        people={},
        rows=tuple(row.id for row in own),
        members=frozenset(row.public_id for row in own),
        speakers=frozenset({id_}),
        keys=_keys(names) if kind is AgentKind.ORGANISATION else frozenset(),
        quotes=own[0].quotes,
        proper=kind is AgentKind.ORGANISATION and _has_proper(names),
    )


def _organisations(session: Session, members: Collection[str] | None) -> dict[str, Known]:
    groups = organisations.merged(session)
    names = None
    if members is not None:
        names = frozenset[str]().union(*(groups.get(each, {each}) for each in members))
    rows = defaultdict[str, list[Any]](list)
    for query in (_by_itself(session, names), _by_people(session, names)):
        for row in session.execute(query):
            rows[min(groups.get(row.key, {row.key}))].append(row)
    shown = organisations.shown(session)
    whole = {key: groups.get(key, frozenset({key})) for key in rows}
    quoted = tallies_of(session, CountOf.ORGANISATION, {each for group in whole.values() for each in group})
    found = [
        _organisation(key, own, whole[key], shown, sum(quoted.get(each, NONE).quotes for each in whole[key]))
        for key, own in rows.items()
    ]
    return {one.id: one for one in found if one.proper}


def _organisation(
    key: str, own: Sequence[Any], group: frozenset[str], shown: Mapping[str, str], quotes: int
) -> Known:
    names = tuple(dict.fromkeys(row.called for row in own))
    spoke = [row for row in own if row.speaker]
    people = {name_key(row.person): row.person for row in own if row.person}
    return Known(
        id=key,
        about=About.ORGANISATIONS,
        party=Party(None, shown.get(key, names[0])),
        kind=AgentKind.ORGANISATION,
        names=names,
        people=people,
        rows=tuple(dict.fromkeys(row.id for row in own)),
        members=group | {row.public_id for row in spoke},
        speakers=frozenset(row.speaker for row in spoke),
        keys=_keys(names),
        quotes=quotes,
        proper=_has_proper(names),
    )


def _by_itself(session: Session, names: Collection[str] | None) -> Select[Any]:
    """The appearances of organisations that spoke, of these names."""
    is_one = Appearance.kind == AgentKind.ORGANISATION
    named = true() if names is None else Appearance.name_key.in_(names)
    ids = None if names is None else _speaker_ids(session, is_one & named)
    columns: tuple[Any, ...] = (
        Appearance.id,
        Appearance.public_id,
        Appearance.name_key.label("key"),
        Appearance.name.label("called"),
        literal("").label("person"),
        Speaker.public_id.label("speaker"),
    )
    return _heard(session, select(*columns), ids).where(is_one, named)


def _by_people(session: Session, names: Collection[str] | None) -> Select[Any]:
    """The appearances of people who speak for organisations of these names."""
    named = true() if names is None else Organisation.name_key.in_(names)
    of_these = Appearance.organisation_id.in_(select(Organisation.id).where(named))
    ids = None if names is None else _speaker_ids(session, of_these)
    columns: tuple[Any, ...] = (
        Appearance.id,
        Appearance.public_id,
        Organisation.name_key.label("key"),
        Organisation.name.label("called"),
        Appearance.name.label("person"),
        literal("").label("speaker"),
    )
    query = _heard(session, select(*columns).join(Appearance.organisation), ids)
    return query.where(Appearance.kind == AgentKind.PERSON, named)


def _speaker_ids(session: Session, condition: ColumnElement[bool]) -> Collection[int]:
    found = session.scalars(select(Appearance.speaker_id).where(condition).distinct())
    return [id_ for id_ in found if id_ is not None]


def _heard(session: Session, query: Select[Any], speaker_ids: Collection[int] | None) -> Select[Any]:
    """The appearances, in order of age, of speakers with a quotation to show; only of these speakers.

    None is told of an article that is not to be shown yet.
    """
    if speaker_ids is not None:
        query = query.where(Speaker.id.in_(speaker_ids))
    return (
        query.join(Appearance.speaker)
        .join(Appearance.article)
        .where(Speaker.quotes > 0, *open_articles(session))
        .order_by(Article.published_on.is_(None), Article.published_on, Appearance.public_id)
    )


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for name in names for key in body_keys(name_key(name)))


def _has_proper(names: Iterable[str]) -> bool:
    return any(is_proper(name_key(name)) for name in names)
