"""What stands behind the noun of a role: "head of UK equities at Harrow Bank", "editor at the Velda Post"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.small_bodies import small_body
from quotesdb.extract.coreference.words import Name, Word, words
from quotesdb.values import Span

_DISTRICTS = lx.word_set("district county region province borough precinct ward diocese")
_DISTRICT = re.compile(r" (?:" + "|".join(sorted(_DISTRICTS)) + r")\b")
_OF_NO_PLACE = lx.word_set("ceo founder co-founder owner executive chairman chairwoman")
_SEATS = lx.word_set("mp msp mep")
OF_A_PLACE = lx.word_set(
    "gov governor mayor sen senator rep representative congressman congresswoman mp mep sheriff"
)
"""Nouns of offices that are held for a place, whatever it is called."""

PORTFOLIOS = lx.word_set("minister secretary commissioner undersecretary mec")
"""Nouns of offices with a field: "Minister for Harbour Works", "Harbour Affairs Commissioner"."""

PREPOSITIONS = lx.word_set("of at for with from in to on by")
MEMBERSHIP = lx.word_set("of at for with from")
_GOES_ON = lx.word_set("of for in to")
_EMPLOYS = lx.word_set("at with for")
_ARTICLES = ("the", "a", "an")
_FARTHEST = 3
_LONGEST_KIND = 6


@dataclass(frozen=True, slots=True)
class Complement:
    """One preposition with what it governs: "at the news site Velda Post"."""

    preposition: str
    start: int
    tokens: list[Word]

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return self.tokens[-1].span.end if self.tokens else self.start


@dataclass(frozen=True, slots=True)
class Placed:
    """A role with what its complements add: ``organisation``, and where all of it ends."""

    role: Span
    organisation: str | None
    end: int


def placed(text: str, role: Span, tail: list[Word], names: list[Name], breaks: frozenset[str]) -> Placed:
    """A role made whole by the words behind it, and the organisation that they lead to.

    Plain words belong to the role ("director of database markets"), and so does a field or department in
    front of an organisation ("vice president of Engine Projects at Harrow Marine"). A word of ``breaks``
    ends the role.
    """
    parts = _complements(tail, names)
    joined = True
    for number, part in enumerate(parts):
        if part.preposition in MEMBERSHIP and (whole := small_body(text, part.start, part.end)):
            return Placed(role, whole.text(text), whole.end)
        host = _host(text, part, names)
        if host and (body := _body_of(text, role, part, host, parts[number + 1 :], names)):
            return Placed(role, body.text, body.span.end)
        if joined and (longer := _longer_role(text, role, part, host, breaks)):
            role = longer
        else:
            joined = False
    return Placed(role, None, role.end)


def host_behind(text: str, tokens: list[Word], names: list[Name]) -> Name | None:
    """The organisation of "of the HBC" and "from Harrow Gardens": what a phrase opens with."""
    parts = _complements(tokens, names)[:1]
    host = _host(text, parts[0], names) if parts else None
    return host if host and is_body(host, parts[0].preposition) else None


def _complements(tail: list[Word], names: list[Name]) -> list[Complement]:
    """The words behind a role cut at prepositions, but for those inside names."""
    out: list[Complement] = []
    for token in tail:
        inside = any(n.span.start < token.span.start < n.span.end for n in names)
        if token.key in PREPOSITIONS and token.text.islower() and not inside:
            out.append(Complement(token.key, token.span.end, []))
        elif out:
            out[-1].tokens.append(token)
    return out


def _host(text: str, part: Complement, names: list[Name]) -> Name | None:
    """The name that a complement leads to, behind what it is: "at the news site Velda Post"."""
    inside = [
        n
        for n in names
        if part.start <= n.span.start and n.span.end <= part.end and n.kind not in ("person", "date")
    ]
    if not inside:
        return None
    sorts = [n for n in inside if _is_told_by_kind(text, part, n)]
    if sorts:
        return sorts[0]
    if len(words(text, part.start, inside[0].span.start)) > _FARTHEST:
        return None
    return past_possessive(inside[0], names)


def _is_told_by_kind(text: str, part: Complement, name: Name) -> bool:
    """Whether small words in front of a name say what sort of body it is ("the consumer website")."""
    before = [t for t in part.tokens if t.span.end <= name.span.start][-_LONGEST_KIND:]
    if name.kind in ("place", "people") or not before or text[before[-1].span.end : name.span.start] != " ":
        return False
    employs = part.preposition in _EMPLOYS and before[0].key in _ARTICLES
    return before[-1].text.islower() and (employs or before[-1].key in lx.ORGANISATION_NOUNS)


def past_possessive(name: Name, names: list[Name]) -> Name:
    """The name itself, or what a place owns: of "Indiana's Richmond High School" the school."""
    if not name.possessive or _is_acronym(name):
        return name
    following = next((n for n in names if name.span.end < n.span.start <= name.span.end + 3), None)
    return following if following and following.kind in ("organisation", "unknown") else name


def _is_acronym(name: Name) -> bool:
    return name.kind == "organisation" and len(name.keys) == 1 and name.text.isupper()


def _body_of(
    text: str, role: Span, part: Complement, host: Name, later: list[Complement], names: list[Name]
) -> Name | None:
    """The organisation that a complement leads to, if it is one and no field of the next one's."""
    bare = part.preposition == "of" and part.tokens[0].key not in _ARTICLES and len(host.keys) == 1
    portfolio = (part.preposition == "for" or bare) and _noun(text, role) in PORTFOLIOS
    if portfolio or _is_place_of(text, role, part, host) or not _employs(part, host):
        return None
    field = part.preposition in _GOES_ON and host.kind != "organisation" and part.tokens[0].capital
    return None if field and any(_is_employer(text, p, names) for p in later) else host


def _employs(part: Complement, host: Name) -> bool:
    if part.preposition in MEMBERSHIP:
        return is_body(host, part.preposition)
    return part.preposition == "in" and host.kind == "organisation"


def _is_employer(text: str, part: Complement, names: list[Name]) -> bool:
    host = _host(text, part, names)
    return host is not None and part.preposition in _EMPLOYS and is_body(host, part.preposition)


def _is_place_of(text: str, role: Span, part: Complement, host: Name) -> bool:
    """Whether a host is the place that an office is held for, or one about which somebody knows."""
    if host.kind in ("place", "people"):
        return True
    district = _DISTRICT.match(text, host.span.end) or host.keys[-1] in _DISTRICTS or "district" in host.keys
    return part.preposition in ("of", "to", "for") and (
        bool(district) or (host.kind != "organisation" and _noun(text, role) in OF_A_PLACE)
    )


def _longer_role(
    text: str, role: Span, part: Complement, host: Name | None, breaks: frozenset[str]
) -> Span | None:
    """A role with a complement that belongs to it: plain words, a place, a field."""
    if part.preposition not in _GOES_ON or not part.tokens:
        return None
    if host is None:
        return _with_plain_words(role, part, breaks)
    if not _is_place_of(text, role, part, host):
        return Span(role.start, part.end) if part.tokens[0].capital else None
    if part.preposition == "in" or _noun(text, role) in _OF_NO_PLACE | _SEATS:
        return None
    if district := _DISTRICT.match(text, host.span.end):
        return Span(role.start, district.end())
    if host.span.end < _bare_end(part) and part.tokens[-1].text.islower():
        return None if host.possessive else Span(role.start, part.end)
    return Span(role.start, host.span.end)


def _with_plain_words(role: Span, part: Complement, breaks: frozenset[str]) -> Span | None:
    run: list[Word] = []
    for token in part.tokens:
        if token.capital or token.key in breaks or token.possessive:
            break
        run.append(token)
    if not run or (len(run) < len(part.tokens) and part.tokens[len(run)].capital):
        return None
    return Span(role.start, run[-1].span.end)


def _bare_end(part: Complement) -> int:
    last = part.tokens[-1]
    return last.span.start + len(last.bare)


def _noun(text: str, role: Span) -> str:
    return words(text, role.start, role.end)[-1].key


def is_body(host: Name, preposition: str) -> bool:
    """Whether what a preposition leads to is an organisation; of "a nurse from Leeds" it is not."""
    return host.kind == "organisation" or (
        host.kind == "unknown" and (preposition != "from" or len(host.keys) > 1)
    )
