"""How many people some speakers are, by their full names and by what people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING

from quotesdb.names.key import name_key
from quotesdb.resolve import Pair, goes_with, parse
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.identity.judgements import parted
from quotesdb.services.identity.results import NamedSo
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.identity.find_speaker import SpeakerMatch


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
    """The same, but whom a decision or a middle name tells apart are different people."""
    parts = (part for same in _by_name(matches, quotes) for part in _as_judged(session, same))
    return _told(parts, quotes)


def _by_name(matches: Iterable[SpeakerMatch], quotes: Mapping[str, int]) -> Iterable[list[SpeakerMatch]]:
    named = defaultdict[tuple[AgentKind, tuple[str, ...]], list["SpeakerMatch"]](list)
    for match in sorted(matches, key=lambda match: -quotes.get(match.id, 0)):
        named[match.kind, full_name(match)].append(match)
    return named.values()


def _as_judged(session: Session, same: list[SpeakerMatch]) -> Iterator[list[SpeakerMatch]]:
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
    yield from parts


def _are_apart(one: SpeakerMatch, other: SpeakerMatch, apart: Collection[Pair]) -> bool:
    if one.kind is AgentKind.PERSON and not goes_with(parse(one.name), parse(other.name)):
        return True
    return bool(apart) and any((min(ids), max(ids)) in apart for ids in product(one.row_ids, other.row_ids))


def _told(named: Iterable[list[SpeakerMatch]], quotes: Mapping[str, int]) -> list[NamedSo]:
    found = [
        NamedSo(
            name=same[0].name,
            kind=same[0].kind,
            ids=tuple(match.id for match in same),
            quotes=sum(quotes.get(match.id, 0) for match in same),
        )
        for same in named
    ]
    return sorted(found, key=lambda one: (one.kind not in NAMED, -one.quotes))
