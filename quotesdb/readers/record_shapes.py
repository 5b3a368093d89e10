"""Debates in XML in which who speaks stands before the words and not round them.

They are the Bundestag's, the Canadian House of Commons', Australia's and those in TEI (ParlaMint).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quotesdb.readers import record_talks
from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import BODY, SUBHEAD
from quotesdb.readers.tei import name_at
from quotesdb.readers.turns import UNKNOWN, Said
from quotesdb.readers.xml_tree import first, local, named, words
from quotesdb.values import PrintedDate

_SPEECHES = {"dbtplenarprotokoll": ("rede",), "hansard": ("personspeaking", "talk.text")}
"""In what the roots of such records hold what is said, or who says it."""

_SPEAKERS = {"dbtplenarprotokoll": "name", "hansard": "personspeaking"}
_HEADINGS = frozenset(
    {"orderofbusinesstitle", "subjectofbusinesstitle", "catchline", "head", "anlagen-titel"}
)
_GERMAN_HEADINGS = frozenset({"T_NaS", "T_fett", "T_ZP_NaS"})
_OF_THE_RECORD = ("T_", "AL_")
"""How the Bundestag calls paragraphs that print the agenda, printed papers and lists of those who vote."""

_NO_WORDS = frozenset(
    (
        *("vorspann", "rednerliste", "teiheader", "standoff", "extractedinformation"),
        *("startpagenumber", "documenttitle", "timestamp", "floorlanguage"),
    )
)
_PARAGRAPHS = frozenset({"p", "paratext", "seg", "quotepara"})
_NOTES = frozenset(
    {"kommentar", "note", "proceduraltext", "kinesic", "vocal", "incident", "fussnote", "desc"}
)
_LOOSE = "loose"
"""What words of a division that are in no paragraph of it are put in."""

_PARTS = _PARAGRAPHS | _NOTES | _HEADINGS | {_LOOSE}
_DIVISIONS = frozenset({"tei", "text", "group", "front", "body", "back"})
_DIVISION = re.compile(r"div[1-7]?")


def has_speeches(root: Any) -> bool:
    """Whether a file is such a record and holds speeches."""
    if local(root) == "tei":
        return any(map(_is_utterance, named(root, "u")))
    speech = _SPEECHES.get(local(root))
    return speech is not None and first(root, *speech) is not None


def _is_utterance(element: Any) -> bool:
    """Whether a "u" of TEI is what somebody says: in the texts of pages, it is what is underlined."""
    says_who = element.get("who") is not None or first(element, "seg") is not None
    around = map(local, element.iterancestors())
    is_apart = all(name in _DIVISIONS or _DIVISION.fullmatch(name) for name in around)
    return says_who and is_apart and not _own_words(element.getparent())


def parts(root: Any) -> Iterator[Said]:
    """The paragraphs of a record by who says them; notes of its writers are nobody's."""
    if first(root, "talk.text") is not None:
        yield from record_talks.parts(root)
    else:
        yield from _of_tei(root) if local(root) == "tei" else _of_names(root, _SPEAKERS[local(root)])


def _of_names(root: Any, speakers: str) -> Iterator[Said]:
    """The paragraphs of a record in which a printed name holds for what stands in the same part behind it."""
    speaker: str | None = None
    home: Any = None
    for one in _outermost(root, speakers):
        name, kind = local(one), one.get("klasse")
        if name == speakers or kind == "redner":
            speaker, home = _printed(one), one.getparent()
        elif name in _HEADINGS or kind in _GERMAN_HEADINGS:
            yield Said(words(one), None, SUBHEAD)
        else:
            is_said = name in _PARAGRAPHS and home in one.iterancestors()
            yield from _said(one, None if (kind or "").startswith(_OF_THE_RECORD) or not is_said else speaker)


def _of_tei(root: Any) -> Iterator[Said]:
    """The paragraphs of a record in which utterances tell who makes them.

    A name that is printed right before an utterance holds for it and for those of the same person.
    """
    sitting = day(root)
    people = {_id(one): name_at(one, sitting) for one in named(root, "person")}
    for one in _outermost(root, "u"):
        if local(one) == "u":
            who = (one.get("who") or "").lstrip("#")
            name = people.get(who) or _printed_before(one)
            people |= {who: name} if who else {}
            is_one = _own_words(one) and first(one, *_PARAGRAPHS) is None
            for part in (one,) if is_one else _outermost(one):
                yield from _said(part, None if local(part) in _NOTES else name or UNKNOWN)
        elif not _is_of_speaker(one):
            yield Said(words(one), None, SUBHEAD if local(one) in _HEADINGS else BODY)


def _outermost(element: Any, *others: str) -> Iterator[Any]:
    """The paragraphs, notes, headings and others of these names in their order, none inside another.

    What has words of its own and none of these inside is among them, so that no words are lost.
    """
    wanted = (*_PARTS, *others)
    for child in _with_loose_words(element, wanted):
        name = local(child)
        if name in wanted or (_own_words(child) and _is_inline(child, wanted)):
            yield child
        elif name and name not in _NO_WORDS:
            yield from _outermost(child, *others)


def _with_loose_words(element: Any, wanted: tuple[str, ...]) -> list[Any]:
    """What is in an element; its own words, with what stands in their midst, are put in elements too."""
    if not _own_words(element):
        return list(element)
    parts = [element.makeelement(_LOOSE)]
    parts[0].text = element.text
    for child in element:
        if _is_inline(child, wanted):
            parts[-1].append(child)
        else:
            behind = element.makeelement(_LOOSE)
            behind.text, child.tail = child.tail, None
            parts += [child, behind]
    element.text = None
    element[:] = parts
    return parts


def _is_inline(element: Any, wanted: tuple[str, ...]) -> bool:
    name = local(element)
    return name not in wanted and name not in _NO_WORDS and next(named(element, *wanted), None) is None


def _own_words(element: Any) -> str:
    """The words of an element that are in no other inside it."""
    return " ".join(" ".join(element.xpath("text()")).split())


def _printed(element: Any) -> str | None:
    """Who speaks, as it is printed: beside the parts of the name, where these stand in front of it."""
    return (_own_words(element) or words(element)).strip(" :") or None


def _printed_before(utterance: Any) -> str | None:
    """The name in a note that is called one of a speaker, right before an utterance."""
    before = next((one for one in utterance.itersiblings(preceding=True) if words(one)), None)
    return _printed(before) if before is not None and _is_of_speaker(before) else None


def _is_of_speaker(element: Any) -> bool:
    return local(element) == "note" and element.get("type") == "speaker"


def _said(part: Any, speaker: str | None) -> Iterator[Said]:
    """A paragraph by who says it, and behind it the notes in its midst, which nobody says."""
    yield Said(_without_notes(part), speaker, BODY)
    yield from (Said(words(one), None, BODY) for one in _notes(part))


def _notes(element: Any) -> Iterator[Any]:
    for child in element:
        yield from (child,) if local(child) in _NOTES else _notes(child)


def _without_notes(element: Any) -> str:
    """The words in an element but for those of notes inside it."""
    inside = (("" if local(one) in _NOTES else _without_notes(one)) + (one.tail or "") for one in element)
    return (element.text or "") + "".join(inside)


def day(root: Any) -> PrintedDate | None:
    """The day of the sitting, as the record itself gives it."""
    places = (one for name in ("setting", "sourcedesc") for one in named(root, name))
    settings = (first(one, "date") for one in places)
    marked = (one.get("when") for one in settings if one is not None)
    given = [root.get("sitzung-datum"), _listed(root, "Date"), record_talks.day(root), *marked]
    return next((found for one in given if one and (found := any_date(one))), None)


def parliament(root: Any) -> str | None:
    """Whose record it is, where it says so."""
    return root.get("herausgeber") or _listed(root, "Institution")


def _listed(root: Any, name: str) -> str | None:
    return next((words(one) for one in named(root, "extracteditem") if one.get("Name") == name), None)


def _id(element: Any) -> str:
    return element.get("{http://www.w3.org/XML/1998/namespace}id") or ""
