"""Annotations of brat: the text beside them, with the attributions that were marked in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from pathlib import PurePath

from quotesdb.readers import file_names
from quotesdb.readers.decode import decode
from quotesdb.readers.doccano import DENIED, Label, marked_by, role_of
from quotesdb.readers.errors import ReadError
from quotesdb.readers.imported import Marked, imported_draft
from quotesdb.readers.reference import without_text
from quotesdb.readers.signs import BY_NAME, SURE, is_called, look
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.readers.textual import read_textual
from quotesdb.text.folding import canonical
from quotesdb.text.standoff import Roles, parse
from quotesdb.values import ArticleDraft, Span, Unreadable

SUFFIXES = frozenset({".ann"})

_LINE = re.compile(r"T\d+\t\S+ \d+ \d+(?:;\d+ \d+)*\t|[ERAMN]\d+\t\S+[: ]|[#*]\d*\t")
_LABELLED = re.compile(r"^(T\d+)\t(\S+) (\d{1,9}) (\d{1,9})\t", re.MULTILINE)
_RELATED = re.compile(r"^R\d+\t(\S+) Arg1:(T\d+) Arg2:(T\d+)", re.MULTILINE)
_FIRST_LINES = 5


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file is annotations."""
    lines = look(head).text.lstrip("\ufeff").split("\n")[:_FIRST_LINES]
    return SURE if lines[0] and all(_LINE.match(line) for line in lines if line) else _by_name(name)


def _by_name(name: str) -> float:
    return BY_NAME * is_called(name, SUFFIXES)


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the text of the same name that lies beside the annotations, with what is marked in it."""
    try:
        annotations = decode(source.data)[0]
        yield _draft(annotations, source)
    except ReadError as error:
        yield Unreadable(str(error))


def _draft(annotations: str, source: Source) -> ArticleDraft:
    stem = PurePath(source.name).stem
    # Several people may have annotated a text; their names stand behind the last underscore.
    names = dict.fromkeys((f"{stem}.txt", f"{stem.rpartition('_')[0] or stem}.txt"))
    data = next((text for name in names if (text := source.beside(name)) is not None), None)
    if data is None:
        count = len(parse(annotations, 10**9)[0])
        return without_text(
            f"{count} annotations (brat), without the text {stem}.txt beside them", "brat", source.data
        )
    raw = decode(data)[0]
    draft = file_names.completed(read_textual(data, "plain"), stem)
    roles, bad = parse(annotations, len(raw))
    moved = _Moved(raw, draft.text)
    marked = [found for one in roles if (found := moved.marked(one))] or moved.labelled(annotations)
    warnings = [f"line {line}: {what}" for line, what in bad[:3]]
    if len(marked) < len(roles):
        warnings.append(f"{len(roles) - len(marked)} annotations of what is not in the text")
    return imported_draft(
        "brat",
        draft.text,
        marked,
        data + source.data,
        title=draft.title,
        byline=draft.byline,
        publisher=draft.publisher,
        published=draft.published,
        url=draft.url,
        language=draft.language,
        section=draft.section,
        zones=draft.zones,
        warnings=(*draft.warnings, *warnings),
    )


class _Moved:
    """Leads from places in a file as it stands to those in the text that is made of it."""

    def __init__(self, raw: str, text: str) -> None:
        self._raw, self._text = raw, text
        self._before = len(canonical(raw)) - len(text)
        self._breaks = [found.end() for found in re.finditer("\r\n", raw)]
        self._marks = len(raw) - len(raw.removeprefix("\ufeff"))

    def marked(self, roles: Roles) -> Marked | None:
        """What was marked, where all of what was said is in the text."""
        content = [self._span(span) for span in roles.content]
        if not content or None in content:
            return None
        return Marked(
            tuple(span for span in content if span), self._whole(roles.cue), self._whole(roles.source)
        )

    def labelled(self, annotations: str) -> list[Marked]:
        """What was marked by labels and relations, where there are no events."""
        labels = [
            Label(found[1], role, span)
            for found in _LABELLED.finditer(annotations)
            if (role := role_of(found[2])) and (span := self._span(Span(int(found[3]), int(found[4]))))
        ]
        related = _RELATED.findall(annotations)
        links = [(one if not DENIED.match(kind) else "", other) for kind, one, other in related]
        return list(marked_by(self._text, labels, links))

    def _whole(self, spans: Sequence[Span]) -> Span | None:
        return (
            self._span(Span(min(one.start for one in spans), max(one.end for one in spans)))
            if spans
            else None
        )

    def _span(self, span: Span) -> Span | None:
        start, end = (max(at - self._marks, 0) - self._gone(at) - self._before for at in span.pair())
        same = start >= 0 and self._text[start:end] == canonical(span.text(self._raw))
        return Span(start, end) if same else None

    def _gone(self, at: int) -> int:
        """How many characters of line ends before a place the text leaves out."""
        return bisect_right(self._breaks, at)
