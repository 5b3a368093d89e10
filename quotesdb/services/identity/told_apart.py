"""Which of several speakers the words before a name mean: a form of address, or a role that is printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import AgentName, Appearance, Organisation
from quotesdb.names.addressed import is_woman
from quotesdb.names.key import name_key
from quotesdb.resolve import Known, naming, parse
from quotesdb.services.identity.evident import unpack
from quotesdb.services.identity.name_endings import Alias, ending_with
from quotesdb.services.identity.printed_names import printed_names_of_people
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.embargoes import open_articles
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def of_gender(session: Session, name: str, rows: Sequence[Alias]) -> Sequence[Alias]:
    """The rows without those whom the form of address before a name cannot mean."""
    woman = _addressed(name, name_key(name))
    if woman is None:
        return rows
    known = women(session, {row.id for row in rows})
    asked = {row.id: row.name for row in rows if row.kind is AgentKind.PERSON and row.id not in known}
    for id_, names in printed_names_of_people(session, asked).items():
        called = is_woman(names)
        known |= {} if called is None else {id_: called}
    return [row for row in rows if row.kind is AgentKind.PERSON and known.get(row.id) is not (not woman)]


def called_by_role(session: Session, name: str, *, silent: bool) -> Sequence[Alias]:
    """The rows of the people whose name ends a name, and with whom articles print the words before it."""
    words = name_key(name).split()
    for place in range(1, len(words)):
        rows = ending_with(session, " ".join(words[place:]), silent=silent)
        told = _roles(session, {row.id for row in rows}, silent=silent)
        found = [row for row in rows if any(told_so.issuperset(words[:place]) for told_so in told[row.id])]
        if found:
            return found
    return []


def _addressed(name: str, wanted: str) -> bool | None:
    """Whether a form of address before a name means a woman (or a man): "Queen" alone is a name itself."""
    parsed = parse(name)
    return None if not wanted or wanted.split()[0] in parsed.titles else parsed.woman


def women(session: Session, speaker_ids: Collection[int]) -> dict[int, bool]:
    """Whether each of these speakers is a woman, as far as it is known.

    A role says so first, then a form of address, what is told near the name, and the given name.
    """
    names, roles = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
    printed = select(Appearance.speaker_id, Appearance.name, Appearance.role)
    linked = select(AgentName.speaker_id, AgentName.name, AgentName.evidence)
    told = defaultdict[int, set[bool]](set)
    for part in chunks(speaker_ids):
        for id_, name, role in session.execute(printed.where(Appearance.speaker_id.in_(part))):
            names[id_ or 0].add(name)
            roles[id_ or 0].update([role] if role else [])
        for id_, name, evidence in session.execute(linked.where(AgentName.speaker_id.in_(part))):
            sex = Known(naming(name), name, evidence=unpack(evidence)).woman
            told[id_ or 0].update([] if sex is None else [sex])
    found = dict[int, bool]()
    for id_, own in names.items():
        said, near = is_woman(own, roles[id_]), told[id_]
        if said is None and len(near) == 1:
            [said] = near
        if said is not None:
            found[id_] = said
    return found


def _roles(
    session: Session, speaker_ids: Collection[int], *, silent: bool
) -> defaultdict[int, list[set[str]]]:
    """The folded words of what is printed of each of these speakers: a role, and for whom."""
    query = (
        select(Appearance.speaker_id, Appearance.role, Organisation.name_key)
        .join(Appearance.article)
        .outerjoin(Appearance.organisation)
        .where(
            Appearance.role.is_not(None),
            Appearance.kind == AgentKind.PERSON,
            *open_articles(session, embargoed=silent),
        )
        .distinct()
    )
    found = defaultdict[int, list[set[str]]](list)
    for part in chunks(speaker_ids):
        for id_, role, body in session.execute(query.where(Appearance.speaker_id.in_(part))):
            found[id_ or 0].append({*name_key(role or "").split(), *(body or "").split()})
    return found
