"""``quotesdb speakers``: who is quoted, and deciding who is who."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.asking import confirm
from quotesdb.cli.commands.speaker import speaker as speaker_command
from quotesdb.cli.database import HOW_TO_INGEST, is_empty, reading, writing
from quotesdb.cli.group import ListGroup
from quotesdb.cli.judging import judged, judging, report
from quotesdb.cli.options import (
    EMBARGOED,
    after_option,
    common,
    common_of_lists,
    database_option,
    examples,
    limit_option,
)
from quotesdb.cli.output import (
    Column,
    Row,
    goes_on,
    how_many,
    json_line,
    list_page,
    listing,
    paragraph,
)
from quotesdb.cli.output import note as say
from quotesdb.cli.pager import paged
from quotesdb.cli.reviewer import who_decides
from quotesdb.present.text import counted
from quotesdb.present.wording import NO_DATE

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.errors import Candidate
    from quotesdb.services.ledger.results import Decided
    from quotesdb.services.lookup.results import SpeakerRow
    from quotesdb.services.lookup.why import HeldBy, PrintedName

SHOWN_OTHERS = 5

COLUMNS = (
    Column(("Speaker",)),
    Column(("Quotes",), right=True),
    Column(("Articles",), right=True),
    Column(("First", "Last")),
    Column(("Name", "As printed last"), share=1),
)

WHY_COLUMNS = (
    Column(("Link", "")),
    Column(("Score", "Cuts off"), right=True),
    Column(("Name", "Article"), share=2),
    Column(("Other name", "Its article"), share=2),
    Column(("Why",), share=2),
)


@click.group(cls=ListGroup, context_settings={"ignore_unknown_options": True})
@database_option
@examples(
    "quotesdb speakers",
    "quotesdb speakers okonjo",
    'quotesdb speakers merge "Amara Okonjo" s-7h2kq4m5xa --note "same institute"',
)
def speakers() -> None:
    """List who is quoted, or decide who is who."""


@speakers.command("list")
@click.argument("query", required=False)
@click.option("--all", "all_", is_flag=True, help="Count thoughts and facts shown too.")
@EMBARGOED
@limit_option(50, "speakers")
@after_option
@common_of_lists
@examples("quotesdb speakers", "quotesdb speakers okonjo")
@paged
def list_(
    *, query: str | None, all_: bool, embargoed: bool, limit: int, after: str | None, as_json: bool
) -> None:
    """List who is quoted, and how often.

    This is what "quotesdb speakers" does. QUERY is part of a name. Groups ("analysts") and anonymous sources
    take one line each, and are not counted among the named speakers, who are the persons and organisations
    with a quotation that look-ups show.
    """
    from quotesdb.services.lookup import list_speakers

    with reading() as session:
        page = list_speakers(session, query, limit=limit or None, all=all_, after=after, embargoed=embargoed)
        empty = not page.total and is_empty(session)
    list_page(COLUMNS, page, cells, as_json=as_json)
    named = sum(row.id is not None for row in page.rows)
    folded = len(page.rows) - named
    say(
        HOW_TO_INGEST
        if empty
        else how_many(named, page.total - folded, "named speaker", at_least=page.at_least)
    )
    goes_on(page, after)


@speakers.command()
@click.argument("meant", metavar="[SPEAKER]...", nargs=-1)
@click.option("--named", metavar="NAME", help="Merge all speakers that bear this full name.")
@click.option("--yes", is_flag=True, help="Do not ask before a person and an organisation become one.")
@judging
@examples(
    'quotesdb speakers merge "Amara Okonjo" s-7h2kq4m5xa',
    'quotesdb speakers merge --named "Amara Okonjo"',
    'quotesdb speakers merge s-7h2k s-4f7k s-9w2m --as Wen --note "the byline says so"',
)
def merge(
    *,
    meant: tuple[str, ...],
    named: str | None,
    yes: bool,
    judge: str | None,
    note: str | None,
    as_json: bool,
) -> None:
    """Decide that two or more speakers are one.

    Each SPEAKER is a name or an id. What was printed stays as it is; quotations are listed together from now
    on, including those of articles to come. It is one decision, which "quotesdb undo" takes back as one. If a
    person holds two of them apart, nothing is merged. Where they differ in kind, such as a person and an
    organisation, you are asked first; a script gives --yes.
    """
    from quotesdb.services.judging import speakers as judgements
    from quotesdb.services.judging import warnings

    if named is None and len(meant) < 2:
        raise click.UsageError("Give two or more SPEAKERs, or --named and a name.")
    # Asked with nothing open, so that nobody waits for the database while a person thinks.
    with reading() as session:
        members = [*meant, *(judgements.called_so(session, named) if named is not None else ())]
        unlike = [] if yes else warnings.unlike(session, members)
    if unlike:
        told = (f"{each.name} ({each.id}) is of kind {each.kind}" for each in unlike)
        confirm(", ".join(told), "Are they one?")
    with writing() as session:
        decided = judgements.merge_all(session, members, who_decides(judge), note)
    report(decided, as_json=as_json)


@speakers.command()
@click.argument("name", metavar="SPEAKER")
@click.option("--why", is_flag=True, help="List the links that make one speaker of it, the weakest first.")
@EMBARGOED
@limit_option(20, "quotations, or links")
@common
@examples('quotesdb speakers show "Amara Okonjo" --why')
@paged
def show(*, name: str, why: bool, **how: Any) -> None:
    """Show one speaker, or why it is one.

    SPEAKER is a name or an id. Without --why this is "quotesdb speaker".

    With --why each link is one that holds the speaker together: two names, or the same name in two articles,
    with the reasons and the log-odds. "Cuts off" is how many of the speaker's appearances are somebody else's
    if the link is wrong: "quotesdb speakers split SPEAKER --link LINK" decides so.
    """
    if not why:
        click.get_current_context().invoke(
            speaker_command, name=name, all_=False, as_of=None, articles=False, **how
        )
        return
    from quotesdb.services.lookup.why import why_one

    with reading() as session:
        found = why_one(session, name, limit=how["limit"] or None, embargoed=how["embargoed"])
    if how["as_json"]:
        for link in found.links.rows:
            json_line(link)
    else:
        listing(WHY_COLUMNS, [_link(link) for link in found.links.rows])
    if not found.links.total:
        say(f"{found.name} ({found.id}) appears once: nothing links it")
        return
    say(how_many(len(found.links.rows), found.links.total, "link"))
    first = found.links.rows[0].id if found.links.rows else "LINK"
    say(f"to cut the first: quotesdb speakers split {found.id} --link {first}; more of them by more --link")


def _link(link: HeldBy) -> Row:
    score = "" if link.score is None else f"{link.score:.1f}"
    ends = (link.one, link.other)
    one, other = ((end.name, f"{end.article_id}, {_printed(end)}") for end in ends)
    return (link.id, ""), (score, str(link.apart)), one, other, ("; ".join(link.reasons),)


def _printed(end: PrintedName) -> str:
    date = end.published.printed() if end.published else NO_DATE
    return ", ".join(filter(None, (date, end.publisher or end.title)))


@speakers.command()
@click.argument("speaker", metavar="SPEAKER")
@click.argument("out", metavar="[ID]...", nargs=-1)
@click.option(
    "--link",
    "links",
    metavar="LINK",
    multiple=True,
    help='Cut this link of "quotesdb speakers show SPEAKER --why"; may be repeated.',
)
@judged
@examples(
    'quotesdb speakers split "John Smith" a-5n3kq7w2xb --note "the footballer"',
    'quotesdb speakers split "John Smith" --link l-4x2nqa7e --link l-w5c3z2ka',
)
def split(
    session: Session,
    judge: str,
    note: str | None,
    *,
    speaker: str,
    out: tuple[str, ...],
    links: tuple[str, ...],
) -> Decided:
    """Decide that a speaker is two or more.

    Use this to take one speaker apart, and "quotesdb speakers different" to keep two apart.

    Each ID is an article, or one appearance of the speaker; "quotesdb speaker NAME" lists them. Whoever
    appears there is somebody else from now on. With --link the speaker falls apart where links are cut. What
    is parted is held apart, whatever is ingested, by one decision, which "quotesdb undo" takes back as one.
    """
    from quotesdb.services.judging import speakers as judgements

    if bool(out) == bool(links):
        raise click.UsageError("Give IDs of articles and appearances, or --link and a link.")
    if links:
        return judgements.cut(session, speaker, links, judge, note)
    return judgements.split(session, speaker, out, judge, note)


@speakers.command()
@click.argument("one", metavar="SPEAKER")
@click.argument("other", metavar="SPEAKER")
@judged
@examples("quotesdb speakers different s-7h2kq4m5xa s-4f7k2m6x3a")
def different(session: Session, judge: str, note: str | None, *, one: str, other: str) -> Decided:
    """Decide that two speakers are not one.

    Use this to keep two apart, and "quotesdb speakers split" to take one apart, article by article.

    Each SPEAKER is a name or an id; two ids may belong to one speaker, who then becomes two. The two are held
    apart, whatever the program finds.
    """
    from quotesdb.services.judging import speakers as judgements

    return judgements.different(session, one, other, judge, note)


@speakers.command()
@click.argument("one", metavar="SPEAKER")
@click.argument("other", metavar="SPEAKER")
@judged
@examples("quotesdb speakers unsure s-7h2kq4m5xa s-4f7k2m6x3a")
def unsure(session: Session, judge: str, note: str | None, *, one: str, other: str) -> Decided:
    """Note that it cannot be told whether two speakers are one.

    Each SPEAKER is a name or an id. "quotesdb suggestions" does not ask about them again.
    """
    from quotesdb.services.judging import speakers as judgements

    return judgements.unsure(session, one, other, judge, note)


@speakers.command()
@click.argument("speaker", metavar="SPEAKER")
@click.argument("name", metavar="NAME")
@judged
@examples('quotesdb speakers rename s-7h2kq4m5xa "Dr Amara Okonjo"')
def rename(session: Session, judge: str, note: str | None, *, speaker: str, name: str) -> Decided:
    """Choose the name by which a speaker is shown."""
    from quotesdb.services.judging import speakers as judgements

    return judgements.rename(session, speaker, name, judge, note)


@speakers.group()
@database_option
@examples('quotesdb speakers alias add s-7h2kq4m5xa "the flood woman"')
def alias() -> None:
    """Add or remove names to find a speaker by."""


@alias.command()
@click.argument("speaker", metavar="SPEAKER")
@click.argument("name", metavar="NAME")
@judging
@examples('quotesdb speakers alias add s-7h2kq4m5xa "the flood woman"')
def add(*, speaker: str, name: str, judge: str | None, note: str | None, as_json: bool) -> None:
    """Add a name to find a speaker by.

    You are told if somebody else has that name; if the two are held apart, it is refused.
    """
    from quotesdb.services.judging import speakers as judgements
    from quotesdb.services.judging import warnings

    with writing() as session:
        decided = judgements.add_alias(session, speaker, name, who_decides(judge), note)
        others = warnings.also_meant(session, decided, name)
    report(decided, as_json=as_json)
    if others:
        say(f"{name!r} also means {_listed(others)}: give an id to say who is meant")


@alias.command()
@click.argument("speaker", metavar="SPEAKER")
@click.argument("name", metavar="NAME")
@judged
@examples('quotesdb speakers alias remove s-7h2kq4m5xa "the flood woman"')
def remove(session: Session, judge: str, note: str | None, *, speaker: str, name: str) -> Decided:
    """Remove a name that somebody added; names as printed stay."""
    from quotesdb.services.judging import speakers as judgements

    return judgements.remove_alias(session, speaker, name, judge, note)


@speakers.command()
@click.argument("name", required=False)
@click.option("--why", metavar="WORDS", help="The reason, which is kept and shown: leave the name out of it.")
@click.option("--unquoted", is_flag=True, help="Erase the name also if nobody of that name is quoted.")
@click.option("--restore", metavar="DECISION", help="Show somebody again who was erased by this decision.")
@judging
@examples(
    'quotesdb speakers erase "Amara Okonjo" --why "request of 3 March, file 12"',
    "quotesdb speakers erase --restore d-4f7k2m6x3a",
)
def erase(*, name: str | None, why: str | None, unquoted: bool, restore: str | None, **how: Any) -> None:
    """Erase somebody: a legal request.

    NAME is a person's name or id. Neither the name nor what the person said is shown, searched, exported,
    checked or counted any more; in texts both are masked. What stays in place of the name cannot be read: it
    lets the program know the name again in whatever is ingested, extracted anew, copied or imported.

    The stored articles are not changed. "quotesdb article remove" takes one away for good.
    """
    from quotesdb.services.judging import erasures

    if (name is None) == (restore is None):
        raise click.UsageError("Give a NAME to erase, or --restore and a decision.")
    judge, as_json = who_decides(how["judge"]), how["as_json"]
    if restore is not None:
        with writing() as session:
            before = erasures.hidden(session)
            decided = erasures.restore(session, restore, judge, how["note"] or why)
            again = before - erasures.hidden(session)
        if as_json:
            json_line(decided)
            return
        paragraph(f"{counted(again, 'quotation')} and the name are shown again")
        say(f"to take this back: quotesdb undo {decided.decision}")
        return
    if why is None:
        raise click.UsageError("Say why, with --why: the reason is kept.")
    with writing() as session:
        made = erasures.erase(session, name or "", judge, why, unquoted=unquoted)
    if as_json:
        json_line(made)
        return
    paragraph(f"{counted(made.quotes, 'quotation')} and the name are shown no more")
    say(f"to take this back: quotesdb speakers erase --restore {made.decision}")


def _listed(others: Sequence[Candidate]) -> str:
    shown = ", ".join(f"{each.name} ({each.id})" for each in others[:SHOWN_OTHERS])
    return shown if len(others) <= SHOWN_OTHERS else f"{shown} and {len(others) - SHOWN_OTHERS} more"


def cells(row: SpeakerRow) -> Row:
    """A speaker as a row of ``COLUMNS``."""
    described = ", ".join(part for part in (row.role, row.organisation) if part)
    kind = row.kind if row.id and row.kind != "person" else ""
    last = str(row.last) if row.last and row.last != row.first else ""
    return (
        (row.id or "",),
        (str(row.quotes),),
        (str(row.articles),),
        (str(row.first or ""), last),
        (row.name, described or kind),
    )
