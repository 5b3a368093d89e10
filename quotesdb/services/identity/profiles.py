"""Profiles of speakers and appearances, as the comparison of ``quotesdb.resolve`` wants them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Row, select

from quotesdb.db.models import Appearance, Article, Organisation
from quotesdb.resolve import Profile, is_full_name, printed_role
from quotesdb.services.store.chunks import chunks
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

K = TypeVar("K")

EARLIEST = 40
"""Appearances of a name that a profile is made of: enough to know somebody by, however famous."""


def profiles_of(
    session: Session, groups: Mapping[K, Collection[int]], *, with_company: bool = True
) -> dict[K, Profile]:
    """One profile for each group of appearances (row numbers), in order of age.

    The company, all who are quoted in the same articles, costs the most by far where these are many.
    """
    rows = _rows(session, {id_ for ids in groups.values() for id_ in ids})
    company = _company(session, {row.article_id for row in rows.values()}) if with_company else {}
    return {
        key: _profile(sorted((rows[id_] for id_ in ids), key=_age), company) for key, ids in groups.items()
    }


def _profile(rows: Sequence[Row[Any]], company: Mapping[int, Mapping[str, str]]) -> Profile:
    own = {row.name_key for row in rows}
    # Of several printings of a name the earliest is shown, whatever the order of ingest.
    beside = {key: name for row in reversed(rows) for key, name in company.get(row.article_id, {}).items()}
    return Profile(
        public_id=rows[0].public_id,
        names=tuple(dict.fromkeys(row.name for row in rows)),
        kind=rows[0].kind,
        roles=tuple(printed_role(row.role, row.organisation) for row in rows if row.role),
        organisations=frozenset(row.organisation for row in rows if row.organisation),
        articles=frozenset(row.article for row in rows),
        dates=tuple(row.published_on for row in rows if row.published_on),
        company={key: name for key, name in beside.items() if key not in own},
    )


def _age(row: Row[Any]) -> tuple[bool, Any, str]:
    return row.published_on is None, row.published_on, row.public_id


def _rows(session: Session, appearance_ids: Iterable[int]) -> dict[int, Any]:
    columns = (
        Appearance.id,
        Appearance.public_id,
        Appearance.article_id,
        Appearance.name,
        Appearance.name_key,
        Appearance.kind,
        Appearance.role,
        Organisation.name.label("organisation"),
        Article.public_id.label("article"),
        Article.published_on,
    )
    query = select(*columns).join(Appearance.article).outerjoin(Appearance.organisation)
    return {
        row.id: row
        for part in chunks(list(appearance_ids))
        for row in session.execute(query.where(Appearance.id.in_(part)))
    }


def _company(session: Session, article_ids: Collection[int]) -> dict[int, dict[str, str]]:
    """The full names of the people who are quoted in each article, by folded name."""
    found = defaultdict[int, dict[str, str]](dict)
    for part in chunks(article_ids):
        for row in session.execute(
            select(Appearance.article_id, Appearance.name_key, Appearance.name).where(
                Appearance.article_id.in_(part), Appearance.kind == AgentKind.PERSON
            )
        ):
            if is_full_name(row.name_key):
                found[row.article_id][row.name_key] = row.name
    return found
