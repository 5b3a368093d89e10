"""``quotesdb tag``: words by which people sort speakers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from quotesdb.cli.database import reading, writing
from quotesdb.cli.options import common, examples
from quotesdb.cli.output import json_line, paragraph
from quotesdb.cli.reviewer import decider, who_decides
from quotesdb.present.text import one_line

if TYPE_CHECKING:
    from quotesdb.services.ledger.results import SpeakerTags, TagEntry


@click.command()
@click.argument("name")
@click.argument("tags", nargs=-1, metavar="[TAG]...")
@click.option("--remove", metavar="TAG", multiple=True, help="Take this tag back; may be repeated.")
@decider("tagger")
@common
@examples(
    'quotesdb tag "Amara Okonjo" scientist local',
    'quotesdb tag "Amara Okonjo" --remove local',
    'quotesdb tag "Amara Okonjo"',
)
def tag(
    *, name: str, tags: tuple[str, ...], remove: tuple[str, ...], tagger: str | None, as_json: bool
) -> None:
    """Set tags on a speaker, for counting who is quoted.

    NAME is a name or an id. A TAG is a word or a few; what it means is up to you: "quotesdb stats --by tag"
    counts by it. Case does not matter in a tag, but accents do: "papa" and "papá" are two. The program sets
    none by itself and guesses nothing about anybody. Tags stay with the speaker, whatever is ingested
    afterwards; who set them and who took them back is kept. Without a TAG, the speaker's tags are shown.
    """
    decides = tags or remove
    found = _decide(name, who_decides(tagger), tags, remove) if decides else _look_up(name)
    if as_json:
        json_line(found)
        return
    click.echo(f"{found.id}  {one_line(found.name)}: {', '.join(map(one_line, found.tags)) or 'no tags'}")
    for entry in found.history:
        paragraph(_past(entry), "  ")


def _look_up(name: str) -> SpeakerTags:
    from quotesdb.services.judging.tags import speaker_tags

    with reading() as session:
        return speaker_tags(session, name)


def _decide(name: str, tagger: str, tags: tuple[str, ...], remove: tuple[str, ...]) -> SpeakerTags:
    from quotesdb.services.judging.tags import tag_speaker

    with writing() as session:
        return tag_speaker(session, name, tagger, add=tags, remove=remove)


def _past(entry: TagEntry) -> str:
    said = f"{entry.at:%Y-%m-%d %H:%M} UTC, {entry.tagger} set {entry.tag}"
    if entry.retracted_at is None:
        return said
    return f"{said}, {entry.retracted_by} took it back {entry.retracted_at:%Y-%m-%d %H:%M} UTC"
