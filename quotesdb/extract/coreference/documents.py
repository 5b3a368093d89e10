"""Who issued a report, poll, statement or complaint, as far as the article says so."""

from __future__ import annotations

import re

from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.cast import Cast
from quotesdb.extract.coreference.phrases import OWNERS, Phrase
from quotesdb.extract.coreference.words import Name, Word, words
from quotesdb.values import Span

_BY = re.compile(
    r"\s+(?:[a-z]+ed\s|being\s[a-z]+ed\s|[a-z]+ly\s)?(?:(?:on|last|this|in)\s[\w ]{3,20}\s)?(?:by|from)\s+",
)
_DEMONYM = re.compile(r"[A-Z]\w+(?:an|ish|ese)")
_ISSUED = re.compile(
    r"\b(?:(?:released?|releas(?:es|ing)|issu(?:ed?|es|ing)|publish(?:ed|es)?|fil(?:ed|es)|sen[dt]|post(?:ed|s)?"
    r"|wrote|writes|commissioned|conducted|produced|unveiled)|(?:said|says|wrote|writes)(?:\s\w+day)?\sin)"
    r"\s+(?:an?|its|the|his|her|their)\s+(?:[\w’'-]+\s+){0,3}$"
)
_ALIKE = tuple(
    lx.word_set(group)
    for group in (
        "lawsuit suit complaint filing",
        "report study paper research review analysis",
        "poll survey",
        "statement release",
        "article story piece column editorial",
    )
)
_BACK = 2500


def issuer_of(text: str, cast: Cast, phrase: Phrase, source: Span) -> Span | None:
    """The words that name the issuer of a document, or None: those of the phrase first, then earlier ones."""
    if inside := _inside(text, cast, phrase, source):
        return inside
    return _before(text, cast, phrase.noun, source) if phrase.definite else None


def told_in(text: str, sentence: Span, noun: str) -> bool:
    """Whether a sentence tells what somebody says in a document of that kind: "in a report last year"."""
    alike = "|".join(re.escape(w) for w in _same_document(noun))
    pattern = re.compile(rf"\b[Ii]n (?:an?|another|its|his|her|their) (?:[\w’'-]+ ){{0,4}}?(?:{alike})\b")
    return bool(pattern.search(text, sentence.start, sentence.end))


def is_new(text: str, where: Span, noun: str) -> bool:
    """Whether a document of that kind is introduced somewhere: "a statement", "its own report"."""
    alike = "|".join(re.escape(w) for w in _same_document(noun))
    pattern = re.compile(
        rf"\b(?:an?|another|its|his|her|their)\s(?:[\w’'-]+\s){{0,4}}?(?:{alike})\b", re.IGNORECASE
    )
    return bool(pattern.search(text, where.start, where.end))


def _inside(text: str, cast: Cast, phrase: Phrase, source: Span) -> Span | None:
    if owner := _owner(phrase.core):
        return owner
    noun = phrase.core[-1]
    if match := _BY.match(text, noun.span.end, max(source.end, phrase.span.end)):
        return Span(match.end(), max(source.end, phrase.span.end))
    if name := _modifying(cast, phrase.core):
        return name.span
    return None


def _owner(core: list[Word]) -> Span | None:
    """The possessor that begins a phrase: "her", "the company's", "Ada Roe's"."""
    if core[0].key in OWNERS and len(core) > 1:
        return core[0].span
    owners = [i for i, w in enumerate(core[:-1]) if w.possessive and w.key not in lx.CALENDAR]
    last = max(owners, default=-1)
    return Span(core[0].span.start, core[last].span.start + len(core[last].bare)) if last >= 0 else None


def _modifying(cast: Cast, core: list[Word]) -> Name | None:
    """The organisation before the noun: "a Fenland University poll"."""
    inside = [n for n in cast.names_in(Span(core[0].span.start, core[-1].span.start)) if not n.possessive]
    name = inside[-1] if inside else None
    if name is None or not _is_issuer(name):
        return None
    by_place = name.kind == "unknown" and len(name.keys) == 1 and name.span.start == core[0].span.start
    return None if by_place and len(cast.being_of(name).mentions) == 1 else name


def _is_issuer(name: Name) -> bool:
    generic = len(name.keys) == 1 and name.keys[0] in lx.ORGANISATION_WORDS
    return not generic and (
        name.kind == "organisation" or (name.kind == "unknown" and not _DEMONYM.fullmatch(name.text))
    )


def _before(text: str, cast: Cast, noun: str, source: Span) -> Span | None:
    """The issuer that an earlier mention of the same kind of document tells."""
    start = max(0, source.start - _BACK)
    alike = "|".join(re.escape(w) for w in _same_document(noun))
    pattern = re.compile(rf"\b(?:{alike})\b", re.IGNORECASE)
    for match in reversed(list(pattern.finditer(text, start, source.start))):
        sentence = cast.sentences[cast.sentence_at(match.start())]
        by = _BY.match(text, match.end(), sentence.end)
        if by and (named := _joined(text, cast, by.end(), sentence.end)):
            return named
        if any(n.span.overlaps(Span(*match.span())) for n in cast.names_in(sentence)):
            continue
        before = words(text, max(sentence.start, match.start() - 80), match.start())
        if owner := _near_owner(text, before, match.start()):
            return owner
        if before and (name := _modifying(cast, [*before[-4:], *words(text, *match.span())])):
            return name.span
        if issuer := _issuing(text, cast, sentence, match.start()):
            return issuer.span
    return None


def _same_document(noun: str) -> frozenset[str]:
    """A noun with those that can name the same document ("lawsuit": complaint, suit, filing)."""
    return frozenset({noun}).union(*(group for group in _ALIKE if noun in group))


def _joined(text: str, cast: Cast, start: int, end: int) -> Span | None:
    """The names right behind "by", as far as "and" joins them."""
    last: Name | None = None
    for name in cast.names_in(Span(start, end)):
        left = words(text, last.span.end if last else start, name.span.start)
        if len(left) > 3 or (last and not any(w.key == "and" for w in left)):
            break
        last = name
    return Span(start, last.span.end) if last else None


def _near_owner(text: str, before: list[Word], position: int) -> Span | None:
    for i, word in enumerate(reversed(before[-3:])):
        if text[word.span.end : position].count(",") or (i and word.key in lx.SENTENCE_OPENERS - OWNERS):
            return None
        if word.key in OWNERS - {"our", "my", "your"}:
            return word.span
        if word.possessive and word.capital:
            return Span(word.span.start, word.span.start + len(word.bare))
    return None


def _issuing(text: str, cast: Cast, sentence: Span, position: int) -> Name | None:
    """The subject of "NAME released a statement" or "NAME said in a statement"."""
    if not _ISSUED.search(text, max(sentence.start, position - 60), position):
        return None
    named = [n for n in cast.names_in(Span(sentence.start, position)) if not n.possessive]
    return named[0] if named else None
