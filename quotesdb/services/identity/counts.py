"""What is known of names: counts, the oldest printing, and the evidence of a sample of articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from sqlalchemy import bindparam, delete, select

from quotesdb.db.models import AgentName, ArticleVersion
from quotesdb.resolve import SAMPLED, Evidence, observed
from quotesdb.services.identity import names
from quotesdb.services.identity.evident import Printing, Told, evidence_on, together
from quotesdb.services.identity.names import Printed
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.rows import table_of, update_rows
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


Evident: TypeAlias = Mapping[tuple[Told, ...], bytes]
"""The evidence, as it is stored, on the sample of a name."""


class _Known(NamedTuple):
    """A name as it is stored."""

    id: int
    kind: AgentKind
    name: str
    age: str
    articles: int
    evidence: bytes | None

    @property
    def oldest_id(self) -> str:
        return self.age.rpartition(" ")[2]


_NAME = table_of(AgentName).c
_KNOWN = select(_NAME.id, _NAME.kind, _NAME.name, _NAME.age, _NAME.articles, _NAME.evidence).where(
    _NAME.id.in_(bindparam("ids", expanding=True))
)


_Change: TypeAlias = tuple[Sequence[Printed], Sequence[Printed]]
"""The appearances that came into the sample of a name, and those that went."""

Said: TypeAlias = Mapping[tuple[int, Printing], bytes]
"""What articles, by number, say of those whom they print so."""


def change(
    session: Session,
    before: Sequence[Printed],
    after: Sequence[Printed],
    said: Said = MappingProxyType({}),
) -> set[int]:
    """Count articles as they are now in place of what they were; all appearances in each are given.

    It costs the same however often a name is printed elsewhere. ``said`` is evidence that was found
    before. Returns the names that nobody has any more.
    """
    was, now = _by_name(before), _by_name(after)
    concerned = sorted(was.keys() | now.keys())
    more = _articles(now)
    more.subtract(_articles(was))
    stored = [_Known(*row) for part in chunks(concerned) for row in session.execute(_KNOWN, {"ids": part})]
    anew = {
        known.id
        for known in stored
        if known.articles + more[known.id] <= 0 or _has_lost_its_oldest(known, was[known.id], now[known.id])
    }
    kept = [known for known in stored if known.id not in anew]
    people = [known for known in kept if known.kind is AgentKind.PERSON]
    evidence = _evidence(session, people, was, now, said)
    changed = [
        {
            "id": known.id,
            **_oldest(known, now[known.id]),
            "articles": known.articles + more[known.id],
            "evidence": evidence.get(known.id, known.evidence),
        }
        for known in kept
    ]
    update_rows(session, AgentName, changed)
    return count(session, anew)


def _by_name(rows: Iterable[Printed]) -> defaultdict[int, list[Printed]]:
    found = defaultdict[int, list[Printed]](list)
    for row in rows:
        if row.name_id is not None:
            found[row.name_id].append(row)
    return found


def _articles(of: Mapping[int, Sequence[Printed]]) -> Counter[int]:
    return Counter({id_: len({row.article_id for row in rows}) for id_, rows in of.items()})


def _has_lost_its_oldest(known: _Known, was: Sequence[Printed], now: Sequence[Printed]) -> bool:
    """Whether the oldest appearance was among these, and is not, or not as old as it was."""
    return any(row.public_id == known.oldest_id for row in (*was, *now)) and not any(
        row.age <= known.age for row in now
    )


def _oldest(known: _Known, now: Sequence[Printed]) -> dict[str, str]:
    ages = (
        [(known.age, known.name), *((row.age, row.name) for row in now)]
        if known.articles
        else [(row.age, row.name) for row in now]
    )
    age, name = min(ages)
    return {"age": age, "name": name}


def _evidence(
    session: Session,
    people: Sequence[_Known],
    was: Mapping[int, Sequence[Printed]],
    now: Mapping[int, Sequence[Printed]],
    said: Said,
) -> dict[int, bytes | None]:
    """The evidence on those of these names of whose sample something can have changed."""
    last = names.last_sampled(session, [known.id for known in people])
    touched = [
        known
        for known in people
        if any(row.public_id <= last.get(known.id, row.public_id) for row in (*was[known.id], *now[known.id]))
    ]
    grown = [known for known in touched if not was[known.id]]
    found = _grown(session, grown, now, said, last.keys())
    samples = _by_name(names.samples(session, [known.id for known in touched if known.id not in found]))
    texts = _texts(session, {row.article_id for own in samples.values() for row in own})
    return found | {id_: evidence_on(_told(own, texts)) for id_, own in samples.items()}


def _grown(
    session: Session,
    grown: Sequence[_Known],
    now: Mapping[int, Sequence[Printed]],
    said: Said,
    full: Collection[int],
) -> dict[int, bytes | None]:
    """The evidence on names that have these appearances more: what came into the samples, less what went.

    ``full`` are the names that have a whole sample.
    """
    changes: dict[int, _Change] = {known.id: (now[known.id], ()) for known in grown if known.id not in full}
    changes |= _exchanged(session, {known.id: now[known.id] for known in grown if known.id in full})
    rows = [row for change in changes.values() for part in change for row in part]
    texts = _texts(session, {row.article_id for row in rows if _printing(row) not in said})
    each = {row.id: said.get(_printing(row)) or evidence_on(_told([row], texts)) for row in rows}
    return {
        known.id: together(
            [known.evidence, *(each[row.id] for row in changes[known.id][0])],
            [each[row.id] for row in changes[known.id][1]],
        )
        for known in grown
    }


def _exchanged(session: Session, new: Mapping[int, Sequence[Printed]]) -> dict[int, _Change]:
    """What these new appearances of each name brought into its sample, and what they put out."""
    by_number = defaultdict[int, list[int]](list)
    for id_, rows in new.items():
        by_number[len(rows)].append(id_)
    found: dict[int, _Change] = {}
    for number, ids in sorted(by_number.items()):
        for id_, own in _by_name(names.samples(session, ids, number)).items():
            own.sort(key=lambda row: row.public_id)
            came = {row.id for row in new[id_]}
            old = [row for row in own if row.id not in came][:SAMPLED]
            now = {row.id for row in own[:SAMPLED]}
            found[id_] = (
                [row for row in own[:SAMPLED] if row.id in came],
                [row for row in old if row.id not in now],
            )
    return found


def _printing(row: Printed) -> tuple[int, Printing]:
    return row.article_id, (row.name, row.role, row.organisation)


def sampled(session: Session, name_ids: Collection[int]) -> list[tuple[Told, ...]]:
    """The sample of each person's name among these: what ``evidence_on`` is asked about."""
    rows = names.samples(session, name_ids)
    people = sorted((row for row in rows if row.kind is AgentKind.PERSON), key=lambda row: row.public_id)
    texts = _texts(session, {row.article_id for row in people})
    return [_told(own, texts) for own in _by_name(people).values()]


def count(session: Session, name_ids: Collection[int], evident: Evident = MappingProxyType({})) -> set[int]:
    """Count all that is known of these names anew; return those that nobody has.

    ``evident`` is evidence that was found before, for samples that may be those of the names.
    """
    found = defaultdict[int, list[Printed]](list)
    for row in names.of_names(session, name_ids):
        found[row.name_id or 0].append(row)
    for own in found.values():
        own.sort(key=lambda row: row.public_id)
    people = [row for own in found.values() for row in own[:SAMPLED] if row.kind is AgentKind.PERSON]
    texts = _texts(session, {row.article_id for row in people})
    update_rows(
        session,
        AgentName,
        [{"id": id_, **_counted(own, texts, evident)} for id_, own in sorted(found.items())],
    )
    return set(name_ids) - found.keys()


def _counted(own: Sequence[Printed], texts: Mapping[int, str], evident: Evident) -> dict[str, Any]:
    oldest = min(own, key=lambda row: row.age)
    sample = _told(own[:SAMPLED], texts) if oldest.kind is AgentKind.PERSON else ()
    return {
        "name": oldest.name,
        "age": oldest.age,
        "articles": len({row.article_id for row in own}),
        "evidence": (evident.get(sample) or evidence_on(sample)) if sample else None,
    }


def drop(session: Session, name_ids: Collection[int]) -> None:
    """Delete names that nobody has."""
    for part in chunks(name_ids):
        session.execute(delete(AgentName).where(AgentName.id.in_(part)))


def _told(rows: Iterable[Printed], texts: Mapping[int, str]) -> tuple[Told, ...]:
    return tuple((row.name, row.role, row.organisation, texts.get(row.article_id, "")) for row in rows)


_TEXTS = (
    select(ArticleVersion.article_id, ArticleVersion.text)
    .where(ArticleVersion.article_id.in_(bindparam("ids", expanding=True)))
    .order_by(ArticleVersion.number)
)


def _texts(session: Session, article_ids: Collection[int]) -> dict[int, str]:
    """The current text of each article; a removed one has none."""
    return {row[0]: row[1] for part in chunks(article_ids) for row in session.execute(_TEXTS, {"ids": part})}


def evidence_of_each(session: Session, rows: Sequence[Printed]) -> list[Evidence]:
    """What the article of each appearance says of it."""
    texts = _texts(session, {row.article_id for row in rows})
    return [observed(*told) for told in _told(rows, texts)]
