"""``quotesdb quote``: one quotation with its evidence, and a person's decision about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from quotesdb.cli.database import reading, writing
from quotesdb.cli.options import EMBARGOED, common, examples, new_option, speaker_kind_option
from quotesdb.cli.output import fields, heading, json_line, note, paragraph
from quotesdb.cli.pager import paged
from quotesdb.cli.reviewer import reviewer_option, who_decides
from quotesdb.present.text import one_line
from quotesdb.present.wording import GONE, STATUS, UNTITLED, described, placed, seen

if TYPE_CHECKING:
    from quotesdb.services.ledger.results import ReviewEntry
    from quotesdb.services.lookup.results import QuoteDetail
    from quotesdb.values import Citation


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--speaker", metavar="NAME", help="Decide that this speaker said it.")
@new_option("With --speaker")
@speaker_kind_option("With --speaker, where the name is new")
@click.option("--accept", is_flag=True, help="Decide that it is right as it stands.")
@click.option("--reject", is_flag=True, help="Decide that it is not a quotation; it is hidden, not deleted.")
@click.option("--retract", is_flag=True, help="Take the decision back; the one it replaced holds again.")
@click.option("--note", metavar="WORDS", help="Say why: with a decision, or later.")
@reviewer_option
@EMBARGOED
@common
@examples(
    "quotesdb quote q-4f7k2m9x3a",
    'quotesdb quote q-4f7k --speaker "Marit Dahlgaard" --note "the baker"',
    'quotesdb quote q-4f7k --speaker "Tom Nowhere" --new',
    'quotesdb quote q-4f7k --reject --note "title of a film"',
)
@paged
def quote(
    *, id_: str, retract: bool, reviewer: str | None, embargoed: bool, as_json: bool, **decision: Any
) -> None:
    """Show one quotation with its evidence, or correct it.

    Use this for a quotation whose id you have, and "quotesdb review" to go through those that wait to be
    judged.

    ID is an id as lists show it, or its beginning. The answer shows the words in their place, who spoke, how
    we know, and who decided. What you decide stays when the article is extracted again. A decision that it
    replaces stays in the history, and --retract restores it.
    """
    _refuse_contradictions(retract=retract, **decision)
    if retract:
        decided, detail = False, _retract(id_, who_decides(reviewer), embargoed=embargoed)
    elif any(value is not None and value is not False for value in [reviewer, *decision.values()]):
        decided, detail = True, _review(id_, who_decides(reviewer), embargoed=embargoed, **decision)
    else:
        decided, detail = False, _look_up(id_, embargoed=embargoed)
    if as_json:
        json_line(detail)
        return
    render(detail)
    if decided:
        note(how_to_take_back([detail.citation.id]))


def _refuse_contradictions(*, speaker: str | None, speaker_kind: str | None, **chosen: Any) -> None:
    if sum([speaker is not None, chosen["accept"], chosen["reject"], chosen["retract"]]) > 1:
        raise click.UsageError("give only one of --speaker, --accept, --reject and --retract")
    if speaker_kind and speaker is None:
        raise click.UsageError("--speaker-kind goes with --speaker")
    if chosen["new"] and speaker is None:
        raise click.UsageError("--new goes with --speaker")


def how_to_take_back(judged: Sequence[str]) -> str:
    """What takes back the judgement of a quotation, the last one of several.

    >>> how_to_take_back(["q-4f7k2m9x3a"])
    'to take this back: quotesdb quote q-4f7k2m9x3a --retract'
    """
    what = "this" if len(judged) == 1 else "the last one"
    return f"to take {what} back: quotesdb quote {judged[-1]} --retract"


@contextmanager
def new_if_said() -> Iterator[None]:
    """Where a name is nobody's, say how to take it all the same."""
    from quotesdb.services.errors import UnknownName

    try:
        yield
    except UnknownName as error:
        raise UnknownName(f"{error} (somebody new: --new)", error.suggestions) from error


def _look_up(id_: str, *, embargoed: bool) -> QuoteDetail:
    from quotesdb.services.lookup import quote_detail

    with reading() as session:
        return quote_detail(session, id_, embargoed=embargoed)


def _review(id_: str, reviewer: str, *, speaker_kind: str | None, **decision: Any) -> QuoteDetail:
    from quotesdb.services.judging.review import review_quote
    from quotesdb.values import AgentKind

    kind = AgentKind(speaker_kind) if speaker_kind else None
    with writing() as session, new_if_said():
        return review_quote(session, id_, reviewer, speaker_kind=kind, **decision)


def _retract(id_: str, reviewer: str, *, embargoed: bool) -> QuoteDetail:
    from quotesdb.services.judging.review import retract_review

    with writing() as session:
        return retract_review(session, id_, reviewer, embargoed=embargoed)


def render(detail: QuoteDetail) -> None:
    """Print the quotation as a page."""
    citation = detail.citation
    article = citation.article
    heading(f"{citation.id}: {citation.kind}, {citation.cue_class}")
    click.echo()
    paragraph(citation.text, "  ")
    click.echo()
    fields(
        [
            ("Speaker", _with_id(described(citation.speaker), citation.speaker_id)),
            ("Or", described(citation.alternative) if citation.alternative else None),
            ("Known as", ", ".join(citation.same_as)),
            ("Held by", citation.holder),
            ("Evidence", " <- ".join(f"“{one_line(text)}”" for text in citation.evidence_text)),
            ("Cue", citation.cue_text),
            ("Medium", citation.medium),
            ("Said to", citation.addressee),
            ("Article", _with_id(article.title or UNTITLED, article.id)),
            ("Printed", placed(article)),
            ("By", ", ".join(article.byline)),
            ("Address", article.url),
            ("Archived", article.archived_url),
            ("Accessed", seen(article.accessed)),
            ("Paragraph", str(citation.paragraph) if citation.paragraph else None),
            ("Decided", _decided(citation)),
            ("Status", STATUS.get(detail.status)),
            ("Since", citation.since.label() if citation.since else None),
            ("Now", GONE if detail.now == "" else detail.now),
            ("Note", citation.note),
        ]
    )
    click.echo()
    for part in in_its_place(detail):
        paragraph(part)
        click.echo()
    fields((f"{mark.role} {mark.span.start}-{mark.span.end}", mark.text) for mark in detail.spans)
    for entry in detail.history:
        paragraph(_past(entry))


def in_its_place(detail: QuoteDetail) -> Iterator[str]:
    """The paragraphs round the quotation, which stands in double brackets."""
    before = f"… {detail.before.lstrip()}" if detail.before.strip() else ""
    after = f"{detail.after.rstrip()} …" if detail.after.strip() else ""
    context = f"{before}[[{detail.citation.text}]]{after}"
    return (part for part in context.split("\n") if part.strip())


def _with_id(text: str, id_: str | None) -> str:
    return f"{text} ({id_})" if id_ else text


def _decided(citation: Citation) -> str:
    label = citation.decision.label()
    return f"{label}; rule {citation.rule}" if citation.rule else label


def _past(entry: ReviewEntry) -> str:
    """A judgement in a history, on one line: who decided what and when, and what became of it."""
    made = f"{entry.reviewer} {entry.verdict} it"
    if entry.again_at:
        made = f"what {entry.reviewer} decided on {entry.at:%Y-%m-%d} holds again: {entry.verdict}"
    parts = [f"{entry.since:%Y-%m-%d %H:%M} UTC, {made}", entry.kind]
    parts += [f"speaker {entry.speaker}" if entry.speaker else None, entry.words, entry.note]
    if entry.retracted_at:
        end = f"replaced by {entry.replaced_by}'s" if entry.replaced_by else "taken back"
        parts.append(f"{end} {entry.retracted_at:%Y-%m-%d %H:%M} UTC")
    return ", ".join(part for part in parts if part)
