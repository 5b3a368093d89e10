"""Storing articles that are new, with what is said in them: one as well as many at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quotesdb.services.identity import organisations
from quotesdb.services.identity.agent_key import Key, merged
from quotesdb.services.ingest import article_identity, new_article, runs, transcripts
from quotesdb.services.ingest.article_identity import Draft
from quotesdb.services.ingest.found import speakers_in
from quotesdb.services.ingest.new_article import Wanted
from quotesdb.services.ingest.outcome import IngestOutcome, Outcome, with_warnings
from quotesdb.services.ingest.prepare import Prepared
from quotesdb.services.ingest.runs import First
from quotesdb.values import REPORTED, Agent

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Item:
    """An article that is ready to be stored, and where it was read from."""

    prepared: Prepared
    path: Path | None
    draft: Draft

    @classmethod
    def of(cls, prepared: Prepared, path: Path | None) -> Item:
        """What was prepared, with what tells which article it is."""
        return cls(prepared, path, Draft.of(prepared.draft, path))

    @property
    def name(self) -> str:
        """What it is called in messages."""
        return str(self.path) if self.path else self.prepared.draft.url or "-"

    def at(self, key: str, public_id: str, *, like: bool = False) -> New:
        """The article that it becomes."""
        return New(self, Wanted(self.draft, key, public_id), like)


@dataclass(frozen=True, slots=True)
class New:
    """An article that is to be stored, and what it is to be called; ``like``: others may have its text."""

    item: Item
    wanted: Wanted
    like: bool


def store_new(session: Session, articles: Sequence[New]) -> list[IngestOutcome]:
    """Store articles that no stored one is, nor one of the others.

    How many statements the database is asked depends on how many there are as little as on what they say.

    Raises:
        NotExtracted: if nobody looked for the quotations of one.
    """
    if not articles:
        return []
    found = [transcripts.found_in(session, each.item.prepared) for each in articles]
    agents = [merged(speakers_in(said)) for said in found]
    bodies = organisations.ids_of(
        session, [name for each, speak in zip(articles, agents, strict=True) for name in _bodies(each, speak)]
    )
    versions = new_article.insert_articles(session, [each.wanted for each in articles], bodies)
    firsts = [
        First(version, said, speak, each.item.prepared.extractor, each.item.prepared.evident)
        for version, said, speak, each in zip(versions, found, agents, articles, strict=True)
    ]
    runs.store_first_runs(session, firsts, bodies)
    return [_created(session, first, each) for first, each in zip(firsts, articles, strict=True)]


def _bodies(article: New, agents: Mapping[Key, Agent]) -> Iterator[str]:
    """The organisations that an article names, in the order in which they are met."""
    if publisher := article.item.draft.publisher:
        yield publisher
    yield from (agent.organisation for agent in agents.values() if agent.organisation)


def _created(session: Session, first: First, new: New) -> IngestOutcome:
    article, draft = first.version.article, new.item.prepared.draft
    copies = article_identity.told_copies(session, draft, article.id) if new.like else None
    said = sum(each.quotation.cue_class in REPORTED for each in first.found)
    outcome = IngestOutcome(Outcome.CREATED, new.item.name, article.public_id, draft.title or None, said)
    return with_warnings(outcome, new.item.prepared, copies)
