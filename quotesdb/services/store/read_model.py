"""The read model kept in step: the rows of ``current_quote``, and with them what is counted of these.

``effective_quotes()`` defines what holds of a quote; ``refresh`` lets the rows follow in the transaction that
changes it. Nothing else writes these rows, and ``problems`` compares them with the definition both ways.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    select,
    true,
)

from quotesdb.db.bulk import insert_all
from quotesdb.db.models import (
    Appearance,
    Article,
    AttributionSpan,
    CurrentQuote,
    DecisionSpan,
    FoldedName,
    Quote,
    Speaker,
)
from quotesdb.db.models.current_quote import Shown
from quotesdb.db.queries import effective_quotes, effective_quotes_of_machines, insert_missing
from quotesdb.db.types import SpanRole, Status
from quotesdb.services.store import counts, hidden
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.once import read_again, unread
from quotesdb.services.store.places import places
from quotesdb.services.store.spans import load_spans
from quotesdb.services.store.texts import texts_of
from quotesdb.text.folding import fold, words
from quotesdb.values import REPORTED, AgentKind, CueClass, Kind, Precision

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute, Session

PORTION = 2_000
"""Quotes that are looked at at a time when all are."""

Values = dict[str, Any]

_CURRENT, _SPEAKERS, _NAMES = (
    cast("Table", model.__table__) for model in (CurrentQuote, Speaker, FoldedName)
)
_READ = (SpanRole.CONTENT, SpanRole.CUE)
"""What is read of the spans of a review; of an attribution the cue alone."""


class Found(NamedTuple):
    """What holds of a quote that was found in a new article: what ``_definition`` would select.

    ``cue`` is its cue as printed.
    """

    quote_id: int
    article_id: int
    version_id: int
    attribution_id: int
    kind: Kind
    cue_class: CueClass
    appearance_id: int | None
    speaker_id: int | None
    medium: str | None
    addressee: str | None
    confidence: float | None
    rule: str | None
    start_char: int
    text_key: str
    public_id: str
    publisher_id: int | None
    published_on: date | None
    published_precision: Precision | None
    published_at_utc: datetime | None
    embargo: datetime | None
    agent_kind: AgentKind | None
    agent_key: str | None
    body_id: int | None
    cue: str | None
    review_id: None = None
    status: Status = Status.MACHINE


def current_quotes() -> FromClause:
    """What every look-up reads: the columns of ``effective_quotes()``, and more to choose and count by."""
    return _CURRENT


EMBARGOES, CLOSED_BODIES, CLOSED_IDS = "embargoes", "closed bodies", "closed ids"
"""What of embargoes is read once a transaction, unless rows changed."""


@lru_cache(maxsize=32)
def is_shown(rows: FromClause, *shown: Shown) -> ColumnElement[bool]:
    """The condition that rows are shown so, where no index is to be gone by for it.

    Nearly all rows are. Said by what they are not, it is none that an index answers, and one whose share both
    kinds of databases know.
    """
    return and_(true(), *(rows.c.shown != one.value for one in Shown if one not in shown))


def refresh(
    session: Session,
    quote_ids: Iterable[int],
    appearance_ids: Collection[int] = (),
    new: Collection[int] = (),
    found: Mapping[int, Found] = MappingProxyType({}),
) -> None:
    """Let the rows of these quotes, and of all that these appearances say, be what holds.

    For whoever has changed what ``effective_quotes()`` depends on, or the date or publisher of an article.
    ``new`` are quotes that can have no row yet, and ``found`` is what holds of such, which is not asked then.
    What it costs depends on the quotes alone, not on how often a
    speaker is quoted.
    """
    session.flush()
    for what in (EMBARGOES, CLOSED_BODIES, CLOSED_IDS):
        unread(session, what)
    wanted = {*quote_ids}
    for part in chunks(appearance_ids):
        wanted.update(session.scalars(select(_CURRENT.c.quote_id).where(_CURRENT.c.appearance_id.in_(part))))
    for some in chunks(sorted(wanted)):
        _renew(session, some, new, found)
    for some in chunks(hidden.wrongly(session)):
        _renew(session, some)


def forget(session: Session, quote_ids: Collection[int]) -> None:
    """Take quotes out that are about to be deleted."""
    for some in chunks(quote_ids):
        old = _stored(session, _THESE, ids=some)
        _replace(session, {row["quote_id"]: row for row in old}, {})


def rebuild(session: Session) -> None:
    """Make all rows and counts anew."""
    session.flush()
    session.execute(delete(_CURRENT))
    note_names(session)
    for some in portions(session):
        if made := list(_defined(session, some)):
            insert_all(session, _CURRENT, made)
    counts.recount(session)


def note_names(session: Session) -> None:
    """Let every printed name be known, and of all names which are erased."""
    last = 0
    while some := session.scalars(
        select(Appearance.id).where(Appearance.id > last).order_by(Appearance.id).limit(PORTION)
    ).all():
        _note_names(session, Appearance.id, some)
        last = some[-1]
    hidden.note_names(session)


def follow_erasure(session: Session) -> None:
    """Let what is shown follow from whom people erased, or show again."""
    before = hidden.concerned(session)
    read_again(session)
    hidden.note_names(session)
    refresh(session, before | hidden.concerned(session))


def portions(session: Session) -> Iterator[Sequence[int]]:
    """The ids of all quotes, some at a time, those of one article near each other."""
    last = 0
    while some := session.scalars(
        select(Quote.id).where(Quote.id > last).order_by(Quote.id).limit(PORTION)
    ).all():
        yield some
        last = some[-1]


def problems(session: Session) -> Iterator[str]:
    """What is kept wrongly: quotes by public id, rows of no quote, speakers by public id, names not known."""
    wrong = [id_ for some in portions(session) for id_ in _differing(session, some)]
    quotes = select(Quote.id).where(Quote.id == _CURRENT.c.quote_id)
    lost = session.scalars(select(_CURRENT.c.quote_id).where(~quotes.exists()))
    yield from (f"quote number {id_}" for id_ in lost)
    for part in chunks(wrong):
        yield from session.scalars(
            select(Quote.public_id).where(Quote.id.in_(part)).order_by(Quote.public_id)
        )
    yield from counts.wrong(session)
    yield from session.scalars(_unknown_names().order_by(Appearance.name_key))
    yield from hidden.problems(session)


def _differing(session: Session, quote_ids: Sequence[int]) -> list[int]:
    kept = _stored(session, _BETWEEN, first=quote_ids[0], last=quote_ids[-1])
    stored = {row["quote_id"]: row for row in kept}
    defined = {row["quote_id"]: row for row in _defined(session, quote_ids)}
    return sorted(id_ for id_ in stored.keys() | defined.keys() if stored.get(id_) != defined.get(id_))


def _renew(
    session: Session,
    quote_ids: Sequence[int],
    new: Collection[int] = (),
    found: Mapping[int, Found] = MappingProxyType({}),
) -> None:
    old = [id_ for id_ in quote_ids if id_ not in new]
    stored = {row["quote_id"]: row for row in _stored(session, _THESE, ids=old)} if old else {}
    asked = [id_ for id_ in quote_ids if id_ not in found]
    defined = {row["quote_id"]: row for row in _defined(session, asked, are_new=not old)}
    defined |= _found(session, [found[id_] for id_ in quote_ids if id_ in found])
    differ = [id_ for id_ in stored.keys() | defined.keys() if stored.get(id_) != defined.get(id_)]
    # Also where no row changes: a review that holds no more may have brought a name.
    articles = {row["article_id"] for row in (*stored.values(), *defined.values())}
    _note_names(session, Appearance.article_id, articles)
    _replace(
        session,
        {id_: stored[id_] for id_ in differ if id_ in stored},
        {id_: defined[id_] for id_ in differ if id_ in defined},
    )


def _replace(session: Session, old: Mapping[int, Values], new: Mapping[int, Values]) -> None:
    """Put new rows in the place of old ones, and let the counts follow."""
    if not old and not new:
        return
    articles = {row["article_id"] for row in (*old.values(), *new.values())}
    before = counts.shown_in(session, articles)
    if old:
        session.execute(_DELETE, {"ids": list(old)})
    if new:
        insert_all(session, _CURRENT, list(new.values()))
    counts.follow(session, before, old, new.values())


_ITS = _CURRENT.c.quote_id
_THESE = select(_CURRENT).where(_ITS.in_(bindparam("ids", expanding=True)))
_BETWEEN = select(_CURRENT).where(_ITS.between(bindparam("first"), bindparam("last")))
_DELETE = delete(_CURRENT).where(_ITS.in_(bindparam("ids", expanding=True)))


def _stored(session: Session, query: Select[Any], **asked: Any) -> list[Values]:
    return [dict(row) for row in session.execute(query, asked).mappings()]


def _defined(session: Session, quote_ids: Sequence[int], *, are_new: bool = False) -> Iterator[Values]:
    """The rows of these quotes as they have to be; ``are_new`` if all of them were found just now."""
    for part in chunks(quote_ids):
        rows = session.execute(_definition(are_new=are_new), {"ids": part}).all()
        texts = texts_of(session, {row.version_id for row in rows if row.attribution_id or row.review_id})
        reviews = [row.review_id for row in rows if row.review_id]
        others = [row.attribution_id for row in rows if row.attribution_id and not row.review_id]
        human = load_spans(session, DecisionSpan, reviews, _READ)
        machine = load_spans(session, AttributionSpan, others, [SpanRole.CUE])
        gone, now = hidden.among(session, rows), datetime.now(UTC)
        for row in rows:
            marked = human[row.review_id] if row.review_id else machine[row.attribution_id]
            text = texts.get(row.version_id, "")
            cues = [span.text(text) for span in marked[SpanRole.CUE]]
            frozen = [span.text(text) for span in marked[SpanRole.CONTENT]]
            made = _made(row, cues[-1] if cues else None, frozen or [row.text_key])
            yield made | {"shown": _shown(row, gone, now).value}


def _found(session: Session, found: Sequence[Found]) -> dict[int, Values]:
    """The rows of quotes that were found just now."""
    gone, now = hidden.among(session, found), datetime.now(UTC)
    return {
        each.quote_id: _made(each, each.cue, [each.text_key]) | {"shown": _shown(each, gone, now).value}
        for each in found
    }


@cache
def _definition(*, are_new: bool) -> Select[Any]:
    effective = effective_quotes_of_machines() if are_new else effective_quotes()
    return (
        select(
            *effective.c,
            Quote.start_char,
            Quote.text_key,
            Article.public_id,
            Article.publisher_id,
            Article.published_on,
            Article.published_precision,
            Article.published_at_utc,
            Article.embargo,
            Appearance.kind.label("agent_kind"),
            Appearance.name_key.label("agent_key"),
            Appearance.organisation_id.label("body_id"),
        )
        .select_from(effective)
        .join(Quote, Quote.id == effective.c.quote_id)
        .join(Article, Article.id == effective.c.article_id)
        .outerjoin(Appearance, Appearance.id == effective.c.appearance_id)
        .where(effective.c.quote_id.in_(bindparam("ids", expanding=True)))
    )


def _made(row: Row[Any] | Found, cue: str | None, said: Iterable[str]) -> Values:
    values = row._asdict()
    del values["text_key"], values["embargo"]
    agent_key = values.pop("agent_key")
    at = places(
        row.published_on, row.published_precision, values.pop("published_at_utc"), values.pop("public_id")
    )
    return values | {
        "own_key": agent_key if row.agent_kind is AgentKind.ORGANISATION else None,
        "newest": at.newest,
        "oldest": at.oldest,
        "words": sum(len(words(part)) for part in said),
        "cue": (fold(cue) or None) if cue else None,
    }


def _shown(row: Row[Any] | Found, gone: Collection[int], now: datetime) -> Shown:
    if row.quote_id in gone:
        return Shown.ERASED
    openly = _shown_openly(row)
    if row.embargo is None or row.embargo <= now:
        return openly
    return Shown.EMBARGOED if openly is Shown.ALWAYS else Shown.WITHHELD


def _shown_openly(row: Row[Any] | Found) -> Shown:
    if row.status is Status.UNSUPPORTED:
        return Shown.UNSUPPORTED
    if row.status is Status.REJECTED:
        return Shown.REJECTED
    return Shown.ALWAYS if row.cue_class in REPORTED else Shown.WITH_ALL


def _note_names(session: Session, column: InstrumentedAttribute[int], values: Collection[int]) -> None:
    """Let the names of the appearances with these values in a column be known."""
    query = _unknown_among(column)
    keys = {key for part in chunks(values) for key in session.scalars(query, {"ids": part})}
    if keys:
        rows = [{"name_key": key, "turned": turned(key)} for key in sorted(keys)]
        session.execute(insert_missing(session, _NAMES), rows)


@cache
def _unknown_among(column: InstrumentedAttribute[int]) -> Select[str]:
    return _unknown_names().where(column.in_(bindparam("ids", expanding=True)))


def _unknown_names() -> Select[str]:
    return (
        select(Appearance.name_key)
        .outerjoin(FoldedName, FoldedName.name_key == Appearance.name_key)
        .where(FoldedName.name_key.is_(None))
        .distinct()
    )


BEYOND = "\U0010ffff"
"""Behind whatever a folded name may go on with."""


def ends_with(words: str) -> ColumnElement[bool]:
    """The condition that a folded name ends with these words, or is them: a stretch of an index."""
    beginning = turned(words)
    return and_(FoldedName.turned >= beginning, FoldedName.turned < beginning + BEYOND)


def turned(key: str) -> str:
    """A folded name with its last word first, and a blank behind each.

    >>> turned("amara okonjo")
    'okonjo amara '
    """
    return "".join(f"{word} " for word in reversed(key.split()))
