"""Decisions that are about a thing each, as portable decisions: what their columns say is what travels."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, select

from quotesdb.db.models import Appearance, Article, Decision, Organisation
from quotesdb.services.errors import BadRequest
from quotesdb.services.transfer.acts import again, dump_act, in_order, read_act, store
from quotesdb.services.transfer.outcomes import Arrival, ImportOutcome, Line, invalid
from quotesdb.services.transfer.subjects import (
    dump_appearance,
    dump_article,
    dump_organisation,
    find_appearance,
    find_article,
    find_organisation,
    maybe_text,
    member_of,
    subjects,
    text_of,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.ledger.effect import Effect

DUMP: Mapping[type, Any] = {
    Article: dump_article,
    Appearance: dump_appearance,
    Organisation: dump_organisation,
}
FIND: Mapping[type, Any] = {
    Article: find_article,
    Appearance: find_appearance,
    Organisation: find_organisation,
}


@dataclass(frozen=True, slots=True)
class Plain:
    """The decisions of one kind: a key of a line for each of its columns."""

    model: type[Decision]
    effect: Effect

    def dump(self, session: Session) -> Iterator[Line]:
        """Every decision, oldest first, those taken back too."""
        rows = session.scalars(select(self.model)).all()
        yield from in_order(
            {
                "about": [DUMP[type(one)](one) for one in row.about],
                **{name: getattr(row, name) for name in self.model.says_in()},
                **dump_act(row, rows),
            }
            for row in rows
        )

    def load(self, session: Session, line: Line, _brought: Collection[str]) -> ImportOutcome:
        """Store a decision unless it is there, and let what rests on it follow; the caller commits.

        Raises:
            NotLoaded: if it is in conflict, about nothing that is here, or no decision.
        """
        row = self._read(session, line)
        known = session.scalars(select(self.model).where(row.excludes()).order_by(self.model.id)).all()
        read_act(line, row, known)
        arrival = again(session, row, known)
        if arrival is None:
            store(session, row, known)
            arrival = Arrival.ADDED
        self.effect.follow(session, row)
        return ImportOutcome(arrival, about=", ".join(id_ or name for id_, name in row.parties))

    def _read(self, session: Session, line: Line) -> Decision:
        ends = inspect(self.model).relationships
        written = subjects(line, len(self.model.ends))
        found = {
            end: FIND[ends[end].mapper.class_](session, one)
            for end, one in zip(self.model.ends, written, strict=True)
        }
        about = dict(
            zip(self.model.subjects if found else (), (one.id for one in found.values()), strict=True)
        )
        said = {name: self._value(line, name) for name in self.model.says_in()}
        row = self.model(**about, **found, **said)
        try:
            self.effect.settle(row)
        except BadRequest as error:
            raise invalid(str(error)) from error
        return row

    def _value(self, line: Line, name: str) -> Any:
        kind = getattr(inspect(self.model).column_attrs[name].columns[0].type, "enum_class", None)
        if name in self.model.may_lack:
            return maybe_text(line, name)
        written = text_of(line, name)
        return member_of(kind, line, name) if kind else written
