"""Organisations by name: publishers, and whom people speak for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Organisation
from quotesdb.text import name_key

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def get_or_create(session: Session, names: Iterable[str]) -> dict[str, Organisation]:
    """The organisations of these names, by folded name; a new one keeps the first printing it is met with."""
    printed: dict[str, str] = {}
    for name in names:
        printed.setdefault(name_key(name), name)
    known = session.scalars(select(Organisation).where(Organisation.name_key.in_(printed)))
    found = {organisation.name_key: organisation for organisation in known}
    new = {key: Organisation(name=name, name_key=key) for key, name in printed.items() if key not in found}
    session.add_all(new.values())
    session.flush()
    return found | new
