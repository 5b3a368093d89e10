"""What articles say of names, as it is stored. Pure functions: whoever prepares an article can ask them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import TypeAlias

from quotesdb.resolve import Evidence, observed
from quotesdb.services.identity.agent_key import Key, merged
from quotesdb.values import Agent, AgentKind

Told: TypeAlias = tuple[str, str | None, str | None, str]
"""How an article prints a name, with role and organisation, and its text: what evidence is found in."""

Printing: TypeAlias = tuple[str, str | None, str | None]
"""A name with role and organisation, as one article prints them."""


def evidence_on(sample: Iterable[Told]) -> bytes:
    """What the articles of a sample say of a name, as it is stored."""
    return pack(reduce(Evidence.__add__, (observed(*told) for told in sample), Evidence()))


def evidence_of(text: str, agents: Iterable[tuple[Key, Agent]]) -> dict[Printing, bytes]:
    """What an article says of each person who speaks in it."""
    printings = {
        (agent.name, agent.role, agent.organisation)
        for agent in merged(agents).values()
        if agent.kind is AgentKind.PERSON
    }
    return {printing: evidence_on([(*printing, text)]) for printing in printings}


def together(stored: Iterable[bytes | None], gone: Sequence[bytes] = ()) -> bytes | None:
    """Evidence that was stored apart, as one, less some that is part of it; null if there is none."""
    parts = [part for part in stored if part]
    if len(parts) < 2 and not gone:
        return next(iter(parts), None)
    whole = reduce(Evidence.__add__, map(unpack, parts))
    return pack(reduce(Evidence.__sub__, map(unpack, gone), whole))


def pack(evidence: Evidence) -> bytes:
    """Evidence as it is stored: equal evidence gives equal bytes."""
    maps = [dict(sorted(each.items())) for each in (evidence.words, evidence.roles, evidence.others)]
    whole = [evidence.sampled, *maps, evidence.men, evidence.women]
    return zlib.compress(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(stored: bytes | None) -> Evidence:
    """Evidence as it was stored."""
    return Evidence(*json.loads(zlib.decompress(stored))) if stored else Evidence()
