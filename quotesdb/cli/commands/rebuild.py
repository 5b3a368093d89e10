"""``quotesdb rebuild``: everything that is derived, made anew."""

from __future__ import annotations

import click

from quotesdb.cli.database import batch
from quotesdb.cli.options import common, examples, jobs_option
from quotesdb.cli.output import json_line
from quotesdb.present.text import counted

STOPPED = "stopped between two portions; the same command begins anew"


@click.command()
@jobs_option("Find out what articles say of names", megabytes=100)
@common
@examples("quotesdb rebuild")
def rebuild(*, jobs: int, as_json: bool) -> None:
    """Rebuild everything derived: who is who, statements, the search index.

    Use "quotesdb reextract" to find the quotations themselves anew.

    Articles, quotations and what people decided stay as they are; speakers and statements follow from them.
    Running it again changes nothing. "quotesdb db check" says whether it is needed. All speakers are counted,
    including groups, anonymous sources and those without a quotation that look-ups show.
    """
    from quotesdb.services.ingest.rebuild import rebuild

    with batch(STOPPED) as make_session:
        done = rebuild(make_session, jobs=jobs)
    if as_json:
        json_line(done)
        return
    changed = done.changed_appearances + done.changed_links + done.changed_quotes
    speakers = f"{counted(done.speakers, 'speaker')} of every kind"
    now = f"{speakers}, {counted(done.statements, 'statement')}"
    click.echo(
        f"{now}; {counted(changed, 'row')} came out otherwise" if changed else f"{now}; nothing changed"
    )
