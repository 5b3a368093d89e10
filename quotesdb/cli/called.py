"""Whom the name of a look-up means, told where it means several."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from quotesdb.cli.output import listed, note
from quotesdb.present.text import counted, one_line

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.identity.results import NamedSo
    from quotesdb.services.lookup.filters import QuoteFilter

SHOWN = 12
"""How many people, or ids of records, have a place of their own."""


def called(session: Session, where: QuoteFilter) -> Sequence[NamedSo]:
    """Whom the speaker of a filter means; nobody where it names none.

    Raises:
        UnknownName, UnknownId, AmbiguousId: if the name or the id means nobody.
    """
    from quotesdb.services.lookup import who_is_meant

    silent = where.unsupported or where.embargoed
    return [] if where.speaker is None else who_is_meant(session, where.speaker, silent=silent)


def tell(name: str | None, those: Sequence[NamedSo], done: str = "shown", *, listing: bool = True) -> None:
    """Say that a name means several, and how to choose one of them or to make them one."""
    if name is None or not several(those):
        return
    if len(those) == 1:
        how = f"to say which are one: quotesdb suggestions {quoted(name)}"
        note(f"{name!r} is {_as_known(name, those[0])}{records(those[0])} here; all are {done}; {how}")
        return
    give = "the full name or the id" if len({one.name for one in those}) == len(those) else "the id"
    said = f"{name!r} is {people(those)} here; all are {done}; for one of them give {give}"
    lines = listed([_cells(one) for one in those], SHOWN) if listing else []
    note(said + ":" * bool(lines))
    for line in lines:
        click.echo(line, err=True)


def quoted(name: str) -> str:
    """A name as a word of a command that can be pasted.

    >>> quoted("Ada Example")
    "'Ada Example'"
    """
    return shlex.quote(one_line(name))


def several(those: Sequence[NamedSo]) -> bool:
    """Whether a name means more than one record."""
    return sum(len(one.ids) for one in those) > 1


def people(those: Sequence[NamedSo]) -> str:
    """How many those are.

    >>> people([])
    '0 people'
    """
    persons = all(one.kind == "person" for one in those)
    return counted(len(those), *(("person", "people") if persons else ("speaker",)))


def records(one: NamedSo) -> str:
    """How many records somebody is."""
    return counted(len(one.ids), "record")


def id_or_records(one: NamedSo) -> str:
    """The id of somebody, or how many records that is."""
    return one.ids[0] if len(one.ids) == 1 else records(one)


def _as_known(name: str, one: NamedSo) -> str:
    """The name that look-ups show, if another was asked for."""
    return "" if one.name.casefold() == name.casefold() else f"{one.name}, "


def _cells(one: NamedSo) -> tuple[str, ...]:
    return id_or_records(one), one.name, one.kind, counted(one.quotes, "quotation"), one.role or ""
