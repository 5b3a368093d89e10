"""The names that agents appear under, one row each: what links them is decided between names.

An appearance that a person's decision is about is a name of its own. Who has no name that tells one agent
from others (groups, "a spokesman", "the committee") has none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sqlalchemy import bindparam, delete, func, select, union

from quotesdb.db.models import (
    AgentName,
    AgentNameKey,
    Appearance,
    Article,
    Organisation,
    SpeakerJudgement,
)
from quotesdb.db.types import Identity
from quotesdb.names.commonness import is_common
from quotesdb.names.organisation import Part, is_one_body, read_body
from quotesdb.resolve import SAMPLED, Form, bearer_keys, naming, variant_keys
from quotesdb.services.identity import authorities, offices, organisations
from quotesdb.services.identity.appearances import Standing, standing
from quotesdb.services.identity.offices import Unnamed
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.ids import looks_like_id
from quotesdb.services.store.rows import insert_numbered, insert_rows, update_rows
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Key: TypeAlias = tuple[str, AgentKind]


class Printed(NamedTuple):
    """An appearance as far as linking needs it; ``day`` is the date that its article has now."""

    id: int
    public_id: str
    article_id: int
    name: str
    name_key: str
    kind: AgentKind
    role: str | None
    organisation: str | None
    name_id: int | None
    speaker_id: int | None
    published_on: date | None
    day: date | None
    standing: int

    @property
    def age(self) -> str:
        """What sorts the oldest first: what was printed, its day, undated last; the public id ends it.

        What nobody printed comes after all that somebody did: no speaker has its id for a review alone.
        """
        return f"{self.standing} {self.day or '9999'} {self.public_id}"


_PRINTED = (
    select(
        Appearance.id,
        Appearance.public_id,
        Appearance.article_id,
        Appearance.name,
        Appearance.name_key,
        Appearance.kind,
        Appearance.role,
        Organisation.name,
        Appearance.name_id,
        Appearance.speaker_id,
        Appearance.published_on,
        Article.published_on.label("day"),
        standing(),
    )
    .join(Appearance.article)
    .outerjoin(Appearance.organisation)
)
_BY_ARTICLE = _PRINTED.where(Appearance.article_id == bindparam("id"))
_BY_ARTICLES = _PRINTED.where(Appearance.article_id.in_(bindparam("ids", expanding=True)))
_BY_ID = _PRINTED.where(Appearance.id.in_(bindparam("ids", expanding=True)))
_BY_NAME = _PRINTED.where(Appearance.name_id.in_(bindparam("ids", expanding=True)))
_LAST_SAMPLED = (
    select(Appearance.public_id)
    .where(Appearance.name_id == AgentName.id)
    .order_by(Appearance.public_id)
    .offset(bindparam("place", SAMPLED - 1))
    .limit(1)
    .correlate(AgentName)
    .scalar_subquery()
)
_LAST_SAMPLES = select(AgentName.id, _LAST_SAMPLED).where(
    AgentName.id.in_(bindparam("ids", expanding=True)), _LAST_SAMPLED.is_not(None)
)

_ARTICLES = (
    select(Appearance.article_id).where(Appearance.id.in_(bindparam("ids", expanding=True))).distinct()
)
_BEHIND_ALL = "t"
_SAMPLES = _BY_NAME.join(AgentName, AgentName.id == Appearance.name_id).where(
    Appearance.public_id <= func.coalesce(_LAST_SAMPLED, _BEHIND_ALL)
)


def of_article(session: Session, article_id: int) -> list[Printed]:
    """The appearances of an article."""
    return [Printed._make(row) for row in session.execute(_BY_ARTICLE, {"id": article_id})]


def of_articles(session: Session, article_ids: Collection[int]) -> list[Printed]:
    """The appearances of these articles."""
    return [
        Printed._make(row)
        for part in chunks(article_ids)
        for row in session.execute(_BY_ARTICLES, {"ids": part})
    ]


def of_ids(session: Session, ids: Collection[int]) -> list[Printed]:
    """The appearances with these row numbers."""
    return [Printed._make(row) for part in chunks(ids) for row in session.execute(_BY_ID, {"ids": part})]


def articles_of(session: Session, ids: Collection[int]) -> set[int]:
    """The articles that these appearances are in."""
    return {article_id for part in chunks(ids) for article_id in session.scalars(_ARTICLES, {"ids": part})}


def of_names(session: Session, name_ids: Collection[int]) -> list[Printed]:
    """The appearances of these names."""
    return [
        Printed._make(row) for part in chunks(name_ids) for row in session.execute(_BY_NAME, {"ids": part})
    ]


def last_sampled(session: Session, name_ids: Collection[int]) -> dict[int, str]:
    """The last public id of the sample of each name that has a whole one."""
    return {
        row[0]: row[1] for part in chunks(name_ids) for row in session.execute(_LAST_SAMPLES, {"ids": part})
    }


def samples(session: Session, name_ids: Collection[int], more: int = 0) -> list[Printed]:
    """Of the appearances of these names those that are looked at closely, and so many more of each."""
    place = SAMPLED - 1 + more
    return [
        Printed._make(row)
        for part in chunks(name_ids)
        for row in session.execute(_SAMPLES, {"ids": part, "place": place})
    ]


def place(session: Session, rows: Sequence[Printed]) -> list[Printed]:
    """Give appearances the names that they belong to now, and their dates; names that are new are stored."""
    wanted = _wanted(session, rows)
    numbers = _numbers(session, {key for key in wanted.values() if key is not None})
    numbers |= _make(session, rows, _oldest(rows, wanted, _missing(wanted, numbers)))
    now = {row.id: numbers[key] if (key := wanted[row.id]) else None for row in rows}
    update_rows(
        session,
        Appearance,
        [
            {"id": row.id, "name_id": now[row.id], "published_on": row.day}
            for row in rows
            if (row.name_id, row.published_on) != (now[row.id], row.day)
        ],
    )
    return [row._replace(name_id=now[row.id], published_on=row.day) for row in rows]


def _oldest(rows: Sequence[Printed], wanted: Mapping[int, Key | None], keys: Sequence[Key]) -> dict[Key, str]:
    """The age of each of some names: that of its oldest appearance."""
    ages: dict[Key, str] = {}
    for row in rows:
        key = wanted[row.id]
        if key is not None:
            ages[key] = min(ages.get(key, row.age), row.age)
    return {key: ages[key] for key in keys}


def _missing(wanted: Mapping[int, Key | None], numbers: Mapping[Key, int]) -> list[Key]:
    return sorted({key for key in wanted.values() if key is not None and key not in numbers})


def _wanted(session: Session, rows: Sequence[Printed]) -> dict[int, Key | None]:
    """The key of the name of each appearance."""
    alone = _judged(session, [row.id for row in rows])
    bodies = organisations.decided(session) if rows else set()
    unnamed = [Unnamed(row.id, row.article_id, row.name) for row in rows if row.kind is AgentKind.ANONYMOUS]
    held = offices.keys(session, unnamed)
    return {
        row.id: (row.public_id, row.kind)
        if row.id in alone
        else (held[row.id], row.kind)
        if row.id in held
        else None
        if _is_somebody_new(row)
        else key_of(row.name, row.name_key, row.kind, bodies)
        for row in rows
    }


def _is_somebody_new(row: Printed) -> bool:
    """Whether a person named somebody whom nobody printed so by a name that others may have, too."""
    is_printed = row.standing == Standing.PRINTED
    return not is_printed and row.kind is AgentKind.PERSON and not tells_one(row.name, row.kind)


def is_full(name: str, kind: AgentKind) -> bool:
    """Whether a name tells who bears it from others: a full one of a person, one of a single organisation."""
    if kind is AgentKind.PERSON:
        return naming(name).form is Form.FULL
    return kind is AgentKind.ORGANISATION and is_one_body(name)


def tells_one(name: str, kind: AgentKind) -> bool:
    """Whether who is given this name, which nobody printed, is taken for whoever else has it."""
    common = kind is AgentKind.PERSON and is_common(naming(name).name)
    return is_full(name, kind) and not common


_A, _B = SpeakerJudgement.appearance_a_id, SpeakerJudgement.appearance_b_id
_HOLDS = (SpeakerJudgement.live(), SpeakerJudgement.verdict != Identity.UNSURE)
_JUDGED = union(
    *(select(end.label("id")).where(end.in_(bindparam("ids", expanding=True)), *_HOLDS) for end in (_A, _B))
)


def _judged(session: Session, ids: Collection[int]) -> set[int]:
    """Those of the appearances of which a person decided whether they are one with another."""
    return {id_ for part in chunks(ids) for id_ in session.scalars(_JUDGED, {"ids": part})}


def key_of(name: str, folded: str, kind: AgentKind, decided: Collection[str] = ()) -> Key | None:
    """The key of the name that an appearance has; None of one that tells nobody from others.

    ``decided`` are the folded names of organisations on which a person decided: each is a name of its own.
    """
    if kind is AgentKind.PERSON:
        found = naming(name)
        is_name = found.form is not Form.NONE and read_body(name).part is not Part.MEMBERS
        return (found.key, kind) if is_name else None
    if kind is not AgentKind.ORGANISATION:
        return None
    if folded in decided:
        return as_printed(folded), kind
    body = read_body(name)
    return (body.key, kind) if body.part is Part.ITSELF and is_one_body(name) else None


def as_printed(folded: str) -> str:
    """The key of the name of an organisation on which a person decided."""
    return f"“{folded}”"


_NUMBERS = select(AgentName.key, AgentName.kind, AgentName.id).where(
    AgentName.key.in_(bindparam("keys", expanding=True))
)


def _numbers(session: Session, keys: Collection[Key]) -> dict[Key, int]:
    return {
        (row.key, row.kind): row.id
        for part in chunks({key for key, _kind in keys})
        for row in session.execute(_NUMBERS, {"keys": part})
        if (row.key, row.kind) in keys
    }


def _make(session: Session, rows: Sequence[Printed], new: Mapping[Key, str]) -> dict[Key, int]:
    """Store names; what is known of them is counted later."""
    printed = {row.age: row for row in rows}
    made: dict[Key, int] = {}
    for kind in AgentKind:
        values = [
            {"key": key, "kind": kind, "name": printed[age].name, "age": age, "articles": 0}
            for (key, of), age in new.items()
            if of is kind
        ]
        found = insert_numbered(session, AgentName, values, AgentName.key)
        made |= {(key, kind): id_ for key, id_ in found.items()}
    _store_keys(session, [(id_, key, printed[new[key, kind]]) for (key, kind), id_ in made.items()])
    return made


def renew_keys(session: Session, rows: Sequence[Printed]) -> None:
    """Make anew what the names of these appearances are found by."""
    of = {row.name_id: row for row in rows if row.name_id is not None}
    stored = {row.id: row.key for part in chunks(of) for row in session.execute(_KEYS, {"ids": part})}
    for part in chunks(of):
        session.execute(delete(AgentNameKey).where(AgentNameKey.name_id.in_(part)))
    _store_keys(session, [(id_, stored[id_], row) for id_, row in of.items()])


_KEYS = select(AgentName.id, AgentName.key).where(AgentName.id.in_(bindparam("ids", expanding=True)))


def _store_keys(session: Session, named: Sequence[tuple[int, str, Printed]]) -> None:
    keys = [
        {"name_id": id_, "use": use, "key": each}
        for id_, key, row in named
        for use, each in _keys(key, row.kind, row)
    ]
    insert_rows(session, AgentNameKey, keys)


def _keys(key: str, kind: AgentKind, row: Printed) -> Iterator[tuple[str, str]]:
    """By what a name is found, and for what."""
    if kind is AgentKind.ORGANISATION:
        yield "body", read_body(row.name).key
        if is_alone(key) or key == as_printed(row.name_key):
            yield "body", as_printed(row.name_key)
    elif kind is AgentKind.PERSON:
        found = naming(row.name)
        yield from (("variant", each) for each in sorted(variant_keys(found)))
        use = "bearer" if found.form is Form.FULL else "seeker"
        yield from ((use, each) for each in sorted(bearer_keys(found)))
    elif kind is AgentKind.ANONYMOUS and (who := offices.holder_of(key)):
        yield authorities.HOLDER, who


def is_alone(key: str) -> bool:
    """Whether a key is that of one appearance."""
    return looks_like_id(key, "s")
