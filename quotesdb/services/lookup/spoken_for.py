"""How often organisations are quoted: they themselves, and those who speak for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, and_, case, func, or_, select

from quotesdb.db.models import Appearance, Organisation
from quotesdb.db.models.current_quote import CountOf
from quotesdb.services.identity import bodies, organisations
from quotesdb.services.lookup.filters import Selection
from quotesdb.services.lookup.kept import tallies
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.counts import NONE, Tally

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Quoted:
    """How often an organisation is quoted; ``name`` is null for what nobody says for any."""

    name: str | None
    quotes: int
    words: int
    articles: int


def by_organisation(session: Session, selected: Selection) -> Iterator[Quoted]:
    """The counts of each organisation, all forms of its name together, and of what is said for none.

    Rows are grouped by numbers first, and names are put to the groups: to put them to the rows takes longer.
    """
    parts = defaultdict[str | None, list[Row[Any]]](list)
    counted = _parts(session, selected)
    names = _names(session, {row.body for row in counted if row.body is not None})
    for row in counted:
        key = row.own_key if row.body is None else names[row.body].name_key
        parts[key].append(row)
    called = _called_by_themselves(session, selected)
    for rows in parts.values():
        for row in rows:
            if row.body is not None:
                called[names[row.body].name_key][names[row.body].name] += row.quotes
    sums = {
        key or "": Tally(sum(row.quotes for row in rows), sum(row.words for row in rows), rows[0].articles)
        for key, rows in parts.items()
    }
    both = {key for key, rows in parts.items() if key is not None and len(rows) > 1}
    yield from _joined(session, selected, sums, called, both)


def kept_by_organisation(session: Session, selected: Selection) -> Iterator[Quoted]:
    """The same of all there is, where nothing narrows it down; only the names are read from the rows."""
    kept, own = tallies(session, CountOf.ORGANISATION), tallies(session, CountOf.OWN)
    called = _called_by_themselves(session, selected)
    for part in chunks(kept):
        query = select(Organisation.name_key, Organisation.name).where(Organisation.name_key.in_(part))
        for key, name in session.execute(query):
            called[key][name] += kept[key].quotes - own.get(key, NONE).quotes
    yield from _joined(session, selected, kept, called, set())


_NEVER = Counter[str]()


def _joined(
    session: Session,
    selected: Selection,
    tallied: Mapping[str, Tally],
    called: Mapping[str, Counter[str]],
    uncertain: Collection[str],
) -> Iterator[Quoted]:
    """The counts by folded name put together by the body, those for none under no name.

    A body is called as a person chose who merged or named it, else as it is printed most.

    Articles are counted anew where one may have several of the names, or is ``uncertain`` to be counted once.
    """
    printed = {
        key: name for key in tallied if (name := _most_called(+called.get(key, Counter()))) is not None
    }
    decided = organisations.decisions(session)
    body, shown = bodies.joined(decided, printed), organisations.shown(session, decided.groups)
    keys = defaultdict[str, list[str]](list)
    for key in tallied:
        keys[body.get(key, key)].append(key)
    several = {key for own in keys.values() if len(own) > 1 for key in own}.union(uncertain)
    articles = _articles(session, selected, {key: body.get(key, key) for key in several})
    for root, own in keys.items():
        times = sum((+called[key] for key in own if key in called), Counter[str]())
        chosen = next((shown[key] for key in own if key in shown), None)
        yield Quoted(
            name=chosen or _most_called(times),
            quotes=sum(tallied[key].quotes for key in own),
            words=sum(tallied[key].quote_words for key in own),
            articles=articles[root] if root in articles else tallied[own[0]].articles,
        )


def _most_called(times: Counter[str]) -> str | None:
    return min(times, key=lambda name: (-times[name], name), default=None)


def _parts(session: Session, selected: Selection) -> list[Row[Any]]:
    """The counts of what organisations say themselves, by name, and of what is said for each, by number."""
    rows = selected.rows.c
    body = case((rows.own_key.is_(None), rows.body_id)).label("body")
    counts = (func.count(), func.sum(rows.words), func.count(rows.article_id.distinct()))
    labelled = (
        count.label(name) for count, name in zip(counts, ("quotes", "words", "articles"), strict=True)
    )
    query = select(rows.own_key, body, *labelled).where(*selected.where).group_by(rows.own_key, body)
    return list(session.execute(query))


def _names(session: Session, body_ids: Collection[int]) -> dict[int, Row[int, str, str]]:
    query = select(Organisation.id, Organisation.name_key, Organisation.name)
    return {
        row.id: row
        for part in chunks(body_ids)
        for row in session.execute(query.where(Organisation.id.in_(part)))
    }


def _called_by_themselves(session: Session, selected: Selection) -> defaultdict[str, Counter[str]]:
    """What organisations are called where they speak themselves, and how often, by folded name."""
    rows = selected.rows.c
    query = (
        select(rows.own_key, Appearance.name, func.count())
        .select_from(selected.rows)
        .join(Appearance, Appearance.id == rows.appearance_id)
        .where(*selected.where, rows.own_key.is_not(None))
        .group_by(rows.own_key, Appearance.name)
    )
    called = defaultdict[str, Counter[str]](Counter)
    for key, name, times in session.execute(query):
        called[key][name] += times
    return called


def _articles(session: Session, selected: Selection, of: Mapping[str, str]) -> dict[str, int]:
    """In how many articles bodies speak or are spoken for; ``of`` says whose each of the names is."""
    rows = selected.rows.c
    found = defaultdict[str, set[int]](set)
    for part in chunks(of):
        key = func.coalesce(rows.own_key, Organisation.name_key)
        spoken_for = and_(rows.own_key.is_(None), Organisation.name_key.in_(part))
        query = (
            select(key, rows.article_id)
            .select_from(selected.rows)
            .outerjoin(Organisation, Organisation.id == rows.body_id)
            .where(*selected.where, or_(rows.own_key.in_(part), spoken_for))
            .distinct()
        )
        for name, article_id in session.execute(query):
            found[of[name]].add(article_id)
    return {body: len(articles) for body, articles in found.items()}
