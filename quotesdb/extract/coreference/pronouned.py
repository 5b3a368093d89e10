"""Which names of unknown kind are people's, going by the "she" or "he" that goes on with them."""

from __future__ import annotations

import re
from bisect import bisect_left

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.phrases import PREPOSITIONS, is_person_noun
from quotesdb.extract.coreference.words import Name, words
from quotesdb.values import Span

_ACTS = re.compile(r",? [a-z]")
_HE_OR_SHE = re.compile(r"\b(?:[Hh]e|[Ss]he)\b")
_OF_SOMEBODY = re.compile(r"\b(?:[Hh]e|[Ss]he|his|her)\b")
_CLOSES = re.compile(r", (?:he|she) [a-z]+[.,]")
_OPENS = re.compile(r"(?:“[^”\n]*”|\"[^\"\n]*\"|[‘'](?:[^’'\n]|[’'](?=\w))*[’'])?[\s,]*(?:[Hh]e|[Ss]he)\b")
_LEFT = 24
_MOST, _FEWEST = 4, 2
_LED = PREPOSITIONS | lx.word_set("the a an and or than against as")


def pronouned(text: str, names: list[Name], sentences: list[Span]) -> dict[tuple[str, ...], str]:
    """The gender of names that are a subject, and the only somebody whom a "she" behind them can mean.

    Not "Harrow Vale" of "Harrow Vale hired a cook when she": where another person is spoken of in the
    sentence or in the one before, nothing is told. Nor where others were spoken of before or are named
    anywhere, unless the text has a part of the name alone, as "Velda" of "Velda Brone": a tale can begin with
    a "he" whose name comes late.
    """
    starts = [n.span.start for n in names]
    alone = {n.keys[0] for n in names if len(n.keys) == 1 and not _is_led(text, n, 0)}
    named = any(n.kind == "person" for n in names)
    first = _first_spoken_of(text, sentences)
    found: dict[tuple[str, ...], str] = {}
    for number, sentence in enumerate(sentences):
        inside = names[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        may_be = [n for n in inside if _may_be_person(text, n, sentence)]
        if len(may_be) != 1 or may_be[0].keys in found or any(n.kind == "person" for n in inside):
            continue
        name = may_be[0]
        if (named or first < sentence.start) and not {name.keys[0], name.keys[-1]} & alone:
            continue
        before = Span(sentences[max(0, number - 1)].start, sentence.start)
        near = names[bisect_left(starts, before.start) : bisect_left(starts, before.end)]
        if any(n.kind == "person" for n in near) or _speaks_of_somebody(text, before):
            continue
        behind = sentences[number + 1] if number + 1 < len(sentences) else None
        if gender := _goes_on(text, name, sentence, behind):
            found[name.keys] = gender
    return found


def _first_spoken_of(text: str, sentences: list[Span]) -> int:
    """Where the first sentence begins that speaks of a person, by a noun or a pronoun."""
    return next((s.start for s in sentences if _speaks_of_somebody(text, s)), len(text))


def _may_be_person(text: str, name: Name, sentence: Span) -> bool:
    """Whether a name of some words can be the subject of its sentence."""
    if name.kind != "unknown" or not _FEWEST <= len(name.keys) <= _MOST or name.possessive:
        return False
    if lx.ORGANISATION_WORDS & set(name.keys) or not _ACTS.match(text, name.span.end):
        return False
    return not _is_led(text, name, sentence.start)


def _is_led(text: str, name: Name, start: int) -> bool:
    """Whether a preposition or article stands before a name."""
    led = words(text, max(start, name.span.start - _LEFT), name.span.start)[-1:]
    return bool(led) and led[0].key in _LED


def _goes_on(text: str, name: Name, sentence: Span, behind: Span | None) -> str | None:
    """The gender of the pronoun that follows in the sentence or opens the next one, with nobody between."""
    if _speaks_of_somebody(text, Span(sentence.start, name.span.start)):
        return None
    pronoun = _OF_SOMEBODY.search(text, name.span.end, sentence.end)
    if pronoun and _CLOSES.match(text, pronoun.start() - len(", ")):
        return None
    until = pronoun.start() if pronoun else sentence.end
    pronoun = pronoun or (_OPENS.match(text, behind.start, behind.end) if behind else None)
    if pronoun is None or _tells_person(text, Span(name.span.end, max(name.span.end, until))):
        return None
    return "f" if pronoun[0].lower().endswith(("she", "her")) else "m"


def _speaks_of_somebody(text: str, where: Span) -> bool:
    """Whether a person is spoken of, by a noun or a pronoun."""
    return bool(_HE_OR_SHE.search(text, where.start, where.end)) or _tells_person(text, where)


def _tells_person(text: str, where: Span) -> bool:
    return any(is_person_noun(w.key) for w in words(text, where.start, where.end))
