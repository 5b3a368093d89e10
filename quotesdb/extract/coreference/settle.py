"""Names brought into line with each other: what the rest of a text tells of each one's kind and borders."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.credits import with_credits
from quotesdb.extract.coreference.names import find_names
from quotesdb.extract.coreference.words import Name, Word, words
from quotesdb.values import Span

_DATELINE = re.compile(r"[A-Z][A-Z.' ]{1,80}(?:, [^\n—–-]{2,25})?(?: \([^)\n]{2,20}\))? ?[—–-]{1,2} ")
_CAMPAIGN = re.compile(r" (?:" + "|".join(sorted(lx.CAMPAIGN_WORDS)) + r")\b(?=(['’]s)?)")
_CAPTAIN = re.compile(
    r"(?:['’]s)? (?:(?:head|first-team|assistant|interim|caretaker) )?(?:"
    + "|".join(sorted(lx.SPORT_ROLES))
    + r")\b"
)
_NUMERAL = re.compile(r"[IVX]+")
_SEVERAL = re.compile(r" (?:were|are|have)\b")
_LONGEST_SURNAMED = 4
_BEFORE_SENTENCE = ("", *"\"“”‘'.!?:…—–-([")
_OPENING_WORDS = lx.word_set("beyond despite amid say says said ask asks asked enter meet young old poor")
_SHORT_ADVERB = 6
_NEAREST = 24
_SENTENCE_ENDS = (".", ".”", '."', ".’", "!”", "?”")


def settled_names(text: str, paragraphs: list[Span]) -> list[Name]:
    """Every name of ``text``, in order, each with the kind that the whole text shows."""
    names = _with_campaigns(text, _settle(text, find_names(text, paragraphs)))
    return with_credits(text, paragraphs, names)


def _with_campaigns(text: str, names: list[Name]) -> list[Name]:
    """Take "Roe campaign" as one name: it speaks for itself, and not as the person Roe."""
    out = []
    for name in names:
        match = _CAMPAIGN.match(text, name.span.end)
        if match and not name.possessive and name.prefix is None and name.kind in ("person", "unknown"):
            span = Span(name.span.start, match.end())
            name = Name(span, span.text(text), "organisation", match[1] is not None)
        out.append(name)
    return out


def _settle(text: str, names: list[Name]) -> list[Name]:
    """Give each unknown name the kind that the same words have elsewhere in the text."""
    names = _apart(text, _without_opening_words(text, _without_letters(names)))
    people = {n.keys[-1] for n in names if n.kind == "person" and len(n.keys) > 1}
    begin_others = {n.keys[0] for n in names if n.kind == "unknown" and len(n.keys) > 1}
    surnames = _surnames(text, names) - begin_others
    alone = Counter(n.keys[0] for n in names if len(n.keys) == 1)
    names = [replace(n, kind="person") if _is_label(n, people) else n for n in _with_particles(names)]
    kinds: dict[tuple[str, ...], str] = {}
    for name in names:
        if name.kind != "unknown":
            kinds.setdefault(name.keys, name.kind)
    until = 0
    out = []
    for name in names:
        kind = kinds.get(name.keys, "unknown") if name.kind == "unknown" else name.kind
        if text[name.span.start - 1 : name.span.start] in ("", "\n") and (
            dateline := _DATELINE.match(text, name.span.start)
        ):
            until = dateline.end()
        if name.span.end <= until:
            kind = "dateline"
        if (
            kind in ("unknown", "people")
            and _is_person_by_surname(name, people, surnames)
            and not (len(name.keys) > 1 and text[name.span.start - 4 : name.span.start].lower() == "the ")
            and (alone[name.keys[0]] <= alone[name.keys[-1]])
        ):
            kind = "person"
        if kind == "person" and len(name.keys) == 2:
            people.add(name.keys[-1])
        out.append(name if kind == name.kind else replace(name, kind=kind))
    return out


def _without_letters(names: list[Name]) -> list[Name]:
    """People's names without the letters behind them, such as KC or OBE; a king keeps his number.

    Only where the surname stands alone as well: "Mr Roe" is Jo Roe KC. Jo Roe AG is a firm of Jo Roe.
    """
    alone = {n.keys[0] for n in names if len(n.keys) == 1}
    full = {n.keys for n in names}
    out = []
    for name in names:
        first, _, last = name.text.rpartition(" ")
        letters = last.isupper() and last.isalpha() and len(last) > 1 and not _NUMERAL.fullmatch(last)
        if name.kind == "person" and letters and " " in first and not first.isupper():
            short = replace(name, text=first)
            name = short if short.keys[-1] in alone and short.keys not in full else name
        out.append(name)
    return out


def _with_particles(names: list[Name]) -> list[Name]:
    """Take "Alda De La Roe" for a person where the text calls her "De La Roe"."""
    short = {n.keys for n in names if len(n.keys) > 1 and lx.NAME_PARTICLES.issuperset(n.keys[:-1])}
    full = {n.keys[i:] for n in names if n.kind == "unknown" for i in range(1, len(n.keys) - 1)}
    surnames = short & full
    return [
        replace(n, kind="person")
        if n.kind == "unknown" and any(n.keys[i:] in surnames for i in range(1, len(n.keys) - 1))
        else n
        for n in names
    ]


def _is_label(name: Name, people: set[str]) -> bool:
    """Whether a word in capitals is no acronym but a surname, as in front of what somebody says."""
    return (
        name.kind == "organisation" and len(name.keys) == 1 and name.text.isupper() and name.keys[0] in people
    )


def _apart(text: str, names: list[Name]) -> list[Name]:
    """Part an organisation and a person that stand side by side: "told the Fenland Post Roe was"."""
    people = {n.keys[-1] for n in names if n.kind == "person" and len(n.keys) > 1}
    alone = {n.keys[0] for n in names if len(n.keys) == 1 and n.kind in ("unknown", "person")}
    titled = {n.keys[0] for n in names if len(n.keys) == 1 and n.prefix}
    out = []
    for name in names:
        parts = words(text, name.span.start, name.span.end)
        first = _person_at(name, parts, people, alone, titled)
        if first:
            body, person = Span(parts[0].span.start, parts[first - 1].span.end), parts[first].span
            out.append(replace(name, span=body, text=body.text(text), possessive=False))
            whole = Span(person.start, name.span.end)
            name = Name(whole, whole.text(text), "person", name.possessive)
        out.append(name)
    return out


def _person_at(name: Name, parts: list[Word], people: set[str], alone: set[str], titled: set[str]) -> int:
    """Where a person's name begins behind an organisation's; 0 if it does not.

    ``titled`` are surnames that the text has with a title: of "Ports CS Velda Roe" and "Mr Roe".
    """
    if len(parts) > 2 and parts[-1].key in titled and parts[-3].bare.isupper():
        return len(parts) - 2 if len(parts[-3].bare) > 1 and not parts[-2].bare.isupper() else 0
    if len(parts) < 3 or name.kind not in ("organisation", "unknown"):
        return 0
    last = parts[-1].key
    if last in people - lx.ORGANISATION_WORDS and parts[-2].key in lx.ORGANISATION_HEADS:
        return len(parts) - 1 if name.kind == "organisation" else 0
    body = len(parts) > 3 or parts[0].key in lx.ORGANISATION_WORDS
    full = parts[-2].key in lx.given_names() and last in people | alone and parts[-3].text[:1].isupper()
    return len(parts) - 2 if body and full and last not in lx.ORGANISATION_WORDS else 0


def _surnames(text: str, names: list[Name]) -> set[str]:
    """The single words that stand for a longer name, which the running text must have had before.

    Not the "City" of "City captain Jo Roe", which is a club.
    """
    headline = headline_end(text)
    introduced: set[str] = set()
    early: set[str] = set()
    clubs: set[str] = set()
    out: set[str] = set()
    for name in names:
        if len(name.keys) > 1:
            introduced.add(name.keys[-1])
        elif name.span.start >= headline and name.keys[0] not in introduced:
            early.add(name.keys[0])
        if len(name.keys) == 1 and _is_club(text, name):
            clubs.add(name.keys[0])
        if _may_be_surname(text, name):
            out.add(name.keys[0])
    return out - early - clubs


def _is_club(text: str, name: Name) -> bool:
    """Whether one word names a team: "Vale head coach Jo Roe", "Vale were poor"; not "Roe and Poe were"."""
    if _CAPTAIN.match(text, name.span.end):
        return True
    before = words(text, max(0, name.span.start - _NEAREST), name.span.start)[-1:]
    joined = bool(before) and (before[0].key in ("and", "nor", "or") or before[0].capital)
    return not joined and _SEVERAL.match(text, name.span.end) is not None


def _may_be_surname(text: str, name: Name) -> bool:
    """Whether a name of one word stands where a surname can: not "the Roe"."""
    return (
        len(name.keys) == 1
        and name.kind in ("unknown", "person")
        and not (name.possessive and name.text.endswith("s"))
        and not text[max(0, name.span.start - 4) : name.span.start].lower().endswith(("the ", " a ", " an "))
    )


def _is_person_by_surname(name: Name, people: set[str], surnames: set[str]) -> bool:
    """Whether the last word of a name is a surname that the text uses by itself or of others."""
    last = name.keys[-1]
    if name.kind == "people" or len(name.keys) == 1:
        return last in people
    if lx.is_demonym(name.keys[:-1]) or len(name.keys) > _LONGEST_SURNAMED:
        return False
    if name.keys[0] in lx.COMPASS_WORDS:
        return False
    return last in people or (len(name.keys) < 4 and last in surnames and not lx.is_place(name.keys[0]))


def _without_opening_words(text: str, names: list[Name]) -> list[Name]:
    """Cut ordinary words off the front of names that the text has without them.

    "Furious Roe" of a headline and "Certainly Roe" are Jo Roe; so is "Weary Jo Roe", wherever it stands.
    """
    counted = Counter(n.keys for n in names)
    full = {n.keys for n in names if n.kind == "person" and n.keys[0] in lx.given_names()}
    people = {n.keys[-1] for n in names if n.kind == "person" and (len(n.keys) > 1 or n.prefix)}
    headline = headline_end(text)
    out = []
    for name in names:
        rest = name.keys[1:]
        if len(rest) > 1 and _is_odd(name.keys[0]) and counted[rest] >= counted[name.keys]:
            opens = name.span.end <= headline or _opens(text, name)
            often = counted[rest] > counted[name.keys]
            known = rest in full and (opens or often) and _is_ordinary(text, name)
        elif counted[name.keys] > 1 or name.kind not in ("unknown", "person") or len(rest) != 1:
            known = False
        else:
            mentioned = rest[0] in people or counted[rest] > 1
            opens = (name.span.end <= headline and name.kind == "unknown") or _opens_oddly(text, name)
            known = (mentioned and opens) or _is_trade(text, name, counted)
        out.append(_shortened(name) if known else name)
    return out


def _is_trade(text: str, name: Name, counted: Counter[tuple[str, ...]]) -> bool:
    """Whether a word that opens a sentence says what a body is: "Bookmaker Velda", of whom "Velda" tells."""
    first = name.keys[0]
    formed = first.endswith(("er", "or", "ist")) and first not in lx.given_names()
    return formed and counted[name.keys[1:]] > 0 and _opens(text, name) and _is_ordinary(text, name)


def headline_end(text: str) -> int:
    """Where the first line of a text ends; 0 if it is no headline but a sentence."""
    end = text.find("\n", len(text) - len(text.lstrip()))
    return 0 if text[:end].rstrip().endswith(_SENTENCE_ENDS) else end


def _shortened(name: Name) -> Name:
    """A name without its first word."""
    first = words(name.text)[1].span.start
    return replace(name, span=Span(name.span.start + first, name.span.end), text=name.text[first:])


def _is_odd(first: str) -> bool:
    """Whether a word in front of a full name is neither a given name nor an initial or title."""
    return len(first) > 1 and first not in lx.given_names() and first not in lx.TITLES | lx.NAME_PARTICLES


def _is_ordinary(text: str, name: Name) -> bool:
    """Whether the first word of a name also stands in small letters, or is like "Celebrities" and "DJ"."""
    first = words(name.text)[0].bare
    formed = first.isupper() or first.endswith(("ing", "ed", "ly", "ies"))
    return formed or re.search(rf"\b{re.escape(first.lower())}\b", text) is not None


def _opens_oddly(text: str, name: Name) -> bool:
    """Whether an ordinary word, going by list or ending, opens a sentence in front of a name."""
    first = name.keys[0]
    return _opens(text, name) and (
        first in _OPENING_WORDS
        or (_is_odd(first) and first.endswith(("ing", "ly")) and len(first) > _SHORT_ADVERB)
        or (_is_odd(first) and first.endswith("ed") and text[name.span.end : name.span.end + 1] in (":", ","))
    )


def _opens(text: str, name: Name) -> bool:
    """Whether a name begins a sentence, or a quotation inside one."""
    return text[max(0, name.span.start - 2) : name.span.start].strip()[-1:] in _BEFORE_SENTENCE
