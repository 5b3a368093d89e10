"""Storing several articles in one transaction, those that are new together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from quotesdb.services.ingest import article_identity, transcripts
from quotesdb.services.ingest.article_identity import Draft, Name
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
    telling = _Telling(session, items)
    groups: list[Item | list[New]] = []
    for item in items:
        new = telling.new(item)
        if new is None:
            groups.append(item)
        elif groups and isinstance(groups[-1], list) and _room(groups[-1]) >= _size(item):
            groups[-1].append(new)
        else:
            groups.append([new])
    return groups


class _Telling:
    """Tells which of some items, asked about in turn, are articles that no stored or earlier one is."""

    def __init__(self, session: Session, items: Sequence[Item]) -> None:
        drafts = [item.draft for item in items]
        self._session = session
        self._stored = article_identity.known(session, drafts)
        self._taken = article_identity.taken(session, {draft.key: draft.public_id for draft in drafts})
        self._met: set[Name] = set()
        self._texts: dict[str, list[Draft | None]] = defaultdict(list)
        """By each text the new articles that have it; null for one that may be a stored one."""

    def new(self, item: Item) -> New | None:
        """The article that an item becomes; null if what is stored, or stored before it, decides that."""
        draft = item.draft
        like = draft.same_text in self._stored or draft.sha in self._texts
        is_new = self._is_new(item) and (not like or self._is_elsewhere(draft))
        self._met.update(draft.names)
        self._taken |= {draft.key, draft.public_id}
        self._texts[draft.sha].append(draft if is_new else None)
        return item.at(draft.key, draft.public_id, like=like) if is_new else None

    def _is_new(self, item: Item) -> bool:
        """Whether it is so for its names and what it says; another article may have its text."""
        draft = item.draft
        return (
            self._met.isdisjoint(draft.names)
            and self._stored.isdisjoint(draft.signs - {draft.same_text})
            and self._taken.isdisjoint((draft.key, draft.public_id))
            and not transcripts.seeks_names(item.prepared)
        )

    def _is_elsewhere(self, draft: Draft) -> bool:
        """Whether an article whose text others have is another: as newspapers print what an agency sent.

        Of one that nothing names it is told which the others are; that is known when it is stored.
        """
        if not (draft.draft.url or draft.draft.publisher):
            return False
        if not all(
            one and article_identity.contradicts(one, draft) for one in self._texts.get(draft.sha, ())
        ):
            return False
        if draft.same_text not in self._stored:
            return True
        found = article_identity.find(self._session, draft)
        self._session.expunge_all()
        return found is None


def _room(group: Sequence[New]) -> int:
    return _QUOTATIONS - sum(_size(each.item) for each in group)


def _size(item: Item) -> int:
    return len(item.prepared.quotations or ())
