"""Role and organisation as printed around a person's name.

"managing director of Fenland Book" after it, "Lions coach" or "Harrow's chief executive"
before it, "of the Institute" without a role.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotesdb.extract import lexicon as lx
from quotesdb.extract.names import Name, Word, words
from quotesdb.values import Span

_APPOSITION = re.compile(
    r"(?:\s*\([^()\n]{1,40}\))?(?:,\s+\d{1,3})?\s*,\s+((?:[^,;:“”\"()—–\n]|\([A-Z]{2,8}\)){3,160})"
)
_ATTACHED = re.compile(r"\s+(?:of|from|at|with)\s+(?:the\s+)?")
_WHO_IS = re.compile(r",\s+who\s+(?:is|was)\s+([^,;:“”\"()—–\n]{3,100})")
_DASHED = re.compile(r"\s+[—–-]{1,2}\s+([^—–\n\"“”]{3,120})\s+[—–-]{1,2}")
_CLAUSE = re.compile(
    r"\b(?:who|whose|which|that|said|says|told|added|while|where|when|is|was|has|had)\b.*", re.DOTALL
)
_PREPOSITIONS = lx.word_set("of at for with from in to on by")
_MEMBERSHIP = lx.word_set("of at for with from")
_BREAKS = lx.SENTENCE_OPENERS | lx.word_set(
    "said says told by and or with from to as is was who that which whose called named against "
    "including between met like than because asked added saying when while followed"
)
_DETERMINERS = lx.word_set(
    "a an the his her its their our my then now also currently formerly one himself herself"
)
_DEMONYM = re.compile(r"(?:[A-Z]\w+(?:an|ish|ese|ic|sh|ch|i)|Republican|Democratic|[A-Z]\w+-based)")
_MODIFIERS = lx.ROLE_MODIFIERS | lx.word_set(
    "press cabinet campaign communications party team research policy study editorial public"
)
_LONGEST_LEFT = 7


@dataclass(frozen=True, slots=True)
class Role:
    """What is printed of a person: role words, organisation, and where it stands.

    ``owner`` is an organisation that is not named there ("the museum's director", "its president").
    """

    role: str | None
    organisation: str | None
    span: Span
    owner: str | None = None


def printed_role(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    """The role printed with one mention of a person, or None.

    ``names`` are those of the same sentence. What stands after the name is tried first.
    """
    after = _after(text, name, names, sentence)
    before = _before(text, name, names, sentence)
    if after and before:
        return Role(
            before.role if after.role is None else after.role,
            after.organisation or before.organisation,
            Span(before.span.start, after.span.end),
            after.owner or before.owner,
        )
    return after or before


def _after(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    for pattern in (_WHO_IS, _APPOSITION, _DASHED):
        if match := pattern.match(text, name.span.end, sentence.end):
            phrase = Span(match.start(1), match.end(1))
            if cut := _CLAUSE.search(phrase.text(text)):
                phrase = Span(phrase.start, phrase.start + cut.start())
            role = _apposition(text, phrase, names)
            if role:
                if role.organisation is None and (host := _next_host(text, role.span.end, names)):
                    role = Role(role.role, host.text, Span(role.span.start, host.span.end))
                return Role(role.role, role.organisation, Span(name.span.start, role.span.end), role.owner)
    if match := _ATTACHED.match(text, name.span.end, sentence.end):
        host = next(
            (n for n in names if n.span.start == match.end() and n.kind in ("organisation", "unknown")), None
        )
        if host:
            host = _past_possessive(host, names)
            return Role(None, host.text, Span(name.span.start, host.span.end))
    return None


def _next_host(text: str, end: int, names: list[Name]) -> Name | None:
    """The organisation of "NAME, secretary, Boatmen's Association"."""
    if text[end : end + 2] != ", ":
        return None
    return next(
        (n for n in names if n.span.start in (end + 2, end + 6) and n.kind in ("organisation", "unknown")),
        None,
    )


def _apposition(text: str, phrase: Span, names: list[Name]) -> Role | None:
    tokens = words(text, phrase.start, phrase.end)
    owner = _owner(tokens[:5])
    while tokens and tokens[0].key in _DETERMINERS:
        tokens = tokens[1:]
    if not tokens:
        return None
    if tokens[0].key in _MEMBERSHIP:
        host = _host(text, tokens[0].span.end, phrase, names)
        return (
            Role(None, host.text, Span(phrase.start, host.span.end))
            if host and _is_body(host, tokens[0].key)
            else None
        )
    stop = next((i for i, t in enumerate(tokens) if t.key in _PREPOSITIONS), len(tokens))
    head, tail = tokens[:stop], tokens[stop:]
    if not head or not _ends_role(head) or len(head) > 9:
        return None
    organisation, head = _split_organisation(head, names)
    head = head[1:] if len(head) > 1 and head[0].possessive and not head[0].capital else head
    role = Span(head[0].span.start, head[-1].span.end)
    end = role.end
    if tail and tail[0].key in ("of", "for", "in", "to") and (follow := _plain_run(tail[1:])):
        role = Span(role.start, follow.end)
        end = role.end
        tail = [t for t in tail if t.span.start >= end]
    if organisation is None and tail and tail[0].key in _MEMBERSHIP | {"in", "to"}:
        host = _host(text, tail[0].span.end, phrase, names)
        if host and host.kind == "place" and tail[0].key in ("of", "to"):
            role = Span(role.start, host.span.end)
            end = role.end
        elif host and tail[0].key in _MEMBERSHIP and _is_body(host, tail[0].key):
            organisation, end = host.text, host.span.end
    return Role(role.text(text), organisation, Span(phrase.start, end), None if organisation else owner)


def _ends_role(head: list[Word]) -> bool:
    """Whether a phrase ends in a job: "economist", "director general"."""
    last = head[-1].key
    if last == "general":
        return len(head) > 1 and lx.is_role_noun(head[-2].key)
    return lx.is_role_noun(last)


def _owner(tokens: list[Word]) -> str | None:
    """The words of "the harbour board's director" that own the role, or "its" of "its president"."""
    for i, token in enumerate(tokens):
        if token.key in ("its", "their"):
            return "its"
        if token.possessive and token.bare.islower() and token.key in lx.ORGANISATION_NOUNS:
            before = [t.bare for t in tokens[max(0, i - 2) : i] if t.bare.islower() and t.key not in _BREAKS]
            return " ".join([*before, token.bare])
    return None


def _is_body(host: Name, preposition: str) -> bool:
    """Whether what a preposition leads to is an organisation; of "a nurse from Leeds" it is not."""
    return host.kind == "organisation" or (
        host.kind == "unknown" and (preposition != "from" or len(host.keys) > 1)
    )


def _plain_run(tokens: list[Word]) -> Span | None:
    """Lower-case words right after "of": part of the role ("director of database markets")."""
    run: list[Word] = []
    for token in tokens:
        if token.capital or token.key in _PREPOSITIONS | {"the", "a", "an"} or token.possessive:
            break
        run.append(token)
    if not run or (len(run) < len(tokens) and tokens[len(run)].capital):
        return None
    return Span(run[0].span.start, run[-1].span.end)


def _host(text: str, start: int, phrase: Span, names: list[Name]) -> Name | None:
    """The first organisation or place after a preposition; of "Indiana's Richmond High School" the school."""
    inside = [
        n
        for n in names
        if start <= n.span.start and n.span.end <= phrase.end and n.kind not in ("person", "date")
    ]
    if not inside or len(words(text, start, inside[0].span.start)) > 3:
        return None
    return _past_possessive(inside[0], names)


def _past_possessive(name: Name, names: list[Name]) -> Name:
    if not name.possessive:
        return name
    following = next((n for n in names if name.span.end < n.span.start <= name.span.end + 3), None)
    return following if following and following.kind in ("organisation", "unknown") else name


def _split_organisation(head: list[Word], names: list[Name]) -> tuple[str | None, list[Word]]:
    """An organisation that begins a role phrase: "the HBC's chief economist"."""
    start = head[0].span.start
    name = next(
        (n for n in names if n.span.start == start and n.kind in ("organisation", "unknown", "place")), None
    )
    rest = [w for w in head if name and w.span.start >= name.span.end]
    if name is None or not rest:
        return None, head
    if name.kind == "place" and not name.possessive:
        return None, head
    if _DEMONYM.fullmatch(name.text) and not name.possessive and name.kind == "unknown":
        return None, head
    if name.kind == "place":
        return None, head
    return name.text, rest


def _before(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    start = name.prefix.start if name.prefix else name.span.start
    left = words(text, sentence.start, start)
    phrase = words(text, name.prefix.start, name.prefix.end) if name.prefix else []
    if phrase and all(w.key in lx.TITLES - lx.OFFICES - {"captain"} for w in phrase):
        phrase = []
        start = name.span.start if not left else start
    joined = _joined(text, left, start, phrase=bool(phrase))
    if not phrase and joined and left and (host := _owning(left[-1], start, names)):
        return Role(None, host.text, Span(host.span.start, name.span.end))
    if not phrase and not (joined and left and _ends_role(left)):
        return None
    run = _left_run(text, left if joined else []) + phrase
    owner = _owner(left[-5:]) if joined else None
    return _split_left(text, run, names, name, owner)


def _owning(word: Word, start: int, names: list[Name]) -> Name | None:
    """The organisation of "HBC's Ada Roe"."""
    if not (word.possessive and word.capital and start - word.span.end <= 2):
        return None
    return next(
        (
            n
            for n in names
            if n.span.start <= word.span.start < n.span.end and n.kind in ("organisation", "unknown")
        ),
        None,
    )


def _joined(text: str, left: list[Word], start: int, *, phrase: bool) -> bool:
    """Whether the word before belongs to the name: next to it, or "ORG's leader, NAME"."""
    if not left:
        return False
    between = text[left[-1].span.end : start]
    if between in (" ", "\u00a0"):
        return True
    if between != ", " or phrase:
        return False
    return any(w.possessive or w.key in ("the", "its", "their", "his", "her") for w in left[-6:])


def _left_run(text: str, left: list[Word]) -> list[Word]:
    run: list[Word] = []
    for word in reversed(left[-_LONGEST_LEFT:]):
        if run and text[word.span.end : run[0].span.start] not in (" ", "\u00a0", "'s ", "’s ", "' ", "’ "):
            break
        if word.key in _BREAKS | _DETERMINERS and not (word.key == "of" and run):
            break
        if word.possessive and not word.capital:
            break
        run.insert(0, word)
    while run and run[0].key in ("of", "for"):
        run = run[1:]
    return run


def _split_left(text: str, run: list[Word], names: list[Name], name: Name, owner: str | None) -> Role | None:
    """Organisation and role of the words before a name."""
    if not run:
        return None
    role = len(run) - 1
    while role > 0 and _is_role_word(run[role - 1]):
        role -= 1
    possessor = next((i for i, w in enumerate(run[:role]) if w.possessive), role)
    organisation_words = [
        w for w in run[: min(possessor + 1, role)] if w.capital and not _begins_sentence(text, w, names)
    ]
    lower = [w for w in run[:role] if w not in organisation_words]
    start = run[role].span.start
    organisation = None
    if organisation_words:
        first, last = organisation_words[0], organisation_words[-1]
        span = Span(first.span.start, last.span.start + len(last.bare))
        printed = span.text(text)
        if lx.is_place(printed.lower().replace(".", "")) or (
            _DEMONYM.fullmatch(printed) and not last.possessive
        ):
            start = start if last.possessive else first.span.start
        else:
            organisation = printed
        after_organisation = [w for w in lower if w.span.start > last.span.end]
        start = min([start, *(w.span.start for w in after_organisation)])
    elif lower:
        start = lower[0].span.start
    end = run[-1].span.end
    return Role(
        text[start:end], organisation, Span(run[0].span.start, name.span.end), None if organisation else owner
    )


def _begins_sentence(text: str, word: Word, names: list[Name]) -> bool:
    """Whether only its place makes an ordinary word a capital one ("Star striker Jo Roe")."""
    if (
        any(n.span.start == word.span.start for n in names)
        or not text[word.span.end + 1 : word.span.end + 2].islower()
    ):
        return False
    before = text[max(0, word.span.start - 3) : word.span.start].rstrip(" \u00a0")[-1:]
    return (
        before in ("", ".", "!", "?", "\n")
        and word.bare[1:].islower()
        and not word.possessive
        and word.key not in lx.ORGANISATION_WORDS
    )


def _is_role_word(word: Word) -> bool:
    return not word.possessive and (word.key in _MODIFIERS or lx.is_role_noun(word.key) or word.key == "of")
