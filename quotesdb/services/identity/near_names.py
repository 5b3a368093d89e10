"""The names that somebody may have meant who typed one that nobody has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Row, Select, bindparam, false, func, or_, select, union_all

from quotesdb.db.models import Appearance, FoldedName, Speaker, SpeakerName
from quotesdb.names.key import name_key
from quotesdb.names.nearest import likely
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.embargoes import open_articles
from quotesdb.services.store.read_model import BEYOND

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from quotesdb.values import AgentKind

_MOST = 3_000
"""Names that one stretch of an index gives at most."""

_TRIED = 200
"""Names of which is looked up who has them: of fewer than that an error tells."""

_BEGINNING, _ENDING_SO = 2, 3
"""Letters that a misspelt word has in common with the right one where it begins, or else where it ends."""


def near_names(
    session: Session, name: str, heard: ColumnElement[bool]
) -> tuple[dict[str, str], dict[str, str]]:
    """The name to offer by each folded name near one, printed most first: of who has a name, and of others.

    Only who is ``heard`` has one. Not all names are compared, of which there may be a hundred thousand.
    """
    query = _bearers(heard, open_articles(session))
    found: list[Row[str, str, str, AgentKind, int]] = []
    for part in chunks(_near(session, name)[:_TRIED]):
        found += session.execute(query, {"keys": part}).all()
    named: dict[str, str] = {}
    others: dict[str, str] = {}
    for row in sorted(found, key=lambda row: (-row.times, row.alias, row.public_id)):
        (named if row.kind in NAMED else others).setdefault(row.alias, row.name)
    return named, others


def _near(session: Session, name: str) -> list[str]:
    """The folded names near one, the nearest first.

    They have one of the words as their first or last, or their first and last word begin as words of the
    wanted name do: so these are stretches of indexes. Where there are none, the mistake may be where a word
    begins: then the index is read for words that end so.
    """
    words = name_key(name).split()
    keys = {key for asked in _stretches(words) for key in session.scalars(*asked)}
    keys.update(session.scalars(_GIVEN))
    return likely(name, keys) or likely(name, _with_endings(session, words))


def _with_endings(session: Session, words: Sequence[str]) -> Sequence[str]:
    ends = [FoldedName.turned.contains(f"{word[-_ENDING_SO:]} ") for word in words if len(word) > _ENDING_SO]
    return session.scalars(select(FoldedName.name_key).where(or_(false(), *ends)).limit(_MOST)).all()


_GIVEN = select(SpeakerName.name_key).where(SpeakerName.live()).distinct()


def _within(column: InstrumentedAttribute[str], other: InstrumentedAttribute[str]) -> Select[str]:
    """Select the names in a stretch of an index whose other end begins so."""
    return (
        select(FoldedName.name_key)
        .where(
            column >= bindparam("beginning"),
            column < bindparam("beyond"),
            func.substr(other, 1, func.length(bindparam("initial"))) == bindparam("initial"),
        )
        .limit(_MOST)
    )


_ENDING = _within(FoldedName.turned, FoldedName.name_key)
_BEGINNING_SO = _within(FoldedName.name_key, FoldedName.turned)


def _stretches(words: Sequence[str]) -> Iterator[tuple[Select[str], dict[str, str]]]:
    """What to ask for, to come by the names that have one of these words, or words that begin as they do."""
    for word in dict.fromkeys(words):
        yield _ENDING, _between(f"{word} ")
        yield _BEGINNING_SO, _between(f"{word} ")
    if len(words) == 1:
        yield _ENDING, _between(words[0][:_BEGINNING])
        yield _BEGINNING_SO, _between(words[0][:_BEGINNING])
    elif words:
        for first, last in dict.fromkeys(((words[0], words[-1]), (words[-1], words[0]))):
            yield _ENDING, _between(last[:_BEGINNING], first[:1])
            yield _BEGINNING_SO, _between(first[:_BEGINNING], last[:1])


def _between(beginning: str, initial: str = "") -> dict[str, str]:
    return {"beginning": beginning, "beyond": beginning + BEYOND, "initial": initial}


def _bearers(
    heard: ColumnElement[bool], shown: Sequence[ColumnElement[bool]]
) -> Select[str, str, str, AgentKind, int]:
    """Select who has these names, printed in articles that may be shown or given, and how often."""
    own = select(Appearance.speaker_id, Appearance.name_key.label("alias")).where(
        Appearance.name_key.in_(bindparam("keys", expanding=True))
    )
    if shown:
        own = own.join(Appearance.article).where(*shown)
    given = (
        select(Appearance.speaker_id, SpeakerName.name_key)
        .join(SpeakerName.appearance)
        .where(SpeakerName.live(), SpeakerName.name_key.in_(bindparam("keys", expanding=True)))
    )
    aliases = union_all(own, given).subquery()
    return (
        select(aliases.c.alias, Speaker.public_id, Speaker.name, Speaker.kind, func.count().label("times"))
        .join(Speaker, Speaker.id == aliases.c.speaker_id)
        .where(heard)
        .group_by(aliases.c.alias, Speaker.id)
    )
