"""``quotesdb checks``: what was checked, and whether it still holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.database import checking, reading
from quotesdb.cli.options import after_option, chooser, common_of_lists, examples, limit_option
from quotesdb.cli.output import Column, Row, goes_on, how_many, json_line, list_page, note, on_terminal
from quotesdb.cli.progress import progress
from quotesdb.present.text import one_line
from quotesdb.values import ClaimVerdict

if TYPE_CHECKING:
    from quotesdb.services.checking.record import CheckFilter, CheckRow, Rechecked

COLUMNS = (
    Column(("Check", "When")),
    Column(("Verdict", "Speaker"), share=2),
    Column(("Claim", "Found in"), share=5),
)


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
@common_of_lists
@examples("quotesdb checks --verdict altered", "quotesdb checks --recheck --limit 0")
def checks(
    *, ids: tuple[str, ...], verdicts: tuple[str, ...], recheck: bool, as_json: bool, **where: Any
) -> None:
    """List what was checked, newest first.

    Use this to find an answer again or to ask again, and "quotesdb check" to ask for the first time.

    ID is the id of a check; without one, the options choose. For a claim that was checked more than once, the
    newest answer is listed. --recheck compares the claims with what is stored now and keeps the new answers
    beside the old.
    """
    from quotesdb.services.checking.record import CheckFilter

    limit = where.pop("limit") or None
    chosen = CheckFilter(ids, tuple(map(ClaimVerdict, verdicts)), limit=limit, **where)
    if recheck:
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
