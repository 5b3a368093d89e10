"""Word documents (DOCX): the text with insertions accepted, without headers, notes and deleted words."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from quotesdb.readers import apa, factiva, nexis
from quotesdb.readers.archive import CALLED, member, open_zip
from quotesdb.readers.blocks import BODY, CAPTION, SUBHEAD, Block, filled
from quotesdb.readers.errors import ReadError
from quotesdb.readers.headed import headed_draft
from quotesdb.readers.signs import BY_NAME, SURE, has_member, is_called
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.readers.styled import TITLE, kind_of, styled
from quotesdb.readers.talk_rows import Rows, talk_among
from quotesdb.readers.talking import are_of_a_recording
from quotesdb.readers.turns import as_talk, in_order
from quotesdb.readers.xml_tree import local, named, parse, said
from quotesdb.values import Unreadable

SUFFIXES = frozenset({".docx"})

_BUILT_IN = re.compile(r"title|subtitle|caption|heading [1-9]", re.IGNORECASE)
"""Styles that Word has itself: they have these names in every language."""

_SPEAKER = re.compile(
    r"(?P<name>(?:[^\W\d_a-z][^\s:]*\s+){1,5})(?P<time>(?:\d{1,2}:)?\d{1,2}:\d{2})"
    r"[ \t]*(?:\n(?P<words>.*\S.*)|\Z)",
    re.DOTALL,
)
"""A paragraph of a transcript: who speaks and when, and the words behind a break of the line or below."""
_UNSEEN = ("vanish", "strike", "dstrike")
_SILENT = frozenset({"del", "deltext", "movefrom", "fallback", "ppr", "rpr", "instrtext", "sectpr", "tblpr"})


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file is a Word document."""
    return SURE if has_member(head, b"word/") else BY_NAME * is_called(name, SUFFIXES)


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the article, or those of an export of Nexis, Factiva or APA, which come as Word documents too."""
    try:
        archive = open_zip(source.data, CALLED[".docx"])
        content = member(archive, "word/document.xml") or member(archive, _main_part(archive))
        styles = _style_names(archive)
        root = parse(content) if content else None
        parts = _in_order(list(_parts(root, styles))) if root is not None else []
        lines = [part.text for part in parts]
        for database in (nexis, apa, factiva):
            if database.is_export(lines):
                yield from database.articles(lines)
                return
        shown = styled(parts)
        draft = headed_draft(
            shown.blocks,
            "docx",
            source.data,
            title=shown.title or _heading(shown.blocks),
            given=_given(member(archive, "docProps/core.xml")),
            byline=shown.byline,
            published=shown.published,
        )
        talk = talk_among(_pieces(root, styles)) if root is not None else None
        yield as_talk(draft, talk) if talk else draft
    except ReadError as error:
        yield Unreadable(str(error))


def _main_part(archive: zipfile.ZipFile) -> str:
    """The part that a file says is its text, where that is not called as Word calls it."""
    relations = member(archive, "_rels/.rels")
    for one in named(parse(relations), "relationship") if relations else ():
        if (one.get("Type") or "").endswith("/officeDocument"):
            return (one.get("Target") or "").lstrip("/")
    return ""


def _heading(parts: Sequence[Block]) -> str | None:
    """The heading that the text begins with."""
    first = next((part for part in filled(parts)), None)
    return first.text if first and first.kind == SUBHEAD else None


def _given(properties: bytes) -> str | None:
    return said(parse(properties), "title") if properties else None


def _style_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The names of the styles by how paragraphs refer to them, which differs with the language of Word."""
    try:
        styles = member(archive, "word/styles.xml")
        listed = list(named(parse(styles), "style")) if styles.strip() else []
    except ReadError:  # what the text looks like is no reason to refuse it
        return {}
    names = ((style, next((one for one in style if local(one) == "name"), None)) for style in listed)
    return {_value(style, "styleId"): _value(name, "val") for style, name in names if name is not None}


def _value(element: Any, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _parts(root: Any, styles: Mapping[str, str]) -> Iterator[Block]:
    """The paragraphs in their order; those in tables and boxes are paragraphs too."""
    for paragraph in root.iter("{*}p"):
        if not any(local(one) in _SILENT for one in paragraph.iterancestors()):
            kind, text = _kind(paragraph, styles), "".join(_words(paragraph))
            speaker = _SPEAKER.match(text)
            yield from (Block(part, kind) for part in (_said_by(speaker) if speaker else (text,)))


def _pieces(root: Any, styles: Mapping[str, str]) -> Iterator[Block | Rows]:
    """The paragraphs of a document but its title, and its tables as they are."""
    for one in root.iter("{*}p", "{*}tbl"):
        if any(local(around) in ("tbl", *_SILENT) for around in one.iterancestors()):
            continue
        if local(one) == "tbl":
            yield Rows([[_cell(cell) for cell in named(row, "tc")] for row in named(one, "tr")])
        elif (kind := _kind(one, styles)) != TITLE:
            yield Block("".join(_words(one)), kind if kind in (SUBHEAD, CAPTION) else BODY)


def _cell(cell: Any) -> str:
    return "\n".join("".join(_words(paragraph)) for paragraph in named(cell, "p"))


def _said_by(turn: re.Match[str]) -> tuple[str, ...]:
    """The label of a turn, and its words where these stand in the same paragraph."""
    label = f"{' '.join(turn['name'].split())} {turn['time']}"
    return (label, turn["words"]) if turn["words"] else (label,)


def _in_order(parts: list[Block]) -> list[Block]:
    """The parts with surnames behind given names where they are the labels of a recording, no timetable."""
    labels = [_SPEAKER.fullmatch(part.text) for part in parts]
    if not are_of_a_recording([label["time"] for label in labels if label]):
        return parts
    return [
        replace(part, text=f"{in_order(label['name'].strip())} {label['time']}") if label else part
        for part, label in zip(parts, labels, strict=True)
    ]


def _kind(paragraph: Any, styles: Mapping[str, str]) -> str:
    style = next(paragraph.iter("{*}pStyle"), None)
    said = _value(style, "val") if style is not None else ""
    built_in = _BUILT_IN.fullmatch(styles.get(said, ""))
    name = (built_in[0] if built_in else said).lower()
    if name in ("title", "titel", "titre"):
        return TITLE
    if name.startswith(("heading", "berschrift", "überschrift", "titre", "subtitle", "kop")):
        return SUBHEAD
    return (
        CAPTION if name.startswith(("caption", "beschriftung")) else kind_of(styles.get(said) or said) or BODY
    )


def _is_hidden(run: Any) -> bool:
    """Whether a run itself is hidden or struck out now.

    What is in a box in it, or was so before a change, is not asked.
    """
    marks = (mark for name in _UNSEEN for mark in run.iterfind(f"{{*}}rPr/{{*}}{name}"))
    return any(not any(value in ("0", "false", "off") for value in mark.values()) for mark in marks)


def _words(element: Any) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name in _SILENT or name == "p" or (name == "r" and _is_hidden(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "br", "cr"):
            yield "\n" if name != "tab" else "\t"
        elif name == "nobreakhyphen":
            yield "-"
        else:
            yield from _words(child)
