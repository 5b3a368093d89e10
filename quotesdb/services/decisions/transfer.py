"""Writing all decisions of a database as JSON lines, and bringing such lines into another one."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from quotesdb.services.decisions import (
    organisation_judgements,
    organisation_names,
    reviews,
    speaker_judgements,
    speaker_names,
    speaker_tags,
)
from quotesdb.services.decisions.outcomes import Arrival, ImportOutcome, Line, NotLoaded
from quotesdb.services.decisions.places import about

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker


class Kind(Protocol):
    """One kind of decision: a module with these functions."""

    def dump(self, session: Session) -> Iterator[Line]:
        """Every decision of this kind, oldest first, retracted ones too."""

    def load(self, session: Session, line: Line, brought: Collection[str]) -> ImportOutcome:
        """Store a decision unless it is there; the caller commits.

        ``brought`` are the ids of the decisions of the same file so far: with these it is in no conflict.

        Raises:
            NotLoaded: if it is in conflict, about nothing that is here, or no decision.
        """


KINDS: Mapping[str, Kind] = {
    "review": reviews,
    "speaker_judgement": speaker_judgements,
    "organisation_judgement": organisation_judgements,
    "speaker_name": speaker_names,
    "organisation_name": organisation_names,
    "speaker_tag": speaker_tags,
}
"""Kinds of decisions by the name that their lines have, in the order of the file.

Reviews come first: the speakers whom a person named are there only after them."""


def export_decisions(session: Session) -> Iterator[Line]:
    """Every decision of a person, retracted ones too, in an order that two databases agree in."""
    for name, kind in KINDS.items():
        for line in kind.dump(session):
            yield {"decision": name, **line}


def import_decisions(
    make_session: sessionmaker[Session],
    lines: Iterable[str],
    *,
    on_result: Callable[[ImportOutcome], None] | None = None,
) -> list[ImportOutcome]:
    """Bring in decisions, one transaction each; blank lines are skipped. The outcomes that are no success.

    A decision that is here already changes nothing, unless it was taken back since. One that contradicts what
    somebody decided here is reported and not stored.

    Raises:
        DatabaseError: if the database itself cannot be used.
    """
    failed = []
    brought = set[str]()
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        outcome = replace(_import_one(make_session, text, brought), line=number)
        if outcome.failed:
            failed.append(outcome)
        if on_result:
            on_result(outcome)
    return failed


def _import_one(make_session: sessionmaker[Session], text: str, brought: set[str]) -> ImportOutcome:
    line = _parsed(text)
    if isinstance(line, ImportOutcome):
        return line
    name = line["decision"]
    try:
        with make_session.begin() as session:
            outcome = replace(KINDS[name].load(session, line, brought), decision=name)
    except NotLoaded as reason:
        return ImportOutcome(reason.outcome, name, about(line), str(reason))
    except UnicodeEncodeError:
        return ImportOutcome(Arrival.INVALID, name, about(line), "is not text in UTF-8")
    brought.add(str(line.get("id")))
    return outcome


def _parsed(text: str) -> Line | ImportOutcome:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return ImportOutcome(Arrival.INVALID, reason="is not JSON")
    if not isinstance(line, dict) or not isinstance(line.get("decision"), str):
        return ImportOutcome(Arrival.INVALID, reason="is not a decision")
    if line["decision"] not in KINDS:
        return ImportOutcome(
            Arrival.INVALID, reason=f"decisions of the kind {line['decision']!r} are not known here"
        )
    return line
