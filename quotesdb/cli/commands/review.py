"""``quotesdb review``: judge quotations one after the other, or by id from a script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.asking import QUIT, Ended, ask, at_a_keyboard, choose
from quotesdb.cli.called import called, tell
from quotesdb.cli.commands.article import bright
from quotesdb.cli.commands.quote import how_to_take_back, in_its_place, new_if_said
from quotesdb.cli.commands.review_changed import changed, renew
from quotesdb.cli.commands.reviewing import judge_each, told
from quotesdb.cli.database import HOW_TO_INGEST, deciding, explained, is_empty, worded
from quotesdb.cli.group import DefaultGroup, No
from quotesdb.cli.options import (
    KINDS,
    common,
    database_option,
    examples,
    limit_option,
    new_option,
    quote_filter,
    quote_filters,
    speaker_kind_option,
)
from quotesdb.cli.output import fields, heading, how_many, json_line, lines, note, paragraph
from quotesdb.cli.reviewer import reviewer_option, who_decides
from quotesdb.present.text import counted, one_line
from quotesdb.present.wording import UNTITLED, described, placed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from quotesdb.services.lookup.filters import QuoteFilter
    from quotesdb.services.lookup.results import QuoteDetail

SKIP, BACK, UNDO = "skip", "back", "undo"
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
  p  speaker: say who said it (an empty name cancels)
  w  words: say which words are quoted (an empty line cancels)
  k  kind: direct, mixed or indirect (c cancels)
  n  unsure: you have looked and cannot tell
  s  skip: decide nothing now
  b  back to the quotation before
  u  undo the last decision of this review
  q  quit; what was decided is kept
"""

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

FINAL = ("accept", "reject", "unsure")
"""Answers after which the next quotation comes; what was amended is shown again."""

note_option = click.option("--note", "note_", metavar="WORDS", help="Say why.")


@click.group(
    cls=DefaultGroup,
    default="walk",
    no_args_is_help=False,
    context_settings={"ignore_unknown_options": True},
)
@database_option
@examples("quotesdb review --publisher Quillmark", "quotesdb review accept q-4f7k2m9x3a q-7h2n")
def review() -> None:
    """Go through quotations that nobody has judged, and judge them."""


review.add_command(changed)
review.add_command(renew)


@review.command()
@click.argument("text", required=False)
@quote_filters
@click.option("--unsure", is_flag=True, help="Go through those instead about which somebody was unsure.")
@reviewer_option
@limit_option(0, "quotations")
@common
@examples("quotesdb review", "quotesdb review --speaker Okonjo --as Wen", "quotesdb review --json --limit 10")
def walk(
    *, text: str | None, unsure: bool, reviewer: str | None, limit: int, as_json: bool, **chosen: Any
) -> None:
    """Go through quotations that nobody has judged, the least sure first.

    This is what "quotesdb review" does. TEXT and the filters choose as they do for quotes. Each quotation is
    shown in its place; accept it, reject it, correct its speaker, words or kind, say that you are unsure,
    skip it, go back, undo or quit: a key is enough, and ? explains them. Each decision is kept at once, and
    the same command goes on from there. Being unsure hides nothing and confirms nothing, but you are not
    asked about the quotation again, except with --unsure.

    --json lists what would be asked about, in this order, and asks nothing.
    """
    where = quote_filter(text, limit, **chosen)
    if as_json:
        _list(where, unsure=unsure)
    else:
        with deciding() as (reading, writing):
            _Walk(reading, writing, who_decides(reviewer), unsure=unsure).go(where)


@review.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@note_option
@reviewer_option
@common
@examples("quotesdb review accept q-4f7k2m9x3a q-7h2n")
def accept(*, ids: tuple[str, ...], **options: Any) -> None:
    """Decide that quotations are right as they stand."""
    _decide(ids, accept=True, **options)


@review.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@note_option
@reviewer_option
@common
@examples('quotesdb review reject q-4f7k2m9x3a --note "title of a film"')
def reject(*, ids: tuple[str, ...], **options: Any) -> None:
    """Decide that these are not quotations.

    They are hidden, not deleted.
    """
    _decide(ids, reject=True, **options)


@review.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@note_option
@reviewer_option
@common
@examples('quotesdb review unsure q-4f7k2m9x3a --note "ask the desk"')
def unsure(*, ids: tuple[str, ...], **options: Any) -> None:
    """Note that you have looked and cannot tell.

    Nothing is hidden or confirmed.
    """
    _decide(ids, unsure=True, **options)


@review.command()
@click.argument("id_", metavar="ID")
@click.argument("name")
@new_option()
@speaker_kind_option("Where the name is new")
@note_option
@reviewer_option
@common
@examples(
    'quotesdb review speaker q-4f7k2m9x3a "Marit Dahlgaard"',
    "quotesdb review speaker q-4f7k2m9x3a s-7h2kq4m5xa",
    'quotesdb review speaker q-4f7k2m9x3a "Tom Nowhere" --new',
)
def speaker(*, id_: str, name: str, speaker_kind: str | None, **options: Any) -> None:
    """Decide who said it: a name, or the id of a speaker.

    NAME is one that the article prints, or that of a single known speaker. With an id, the quotation is that
    very speaker's, even where another has the same name.
    """
    from quotesdb.values import AgentKind

    kind = AgentKind(speaker_kind) if speaker_kind else None
    _decide([id_], speaker=name, speaker_kind=kind, **options)


@review.command()
@click.argument("id_", metavar="ID")
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@note_option
@reviewer_option
@common
@examples(
    'quotesdb review span q-4f7k2m9x3a "a place to put the water"',
    'quotesdb review span q-4f7k2m9x3a "What nobody had ... the water"',
)
def span(*, id_: str, words: tuple[str, ...], **options: Any) -> None:
    """Decide which words of the article are quoted.

    WORDS are the exact words, or the first and the last of them with "..." between; repeat WORDS for each
    separate part. They are looked for near the quotation, and the marks around them are included. The kind
    follows from the marks.
    """
    _decide([id_], words=words, **options)


@review.command()
@click.argument("id_", metavar="ID")
@click.argument("kind_", metavar="KIND", type=click.Choice(KINDS))
@note_option
@reviewer_option
@common
@examples("quotesdb review kind q-4f7k2m9x3a indirect")
def kind(*, id_: str, kind_: str, **options: Any) -> None:
    """Decide that a quotation is direct, mixed or indirect."""
    from quotesdb.values import Kind

    _decide([id_], kind=Kind(kind_), **options)


def _decide(
    ids: tuple[str, ...] | list[str],
    *,
    note_: str | None,
    reviewer: str | None,
    as_json: bool,
    **decision: Any,
) -> None:
    """Record one decision on each quotation."""
    from quotesdb.services.judging.review import review_quote

    who = who_decides(reviewer)

    def decide(session: Session, id_: str) -> QuoteDetail:
        with new_if_said():
            return review_quote(session, id_, who, note=note_, **decision)

    judge_each(ids, decide, as_json=as_json)


def _record(writing: sessionmaker[Session], id_: str, reviewer: str, **decision: Any) -> QuoteDetail:
    from quotesdb.services.judging.review import review_quote

    with writing.begin() as session, explained(session):
        return review_quote(session, id_, reviewer, **decision)


def _list(where: QuoteFilter, *, unsure: bool) -> None:
    from quotesdb.services.lookup import find_unreviewed

    with deciding() as (reading, _), reading() as session, explained(session):
        page = find_unreviewed(session, where, unsure=unsure)
        meant = called(session, where)
        empty = not page.total and is_empty(session)
    for citation in page.rows:
        json_line(citation)
    note(
        HOW_TO_INGEST if empty else how_many(len(page.rows), page.total, "quotation", at_least=page.at_least)
    )
    tell(where.speaker, meant)


@dataclass
class _Walk:
    """One reviewer going through quotations; no session is open while they think."""

    reading: sessionmaker[Session]
    writing: sessionmaker[Session]
    reviewer: str
    unsure: bool
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
            retract_review(session, id_)
        paragraph(f"{id_}: the decision is taken back")
        return id_

    def _one(self, id_: str, place: str, *, again: bool) -> str:
        """Ask about one quotation until it is done with; the last answer.

        One that is judged already is passed over, unless the person came back to it.
        """
        from quotesdb.services.lookup import quote_detail

        with self.reading() as session:
            detail = quote_detail(session, id_)
        if self._is_done(detail) and not again:
            return SKIP
        while True:
            _show(detail, place)
            answer = choose("", KEYS if at_a_keyboard() else ANSWERS, EXPLAINED)
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

        decision = _DECISIONS[answer]()
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
            return _record(self.writing, id_, self.reviewer, **decision)
        except UnknownName as error:
            click.echo(f"quotesdb: {worded(error)}", err=True)
        if choose("Is this somebody new?", {"y": "yes", "n": "no"}) == "no":
            return None
        return _record(self.writing, id_, self.reviewer, **decision, new=True)


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
            ("Speaker", described(citation.speaker)),
            ("Evidence", " <- ".join(f"“{one_line(text)}”" for text in citation.evidence_text)),
            ("Cue", citation.cue_text),
            ("Article", citation.article.title or UNTITLED),
            ("Printed", placed(citation.article)),
            ("Decided", citation.decision.label()),
        ]
    )
