"""``quotesdb review``: judge quotations one after the other, or by id from a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.called import called, tell
from quotesdb.cli.commands.quote import new_if_said
from quotesdb.cli.commands.review_changed import changed, renew
from quotesdb.cli.commands.review_walk import Walk
from quotesdb.cli.commands.reviewing import judge_each, reviewing
from quotesdb.cli.database import deciding, explained, summed_up
from quotesdb.cli.group import DefaultGroup
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
from quotesdb.cli.output import json_line, note
from quotesdb.cli.reviewer import reviewer_option, who_decides

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.lookup.filters import QuoteFilter
    from quotesdb.services.lookup.results import QuoteDetail


@click.group(
    cls=DefaultGroup,
    default="walk",
    no_args_is_help=False,
    context_settings={"ignore_unknown_options": True},
)
@database_option
@examples("quotesdb review --publisher Quillmark", "quotesdb review accept q-4f7k2m9x3a q-7h2n")
def review() -> None:
    """Go through quotations that nobody has judged, and judge them.

    This is about quotations: who said them, in which words. Use "quotesdb suggestions" to decide which
    speakers are one, and "quotesdb quote ID" to look at a single quotation before you correct it.
    """


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
            Walk(reading, writing, who_decides(reviewer), unsure=unsure, embargoed=where.embargoed).go(where)


@review.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@reviewing
@examples("quotesdb review accept q-4f7k2m9x3a q-7h2n")
def accept(*, ids: tuple[str, ...], **options: Any) -> None:
    """Decide that quotations are right as they stand."""
    _decide(ids, accept=True, **options)


@review.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@reviewing
@examples('quotesdb review reject q-4f7k2m9x3a --note "title of a film"')
def reject(*, ids: tuple[str, ...], **options: Any) -> None:
    """Decide that these are not quotations.

    They are hidden, not deleted.
    """
    _decide(ids, reject=True, **options)


@review.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@reviewing
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
@reviewing
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
@reviewing
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
@reviewing
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


def _list(where: QuoteFilter, *, unsure: bool) -> None:
    from quotesdb.services.lookup import find_unreviewed

    with deciding() as (reading, _), reading() as session, explained(session):
        page = find_unreviewed(session, where, unsure=unsure)
        meant = called(session, where)
        ending = summed_up(session, page, "quotation")
    for citation in page.rows:
        json_line(citation)
    note(ending)
    tell(where.speaker, meant)
