"""Training documents in other typography: marks of another style, or one of them missing.

A corpus has the house styles of its publishers; the reader of the next newspaper must not depend on
them. Annotations move along with the text.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from quotesdb.evaluate.annotation import Attribution
from quotesdb.extract.spans.marks import find_quoted
from quotesdb.text.segments import paragraphs
from quotesdb.values import Span
from training.documents import Document, Mention

_STYLES = (
    (("“", "”"), ("‘", "’")),
    (('"', '"'), ("'", "'")),
    (("‘", "’"), ("“", "”")),
    (("'", "'"), ('"', '"')),
    (("''", "''"), ("'", "'")),
    (("“", "”"), ("“", "”")),
)
_LOSE_A_CLOSER = 0.15


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    new: str


def restyled(document: Document, rng: random.Random) -> Document:
    """``document`` with the marks of a random style, once in a while without one closing mark."""
    style = rng.choice(_STYLES)
    quoted = find_quoted(document.text, paragraphs(document.text))
    edits = []
    closers = [q for q in quoted if q.closed and q.depth == 1]
    lost = rng.choice(closers) if closers and rng.random() < _LOSE_A_CLOSER else None
    for item in quoted:
        opening, closing = style[min(item.depth, 2) - 1]
        edits.append(_Edit(item.span.start, item.inner.start, opening))
        if item.closed:
            edits.append(_Edit(item.inner.end, item.span.end, "" if item is lost else closing))
    return _edited(document, sorted(edits, key=lambda e: e.start))


def _edited(document: Document, edits: list[_Edit]) -> Document:
    text = document.text
    parts: list[str] = []
    moved = list(range(len(text) + 1))
    at = shift = 0
    for edit in edits:
        if edit.start < at:
            continue
        parts += [text[at : edit.start], edit.new]
        moved[at : edit.start + 1] = range(at + shift, edit.start + 1 + shift)
        shift += len(edit.new) - (edit.end - edit.start)
        moved[edit.start + 1 : edit.end] = [edit.start + len(parts[-1]) + shift] * (edit.end - edit.start - 1)
        at = edit.end
    parts.append(text[at:])
    moved[at:] = range(at + shift, len(text) + 1 + shift)

    def move(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(moved[s.start], max(moved[s.start], moved[s.end])) for s in spans)

    return Document(
        document.name,
        "".join(parts),
        tuple(Attribution(move(a.content), move(a.cue), move(a.source)) for a in document.attributions),
        tuple(Mention(move((m.span,))[0], m.kind) for m in document.mentions),
        move(document.silent),
        document.tells_nobody,
    )
