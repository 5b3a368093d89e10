"""``quotesdb checks``: what was checked, and whether it still holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.database import checking, reading
from quotesdb.cli.options import after_option, chooser, common_of_lists, examples, limit_option
from quotesdb.cli.output import (
    Column,
    Row,
    goes_on,
    how_many,
    json_line,
    list_page,
    note,
    on_terminal,
    wants_csv,
)
from quotesdb.cli.progress import progress
from quotesdb.present.text import is_address, one_line, safe
from quotesdb.values import ClaimVerdict

if TYPE_CHECKING:
    from quotesdb.services.checking.record import CheckFilter, CheckRow, Rechecked

COLUMNS = (
    Column(("Check", "When")),
    Column(("Verdict", "Speaker"), share=2),
    Column(("Claim", "Found in"), share=5),
)


def _page(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    if value is not None and not is_address(value):
        raise click.BadParameter(f"{value!r} is no address of the web")
    return value


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--verdict",
    "verdicts",
    multiple=True,
    type=click.Choice([verdict.value for verdict in ClaimVerdict]),
    help="Only checks with this verdict; may be repeated.",
)
@chooser("--speaker", "NAME", "Only claims about this speaker; part of the name is enough.")
@limit_option(20, "checks")
@after_option
@click.option("--recheck", is_flag=True, help="Check them again, and say what has changed.")
@click.option(
    "--claim-review",
    "page",
    metavar="URL",
    callback=_page,
    help="Write them as ClaimReview (schema.org, JSON-LD), for the page at URL on which they are published.",
)
@click.option("--by", metavar="NAME", help="Of --claim-review: who publishes them.")
@common_of_lists
@examples(
    "quotesdb checks --verdict altered",
    "quotesdb checks --recheck --limit 0",
    "quotesdb checks c-4f7k2m9x3a --claim-review https://example.org/facts/7 --by 'Example Desk'",
)
def checks(
    *,
    ids: tuple[str, ...],
    verdicts: tuple[str, ...],
    recheck: bool,
    page: str | None,
    by: str | None,
    as_json: bool,
    **where: Any,
) -> None:
    """List what was checked, newest first.

    Use this to find an answer again or to ask again, and "quotesdb check" to ask for the first time.

    ID is the id of a check; without one, the options choose. For a claim that was checked more than once, the
    newest answer is listed. --recheck compares the claims with what is stored now and keeps the new answers
    beside the old. --claim-review is for what a person has read and publishes; of several checks each has its
    id as an anchor on the page.
    """
    from quotesdb.services.checking.record import CheckFilter

    limit = where.pop("limit") or None
    chosen = CheckFilter(ids, tuple(map(ClaimVerdict, verdicts)), limit=limit, **where)
    if page is None and by is not None:
        raise click.UsageError("--by is for --claim-review")
    if page is not None:
        if recheck or as_json or wants_csv():
            raise click.UsageError("--claim-review is a form of its own: without --recheck, --json and --csv")
        _claim_reviews(chosen, page, by)
    elif recheck:
        _recheck(chosen, as_json=as_json)
    else:
        _list(chosen, as_json=as_json)


def _list(chosen: CheckFilter, *, as_json: bool) -> None:
    from quotesdb.services.checking.record import list_checks

    with reading() as session:
        page = list_checks(session, chosen)
    list_page(COLUMNS, page, _cells, as_json=as_json)
    note(how_many(len(page.rows), page.total, "check"))
    goes_on(page, chosen.after)


def _claim_reviews(chosen: CheckFilter, page: str, by: str | None) -> None:
    from quotesdb.cite.stream import json_array

    for piece in json_array(_nodes(chosen, page, by)):
        click.echo(safe(piece) if on_terminal() else piece, nl=False)


def _nodes(chosen: CheckFilter, page: str, by: str | None) -> Iterator[dict[str, Any]]:
    from quotesdb.present.claim_review import claim_review
    from quotesdb.services.checking.record import list_checks
    from quotesdb.services.lookup.export import shown_articles
    from quotesdb.values import MASK

    with reading() as session:
        rows = [row for row in list_checks(session, chosen).rows if MASK not in f"{row.claim}{row.speaker}"]
        for row in rows:
            articles = shown_articles(session, (one.article_id for one in row.matches))
            anchored = page if len(rows) == 1 else f"{page.partition('#')[0]}#{row.id}"
            yield claim_review(row, articles, anchored, by)


def _cells(row: CheckRow) -> Row:
    from quotesdb.present.verdicts import titled

    best = row.matches[0] if row.matches and row.verdict is not ClaimVerdict.NOT_FOUND else None
    found = (best.title or best.article_id) if best else ""
    return (row.id, f"{row.at:%Y-%m-%d %H:%M}"), (titled(row.verdict), row.speaker or ""), (row.claim, found)


def _recheck(chosen: CheckFilter, *, as_json: bool) -> None:
    from quotesdb.services.checking.record import list_checks, recheck

    done = changed = 0
    with checking() as (session, make_session), progress("Checking") as bar:
        bar.start(len(list_checks(session, chosen).rows))
        for again in recheck(session, make_session, chosen):
            bar.step()
            done += 1
            changed += again.before.verdict is not again.after.verdict
            if as_json:
                json_line(again)
            elif again.changed or not on_terminal():
                bar.say(_what_changed(again))
    if not as_json:
        differing = f"; {changed:,} with another verdict" if done else ""
        note(how_many(done, done, "check") + differing)


def _what_changed(again: Rechecked) -> str:
    claim = one_line(again.after.claim)
    return f"{again.after.id}  {'; '.join(again.changed) or 'unchanged'}: {claim}"
