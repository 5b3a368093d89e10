"""Records of parliaments: Akoma Ntoso and other debates in XML, and the Congressional Record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quotesdb.names.labels import is_role
from quotesdb.readers import record_shapes
from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import BODY, SUBHEAD
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError
from quotesdb.readers.labels import MEMBER
from quotesdb.readers.markup import parse_fragment
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import single
from quotesdb.readers.tei import title_of
from quotesdb.readers.turns import Said, spoken_draft
from quotesdb.readers.xml_tree import first, local, named, parse, said, words
from quotesdb.values import ArticleDraft, PrintedDate

SUFFIXES: frozenset[str] = frozenset()

_ROOTS = frozenset(
    {"akomantoso", "debates", "debaterecord", "debate", "publicwhip", "hansard", "dbtplenarprotokoll"}
)
_SPEECHES = frozenset({"speech", "question", "answer", "speechgroup"})
_HEADINGS = frozenset({"heading", "major-heading", "minor-heading", "oral-heading", "subheading", "num"})
_PASSED = frozenset({"meta", "bills", "division", "divisioncount", "preface", "coverpage"})
_IN_ID = re.compile(r"(?<!\d)(\d{4}-\d{2}-\d{2})")

_CONGRESS = re.compile(r"\[Congressional Record[^\]\n]{0,80}\(([^)\n]{5,60})\)\]")
_PAGE_MARK = re.compile(r"\n*\[\[Page [^\]\n]{1,20}\]\]\n*")
_CLOCK = re.compile(r"\{time\}[ \t]*\d{3,4}")
_MEMBER = re.compile(MEMBER)
_IN_OFFICE = re.compile(r" \((?:Mr|Mrs|Ms|Miss|Dr)\. [^()]{1,40}\)")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a file is a record; of those in TEI, ``edition`` tells by all that they hold."""
    found = look(head)
    return SURE * (found.root in _ROOTS or bool(_CONGRESS.search(found.text[:4000])))


def read_record(data: bytes) -> ArticleDraft:
    """Read the speeches of a record, by their speakers.

    Raises:
        ReadError: if it is broken or nobody says anything in it.

    """
    root = look(data[:65_536]).root
    if root in _ROOTS or root == "tei":
        return of_xml(parse(data), data)
    text = decode(data, html=True)[0]
    return _of_congress(text, data)


read = single(read_record)


def of_xml(root: Any, data: bytes) -> ArticleDraft:
    """Read the speeches of a record in XML, of which ``data`` are the bytes.

    Raises:
        ReadError: if nobody says anything in it.

    """
    if record_shapes.has_speeches(root):
        return spoken_draft(
            record_shapes.parts(root),
            "record",
            data,
            title=said(root, "sitzungstitel") or title_of(root),
            publisher=record_shapes.parliament(root),
            published=record_shapes.day(root),
        )
    if local(root) == "tei":
        raise ReadError("nobody says anything in it")
    people = _people(root)
    title = said(root, "doctitle", "major-heading") or None
    return spoken_draft(
        _parts(root, people, None),
        "record",
        data,
        title=title,
        publisher=next(filter(None, (one.get("showAs") for one in named(root, "tlcorganization"))), None),
        published=_date(root),
    )


def _people(root: Any) -> dict[str, str]:
    return {
        one.get("id") or one.get("eId") or "": one.get("showAs") or "" for one in named(root, "tlcperson")
    }


def _date(root: Any) -> PrintedDate | None:
    work = first(root, "frbrwork")
    dated = first(work if work is not None else root, "frbrdate")
    if dated is not None:
        return any_date(dated.get("date"))
    for one in root.iter():
        found = _IN_ID.search(one.get("id") or one.get("date") or "") if local(one) else None
        if found:
            return any_date(found[1])
    return None


def _parts(element: Any, people: dict[str, str], speaker: str | None) -> Iterator[Said]:
    """The paragraphs in their order; what is in no speech is nobody's."""
    for child in element:
        name = local(child)
        if name in _HEADINGS:
            yield Said(words(child), None, SUBHEAD)
        elif name in _SPEECHES:
            yield from _parts(child, people, _speaker(child, people))
        elif name in ("p", "blockquote", "narrative", "scene", "summary", "li"):
            mine = speaker if name not in ("narrative", "scene", "summary") else None
            yield Said(words(child), mine, BODY)
        elif name and name not in _PASSED and name != "from":
            yield from _parts(child, people, speaker)


def _is_shortened(name: str, known: str) -> bool:
    """Whether a printed name is a title and the surname of a full one: "Ms. Example"."""
    is_full = all(word[0].isupper() for word in known.split())
    return is_full and name.split()[1:] == known.split()[1:][-1:] and name.split()[0].endswith(".")


def _speaker(speech: Any, people: dict[str, str]) -> str | None:
    if speech.get("nospeaker") == "true":
        return None
    printed = next((words(one) for one in speech if local(one) == "from"), "")
    known = people.get((speech.get("by") or "").lstrip("#"), "")
    name = printed.strip(" :.")
    is_named = known and not is_role(known) and (is_role(name) or _is_shortened(name, known))
    return speech.get("speakername") or (known if is_named else name) or known or None


def _of_congress(text: str, data: bytes) -> ArticleDraft:
    tree = parse_fragment(text)
    pre = first(tree, "pre")
    plain = "".join((pre if pre is not None else tree).itertext())
    plain = _PAGE_MARK.sub("\n", _CLOCK.sub("", plain.replace("\r\n", "\n")))
    dated = _CONGRESS.search(plain)
    lines = plain[dated.end() :].split("\n") if dated else plain.split("\n")
    title, body = _title_and_body(lines)
    if not body:
        raise ReadError("no speech in the record")
    return spoken_draft(
        _speeches(body),
        "record",
        data,
        title=title,
        publisher="Congressional Record",
        published=any_date(dated[1]) if dated else None,
    )


def _title_and_body(lines: list[str]) -> tuple[str | None, list[str]]:
    """The first lines that are set in the middle, and the paragraphs, which begin with two spaces.

    Below a rule stand who had what follows printed, and when.
    """
    title: list[str] = []
    is_ruled_off = False
    paragraphs: list[list[str]] = []
    for line in lines:
        if re.match(r" {2}\S", line):
            paragraphs.append([line])
        elif paragraphs and line.strip() and not re.match(r"\s{3,}_+", line):
            paragraphs[-1].append(line)
        elif not paragraphs and re.match(r" {6,}\S", line):
            is_ruled_off = is_ruled_off or (bool(title) and not line.strip(" _"))
            title += [line.strip()] if line.strip(" _") and not is_ruled_off else []
    return " ".join(title) or None, [" ".join(one) for one in paragraphs]


def _speeches(paragraphs: list[str]) -> Iterator[Said]:
    speaker: str | None = None
    for paragraph in paragraphs:
        found = _MEMBER.match(paragraph.strip())
        if found:
            speaker = f"{found['member']}{_who_presides(found['of'])}"
            yield Said(paragraph.strip()[found.end() :], speaker)
        else:
            yield Said(paragraph, speaker)


def _who_presides(behind: str | None) -> str:
    """The person whom the record names behind an office: "The PRESIDING OFFICER (Mr. Sample)."."""
    return behind if behind and _IN_OFFICE.fullmatch(behind) else ""
