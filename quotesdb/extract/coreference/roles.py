"""Role and organisation as printed around a person's name.

"managing director of Fenland Book" after it, "Lions coach" or "Harrow's chief executive"
before it, "of the Institute" without a role.
"""

from __future__ import annotations

import re
from dataclasses import replace

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.apposition import Role, role_in
from quotesdb.extract.coreference.complements import past_possessive
from quotesdb.extract.coreference.roles_before import role_before
from quotesdb.extract.coreference.words import Name, words
from quotesdb.values import Span

_APPOSITION = re.compile(
    r"(?:\s*\([^()\n]{1,40}\))?(?:,\s+\d{1,3})?\s*,\s+((?:[^,;:“”\"()—–\n]|\([A-Z]{2,8}\)){3,160})"
)
_FOR_SET_OFF = re.compile(r"\s+for\s+(?:the\s+)?(?=[^,;:.“”\"\n]{2,60},)")
_FOR = re.compile(r"\s+for\s+(?:the\s+)?")
_WROTE = re.compile(r"\b(?:wrote|writes|reported|reports|noted|notes)\s+$")
_COPULA = re.compile(r"\s+(?:is|was)\s+((?:an?|the)\s+[^,;:“”\"()—–\n]{3,100})")
_WHO_LEADS = re.compile(
    r",\s+who\s+(?:also\s+)?(?:chairs|heads|leads|runs|directs|manages|edits|coaches|founded|co-founded|owns"
    r"|works\s+(?:for|at|with|in)|(?:sits|serves)\s+on\s+the\s+(?:board|executive|council)\s+of)\s+"
    r"([^,;:“”\"()—–\n]{3,100})"
)
_HEADS = re.compile(r"\s+(?:chairs|heads|leads|runs|chaired|headed|led|ran|founded)\s+(?:the\s+)?")
_ATTACHED = re.compile(r"\s+(?:of|from|at|with)\s+(?:the\s+)?")
_ORIGIN = re.compile(r"\s+(?:of|from)\s")
_WHO_IS = re.compile(r",?\s+who\s+(?:is|was)\s+([^,;:“”\"()—–\n]{3,100})")
_WHO_SERVED = re.compile(
    r",\s+who\s+(?:has\s+|had\s+)?(?:served|serves|works|worked)\s+as\s+([^,;:“”\"()—–\n]{3,100})"
)
_DASHED = re.compile(r"\s+[—–-]{1,2}\s+([^—–\n\"“”]{3,120})\s+[—–-]{1,2}")
_BEHIND_NAME = (_WHO_IS, _WHO_SERVED, _WHO_LEADS, _APPOSITION, _DASHED)
_TO = re.compile(r"\b(?:to|for|of|with|by) (?:(?:Mr|Mrs|Ms|Dr)\.? )?$")
_LINK = 12
_STATES = word_list("state_abbreviations")
_CLAUSE = re.compile(
    r"\b(?:who|whose|which|that|said|says|told|added|while|where|when|is|was|has|had)\b.*", re.DOTALL
)


def printed_role(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    """The role printed with one mention of a person, or None.

    ``names`` are those of the same sentence. What stands after the name is tried first.
    """
    after = _of_parliament(_after(text, name, names, sentence))
    before = _of_parliament(role_before(text, name, names, sentence))
    if after and before:
        served = _WHO_SERVED.match(text, name.span.end) is not None
        only_party = after.role is not None and words(after.role)[0].key in lx.PARTIES
        if before.role and served:
            return before
        return Role(
            before.role if after.role is None or (only_party and before.role) else after.role,
            after.organisation or before.organisation,
            Span(before.span.start, after.span.end),
            after.owner or before.owner,
            after.whole,
        )
    return after or before


def _of_parliament(role: Role | None) -> Role | None:
    """A role, "member of Parliament" whole, whatever place it is for: that is no organisation."""
    body = words(role.organisation)[0] if role and role.organisation else None
    if (
        role is None
        or body is None
        or body.key != "parliament"
        or not (role.role or "").lower().endswith("member")
    ):
        return role
    return replace(role, role=f"{role.role} of {body.text}", organisation=None)


def _after(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    for pattern in _BEHIND_NAME:
        match = pattern.match(text, name.span.end, sentence.end)
        if match and not (pattern is _WHO_IS and _is_of_another(text, name, match.start())):
            phrase = Span(match.start(1), match.end(1))
            if cut := _CLAUSE.search(phrase.text(text)):
                phrase = Span(phrase.start, phrase.start + cut.start())
            role = _led(phrase, names) if pattern is _WHO_LEADS else role_in(text, phrase, names)
            if role:
                if host := _host_after(text, role, phrase, names):
                    role = replace(role, organisation=host.text, span=Span(role.span.start, host.span.end))
                return replace(role, span=Span(name.span.start, role.span.end))
    return _attached(text, name, names, sentence) or _is_a(text, name, names, sentence)


def _is_of_another(text: str, name: Name, clause: int) -> bool:
    """Whether "who is" is not about the name before it: an adviser to NAME who is now a judge."""
    start = name.prefix.start if name.prefix else name.span.start
    return text[clause] == " " and _TO.search(text, max(0, start - _LINK), start) is not None


def _attached(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    """The organisation of "NAME of the HBC", "wrote NAME for the Harrow Gazette"."""
    match = _ATTACHED.match(text, name.span.end, sentence.end)
    match = match or _FOR_SET_OFF.match(text, name.span.end, sentence.end)
    if match is None and _WROTE.search(text, max(0, name.span.start - 12), name.span.start):
        match = _FOR.match(text, name.span.end, sentence.end)
    if match is None:
        return _heads(text, name, names, sentence)
    host = next(
        (n for n in names if n.span.start == match.end() and n.kind in ("organisation", "unknown")), None
    )
    if host is None or (_ORIGIN.match(text, name.span.end) and _may_be_town(host)):
        return None
    host = past_possessive(host, names)
    return Role(None, host.text, Span(name.span.start, host.span.end))


def _may_be_town(host: Name) -> bool:
    """Whether a host is one plain word of unknown kind: "Ada Roe of Elmsford" lives there."""
    return host.kind == "unknown" and len(host.keys) == 1 and host.text[1:].islower()


def _heads(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    """The organisation of "NAME heads the HBC" and "NAME headed the Harrow group"."""
    match = _HEADS.match(text, name.span.end, sentence.end)
    host = next((n for n in names if n.span.start == match.end()), None) if match else None
    if host is None:
        return None
    following = words(text, host.span.end, min(host.span.end + 20, sentence.end))
    body = host.kind == "organisation" or (
        host.kind == "unknown" and following and following[0].key in lx.ORGANISATION_NOUNS
    )
    return Role(None, host.text, Span(name.span.start, host.span.end)) if body else None


def _led(phrase: Span, names: list[Name]) -> Role | None:
    """The organisation of "NAME, who chairs the HBC"."""
    host = next((n for n in names if phrase.start <= n.span.start <= phrase.start + 4), None)
    if host is None or host.kind not in ("organisation", "unknown"):
        return None
    return Role(None, host.text, Span(phrase.start, host.span.end))


def _is_a(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    """The role of "NAME is a professor at ORG"; without an organisation it may be a mere opinion."""
    match = _COPULA.match(text, name.span.end, sentence.end)
    if match is None or name.possessive:
        return None
    phrase = Span(match.start(1), match.end(1))
    if cut := _CLAUSE.search(phrase.text(text)):
        phrase = Span(phrase.start, phrase.start + cut.start())
    role = role_in(text, phrase, names)
    if role is None or role.role is None or role.organisation is None:
        return None
    return replace(role, span=Span(name.span.start, role.span.end))


def _host_after(text: str, role: Role, phrase: Span, names: list[Name]) -> Name | None:
    """The organisation that a comma parts from the role, or from what it is ("a bank there, the HBC")."""
    last = words(text, phrase.start, phrase.end)[-1:]
    of_a_kind = bool(last) and last[0].text.islower() and last[0].key in lx.ORGANISATION_NOUNS
    if of_a_kind and (host := _next_host(text, phrase.end, names)):
        return host
    return _next_host(text, role.span.end, names) if role.organisation is None else None


def _next_host(text: str, end: int, names: list[Name]) -> Name | None:
    """The organisation of "NAME, secretary, Boatmen's Association"."""
    if text[end : end + 2] != ", ":
        return None
    follows = (end + 2, end + 6) if text[end + 2 : end + 6] == "the " else (end + 2,)
    host = next((n for n in names if n.span.start in follows and n.kind in ("organisation", "unknown")), None)
    return None if host and host.keys[-1] in _STATES else host
