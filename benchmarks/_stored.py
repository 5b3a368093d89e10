"""Storing drafts and their quotations in bulk: the rows that ``ingest`` would make, many at a time."""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy.orm import Session

from quotesdb.db.models import (
    Appearance,
    Article,
    ArticleIdentifier,
    ArticleVersion,
    Attribution,
    AttributionSpan,
    Base,
    ExtractionRun,
    Organisation,
    Quote,
)
from quotesdb.db.search import sqlite as search
from quotesdb.db.types import RunStatus
from quotesdb.names.key import name_key
from quotesdb.services.identity import clustering
from quotesdb.services.ingest.article_identity import URL, canonical_url
from quotesdb.services.ingest.found import wording
from quotesdb.services.store import read_model
from quotesdb.services.store.derived_id import derive
from quotesdb.services.store.spans import attribution_marks
from quotesdb.text.anchor import describe
from quotesdb.text.folding import fold, sha256_text
from quotesdb.values import Agent, AgentKind, ArticleDraft, Quotation

WRITTEN_AT = datetime(2025, 1, 1, tzinfo=UTC)
"""When every row was made, as it says: the same rows each time."""

BATCH = 20_000
FAST = (
    "foreign_keys=OFF",  # speakers are known last; `db check` looks at the references afterwards
    "journal_mode=OFF",  # what is interrupted is made anew
    "synchronous=OFF",
    "cache_size=-500000",
)

Key = tuple[str, AgentKind]


class Store:
    """Takes articles and writes their rows, a batch at a time; leaving it writes the rest and the indexes."""

    def __init__(self, engine: Engine) -> None:
        self._connection: Connection = engine.connect()
        self._rows: defaultdict[type[Base], list[dict[str, Any]]] = defaultdict(list)
        self._waiting = 0
        self._numbers: defaultdict[type[Base], Iterator[int]] = defaultdict(lambda: count(1))
        self._organisations: dict[str, int] = {}

    def __enter__(self) -> Store:
        raw = self._connection.connection.driver_connection
        assert raw is not None
        for pragma in FAST:
            raw.execute(f"PRAGMA {pragma}")
        for trigger in search.TRIGGERS:
            self._connection.execute(text(f"DROP TRIGGER {trigger}"))
        return self

    def __exit__(self, kind: object, *_rest: object) -> None:
        try:
            if kind is None:
                self._finish()
        finally:
            self._connection.close()
            # These settings are not for whoever comes next.
            self._connection.engine.dispose()

    def add(self, draft: ArticleDraft, quotations: list[Quotation]) -> None:
        """Store a new article, of whose address and publisher there is one already or none."""
        assert draft.url
        assert draft.publisher
        assert draft.published
        name = canonical_url(draft.url)
        key = f"{URL}:{name}"
        public_id = derive("a", key)
        article = self._add(
            Article,
            public_id=public_id,
            key=key,
            title=draft.title,
            publisher_id=self._organisation(draft.publisher),
            url=draft.url,
            published_on=draft.published.day,
            published_precision=draft.published.precision,
            language=draft.language,
            created_at=WRITTEN_AT,
        )
        self._add(ArticleIdentifier, article_id=article, scheme=URL, value=name)
        version = self._add(
            ArticleVersion,
            article_id=article,
            number=1,
            text_sha256=sha256_text(draft.text),
            raw_sha256=draft.raw_sha256,
            reader=draft.reader,
            reader_version=draft.reader_version,
            retrieved_at=WRITTEN_AT,
            text=draft.text,
        )
        run = self._add(
            ExtractionRun,
            version_id=version,
            extractor="generated",
            extractor_version="1",
            status=RunStatus.COMPLETE,
            started_at=WRITTEN_AT,
            finished_at=WRITTEN_AT,
        )
        here: dict[Key, int] = {}
        for quotation in quotations:
            appearance = None
            if agent := quotation.speaker:
                known = name_key(agent.name), agent.kind
                if known not in here:
                    here[known] = self._appearance(article, public_id, draft.published.day, agent)
                appearance = here[known]
            self._quote((article, public_id, version, run), draft.text, quotation, appearance)
        self._waiting += len(quotations)
        if self._waiting >= BATCH:
            self._flush()

    def _quote(
        self, where: tuple[int, str, int, int], article_text: str, it: Quotation, appearance: int | None
    ) -> None:
        article, article_id, version, run = where
        found = describe(article_text, it.span)
        seed = (article_id, str(found.span.start), found.prefix, found.exact, found.suffix)
        quote = self._add(
            Quote,
            public_id=derive("q", *seed),
            article_id=article,
            version_id=version,
            start_char=found.span.start,
            end_char=found.span.end,
            first_seen_at=WRITTEN_AT,
            exact=found.exact,
            prefix=found.prefix,
            suffix=found.suffix,
            text_key=fold(wording(article_text, it)),
        )
        columns, spans = attribution_marks(it)
        attribution = self._add(
            Attribution,
            run_id=run,
            quote_id=quote,
            appearance_id=appearance,
            kind=it.kind,
            cue_class=it.cue_class,
            confidence=it.confidence,
            rule=it.rule,
            **columns,
        )
        for span in spans:
            self._add(AttributionSpan, attribution_id=attribution, **span)

    def _appearance(self, article: int, article_id: str, day: date, agent: Agent) -> int:
        key = name_key(agent.name)
        number = next(self._numbers[Appearance])
        public_id = derive("s", article_id, key, agent.kind.value)
        self._rows[Appearance].append(
            {
                "id": number,
                "public_id": public_id,
                "article_id": article,
                "published_on": day,
                "name": agent.name,
                "name_key": key,
                "kind": agent.kind,
                "role": agent.role,
                "organisation_id": agent.organisation and self._organisation(agent.organisation),
            }
        )
        return number

    def _organisation(self, name: str) -> int:
        key = name_key(name)
        if key not in self._organisations:
            self._organisations[key] = self._add(Organisation, name=name, name_key=key)
        return self._organisations[key]

    def _add(self, model: type[Base], **values: Any) -> int:
        number = values["id"] = next(self._numbers[model])
        self._rows[model].append(values)
        return number

    def _flush(self) -> None:
        for model, rows in self._rows.items():
            self._connection.execute(insert(model), rows)
        self._connection.commit()
        self._rows.clear()
        self._waiting = 0

    def _finish(self) -> None:
        self._flush()
        with Session(self._connection) as session:
            clustering.rebuild(session)
            self._group(session)
            session.commit()
        began = time.perf_counter()
        search.rebuild(self._connection)
        search.prepare(self._connection)
        with Session(self._connection) as session:
            read_model.rebuild(session)
        self._connection.commit()
        print(f"search indexes and the read model in {time.perf_counter() - began:.0f} s", file=sys.stderr)

    def _group(self, session: Session) -> None:
        """Store what hangs on speakers, once they are known."""
