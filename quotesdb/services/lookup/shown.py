"""Which quotations are shown where all, or embargoed ones, are asked for too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesdb.db.models.current_quote import Shown
from quotesdb.services.store.read_model import current_quotes, is_shown

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement


def are_shown(*, all: bool, embargoed: bool = False) -> ColumnElement[bool]:  # noqa: A002 - as in --all
    """The condition that rows of the read model are shown then."""
    more = ((Shown.WITH_ALL, all), (Shown.EMBARGOED, embargoed))
    return is_shown(current_quotes(), Shown.ALWAYS, *(one for one, asked in more if asked))


def are_shown_where_indexed(
    *,
    all: bool,  # noqa: A002 - as in --all
    embargoed: bool = False,
) -> ColumnElement[bool]:
    """The same, said by what it is where that is one value: so it belongs to the stretch of an index."""
    if all or embargoed:
        return are_shown(all=all, embargoed=embargoed)
    return current_quotes().c.shown == Shown.ALWAYS.value
