"""Writing all decisions of a database as JSON lines, and bringing such lines into another one."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Protocol

from sqlalchemy import inspect

from quotesdb.db.errors import DatabaseError
from quotesdb.db.models import OrganisationJudgement, OrganisationName, SpeakerJudgement, SpeakerName
from quotesdb.db.retry import retried
from quotesdb.services.faults import described
from quotesdb.services.ledger.presentable import erased_ids
from quotesdb.services.statements.effects import EFFECTS
from quotesdb.services.store.erased import tombstones
from quotesdb.services.transfer import reviews, speaker_tags
from quotesdb.services.transfer.leaving import may_leave
from quotesdb.services.transfer.names import Names, namesakes
from quotesdb.services.transfer.outcomes import ImportOutcome, Line, NotLoaded, invalid
from quotesdb.services.transfer.pairs import Pairs
from quotesdb.services.transfer.plain import Plain
from quotesdb.services.transfer.sides import ORGANISATIONS, SPEAKERS
from quotesdb.services.transfer.subjects import about

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker


class Kind(Protocol):
    """One kind of decision: a module with these functions, or an object."""

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
    "speaker_judgement": Pairs(SpeakerJudgement, SPEAKERS),
    "organisation_judgement": Pairs(OrganisationJudgement, ORGANISATIONS),
    "speaker_name": Names(SpeakerName, SPEAKERS, namesakes),
    "organisation_name": Names(OrganisationName, ORGANISATIONS),
    "speaker_tag": speaker_tags,
    **{str(inspect(kind).polymorphic_identity): Plain(kind, effect) for kind, effect in EFFECTS.items()},
}
"""Kinds of decisions by the name that their lines have, in the order of the file.

Reviews come first: the speakers whom a person named are there only after them."""


LONGEST = 20_000_000
"""Bytes of a line; that of a quotation as long as a novel has fewer."""

_MOST = 1_000
_TOLD = 300
"""Characters of a line that are repeated when it is told what is wrong with it."""


def export_decisions(session: Session) -> Iterator[Line]:
    """Every decision of a person, retracted ones too, in an order that two databases agree in.

    Those about somebody who is erased stay here, and so do those that say such a name, but for the erasures.
    """
    known = tombstones(session)
    hidden = erased_ids(session) if known else set()
    for name, kind in KINDS.items():
        for line in kind.dump(session):
            if may_leave(line, known, hidden):
                yield {"decision": name, **line}


def import_decisions(
    make_session: sessionmaker[Session],
    lines: Iterable[str | NotLoaded],
    *,
    on_result: Callable[[ImportOutcome], None] | None = None,
) -> int:
    """Bring in decisions, one transaction each; blank lines are skipped. Returns how many could not be.

    ``lines`` are JSON, or say why they could not be read (``read_lines``). ``on_result`` gets each outcome
    after its commit. A decision that is here already changes nothing, unless it was taken back since. One
    that contradicts what somebody decided here is reported and not stored.

    Raises:
        DatabaseError: if the database itself cannot be used.
    """
    failed = 0
    brought = set[str]()
    for number, text in enumerate(lines, 1):
        if isinstance(text, str) and not text.strip():
            continue
        outcome = replace(_import_one(make_session, text, brought), line=number)
        failed += outcome.failed
        if on_result:
            on_result(outcome)
    return failed


def read_lines(file: IO[bytes]) -> Iterator[str | NotLoaded]:
    """The lines of a file, however long it is, one at a time; where one cannot be read, why.

    Only a line feed ends a line: JSON may hold the other characters that Python takes for line ends. What is
    longer than any decision is passed over, and after a thousand times that there is no line to wait for.
    """
    first = True
    while raw := file.readline(LONGEST + 1):
        if len(raw) > LONGEST:
            yield invalid(f"is longer than {LONGEST // 1_000_000} MB")
            if not _ends(file, raw):
                return
        else:
            try:
                yield raw.decode("utf-8-sig" if first else "utf-8")
            except UnicodeDecodeError:
                yield invalid("is not text in UTF-8")
        first = False


def _ends(file: IO[bytes], raw: bytes) -> bool:
    """Read on to the end of a line, without keeping it; whether there is one."""
    for _ in range(_MOST):
        if raw.endswith(b"\n") or not raw:
            return True
        raw = file.readline(LONGEST)
    return False


def _import_one(
    make_session: sessionmaker[Session], text: str | NotLoaded, brought: set[str]
) -> ImportOutcome:
    line = text if isinstance(text, NotLoaded) else _parsed(text)
    if isinstance(line, NotLoaded):
        return _failed(line)
    try:
        outcome = retried(lambda: _load(make_session, line, brought))
    except NotLoaded as reason:
        return _failed(reason, line)
    except UnicodeEncodeError:
        return _failed(invalid("is not text in UTF-8"), line)
    except DatabaseError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one line, the others go on
        return _failed(invalid(f"cannot be stored: {described(error)}"), line)
    if isinstance(line.get("id"), str):
        brought.add(line["id"])
    return outcome


def _load(make_session: sessionmaker[Session], line: Line, brought: set[str]) -> ImportOutcome:
    with make_session.begin() as session:
        return replace(KINDS[line["decision"]].load(session, line, brought), decision=line["decision"])


def _parsed(text: str) -> Line | NotLoaded:
    try:
        line = json.loads(text)
    except (ValueError, RecursionError):
        return invalid("is not JSON")
    if not isinstance(line, dict) or not isinstance(line.get("decision"), str):
        return invalid("is not a decision")
    if line["decision"] not in KINDS:
        return invalid(f"is a decision of the kind {line['decision']!r}, which is not known here")
    return line


def _failed(reason: NotLoaded, line: Line | None = None) -> ImportOutcome:
    """What is told of a line; of what it says no more than can be read."""
    what, named = str(reason), about(line) if line else None
    return ImportOutcome(
        reason.outcome,
        line["decision"] if line else None,
        named and _shortened(named),
        _shortened(what),
    )


def _shortened(text: str) -> str:
    """The beginning of a text, on which half a character is told as an escape."""
    whole = text.encode(errors="backslashreplace").decode()
    return whole if len(whole) <= _TOLD else f"{whole[:_TOLD]}..."
