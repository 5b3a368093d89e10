"""Going through quotations one by one, as ``quotesdb review`` does: what is asked, what an answer does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.asking import QUIT, Ended, ask, at_a_keyboard, choose
from quotesdb.cli.called import called, tell
from quotesdb.cli.commands.article import bright
from quotesdb.cli.commands.quote import how_to_take_back, in_its_place
from quotesdb.cli.commands.reviewing import told
from quotesdb.cli.database import HOW_TO_INGEST, explained, is_empty, worded
from quotesdb.cli.group import No
from quotesdb.cli.output import fields, heading, lines, note, paragraph
from quotesdb.present.text import counted, one_line
from quotesdb.present.wording import UNTITLED, placed, said_by

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from quotesdb.services.lookup.filters import QuoteFilter
    from quotesdb.services.lookup.results import QuoteDetail
    from quotesdb.values import Agent

SKIP, BACK, UNDO = "skip", "back", "undo"
OTHER = "other"
KEYS = {
    "a": "accept",
    "r": "reject",
    "p": "speaker",
    "w": "words",
    "k": "kind",
    "n": "unsure",
    "s": SKIP,
    "b": BACK,
    "u": UNDO,
    "q": QUIT,
}
"""What a key means at the keyboard."""

EXPLAINED = """
  a  accept: it is right as it stands
  r  reject: it is no quotation
  o  other: the second of two who may be meant said it
  p  speaker: say who said it (an empty name cancels)
  w  words: say which words are quoted (an empty line cancels)
  k  kind: direct, mixed or indirect (c cancels)
  n  unsure: you have looked and cannot tell
  s  skip: decide nothing now
  b  back to the quotation before
  u  undo the last decision of this review
  q  quit; what was decided is kept
"""

OTHER_KEY = {"o": OTHER}
"""What is answered besides where two may be meant: that it is the second."""

ANSWERS = {
    "a": "accept",
    "r": "reject",
    "p": "speaker",
    "w": "words",
    "k": "kind",
    "u": "unsure",
    "s": SKIP,
    "q": QUIT,
}
"""What a line of a pipe means."""

FINAL = ("accept", "reject", "unsure", OTHER)
"""Answers after which the next quotation comes; what was amended is shown again."""


@dataclass
class Walk:
    """One reviewer going through quotations; no session is open while they think."""

    reading: sessionmaker[Session]
    writing: sessionmaker[Session]
    reviewer: str
    unsure: bool
    embargoed: bool = False
    done: dict[str, None] = field(default_factory=dict)

    def go(self, where: QuoteFilter) -> None:
        """Ask about each quotation that fits, until there is none left or the person quits."""
        from quotesdb.services.lookup import unreviewed_ids

        with self.reading() as session, explained(session):
            ids = unreviewed_ids(session, where, unsure=self.unsure)
            if not ids and is_empty(session):
                raise No(HOW_TO_INGEST)
            tell(where.speaker, called(session, where))
        try:
            self._through(ids)
        except Ended:
            pass
        finally:
            judged = counted(len(self.done), "quotation")
            note(f"{judged} judged, {len(ids) - len(self.done)} left" if ids else "nothing to review")
            if self.done:
                note(how_to_take_back(list(self.done)))

    def _through(self, ids: Sequence[str]) -> None:
        place, again = 0, False
        while place < len(ids):
            answer = self._one(ids[place], f"{place + 1} of {len(ids)}", again=again)
            again = answer in (BACK, UNDO)
            if answer == QUIT:
                return
            if answer == BACK:
                place = max(0, place - 1)
            elif answer == UNDO:
                place = ids.index(self._undo() or ids[place])
            else:
                place += 1

    def _undo(self) -> str | None:
        """Take the last decision of this review back; the quotation that it was about, if there is one."""
        from quotesdb.services.judging.review import retract_review

        if not self.done:
            note("nothing was decided in this review yet")
            return None
        id_, _ = self.done.popitem()
        with self.writing.begin() as session:
            retract_review(session, id_, embargoed=self.embargoed)
        paragraph(f"{id_}: the decision is taken back")
        return id_

    def _one(self, id_: str, place: str, *, again: bool) -> str:
        """Ask about one quotation until it is done with; the last answer.

        One that is judged already is passed over, unless the person came back to it.
        """
        from quotesdb.services.lookup import quote_detail

        with self.reading() as session:
            detail = quote_detail(session, id_, embargoed=self.embargoed)
        if self._is_done(detail) and not again:
            return SKIP
        while True:
            _show(detail, place)
            answer = choose("", _answers(detail.citation.alternative), EXPLAINED)
            if answer in (SKIP, BACK, UNDO, QUIT):
                return answer
            judged = self._judge(detail, answer)
            if judged is None:
                continue
            detail = judged
            self.done.pop(id_, None)
            self.done[id_] = None
            paragraph(told(detail))
            if answer in FINAL:
                return answer

    def _is_done(self, detail: QuoteDetail) -> bool:
        """Whether somebody else has judged it meanwhile."""
        if detail.status in ("human", "rejected"):
            return True
        return bool(detail.citation.decision.unsure) is not self.unsure

    def _judge(self, detail: QuoteDetail, answer: str) -> QuoteDetail | None:
        """What holds now; null if nothing was decided, and the person has been told why."""
        from quotesdb.services.errors import ServiceError

        other = detail.citation.alternative
        decision = {"speaker": other.name} if other and answer == OTHER else _DECISIONS[answer]()
        if decision is None:
            return None
        try:
            return self._recorded(detail.citation.id, decision)
        except ServiceError as error:
            click.echo(f"quotesdb: {worded(error)}", err=True)
            return None

    def _recorded(self, id_: str, decision: dict[str, Any]) -> QuoteDetail | None:
        """What holds now; null if a name that nobody has was a slip."""
        from quotesdb.services.errors import UnknownName

        try:
            return _record(self.writing, id_, self.reviewer, embargoed=self.embargoed, **decision)
        except UnknownName as error:
            click.echo(f"quotesdb: {worded(error)}", err=True)
        if choose("Is this somebody new?", {"y": "yes", "n": "no"}) == "no":
            return None
        return _record(self.writing, id_, self.reviewer, embargoed=self.embargoed, **decision, new=True)


def _record(writing: sessionmaker[Session], id_: str, reviewer: str, **decision: Any) -> QuoteDetail:
    from quotesdb.services.judging.review import review_quote

    with writing.begin() as session, explained(session):
        return review_quote(session, id_, reviewer, **decision)


def _answers(other: Agent | None) -> dict[str, str]:
    """What can be answered, by key or line; ``other`` is who else may be meant."""
    answers = KEYS if at_a_keyboard() else ANSWERS
    return {**answers, **OTHER_KEY} if other else answers


def _asked_speaker() -> dict[str, Any] | None:
    name = ask("Who said it (a name or an id)")
    return {"speaker": name} if name else None


def _asked_words() -> dict[str, Any] | None:
    words = ask("Which words are quoted (the very words, or FIRST ... LAST)")
    return {"words": [words]} if words else None


def _asked_kind() -> dict[str, Any] | None:
    from quotesdb.values import Kind

    kind = choose("", {"d": "direct", "m": "mixed", "i": "indirect", "c": "cancel"})
    return None if kind == "cancel" else {"kind": Kind(kind)}


_DECISIONS: dict[str, Callable[[], dict[str, Any] | None]] = {
    "accept": lambda: {"accept": True},
    "reject": lambda: {"reject": True},
    "unsure": lambda: {"unsure": True},
    "speaker": _asked_speaker,
    "words": _asked_words,
    "kind": _asked_kind,
}


def _show(detail: QuoteDetail, place: str) -> None:
    """Print a quotation in its place with what is said of it."""
    citation = detail.citation
    click.echo()
    heading(f"{place}: {citation.id}, {citation.kind}, {citation.cue_class}")
    for part in in_its_place(detail):
        click.echo(bright("\n".join(lines(part, "  "))))
    fields(
        [
            ("Speaker", said_by(citation)),
            ("Evidence", " <- ".join(f"“{one_line(text)}”" for text in citation.evidence_text)),
            ("Cue", citation.cue_text),
            ("Article", citation.article.title or UNTITLED),
            ("Printed", placed(citation.article)),
            ("Decided", citation.decision.label()),
        ]
    )
