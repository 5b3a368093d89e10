"""``quotesdb cite``: references to paste."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quotesdb.cli.database import reading
from quotesdb.cli.group import Failure
from quotesdb.cli.options import EMBARGOED, common, examples
from quotesdb.cli.output import json_line, note
from quotesdb.present.shapes import Reference
from quotesdb.present.text import safe

if TYPE_CHECKING:
    from quotesdb.services.lookup.export import CitedArticle

STYLES = ("apa", "chicago", "chicago-author-date", "harvard", "mla")
MARKUPS = ("text", "markdown", "html")
OWN_STYLE = ".csl"


def _style(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value not in STYLES and not value.lower().endswith(OWN_STYLE):
        raise click.BadParameter(f"{value!r} is none of {', '.join(STYLES)}, and no file that ends in .csl")
    return value


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option(
    "--style",
    metavar="STYLE",
    default="apa",
    show_default=True,
    callback=_style,
    help=f"One of {', '.join(STYLES)}; or a style's file, FILE.csl, where pandoc is installed.",
)
@click.option("--as", "markup", type=click.Choice(MARKUPS), default="text", help="What to write italics in.")
@click.option("--provenance", is_flag=True, help="Say below what is quoted, who spoke, and who decided that.")
@EMBARGOED
@common
@examples("quotesdb cite q-4f7k2m9x3a", "quotesdb cite a-5n3kq7w2xb --style chicago --as markdown")
def cite(
    *, ids: tuple[str, ...], style: str, markup: str, provenance: bool, embargoed: bool, as_json: bool
) -> None:
    """Print the reference to an article in a style, ready to paste.

    ID is the id of a quotation, for the article that it stands in; of an article; or of a speaker, for all
    articles that quote them. Each article is printed once, on a line. "chicago" is a full note, the others
    are entries for a list of references. The article's authors are its byline: who spoke is nobody's author.
    If the article has other words, another speaker or a correction since a person judged the quotation, a
    line on standard error says so, or --provenance does.

    Use "quotesdb export" for reference managers, and its format apa for citations in the text.
    """
    from quotesdb.services.lookup.export import cited_articles

    with reading() as session:
        found = cited_articles(session, ids, embargoed=embargoed)
    for cited, line in zip(found, _references(found, style, markup), strict=True):
        shown = Reference(cited.article.id, Path(style).name, line, _provenance(cited))
        if as_json:
            json_line(shown)
            continue
        click.echo(safe(shown.reference))
        for remark in shown.provenance if provenance else ():
            click.echo(f"    {safe(remark)}")
        if not provenance:
            _warn(cited)


def _references(found: Sequence[CitedArticle], style: str, markup: str) -> list[str]:
    from quotesdb.cite import by_pandoc
    from quotesdb.cite.references import references

    articles = [cited.article for cited in found]
    if style in STYLES:
        return references(articles, style, markup)
    try:
        return by_pandoc.references(articles, Path(style), markup)
    except by_pandoc.NoPandoc as error:
        raise Failure(str(error)) from error


def _warn(cited: CitedArticle) -> None:
    """Say of which quotations the article says something else since a person judged them."""
    from quotesdb.cite.wording import since_then

    for quotation in cited.quotations:
        if quotation.since:
            note(f"{quotation.id}: {since_then(quotation.since)}")


def _provenance(cited: CitedArticle) -> tuple[str, ...]:
    from quotesdb.cite.wording import remarks

    return tuple(remarks(cited.quotations))
