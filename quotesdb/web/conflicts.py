"""Two people and one quotation: a decision counts for what its reviewer had before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quotesdb.services.ledger.results import ReviewEntry
    from quotesdb.services.lookup.results import QuoteDetail


class Changed(Exception):  # noqa: N818 - the name says what is wrong
    """Somebody else decided meanwhile; ``again`` is the address where one sees what."""

    def __init__(self, message: str, again: str) -> None:
        super().__init__(message)
        self.again = again


def state_of(detail: QuoteDetail) -> str:
    """What was decided of a quotation, as a form sends it back: another one once anything more is."""
    taken_back = sum(entry.retracted_at is not None for entry in detail.history)
    return f"{len(detail.history)}.{taken_back}"


def refuse_changed(detail: QuoteDetail, seen: str, reviewer: str, again: str) -> None:
    """Keep a decision from replacing one that its reviewer has not seen; one's own may be replaced.

    Raises:
        Changed: if somebody else decided since.
    """
    if seen in ("", state_of(detail)) or _is_of(detail.history, reviewer):
        return
    raise Changed(
        f"{_told(detail.history)} after you opened it. Your decision was not kept: look again.", again
    )


def refuse_others(detail: QuoteDetail, reviewer: str, again: str) -> None:
    """Keep somebody from taking back, as their own last decision, what another one decided after it.

    Raises:
        Changed: if the decision that holds is not theirs.
    """
    if _live(detail.history) is not None and not _is_of(detail.history, reviewer):
        raise Changed(f"{_told(detail.history)} after you did. Nothing was taken back.", again)


def _live(history: Sequence[ReviewEntry]) -> ReviewEntry | None:
    return next((entry for entry in reversed(history) if entry.retracted_at is None), None)


def _is_of(history: Sequence[ReviewEntry], reviewer: str) -> bool:
    live = _live(history)
    return live is not None and live.reviewer == reviewer


def _told(history: Sequence[ReviewEntry]) -> str:
    live = _live(history)
    if live is None:
        return "Somebody took the decision on this quotation back"
    speaker = f", speaker {live.speaker}" if live.verdict == "corrected" and live.speaker else ""
    return f"{live.reviewer} decided on this quotation ({live.verdict}{speaker})"
