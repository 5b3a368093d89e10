"""Articles as they may be shown: names and words of those who are erased are masked in texts and titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import SQLColumnExpression, or_, select

from quotesdb.db.models import (
    Appearance,
    Article,
    ArticleVersion,
    Attribution,
    AttributionSpan,
    CurrentQuote,
    DecisionSpan,
    ExtractionRun,
    FoldedName,
    Quote,
    Review,
    Speaker,
)
from quotesdb.db.models.current_quote import Shown
from quotesdb.db.types import SpanRole
from quotesdb.names.given import alike
from quotesdb.names.person import parse
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.erased import Tombstones, is_erased, tombstones
from quotesdb.services.store.read_model import ends_with
from quotesdb.services.store.spans import load_spans
from quotesdb.services.store.texts import texts_of
from quotesdb.values import AgentKind, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(slots=True)
class Printed:
    """Whom an article names: those who are ``erased``, and ``others``."""

    erased: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def named_in(
    session: Session, ids: Collection[Any], by: SQLColumnExpression[Any] = Article.id
) -> defaultdict[Any, Printed]:
    """Whom articles name that name somebody erased, by the number of the article or another column of it."""
    found = defaultdict[Any, Printed](Printed)
    if not tombstones(session):
        return found
    names = select(by, Appearance.name, Appearance.speaker_id).join(Appearance.article)
    speakers = defaultdict[Any, set[int]](set)
    for part in chunks(ids):
        for id_, name, speaker_id in session.execute(names.where(by.in_(part), is_erased())):
            found[id_].erased.append(name)
            speakers[id_].update(filter(None, [speaker_id]))
    for part in chunks(list(found)):
        for id_, name, _speaker_id in session.execute(names.where(by.in_(part), ~is_erased())):
            found[id_].others.append(name)
    called = _called(session, set().union(*speakers.values()))
    for id_, printed in found.items():
        printed.erased += sorted(set().union(*(called[one] for one in speakers[id_])) - set(printed.erased))
    namesakes = _namesakes(session, {name for printed in found.values() for name in printed.erased})
    for printed in found.values():
        printed.others += namesakes
    return found


def _called(session: Session, speaker_ids: Collection[int]) -> defaultdict[int, set[str]]:
    """The names by which articles call each of these speakers, one that people decided to be one too."""
    found = defaultdict[int, set[str]](set)
    for part in chunks(speaker_ids):
        theirs = Speaker.id.in_(part), Appearance.kind == AgentKind.PERSON
        names = select(Speaker.id, Appearance.name).join(Appearance.speaker).where(*theirs)
        for speaker_id, name in session.execute(names.distinct()):
            found[speaker_id].add(name)
    return found


def _namesakes(session: Session, names: Collection[str]) -> list[str]:
    """The full names of others, quoted anywhere, who share a surname and have another given name."""
    given = defaultdict[str, set[str]](set)
    for parsed in map(parse, names):
        given[parsed.surname].add(parsed.first)
    ends = [ends_with(surname) for surname in given if surname]
    if not ends:
        return []
    keys = select(FoldedName.name_key).where(or_(*ends))
    others = select(Appearance.name).where(
        Appearance.name_key.in_(keys), Appearance.kind == AgentKind.PERSON, ~is_erased()
    )
    found = session.scalars(others.distinct()).all()
    return sorted(
        name for name in found if (one := parse(name)).first and not _is_of(one.first, given[one.surname])
    )


def _is_of(given: str, known: Collection[str]) -> bool:
    return any(alike(given, each) for each in known if each)


def shown_texts(session: Session, version_ids: Collection[int]) -> dict[int, str]:
    """The text of each version as it may be shown: names and words of those who are erased are masked."""
    texts, known = texts_of(session, version_ids), tombstones(session)
    if not known:
        return texts
    article_of = _articles_of(session, texts)
    named = named_in(session, set(article_of.values()))
    said, others = _said(session, texts), _said_by_others(session, texts)
    return {
        id_: known.hide(
            text,
            named[article_of[id_]].erased,
            [*said[id_], *_again(text, said[id_], others[id_])],
            named[article_of[id_]].others,
        )
        for id_, text in texts.items()
    }


def _articles_of(session: Session, version_ids: Collection[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in chunks(version_ids):
        rows = select(ArticleVersion.id, ArticleVersion.article_id).where(ArticleVersion.id.in_(part))
        found.update((row[0], row[1]) for row in session.execute(rows))
    return found


def shown_title(title: str | None, known: Tombstones, named: Printed) -> str | None:
    """The title of an article as it may be shown: as its text is."""
    return known.hide(title, named.erased, others=named.others) if title else title


def _again(text: str, spans: Iterable[Span], others: Sequence[Span]) -> Iterator[Span]:
    """Wherever a text has the same words as in these stretches, as in a headline; unless others say them."""
    for words in {span.text(text) for span in spans}:
        at = text.find(words) if words.strip() else -1
        while at >= 0:
            here = Span(at, at + len(words))
            if not any(here.overlaps(other) for other in others):
                yield here
            at = text.find(words, here.end)


def _said_by_others(session: Session, version_ids: Collection[int]) -> defaultdict[int, list[Span]]:
    """Where quotes of others stand in each version."""
    found = defaultdict[int, list[Span]](list)
    places = (
        select(Quote.version_id, Quote.start_char, Quote.end_char)
        .join(CurrentQuote, CurrentQuote.quote_id == Quote.id)
        .where(CurrentQuote.shown != Shown.ERASED.value)
    )
    for part in chunks(version_ids):
        for version_id, start, end in session.execute(places.where(Quote.version_id.in_(part))):
            found[version_id].append(Span(start, end))
    return found


def _said(session: Session, version_ids: Collection[int]) -> defaultdict[int, list[Span]]:
    """Where each version has what those who are erased said, as quotes, runs and reviews mark it."""
    found = defaultdict[int, list[Span]](list)
    erased = select(CurrentQuote.quote_id).where(CurrentQuote.shown == Shown.ERASED.value)
    for part in chunks(version_ids):
        places = select(Quote.version_id, Quote.start_char, Quote.end_char)
        for row in session.execute(places.where(Quote.version_id.in_(part), Quote.id.in_(erased))):
            found[row[0]].append(Span(row[1], row[2]))
        by_machine = (
            select(Attribution.id, ExtractionRun.version_id)
            .join(Attribution.run)
            .where(ExtractionRun.version_id.in_(part), Attribution.quote_id.in_(erased))
        )
        by_people = select(Review.id, Review.version_id).where(
            Review.version_id.in_(part), Review.quote_id.in_(erased)
        )
        for model, query in ((AttributionSpan, by_machine), (DecisionSpan, by_people)):
            versions: dict[int, int] = dict(session.execute(query).all())
            marked = load_spans(session, model, list(versions), [SpanRole.CONTENT])
            for id_, version_id in versions.items():
                found[version_id] += marked[id_].get(SpanRole.CONTENT, ())
    return found
