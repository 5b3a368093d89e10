"""Storing several articles in one transaction, those that are new together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quotesdb.services.ingest import article_identity, transcripts
from quotesdb.services.ingest.article_identity import Draft
from quotesdb.services.ingest.outcome import IngestOutcome
from quotesdb.services.ingest.prepare import Prepared
from quotesdb.services.ingest.store_article import store
from quotesdb.services.ingest.store_new import Item, New, store_new
from quotesdb.values import ArticleDraft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_QUOTATIONS = 500
"""Quotations that are stored together, unless one article has more: what is asked for at once fits them."""


def are_new(session: Session, drafts: Sequence[tuple[ArticleDraft, Path | None]]) -> list[bool]:
    """Which drafts are surely those of new articles: their quotations are needed."""
    named = [Draft.of(draft, path) for draft, path in drafts]
    known = article_identity.known(session, named)
    return [known.isdisjoint(draft.signs) for draft in named]


def store_several(
    session: Session, prepared: Sequence[tuple[Prepared, Path | None]], *, readmit: bool = False
) -> list[IngestOutcome]:
    """Store articles as ``store`` does one after the other; those that are new, and no others, together.

    Together costs a fraction: the database is asked once for all of them.

    Raises:
        NotExtracted: if quotations are needed that nobody looked for.
    """
    outcomes: list[IngestOutcome] = []
    for group in _groups(session, [Item.of(*each) for each in prepared]):
        match group:
            case Item():
                outcomes.append(store(session, group.prepared, path=group.path, readmit=readmit))
                # What it has loaded is not to be compared with what the others change.
                session.expunge_all()
            case _:
                outcomes += store_new(session, group)
    return outcomes


def _groups(session: Session, items: Sequence[Item]) -> list[Item | list[New]]:
    """The items in their order: those that go together, and those that what is stored decides on."""
    met = article_identity.known(session, [item.draft for item in items])
    taken = article_identity.taken(session, {item.draft.key: item.draft.public_id for item in items})
    groups: list[Item | list[New]] = []
    for item in items:
        signs, own = item.draft.signs, {item.draft.key, item.draft.public_id}
        if met & signs or taken & own or transcripts.seeks_names(item.prepared):
            groups.append(item)
        elif groups and isinstance(groups[-1], list) and _room(groups[-1]) >= _size(item):
            groups[-1].append(item.at(item.draft.key, item.draft.public_id))
        else:
            groups.append([item.at(item.draft.key, item.draft.public_id)])
        met |= signs
        taken |= own
    return groups


def _room(group: Sequence[New]) -> int:
    return _QUOTATIONS - sum(_size(each.item) for each in group)


def _size(item: Item) -> int:
    return len(item.prepared.quotations or ())
