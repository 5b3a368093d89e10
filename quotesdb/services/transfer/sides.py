"""What decisions on who is who are about, on their way: appearances of speakers, names of organisations."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from quotesdb.services.identity import clustering, organisation_lookup
from quotesdb.services.statements import grouping
from quotesdb.services.transfer.outcomes import Line
from quotesdb.services.transfer.subjects import (
    dump_appearance,
    dump_organisation,
    find_appearance,
    find_organisation,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Side:
    """How one is written and found again, what it is called anywhere, and who moves by a decision."""

    dump: Callable[[Any], Line]
    find: Callable[[Session, Any], Any]
    key: Callable[[Any], str]
    called: Callable[[Any], str]
    moved: Callable[[Session, Collection[int]], set[int]]

    def refresh(self, session: Session, row_ids: Collection[int]) -> None:
        """Bring speakers and statements in step with a decision on these."""
        grouping.refresh(session, [], self.moved(session, row_ids))


SPEAKERS = Side(
    dump_appearance,
    find_appearance,
    key=attrgetter("public_id"),
    called=attrgetter("public_id"),
    moved=lambda session, row_ids: clustering.refresh(session, row_ids, []),
)
ORGANISATIONS = Side(
    dump_organisation,
    find_organisation,
    key=attrgetter("name_key"),
    called=attrgetter("name"),
    moved=lambda session, _row_ids: organisation_lookup.refresh(session),
)
