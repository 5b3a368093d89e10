"""``quotesdb review changed`` and ``renew``: judged quotations that the article has otherwise now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.called import called, tell
from quotesdb.cli.commands.reviewing import judge_each, reviewing
from quotesdb.cli.database import reading
from quotesdb.cli.options import common, examples, limit_option, quote_filter, quote_filters
from quotesdb.cli.output import heading, how_many, json_line, note, paragraph
from quotesdb.cli.pager import paged
from quotesdb.cli.reviewer import who_decides
from quotesdb.present.wording import described

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.lookup.results import QuoteDetail
    from quotesdb.values import Citation


@click.command()
@click.argument("text", required=False)
@quote_filters
@limit_option(20, "quotations")
@common
@examples("quotesdb review changed", "quotesdb review changed --publisher Quillmark")
@paged
def changed(*, text: str | None, limit: int, as_json: bool, **chosen: Any) -> None:
    """List judged quotations that the article has changed since.

    Use "quotesdb review" for those that nobody has judged yet.

    These are quotations whose words or speaker the article changed after somebody judged them, including
    rejected ones. The judgement holds until somebody decides again: "quotesdb review renew" accepts what the
    article prints now, and any other new decision also takes them off this list.
    """
    from quotesdb.services.judging.review_changed import find_changed

    where = quote_filter(text, limit, **chosen)
    with reading() as session:
        page = find_changed(session, where)
        meant = called(session, where)
    for citation in page.rows:
        if as_json:
            json_line(citation)
        else:
            _show(citation)
    note(how_many(len(page.rows), page.total, "quotation"))
    tell(where.speaker, meant)


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@reviewing
@examples("quotesdb review renew q-4f7k2m9x3a")
def renew(
    *, ids: tuple[str, ...], note_: str | None, reviewer: str | None, embargoed: bool, as_json: bool
) -> None:
    """Accept judged quotations as the article prints them now.

    The earlier decision stays in the history of the quotation.
    """
    from quotesdb.services.judging.review_changed import renew_review

    who = who_decides(reviewer)

    def renewed(session: Session, id_: str) -> QuoteDetail:
        return renew_review(session, id_, who, note=note_, embargoed=embargoed)

    judge_each(ids, renewed, as_json=as_json)


def _show(citation: Citation) -> None:
    since = citation.since
    heading(f"{citation.id}: {since.label() if since else ''}")
    decided = f"{described(citation.speaker)}, {citation.decision.label()}"
    paragraph(f"judged: {citation.text} ({decided})", "  ")
    if since and since.words:
        paragraph(f"now: {since.words}", "  ")
