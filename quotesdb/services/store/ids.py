"""Public ids: derived from what they name, so that a database built anew from the same articles has the same.

A quote's id comes from its article and its selector when first seen, an appearance's from its article, folded
name and kind; a speaker has the id of its earliest appearance, so every ``s-`` id goes on to resolve. A
decision's comes from who decided what and when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Select, bindparam, select, union

from quotesdb.db.models import (
    Appearance,
    Article,
    ClaimCheck,
    CurrentQuote,
    Decision,
    Quote,
    Speaker,
)
from quotesdb.db.models.current_quote import Shown
from quotesdb.services.errors import AmbiguousId, BadRequest, Removed, UnknownId
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.derived_id import LENGTH
from quotesdb.services.store.derived_id import derive as derive
from quotesdb.services.store.erased import is_erased, tombstones

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute, Session

_Named = TypeVar("_Named", Appearance, Article, ClaimCheck, Quote)

_SHAPE = re.compile(r"[acdqs]-[a-z2-7]{1,10}")
_CANDIDATES = 10
_COLUMNS = {
    "a": (Article.public_id,),
    "c": (ClaimCheck.public_id,),
    "d": (Decision.public_id, Decision.retraction),
    "q": (Quote.public_id,),
    "s": (Appearance.public_id,),
}
_WHAT = {"a": "article", "c": "check", "d": "decision", "q": "quote", "s": "speaker"}


def allot(
    session: Session, column: InstrumentedAttribute[str], letter: str, seeds: Sequence[tuple[str, ...]]
) -> list[str]:
    """Ids for new rows, one a seed; a seed whose id is taken gets a number as well."""
    first = [derive(letter, *seed) for seed in seeds]
    taken = _taken(session, column, first)
    out = []
    for seed, wanted in zip(seeds, first, strict=True):
        public_id, number = wanted, 1
        while public_id in taken:
            number += 1
            public_id = derive(letter, *seed, str(number))
            taken |= _taken(session, column, [public_id])
        taken.add(public_id)
        out.append(public_id)
    return out


def find_article(session: Session, prefix: str) -> Article:
    """The article whose id begins so, removed or not.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if there is none, more than one, or it is no such id.
    """
    return _one(session, Article, "a", prefix)


def find_quote(session: Session, prefix: str) -> Quote:
    """The quote whose id begins so.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if there is none, more than one, or it is no such id.
        Removed: if who said it was erased.
    """
    quote = _one(session, Quote, "q", prefix)
    row = select(CurrentQuote.quote_id).where(
        CurrentQuote.quote_id == quote.id, CurrentQuote.shown == Shown.ERASED.value
    )
    if tombstones(session) and session.scalar(row) is not None:
        raise Removed(f"{quote.public_id} is shown no more: who said it was erased")
    return quote


def find_check(session: Session, prefix: str) -> ClaimCheck:
    """The check whose id begins so.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if there is none, more than one, or it is no such id.
    """
    return _one(session, ClaimCheck, "c", prefix)


def find_speaker_by_id(session: Session, prefix: str) -> Speaker:
    """The speaker that the appearance whose id begins so belongs to now.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if there is none, more than one, or it is no such id.
        Removed: if it is somebody's who was erased.
    """
    appearance = find_appearance(session, prefix)
    # As the link is stored now: it may have been changed by its number, beside the object that is held.
    return session.scalars(
        select(Speaker).join(Speaker.appearances).where(Appearance.id == appearance.id)
    ).one()


def find_appearance(session: Session, prefix: str) -> Appearance:
    """The appearance whose id begins so.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if there is none, more than one, or it is no such id.
        Removed: if it is somebody's who was erased.
    """
    appearance = _one(session, Appearance, "s", prefix)
    erased = select(Appearance.id).where(Appearance.id == appearance.id, is_erased())
    if tombstones(session) and session.scalar(erased) is not None:
        raise Removed(f"{appearance.public_id} is shown no more: it was erased")
    return appearance


def find_decision(session: Session, prefix: str) -> str:
    """The id of the decision that begins so.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if there is none, more than one, or it is no such id.
    """
    if looks_like_id(prefix, "q"):
        raise BadRequest(
            f"the decision on a quotation that holds is taken back with: quotesdb quote {prefix} --retract"
        )
    return _only(session, "d", prefix)


def resolve_id(session: Session, prefix: str) -> Article | Quote | Speaker:
    """What the user means by the beginning of an id.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if there is none, more than one, or it is no id.
    """
    match prefix.strip()[:1].lower():
        case "a":
            return find_article(session, prefix)
        case "q":
            return find_quote(session, prefix)
        case "s":
            return find_speaker_by_id(session, prefix)
    raise BadRequest(f"not an id: {prefix!r} (ids begin with a-, q- or s-)")


def looks_like_id(text: str, letter: str) -> bool:
    """Whether a word has the shape of an id, or of its beginning, of that letter."""
    word = text.strip().lower()
    return word.startswith(letter) and _SHAPE.fullmatch(word) is not None


def is_id(written: str, letter: str) -> bool:
    """Whether a word is a whole id of that letter, as it is stored."""
    return len(written) == LENGTH + 2 and written.startswith(letter) and bool(_SHAPE.fullmatch(written))


def _one(session: Session, model: type[_Named], letter: str, prefix: str) -> _Named:
    """What the id of a row means; a whole one, as faces ask, is looked up at once."""
    word = prefix.strip().lower()
    if is_id(word, letter):
        found = session.scalars(select(model).where(model.public_id == word)).one_or_none()
        if found is not None:
            return found
    return session.scalars(select(model).where(model.public_id == _only(session, letter, prefix))).one()


def _only(session: Session, letter: str, prefix: str) -> str:
    word, what = prefix.strip().lower(), _WHAT[letter]
    if not looks_like_id(word, letter):
        raise BadRequest(f"not the id of {'an' if letter == 'a' else 'a'} {what}: {prefix!r}")
    width = LENGTH + 2
    first, last = word.ljust(width, "2"), word.ljust(width, "z")
    fitting = union(
        *(select(column.label("id")).where(column.between(first, last)) for column in _COLUMNS[letter])
    )
    rows = session.scalars(fitting.order_by("id").limit(_CANDIDATES + 1))
    found = [id_ for id_ in rows if id_ is not None]
    if not found:
        raise UnknownId(f"no {what} has the id {word}")
    if len(found) > 1:
        more = ", ..." if len(found) > _CANDIDATES else ""
        shown = tuple(found[:_CANDIDATES])
        raise AmbiguousId(f"{word} fits more than one {what}: {', '.join(shown)}{more}", shown)
    return found[0]


def _taken(session: Session, column: InstrumentedAttribute[str], wanted: Sequence[str]) -> set[str]:
    taken: set[str] = set()
    for part in chunks(wanted):
        taken.update(session.scalars(_among(column), {"ids": part}))
    return taken


@cache
def _among(column: InstrumentedAttribute[str]) -> Select[str]:
    return select(column).where(column.in_(bindparam("ids", expanding=True)))
