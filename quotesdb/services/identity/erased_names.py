"""Names by which nobody is to be found any more: of those who were erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, SQLColumnExpression, false, func, or_, select

from quotesdb.db.models import Appearance
from quotesdb.names.key import name_key
from quotesdb.resolve import parse
from quotesdb.services.identity.name_endings import ending_with
from quotesdb.services.store.erased import is_erased, tombstones
from quotesdb.services.store.once import once
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session


def erased_surnames(session: Session) -> frozenset[str]:
    """The surnames of those who are erased, as printed, that nobody else has."""
    return once(session, "erased surnames", _surnames) if tombstones(session) else frozenset()


def names_asked_for(session: Session, query: str) -> frozenset[str]:
    """The full names of those who are erased, as printed, that have one of the words that are looked up."""
    if not tombstones(session):
        return frozenset()
    asked = _words(query)
    printed = once(session, "erased names", _printed)
    return frozenset(name for name in printed if " " in name and not asked.isdisjoint(_words(name)))


def _words(text: str) -> set[str]:
    return {key for word in text.split() for key in name_key(word).split()}


def _printed(session: Session) -> frozenset[str]:
    names = select(Appearance.name).where(is_erased(), Appearance.kind == AgentKind.PERSON)
    return frozenset(session.scalars(names.distinct()))


def _surnames(session: Session) -> frozenset[str]:
    theirs = {
        word
        for name in once(session, "erased names", _printed)
        for word in name.split()
        if parse(word).surname == parse(name).surname
    }
    return frozenset(word for word in theirs if not ending_with(session, name_key(word), silent=True))


def surnames_asked_for(session: Session, query: str) -> frozenset[str]:
    """Those of these surnames that are among the words that somebody looks up, in capitals or not."""
    asked = _words(query)
    return frozenset(each for each in erased_surnames(session) if asked.issuperset(name_key(each).split()))


def prints(text: SQLColumnExpression[Any], names: Collection[str]) -> ColumnElement[bool]:
    """The condition that a text has one of these names as it is printed, or all in capitals.

    In small letters it is a word: whoever looks up a weir finds it though a Mr Weir is erased.
    """
    printed = {form for name in names for form in (name, name.upper())}
    return or_(false(), *(func.replace(text, form, "") != text for form in sorted(printed)))
