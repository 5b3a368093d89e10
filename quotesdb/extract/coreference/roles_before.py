"""Role and organisation printed before a name: "Lions coach", "Harrow's chief executive"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile

from quotesdb.data import marked_words, word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.apposition import (
    BREAKS,
    DETERMINERS,
    JOINING_WORDS,
    PARTY_NAMES,
    VERBS,
    Role,
    ends_role,
    is_role_word,
    owner_in,
    role_in,
)
from quotesdb.extract.coreference.complements import PREPOSITIONS
from quotesdb.extract.coreference.qualifying import goes_with_role
from quotesdb.extract.coreference.small_bodies import OF_STATE, body_in_role
from quotesdb.extract.coreference.words import Name, Word, before_brackets, words
from quotesdb.names.words import LEGAL_FORMS
from quotesdb.values import Span

HONORIFICS = marked_words("titles")["address"]
_INSIDE_PHRASE = (" ", "\u00a0", "'s ", "’s ", "' ", "’ ")
_FOR = re.compile(r"(?:^|\n|[.!?”\"] )For (?:the )?$")
_BRACKETS = re.compile(r" \(|\) ")
_NO_NOUN_ENDINGS = ("s", "ed", "ing", "ly")
_STOP_WORDS = word_list("stop_words") | word_list("day_words")
_SUBJECT = re.compile(r"\s(?:said|says|told|is|was|has|had|will|would|who|\w+ed|\w+s)\b|[,.;:”\"]")
_DEPARTMENTS = lx.word_set(
    "state staff defense defence labor labour education agriculture commerce treasury energy justice health "
    "finance policy operations communications research"
)
_SHORT_ING = 6
_BEFORE_VERBS = lx.word_set("to will would could can must should may might")
_ADJECTIVE_ENDINGS = ("al", "ive", "ous", "ary", "ent", "ic", "ed", "or", "ful", "ing")
_TOWARDS = ("for", "to", "as", "by", "with", "from")
_LONGEST_LEFT = 7
_FAR_LEFT = 300


def role_before(text: str, name: Name, names: list[Name], sentence: Span) -> Role | None:
    """The role and organisation that the words before a name tell."""
    start = before_brackets(text, name.prefix.start if name.prefix else name.span.start)
    left = words(text, max(sentence.start, start - _FAR_LEFT), start)
    phrase = words(text, name.prefix.start, name.prefix.end) if name.prefix else []
    if phrase and all(w.key in HONORIFICS for w in phrase):
        phrase = []
        start = name.span.start if not left else start
        if left and left[-1].key == "the":  # "the vicar, the Rev NAME"
            start, left = left[-1].span.start, left[:-1]
    if office := _office(text, left, phrase, start, name, names):
        return office
    joined = _joined(text, left, start, phrase=bool(phrase))
    if not phrase and joined and left and (host := _owning(left[-1], start, names)):
        return Role(None, host.text, Span(host.span.start, name.span.end))
    if not phrase and (host := _spoken_for(text, name, names)):
        return Role(None, host.text, Span(host.span.start, name.span.end))
    known = joined and left and (ends_role(left) or _is_new_role(text, left, start, name, names))
    if not phrase and not known:
        return _set_off(text, left, start, name, names)
    apart = _set_off(text, left, start, name, names) if phrase and not joined else None
    if apart and apart.organisation:
        return apart
    run = _left_run(text, left if joined else [], strict=bool(phrase)) + phrase
    owner = owner_in(left[-5:]) if joined else None
    return _split_left(text, run, names, name, owner)


def _is_new_role(text: str, left: list[Word], start: int, name: Name, names: list[Name]) -> bool:
    """Whether a word that no list has is what somebody is: "HBC lead NAME said", "Danish playwright NAME".

    It stands between a nation or body and a full name, which is the subject of a verb, or set off.
    """
    if name.kind != "person" or len(left) < 2 or len(name.keys) < 2 or name.possessive:
        return False
    noun, before = left[-1], left[-2]
    if (
        text[noun.span.end : start] != " "
        or not noun.text.isalpha()
        or not noun.text.islower()
        or noun.key.endswith(_NO_NOUN_ENDINGS)
    ):
        return False
    if noun.key in BREAKS | VERBS | _STOP_WORDS or text[before.span.end : noun.span.start] != " ":
        return False
    nation = before.key in lx.DEMONYMS and before.capital and not before.key.endswith("s")
    body = any(n.span.end == before.span.end and n.kind in ("organisation", "unknown") for n in names)
    return (nation or body) and _SUBJECT.match(text, name.span.end) is not None


def _set_off(text: str, left: list[Word], start: int, name: Name, names: list[Name]) -> Role | None:
    """The role of "A lawyer for the miners, NAME, said": a phrase of its own before the name."""
    if not left or text[left[-1].span.end : start] not in (", ", "), "):
        return None
    first = len(left) - 1
    while first > 0 and _goes_on(text, left[first - 1], left[first]):
        first -= 1
    while first < len(left) and left[first].key in JOINING_WORDS:
        first += 1
    part = left[first:]
    head = list(takewhile(lambda w: w.key not in PREPOSITIONS, part))
    bare = first == 0 and bool(head) and ends_role(head) and not _is_participle(head[0])
    if not part or not (bare or part[0].key in ("a", "an", "the", "his", "her", "its", "their", "one")):
        return None
    if any(w.key in VERBS for w in part):
        return None
    role = role_in(text, Span(part[0].span.start, part[-1].span.end), names)
    return role and replace(role, span=Span(role.span.start, name.span.end))


def _office(
    text: str, left: list[Word], phrase: list[Word], start: int, name: Name, names: list[Name]
) -> Role | None:
    """The role of "secretary of State NAME", "Speaker of the House NAME", "ambassador to Freedonia NAME"."""
    if not phrase and left and text[left[-1].span.end : start] != " ":
        return None
    run = phrase or left[-_LONGEST_LEFT:]
    at = next(
        (i for i in range(1, len(run)) if run[i].key in ("of", "to") and lx.is_role_noun(run[i - 1].key)), 0
    )
    after = [w for w in run[at + 1 :] if w.key not in ("the", "a")]
    if not at or not after or not (_is_title(after) or _is_field(after)) or after[-1].possessive:
        return None
    before = (
        _left_run(text, left, strict=True) + run[:at]
        if phrase
        else _from_qualifier(_left_run(text, run[:at], strict=False))
    )
    first = _split_left(text, before, names, name, owner_in(before))
    rank = Span(run[at - 1].span.start, after[-1].span.end)
    second = role_in(text, rank, names) if after[-1].capital else None
    if first is None or first.role is None:
        return None
    within = second.organisation if second and after[0].key not in _DEPARTMENTS else None
    end = run[at - 1].span.end if within else rank.end
    role = first.role + text[run[at - 1].span.end : end]
    return Role(role, first.organisation or within, Span(before[0].span.start, name.span.end))


def _is_title(after: list[Word]) -> bool:
    """Whether the words behind the noun of an office are names: "State", "the House"."""
    return after[-1].capital and all(w.capital or w.key in ("of", "and", "for") for w in after)


def _is_field(after: list[Word]) -> bool:
    """Whether they are a field in small letters: "minister of mines and energy NAME"."""
    plain = all(w.text.islower() and w.key not in BREAKS - {"and"} and not w.possessive for w in after)
    return plain and not lx.is_role_noun(after[-1].key)


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


def _spoken_for(text: str, name: Name, names: list[Name]) -> Name | None:
    """The body of "For the HBC, Ada Roe said"."""
    return next(
        (
            n
            for n in names
            if n.kind in ("organisation", "unknown")
            and text[n.span.end : name.span.start] == ", "
            and _FOR.search(text, max(0, n.span.start - len(". For the ")), n.span.start)
        ),
        None,
    )


def _joined(text: str, left: list[Word], start: int, *, phrase: bool) -> bool:
    """Whether the word before belongs to the name: next to it, or "ORG's leader, NAME"."""
    if not left:
        return False
    between = text[left[-1].span.end : start]
    if between.rstrip("*_") in (" ", "\u00a0") or (phrase and between == ") "):
        return True
    if between != ", " or phrase or (len(left) > 1 and left[-2].key in _TOWARDS):
        return False
    owned = any(w.possessive or w.key in ("the", "its", "their", "his", "her") for w in left[-6:])
    return owned or _is_set_off_role(text, left)


def _is_set_off_role(text: str, left: list[Word]) -> bool:
    """Whether a comma only parts a role from its bearer: said Harrow spokeswoman, NAME."""
    first = len(left) - 1
    while first and text[left[first - 1].span.end : left[first].span.start] in _INSIDE_PHRASE:
        if left[first - 1].key in BREAKS | VERBS:
            break
        first -= 1
    opens = first == 0 or left[first - 1].key in VERBS | {"by", "to"}
    return opens and left[first].capital and ends_role(left)


def _left_run(text: str, left: list[Word], *, strict: bool) -> list[Word]:
    """The words right before a name that may tell its role.

    ``strict`` takes lower-case words only if they are known to go with roles, because a title with a
    capital begins a phrase of its own ("helping Senator NAME").
    """
    run: list[Word] = []
    left = left[-_LONGEST_LEFT:]
    for i, word in reversed(list(enumerate(left))):
        if run and not _goes_on(text, word, run[0]):
            break
        if word.key in BREAKS | DETERMINERS and not (run and i and _links(left[i - 1], word, run[0])):
            if word.key in _BEFORE_VERBS and len(run) > 1 and _is_verb(run[0]):
                run = run[1:]
            break
        if (word.possessive and not word.capital) or (i == 0 and _is_participle(word)):
            break
        if (
            strict
            and not word.capital
            and not is_role_word(word)
            and word.key not in lx.QUALIFIERS | OF_STATE
        ):
            break
        run.insert(0, word)
    while run and run[0].key in ("of", "for"):
        run = run[1:]
    return run


def _goes_on(text: str, word: Word, after: Word) -> bool:
    """Whether two words stand in one phrase; an acronym in brackets or the stop of "Co." may come between."""
    between = text[word.span.end : after.span.start]
    abbreviated = between == ". " and word.key in LEGAL_FORMS
    return between in _INSIDE_PHRASE or abbreviated or _BRACKETS.fullmatch(between) is not None


def _links(before: Word, word: Word, after: Word) -> bool:
    """Whether "and" joins two roles, or "of" stands inside a name ("the Bank of Fenland governor")."""
    if word.key == "and":
        return lx.is_role_noun(before.key)
    return word.key == "of" and before.capital and after.capital


def _is_participle(word: Word) -> bool:
    """Whether a word is like "Following" in front of a title."""
    return word.key.endswith("ing") and len(word.key) > _SHORT_ING and not is_role_word(word)


def _is_verb(word: Word) -> bool:
    """Whether a small word after "to" or "will" is a verb rather than an adjective."""
    return not (word.capital or is_role_word(word) or word.key.endswith(_ADJECTIVE_ENDINGS))


def _split_left(text: str, run: list[Word], names: list[Name], name: Name, owner: str | None) -> Role | None:
    """Organisation and role of the words before a name."""
    if not run:
        return None
    if inside := body_in_role(text, run):
        body, role = inside
        return Role(role.text(text), body.text(text), Span(run[0].span.start, name.span.end))
    return _split(text, run, names, name, owner)


def _split(text: str, run: list[Word], names: list[Name], name: Name, owner: str | None) -> Role | None:
    """What a run of words tells that has no body in small letters."""
    span, end = Span(run[0].span.start, name.span.end), _with_stop(text, run[-1])
    also = next((i for i, w in enumerate(run) if i and w.key == "and"), 0)
    if also:
        return _of_two(text, run, also, names, name, owner)
    role = len(run) - 1
    while role > 0 and is_role_word(run[role - 1]) and not _is_named(run[role - 1], names):
        role -= 1
    possessor = next((i for i, w in enumerate(run[:role]) if w.possessive), role)
    capital = _capital_before(text, run[: min(possessor + 1, role)], names)
    if not capital:
        part = _from_qualifier([w for w in run if not w.possessive])
        within = part[0].key if len(part) > 1 and part[0].key in lx.ORGANISATION_NOUNS else None
        return Role(text[part[0].span.start : end], None, span, owner or within) if part else None
    if len(capital) == 1 and capital[0].key in lx.ORGANISATION_NOUNS and _opens(text, capital[0]):
        return Role(text[run[role].span.start : end], None, span, capital[0].key)
    body = _body(text, capital, names)
    rest = [w for w in run if w.span.start > body.end and text[w.span.start - 1] != "("]
    if not rest:
        return None
    start = min(w.span.start for w in [*(w for w in run[role:] if w.span.start > body.end), *rest])
    if goes_with_role(text, body, capital, names, rest[-1].key):
        human = any(n.kind == "person" and body.contains(n.span) for n in names)
        if human and rest[0].span.start < run[role].span.start:
            start = run[role].span.start
        elif not capital[-1].possessive:
            start = body.start
        return Role(text[start:end], None, span, owner)
    former = next((w.text for w in run[:role] if w.key in lx.QUALIFIERS and w.span.start < body.start), None)
    shown = f"{former} {text[start:end]}" if former else text[start:end]
    return Role(shown, body.text(text), span)


def _of_two(
    text: str, run: list[Word], also: int, names: list[Name], name: Name, owner: str | None
) -> Role | None:
    """The role of "HBC director and senior economist NAME": both, where the first tells the organisation."""
    span = Span(run[0].span.start, name.span.end)
    first = _split_left(text, run[:also], names, name, owner)
    if first is None or first.organisation is None:
        return _split_left(text, run[also + 1 :], names, name, owner)
    if any(w.capital or w.key in lx.QUALIFIERS for w in run[also + 1 :]):
        return replace(first, span=span)
    return replace(first, role=f"{first.role} {text[run[also].span.start : run[-1].span.end]}", span=span)


def _capital_before(text: str, run: list[Word], names: list[Name]) -> list[Word]:
    """The last run of capital words before a role; "of" and "and" may stand inside it."""
    out: list[Word] = []
    last = max((i for i, w in enumerate(run) if w.qualifies), default=-1)
    for word in reversed(run[last + 1 :]):
        qualifies = word.key in lx.QUALIFIERS or _begins_sentence(text, word, names)
        if word.capital and not qualifies:
            out.insert(0, word)
        elif out and word.key not in ("of", "and", "for", "the"):
            break
        elif out:
            out.insert(0, word)
    while out and not out[0].capital:
        out = out[1:]
    while (
        len(out) > 1
        and out[-1].key in lx.DEMONYMS
        and not lx.is_demonym(w.key for w in out)
        and not (out[-1].possessive or out[-1].key.endswith("s"))
    ):
        out = out[:-1]
    return out


def _from_qualifier(run: list[Word]) -> list[Word]:
    """Of "candidate and former mayor" what begins with "former"."""
    last = max((i for i, w in enumerate(run) if w.key in lx.QUALIFIERS), default=0)
    return run[last:]


def _body(text: str, capital: list[Word], names: list[Name]) -> Span:
    """The span of capital words before a role, or of the organisation's name that they begin."""
    if len(capital) > 1 and text[capital[-1].span.start - 1] == "(":
        capital = capital[:-1]
    body = Span(capital[0].span.start, capital[-1].span.start + len(capital[-1].bare))
    covering = (n.span for n in names if n.kind == "organisation" and n.span.contains(body))
    return next(covering, body)


def _is_named(word: Word, names: list[Name]) -> bool:
    """Whether a capital word is of an organisation's name, though it can go with a role ("Labour")."""
    bodies = (n.span for n in names if n.kind in ("organisation", "unknown"))
    return word.capital and any(s == word.span or s.start < word.span.start < s.end for s in bodies)


def _with_stop(text: str, word: Word) -> int:
    """The end of a role, with the full stop of "Sen."."""
    short = word.key in lx.SHORT_TITLES and text[word.span.end : word.span.end + 1] == "."
    return word.span.end + short


def _begins_sentence(text: str, word: Word, names: list[Name]) -> bool:
    """Whether only its place makes an ordinary word a capital one ("Star striker Jo Roe")."""
    if any(n.span.start == word.span.start for n in names) or word.possessive:
        return False
    if word.key in lx.DEMONYMS | PARTY_NAMES:
        return False
    return _opens(text, word) and word.key not in lx.ORGANISATION_WORDS


def _opens(text: str, word: Word) -> bool:
    """Whether a word with a capital opens a sentence and a small word follows."""
    before = text[max(0, word.span.start - 3) : word.span.start].rstrip(" \u00a0")[-1:]
    following = words(text, word.span.end, word.span.end + 30)
    small_follows = bool(following) and (not following[0].capital or following[0].key in lx.DEMONYMS)
    return before in ("", ".", "!", "?", "\n") and small_follows and word.bare[1:].islower()
