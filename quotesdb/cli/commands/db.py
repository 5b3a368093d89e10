"""``quotesdb db``: the database itself."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from quotesdb.cli.commands.decisions import opened_file
from quotesdb.cli.database import opened, opened_at, report, shown, without_password
from quotesdb.cli.files import refuse_existing, whole
from quotesdb.cli.options import common, database_option, examples
from quotesdb.cli.output import json_line, note
from quotesdb.cli.progress import progress
from quotesdb.present.shapes import (
    DatabaseArchive,
    DatabaseCopy,
    DatabaseProblems,
    DatabaseRevision,
    DatabaseTransfer,
    DatabaseUpgrade,
)
from quotesdb.present.text import counted, one_line


@click.group()
@database_option
@examples("quotesdb db current", "quotesdb db check")
def db() -> None:
    """Create, upgrade, check, back up, restore, copy, export or import the database."""


@db.command()
@common
@examples("quotesdb db upgrade --db archive.db")
def upgrade(*, as_json: bool) -> None:
    """Create the database, or bring it up to date.

    An older SQLite file is copied beside itself first.
    """
    from quotesdb.services.store.database import SchemaChange, current, ensure_schema, head, upgrade

    with opened() as engine:
        before = current(engine)
        if engine.dialect.name == "sqlite" or before is None:
            change = ensure_schema(engine, note)
        else:
            upgrade(engine, note)
            change = SchemaChange("unchanged" if before == head() else "upgraded")
        revision = current(engine)
    if as_json:
        backup = str(change.backup) if change.backup else None
        json_line(DatabaseUpgrade(shown(), revision, change.outcome, backup))
        return
    report(change)
    click.echo(f"{shown()}: {change.outcome}, revision {revision}")


@db.command()
@common
@examples("quotesdb db current")
def current(*, as_json: bool) -> None:
    """Show where the database is and which revision it has."""
    from quotesdb.services.store.database import current, head

    with opened() as engine:
        revision = current(engine)
    if as_json:
        json_line(DatabaseRevision(shown(), revision, head()))
    elif revision is None:
        click.echo(f"{shown()}: no database yet; this program works with revision {head()}")
    else:
        newest = "the newest" if revision == head() else f"this program works with {head()}"
        click.echo(f"{shown()}: revision {revision}, {newest}")


@db.command()
@common
@click.pass_context
@examples("quotesdb db check")
def check(context: click.Context, /, *, as_json: bool) -> None:
    """Look for damage, and say what to do.

    The check finds broken pages and references, a schema that is not the program's, a search index out of
    step, quotations whose words are not where they should be, and speakers and statements that do not follow
    from the rest. The exit status is 1 if something is wrong. It reads a temporary copy beside the database,
    so that others can keep writing meanwhile.
    """
    from quotesdb.services.ingest.invariants import problems as invariants
    from quotesdb.services.store.database import check, sessions, snapshot

    with opened() as engine, snapshot(engine) as copy:
        problems = check(copy)
        if not problems:
            with sessions(copy, write=True)() as session:
                problems = invariants(session)
    if as_json:
        json_line(DatabaseProblems(shown(), not problems, tuple(problems)))
    else:
        for problem in problems:
            click.echo(one_line(problem))
        click.echo(f"{shown()}: {counted(len(problems), 'problem') if problems else 'no problems'}")
    if problems:
        context.exit(1)


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@common
@examples("quotesdb db backup archive-2025-03-01.db")
def backup(*, file: Path, as_json: bool) -> None:
    """Write a complete copy of the database to FILE.

    Others can keep writing meanwhile: the copy is of the moment at which it began. A copy made with another
    program could miss the latest changes. FILE must not exist yet; only you can read it.
    """
    from quotesdb.services.store.database import back_up

    with opened() as engine:
        back_up(engine, file)
    if as_json:
        json_line(DatabaseCopy(shown(), str(file)))
    else:
        click.echo(f"{shown()}: copied to {one_line(str(file))}")


@db.command()
@click.argument("source")
@click.argument("target")
@common
@examples("quotesdb db copy quotes.db postgresql://quotes-server/quotes")
def copy(*, source: str, target: str, as_json: bool) -> None:
    """Copy everything in SOURCE to TARGET, a database of the same kind or another.

    Each is a file or a URL. Others can keep using SOURCE: the copy is of the moment at which it began. TARGET
    must be empty or absent, or hold a copy of SOURCE that was stopped, which goes on where it was. Till
    then every other command refuses TARGET. In the end both are compared, table by table.
    """
    from quotesdb.services.transfer.copy import copy_database

    with opened_at(source) as reading, opened_at(target) as writing, progress("copy") as bar:
        try:
            copied = copy_database(reading, writing, on_start=bar.start, on_rows=bar.step)
        except KeyboardInterrupt:
            note("the copy is not whole yet; the same command goes on from here")
            raise
    there = without_password(target)
    if as_json:
        json_line(DatabaseTransfer(without_password(source), there, tuple(copied)))
        return
    rows = counted(sum(table.rows for table in copied), "row")
    click.echo(
        f"{there}: {rows} in {counted(len(copied), 'table')}, the same as in {without_password(source)}"
    )


@db.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@common
@examples("quotesdb db export archive.jsonl")
def export(*, file: Path, as_json: bool) -> None:
    """Write everything to FILE, or to standard output (-), as JSON Lines, for import into an empty database.

    Texts and all their versions, quotations, decisions and what was taken back: what the new database shows
    and exports is the same, byte for byte, on either kind. FILE can be read without quotesdb, and must not
    exist yet. Users and their passwords are left out. What was erased is in it, as it is in the database.
    Use "quotesdb export" for citations, and "quotesdb decisions export" for what people decided alone.
    """
    from quotesdb.services.transfer.archive import write_archive

    if str(file) == "-":
        if as_json:
            raise click.UsageError("--json tells of a file: name one")
        with opened() as engine:
            rows = write_archive(engine, sys.stdout.buffer)
        note(f"{shown()}: {counted(rows, 'row')} written")
        return
    refuse_existing(file, overwrite=False)
    with opened() as engine, whole(file) as out, progress("export") as bar:
        rows = write_archive(engine, out, on_start=bar.start, on_rows=bar.step)
    if as_json:
        json_line(DatabaseArchive(shown(), str(file), rows))
    else:
        click.echo(f"{shown()}: {counted(rows, 'row')} written to {one_line(str(file))}")


@db.command("import")
@click.argument("file", metavar="FILE")
@common
@examples("quotesdb db import archive.jsonl --db another.db")
def import_(*, file: str, as_json: bool) -> None:
    """Fill an empty database with what export wrote to FILE, or from standard input (-).

    The database is made if there is none. Everything is imported or, where FILE is damaged or was cut off,
    nothing. FILE must be of the release that imports it, or of one with the same revision.
    """
    from quotesdb.services.transfer.archive import load_archive

    with opened() as engine, opened_file(file) as lines, progress("import") as bar:
        rows = load_archive(engine, lines, on_rows=bar.step)
    if as_json:
        json_line(DatabaseArchive(shown(), file, rows))
    else:
        click.echo(f"{shown()}: {counted(rows, 'row')} imported from {one_line(file)}")


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@common
@examples("quotesdb db restore archive-2025-03-01.db")
def restore(*, file: Path, as_json: bool) -> None:
    """Put a copy made with backup in place of the database.

    FILE stays as it is. An existing database is never replaced: first move a damaged one away, together with
    the files beside it whose names begin with its own. A copy made by an older release is upgraded by the
    next command that writes.
    """
    from quotesdb.services.store.database import restore

    with opened() as engine:
        restore(engine, file)
    if as_json:
        json_line(DatabaseCopy(shown(), str(file)))
    else:
        click.echo(f"{shown()}: restored from {one_line(str(file))}")
