"""How many people some speakers are, by their full names and by what people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Appearance, Organisation
from quotesdb.names.key import name_key
from quotesdb.resolve import Pair, goes_with, parse
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.identity.judgements import parted
from quotesdb.services.identity.results import NamedSo
from quotesdb.services.store.embargoes import open_articles
from quotesdb.services.store.erased import Tombstones, tombstones
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.identity.find_speaker import SpeakerMatch


_NOBODY = Tombstones({})


def full_name(match: SpeakerMatch) -> tuple[str, ...]:
    """What is equal of two speakers of one full name: titles and middle names are left aside."""
    if match.kind is not AgentKind.PERSON:
        return (name_key(match.name),)
    parsed = parse(match.name)
    return parsed.first, *parsed.particles, parsed.surname, parsed.suffix


def of_one_name(matches: Iterable[SpeakerMatch], quotes: Mapping[str, int]) -> list[NamedSo]:
    """Speakers that have one full name together, the most quoted first; ``quotes`` are by their ids."""
    return _told(_by_name(matches, quotes), quotes)


def sharing_names(
    session: Session, matches: Iterable[SpeakerMatch], quotes: Mapping[str, int]
) -> list[NamedSo]:
    """The same, but whom a decision or a middle name tells apart are different people, each with a role."""
    parts = [_as_judged(session, same) for same in _by_name(matches, quotes)]
    alike = [part[0].row_ids[0] for own in parts if len(own) > 1 for part in own]
    roles = printed_roles(session, alike) if alike else {}
    return _told((part for own in parts for part in own), quotes, roles, tombstones(session))


def printed_roles(session: Session, speaker_ids: Collection[int]) -> dict[int, str]:
    """What helps to choose between speakers: the first role printed, with the organisation."""
    rows = session.execute(
        select(Appearance.speaker_id, Appearance.role, Organisation.name)
        .join(Appearance.article)
        .outerjoin(Appearance.organisation)
        .where(Appearance.speaker_id.in_(speaker_ids), *open_articles(session))
        .order_by(Appearance.id.desc())
    ).all()
    known = tombstones(session)
    return {row[0]: known.hide(", ".join(filter(None, row[1:]))) for row in rows if row[0] and any(row[1:])}


def _by_name(matches: Iterable[SpeakerMatch], quotes: Mapping[str, int]) -> Iterable[list[SpeakerMatch]]:
    named = defaultdict[tuple[AgentKind, tuple[str, ...]], list["SpeakerMatch"]](list)
    for match in sorted(matches, key=lambda match: -quotes.get(match.id, 0)):
        named[match.kind, full_name(match)].append(match)
    return named.values()


def _as_judged(session: Session, same: list[SpeakerMatch]) -> list[list[SpeakerMatch]]:
    """Those of one name in as many parts as people said, or as unlike middle names make of them.

    Of whom nothing is known is of the first part.
    """
    apart = parted(session, [id_ for match in same for id_ in match.row_ids]) if len(same) > 1 else ()
    parts: list[list[SpeakerMatch]] = []
    for match in same:
        able = (part for part in parts if not any(_are_apart(match, other, apart) for other in part))
        if (part := next(able, None)) is None:
            parts.append([match])
        else:
            part.append(match)
    return parts


def _are_apart(one: SpeakerMatch, other: SpeakerMatch, apart: Collection[Pair]) -> bool:
    if one.kind is AgentKind.PERSON and not goes_with(parse(one.name), parse(other.name)):
        return True
    return bool(apart) and any((min(ids), max(ids)) in apart for ids in product(one.row_ids, other.row_ids))


def _told(
    named: Iterable[list[SpeakerMatch]],
    quotes: Mapping[str, int],
    roles: Mapping[int, str] = MappingProxyType({}),
    known: Tombstones = _NOBODY,
) -> list[NamedSo]:
    found = [
        NamedSo(
            name=known.hide(same[0].name),
            kind=same[0].kind,
            ids=tuple(match.id for match in same),
            quotes=sum(quotes.get(match.id, 0) for match in same),
            role=roles.get(same[0].row_ids[0]),
        )
        for same in named
    ]
    return sorted(found, key=lambda one: (one.kind not in NAMED, -one.quotes))
