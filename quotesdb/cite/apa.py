"""APA 7 as plain text (Publication Manual, 7th ed., 8.6, 8.25-8.28, 9.7-9.17 and 10.1).

For each quotation the reference-list entry of its article, then the citation in running text. The speaker is
no author: the words are the speaker's "as cited in" the article. Words that the article only reports are
shown as reported, never in quotation marks.

A retrieval date is given where no archived copy is known, as the manual has it (9.16): what is archived does
not change. The address of an archived copy stands in a line of its own.

What a program cannot know stays as printed: titles are not put into sentence case, nor translated, and
newspaper names are not in italics.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import BinaryIO

from quotesdb.cite import Options, references
from quotesdb.cite.marks import DOUBLE, NONE, SINGLE, is_wrapped, requote
from quotesdb.cite.references import UNTITLED, author_label, month_first, year_letters, year_with
from quotesdb.cite.stream import write_text
from quotesdb.cite.wording import described, one_line, paragraphs, since_then, unbroken
from quotesdb.names.byline import authors
from quotesdb.text.denial import denies
from quotesdb.values import AgentKind, ArticleRef, Citation, CueClass, Kind

BLOCK_WORDS = 40
"""A quotation of so many words or more is a block without marks."""

_REPORTED_AS = {
    CueClass.SPEECH: "saying",
    CueClass.WRITING: "writing",
    CueClass.THOUGHT: "thinking",
    CueClass.FACT: "showing",
    CueClass.OTHER: "stating",
}
_LAST_STOP = re.compile(r",$|(?<![A-Z.])\.$")  # not that of "the U.S." or an ellipsis


def write(citations: Iterable[Citation], out: BinaryIO, options: Options) -> None:  # noqa: ARG001 - as every format is called
    """One block per citation, a blank line between; its first line is the reference.

    Which years need a letter is known only when all articles are.
    """
    items = list(citations)
    letters = year_letters(c.article for c in items)
    write_text(out, (_item(c, letters.get(c.article.id, "")) for c in items), "\n")


def _item(citation: Citation, letter: str) -> str:
    lines = [
        _reference(citation.article, letter),
        *_quotation(citation, letter),
        f"    Speaker: {one_line(described(citation.speaker))}",
        f"    Attribution: {one_line(citation.decision.label())}",
    ]
    if citation.article.archived_url:
        lines.append(f"    Archived: {one_line(_seen(citation.article))}")
    if citation.since:
        lines.append(f"    Since then: {one_line(since_then(citation.since))}")
    return "\n".join(lines) + "\n"


def _reference(article: ArticleRef, letter: str) -> str:
    return references.rendered(references.apa(article, letter), "text")


def _seen(article: ArticleRef) -> str:
    accessed = f", accessed {month_first(article.accessed)}" if article.accessed else ""
    return f"{article.archived_url}{accessed}"


def _cited_in(citation: Citation, letter: str) -> str:
    article = citation.article
    label = author_label(article)
    year = year_with(article, letter)
    if authors(article.byline) or label == UNTITLED:
        start = f"{label}, {year}"
    else:
        start = f"“{references.smart(requote(label, [SINGLE, DOUBLE]))},” {year}"
    place = f", para. {citation.paragraph}" if citation.paragraph is not None else ""
    return f"as cited in {start}{place}"


def _quotation(citation: Citation, letter: str) -> list[str]:
    if citation.kind is not Kind.DIRECT:
        return [_reported(citation, letter)]
    who = one_line(citation.speaker.name) if citation.speaker else "unidentified speaker"
    source = f"({who}, {_cited_in(citation, letter)})"
    text = unbroken(citation)
    outer = [NONE] if is_wrapped(text) else []
    block = paragraphs(requote(text, [*outer, DOUBLE, SINGLE]))
    if len(" ".join(block).split()) >= BLOCK_WORDS:
        return [f"        {line}" for line in [*block[:-1], f"{block[-1]} {source}"]]
    inline = one_line(requote(text, [*outer, SINGLE, DOUBLE]))
    return [f"    “{_LAST_STOP.sub('', inline)}” {source}."]


def _reported(citation: Citation, letter: str) -> str:
    speaker = citation.speaker
    who = one_line(speaker.name) if speaker else "An unidentified speaker"
    was = "were" if speaker and speaker.kind is AgentKind.GROUP else "was"
    words = _LAST_STOP.sub("", one_line(requote(citation.text, [DOUBLE, SINGLE])))
    reported = f"{was} reported as {_REPORTED_AS[citation.cue_class]}"
    if citation.cue_text and denies(citation.cue_text):
        reported = f"“{one_line(citation.cue_text)}”"
    return f"    {who[:1].upper()}{who[1:]} {reported}: {words} ({_cited_in(citation, letter)})."
