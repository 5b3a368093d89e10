"""What a run of capitalised words names; title and role words are split off."""

from __future__ import annotations

import re

from quotesdb.data import marked_words, word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.words import Name, Word
from quotesdb.values import Span

INITIAL = re.compile(r"[A-Z]|(?:[A-Z]\.)+[A-Z]?")
_PARTY_TAG = re.compile(r"[dri]-[a-z]")
_SURNAME_PARTICLES = marked_words("particles")["sure"]
_COURTESIES = marked_words("titles")["courtesy"] | lx.SHORT_TITLES
_CODE = re.compile(r"(?!g-)[a-z]{1,4}-\d{1,4}[a-z]?")
_SMALL_BEFORE = re.compile(r"[a-z]\s$")
_SAID_BEFORE = re.compile(r"\b(?:said|says|told|asked|added)\s$")
_LONGEST_INITIALS = 2
_SHORT_ING = 6
_NO_GIVEN_NAMES = lx.COMPASS_WORDS | lx.word_set("anti ex mid multi non post pre pro semi")
_NO_PERSON = lx.DEMONYMS | lx.GROUP_NOUNS | lx.CALENDAR
_OPENERS = (lx.SENTENCE_OPENERS - {"a"}) | lx.QUALIFIERS
_RANKS = lx.ROLE_MODIFIERS | lx.ROLE_NOUNS | {"press"}
_STOPPED = lx.word_set("jr sr co inc corp ltd bros")
_TITLES_OF_MANY = (lx.ROLE_NOUNS | lx.TITLES) - lx.DEMONYMS


def named(text: str, group: list[Word], *, shouted: bool) -> list[Name]:
    """The names of one run of capitalised words, with title or role words split off."""
    group = _without_opener(text, group)
    last_role = max((i for i, w in enumerate(group) if _is_role(text, w, group, i)), default=-1)
    head, tail = group[: last_role + 1], group[last_role + 1 :]
    if not tail:
        body = _without_ranks(head[:-1])
        return [_name(text, body, "", shouted=shouted)] if body else []
    if head and tail[0].key == "of":
        return _of_office(text, head, tail, shouted=shouted)
    if head and [w.key for w in tail] in (["general"], ["major"]):
        return []
    prefix = Span(head[0].span.start, head[-1].span.end) if head else None
    if head and _looks_like_person(tail) and not _is_no_person(tail):
        return [_name(text, tail, "person", prefix=prefix, shouted=shouted)]
    return [_name(text, group if head else _without_people(tail), "", shouted=shouted)]


def _is_no_person(tail: list[Word]) -> bool:
    """Whether words after a role are surely no person's name ("President Barack Obama" aside)."""
    return len(tail) > 1 and tail[0].key not in lx.given_names() and tail[-1].key in lx.THING_WORDS


def _of_office(text: str, head: list[Word], tail: list[Word], *, shouted: bool) -> list[Name]:
    """The names in "Secretary of State Jo Roe" and "Governor of Fenland"."""
    first = given_name_at(tail, 2)
    if not first and len(tail) > 3 and tail[1].key != "the" and _looks_like_person(tail[2:]):
        first = 2
    office = tail[1 : first or None]
    while office and office[0].key in ("the", "a", "an"):
        office = office[1:]
    out = []
    if len(office) > 1 or (office and lx.is_place(office[0].key)):
        out.append(_name(text, office, "", shouted=shouted))
    if first:
        prefix = Span(head[0].span.start, tail[first - 1].span.end)
        out.append(_name(text, tail[first:], "person", prefix=prefix, shouted=shouted))
    return out


def given_name_at(part: list[Word], start: int) -> int:
    """Where the first given name stands from ``start`` on; 0 if there is none."""
    given, places = lx.given_names(), lx.NAMES_OF_PLACES_TOO
    return next((i for i, w in enumerate(part) if i >= start and w.key in given and w.key not in places), 0)


def _without_ranks(part: list[Word]) -> list[Word]:
    """The organisation that is left of "White House Press Secretary"."""
    while part and (part[-1].key in _RANKS) and not part[-1].possessive:
        part = part[:-1]
    return part


def _without_people(part: list[Word]) -> list[Word]:
    """A person's name without the nation, place or group in front: "Belgian Jo Roe"."""
    first = given_name_at(part, 0)
    known = all(w.key in _NO_PERSON or lx.is_place(w.key) for w in part[:first])
    return part[first:] if known and len(part) - first > 1 and _looks_like_person(part[first:]) else part


def _without_opener(text: str, group: list[Word]) -> list[Word]:
    while (
        len(group) > 1 and group[0].key in _OPENERS and not (group[0].bare.isupper() or group[0].possessive)
    ):
        if _names_somebody(text, group[0]):
            break
        group = group[1:]
    named = len(group) > 2 and (group[1].key in lx.given_names() or group[1].key in lx.TITLES)
    return group[1:] if named and group[0].bare.endswith("ing") and len(group[0].bare) > _SHORT_ING else group


def _names_somebody(text: str, word: Word) -> bool:
    """Whether a word that may open a sentence is a given name where it stands: said Will Roe."""
    given, before = word.key in lx.given_names(), text[max(0, word.span.start - 12) : word.span.start]
    return (given and _SMALL_BEFORE.search(before) is not None) or (
        word.key in lx.CALENDAR and _SAID_BEFORE.search(before) is not None
    )


_KIN = word_list("kin_nouns")
_SURNAMES_TOO = word_list("surnames_too")


def _is_trade(word: str) -> bool:
    """Whether a word in front of a full name is formed like a trade: "Fishmonger Jo Roe"."""
    return word.endswith(("er", "or", "ist", "ian")) and not (word in lx.given_names() or word in lx.DEMONYMS)


def _is_office(text: str, word: Word, surname: Word) -> bool:
    """Whether a text tells that what may be a given name is an office: "the dean", "Dean Ada Roe"."""
    if not lx.is_role_noun(word.key):
        return False
    called = rf"\b[Tt]he {word.key}\b|\b{re.escape(word.bare)} [^\W\d_a-z]\w+ {re.escape(surname.bare)}\b"
    return re.search(called, text) is not None


def _is_role(text: str, word: Word, group: list[Word], i: int) -> bool:
    """Whether a capitalised word is a title or role noun, rather than part of an organisation's name."""
    following = group[i + 1].key if i + 1 < len(group) else ""
    if word.possessive or (word.key in lx.DEMONYMS and following not in lx.given_names()):
        return False
    if word.key in lx.given_names() and i == len(group) - 2 and not _is_office(text, word, group[-1]):
        return False
    if word.key in lx.ORGANISATION_NOUNS and 0 < i == len(group) - 1:
        return False
    if word.key == "justice" and i and not following:
        return group[i - 1].key in ("chief", "court", "associate")
    if not (lx.is_role_noun(word.key) or word.key in lx.TITLES):
        return following in lx.given_names() and (
            word.key in _KIN
            or word.key[:-1] in _TITLES_OF_MANY
            or (i == 0 < len(group) - 2 and _is_trade(word.key))
        )
    if word.key in _KIN and i and not following:
        return False
    if following in lx.ORGANISATION_WORDS | {"for"} or (following == "of" and word.key not in lx.ROLE_NOUNS):
        return False
    return following != "" or i == 0 or not _may_bear(word, group[i - 1])


def _may_bear(word: Word, given: Word) -> bool:
    """Whether a role noun or title behind a word is that one's surname: "Jo Baker", "Dr. Barber"."""
    names = (lx.given_names().keys() - lx.NAMES_OF_PLACES_TOO - lx.TITLES) | _COURTESIES
    return word.key in _SURNAMES_TOO or (given.key in names and not word.bare.isupper())


def _looks_like_person(part: list[Word]) -> bool:
    keys = [w.key for w in part]
    return not any(k in lx.ORGANISATION_WORDS or k in ("of", "for", "and") for k in keys) and len(keys) <= 5


def _name(text: str, part: list[Word], kind: str, *, shouted: bool, prefix: Span | None = None) -> Name:
    span = Span(part[0].span.start, part[-1].span.start + len(part[-1].bare))
    if (
        text[span.end : span.end + 1] == "."
        and (part[-1].key in _STOPPED or INITIAL.fullmatch(part[-1].bare))
        and (len(part) > 1 or "." in part[-1].bare)
    ):
        span = Span(span.start, span.end + 1)
    kind = "organisation" if " & " in span.text(text) else kind or _kind(part, shouted=shouted)
    return Name(span, span.text(text), kind, part[-1].possessive, prefix)


def _kind(part: list[Word], *, shouted: bool) -> str:
    """What a run of capital words names, as far as its own words tell."""
    keys = [w.key for w in part]
    given = keys[0] in lx.given_names()
    if kind := _never_speaks(keys, given=given):
        return kind
    if lx.is_place(" ".join(keys)):
        return "place"
    if keys[0] in lx.TITLES and keys[-1] not in lx.ORGANISATION_WORDS:
        return "person"
    if any(k in ("of", "for", "&") for k in keys) or "&" in part[0].text:
        return "organisation"
    if len(keys) > 1 and given and keys[-1] not in lx.ORGANISATION_WORDS:
        return "person"
    if any(k in lx.ORGANISATION_WORDS for k in keys):
        return "organisation"
    if len(keys) == 1:
        return _kind_of_one(part[0], shouted=shouted)
    if keys[-1] in lx.PLACE_WORDS:
        return "place"
    acronym = sum(w.bare.isupper() and len(w.key) > _LONGEST_INITIALS for w in part) == 1
    return "organisation" if acronym and not shouted else _kind_of_initials(part)


def _never_speaks(keys: list[str], *, given: bool) -> str | None:
    """The kind of a date, a people or a thing; "Jo Law" is none."""
    if keys[0] in lx.CALENDAR and (len(keys) == 1 or (len(keys) == 2 and not _may_be_called(*keys))):
        return "date"
    plural = keys[-1] in lx.DEMONYMS and keys[-1].endswith("s") and not set(keys) & lx.ORGANISATION_WORDS
    if lx.is_demonym(keys) or (len(keys) > 1 and plural):
        return "people"
    if len(keys) > 1 + given and keys[-1] in lx.THING_WORDS:
        return "thing"
    if keys[0] in ("a", "an") and len(keys) > 1 + given:
        return "thing"
    if len(keys) == 1 and _CODE.fullmatch(keys[0]):
        return "thing"
    cut = len(keys[0]) == 1 or _PARTY_TAG.match(keys[0]) or keys[0][:-1] in lx.SHORT_TITLES
    return "thing" if len(keys) == 1 and cut else None


def _may_be_called(first: str, last: str) -> bool:
    """Whether a month and a word can be somebody's name: "Jan Berry", and not "May Day"."""
    if last in lx.given_names():
        return True
    return first in lx.given_names() and last not in lx.CALENDAR | lx.DAY_WORDS | lx.THING_WORDS | {"day"}


def _kind_of_one(word: Word, *, shouted: bool) -> str:
    if word.bare.replace(".", "").isupper() and len(word.key) > 1 and not shouted:
        return "organisation"
    single = word.key in lx.given_names() and word.key not in lx.NAMES_OF_PLACES_TOO
    return "person" if single else "unknown"


def _kind_of_initials(part: list[Word]) -> str:
    """The kind of several words: "J. Roe", "Jo-Ann Roe" and "Jo van Roe" are people."""
    before, hyphen, _ = part[0].key.partition("-")
    double = hyphen and before not in _NO_GIVEN_NAMES and not part[0].bare[:2].isupper()
    initials = INITIAL.fullmatch(part[0].bare) and not lx.is_place(part[0].key)
    initial = len(part) == 2 and (initials or double)
    return "person" if initial or any(w.key in _SURNAME_PARTICLES for w in part[1:-1]) else "unknown"
