"""What a cue says about its content: the cue class; and to whom and in what it was said."""

from __future__ import annotations

import re

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.text.inflection import base_forms
from quotesdb.values import CueClass, Span

_SAYING = word_list("clause_verbs")
_ALOUD = word_list("verbs_of_saying_aloud")
_ORDERING = word_list("ordering_verbs")
_PASSIVE = re.compile(
    r"(?:\b(?:was|were|is|are|am|be|been|being|get|gets|got|when|if|after|while)\s+(?:\w+ly\s+|later\s+|also\s+|then\s+)?|^)"
    r"(?:asked|told|urged|warned|advised|ordered|reminded|informed|invited|instructed|assured|pressed|questioned)$",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:nobody|no[ -]one|none|neither)\b", re.IGNORECASE)
_UNNAMED = re.compile(r"(?:not )?to (?:not )?be (?:named|identified|quoted)\b|anonymity\b")
_NAMING = lx.word_set("known named nicknamed titled entitled christened codenamed subtitled headed")
_QUESTIONS = lx.word_set("whether if how why what who whom where when which")
_OPENS_CLAUSE = _QUESTIONS | lx.word_set("to i you he she it we they there")
_MEASURES = lx.word_set("often far many much long fast high deep well")
_CLASS = {
    word: found
    for name, found in (
        ("thought_verbs", CueClass.THOUGHT),
        ("fact_verbs", CueClass.FACT),
        ("speech_nouns", CueClass.SPEECH),
        ("speech_verbs", CueClass.SPEECH),
        ("writing_verbs", CueClass.WRITING),
    )
    for word in word_list(name)
}
"""The class of each word that the lists know; of a word in several the last one holds."""

_MARKED = {CueClass.THOUGHT: CueClass.SPEECH, CueClass.FACT: CueClass.WRITING}
_LONG = 5
_VERBAL = word_list("verbal_words")
_FINITE = _VERBAL - lx.word_set("be been being to not put set cost told kept left lost met paid found given")
_RELATIVE = lx.word_set("that which who whose whom where when")
_VERBAL_ENDINGS = ("ed", "n’t", "n't", "’ll", "'ll", "’d", "'d", "’re", "'re", "’ve", "'ve")
_MARKS_ONLY = re.compile(r"[\W_]+")
_WORD = re.compile(r"[A-Za-z][\w’'-]*")
_AUXILIARIES = word_list("cue_auxiliaries")
_CHARGING, _PORTRAYING = frozenset({"accuse"}), lx.word_set("describe characterise characterize")
_CHARGE = re.compile(r"\b(?:of|for) [a-z]+ing\b")
_AS_SUCH = re.compile(r"(?!(?:his|her|their|its|my|our|life)\b).*\w as (?:an?|the) \w")
_NEGATION = re.compile(r"\b(?:not|never)\b|n[’']t\b")
_NEGATED_OFFER = re.compile(r"\b(?:declined?|refus\w+|fail\w+|unable|unwilling)\b", re.IGNORECASE)

_MEDIUM = re.compile(
    r"\b(?i:in|on|via|by|through|during)\s+"
    r"(?:an?|the|his|her|its|their|this|that|one|another|[A-Z][\w.&’'-]*(?:’s|'s))?\s*"
    r"(?:(?:\w|-)+\s+){0,3}?"
    r"(statement|note|letter|memo|e-?mail|interview|press conference|news conference|briefing|speech|tweet|"
    r"post|blog post|report|filing|op-ed|column|article|editorial|release|press release|book|podcast|"
    r"video|conference call|earnings call|message|text message|address|debate|affidavit|testimony|ruling|"
    r"judgment|Twitter|Facebook|Instagram|phone call|call|panel discussion|hearing)\b"
)
_TWEET = re.compile(r"\b(?:re)?tweet(?:ed|s|ing)?\b", re.IGNORECASE)
_ADDRESSEE_CUE = re.compile(
    r"\b(?:told|tells|telling|tell|informed|assured|reminded|warned|asked|advised|urged)$", re.IGNORECASE
)
_ADDRESSEE = re.compile(
    r"\s+((?:(?:the|a|an|his|her|its|their)\s+)?(?:[\w’'&.-]+\s+){0,5}?[\w’'&.-]*\w)"
    r"(?=\s*(?:[,.;:(–—“\"‘]|\bthat\b|\bhow\b|\bto\b|\bin\b|\bon\b|\bat\b|\bduring\b|\bafter\b|\blast\b|\bearlier\b|\bshe\b|\bhe\b|"
    r"\bthey\b|\bit\b|\bthere\b|\bMonday\b|\bTuesday\b|\bWednesday\b|\bThursday\b|\bFriday\b|\bSaturday\b|\bSunday\b|$))"
)
_NOT_ADDRESSEE = lx.word_set("that how to in on at he she they it there this")


def cue_class(cue: str, *, marked: bool) -> CueClass:
    """The class of a cue by its main word; the last word that the lists know decides.

    ``marked`` says that part of the content stands in quotation marks: words of unknown kind and bare
    punctuation then report speech.
    """
    unknown = CueClass.SPEECH if marked else CueClass.OTHER
    if not cue or _MARKS_ONLY.fullmatch(cue):
        return CueClass.SPEECH
    if "according to" in cue.lower() or "in the words of" in cue.lower():
        return CueClass.SPEECH
    words = [w.lower() for w in _WORD.findall(cue)]
    classes = [(i, c) for i, w in enumerate(words) if w not in _AUXILIARIES and (c := _word_class(w))]
    if not classes or _NEGATED_OFFER.search(cue):
        return CueClass.SPEECH if marked and not _NEGATED_OFFER.search(cue) else unknown
    found = classes[0][1]
    return _MARKED.get(found, found) if marked else found


def known_cue(cue: str) -> bool:
    """Whether a cue is a reporting word or bare punctuation, rather than one that only the model takes."""
    return cue_class(cue, marked=False) is not CueClass.OTHER


def is_saying(cue: str) -> bool:
    """Whether a cue's main word is one of saying or writing, rather than of thinking, showing or doing."""
    words = [w.lower() for w in _WORD.findall(cue)]
    classes = [c for w in words if w not in _AUXILIARIES and (c := _word_class(w))]
    return bool(classes) and classes[0] in (CueClass.SPEECH, CueClass.WRITING)


def says_clause(cue: str) -> bool:
    """Whether a cue's main word is one of saying that takes a clause: "said", "told", not "praised"."""
    words = [w.lower() for w in _WORD.findall(cue)]
    return any(w in _ALOUD or not _SAYING.isdisjoint(base_forms(w)) for w in words)


def has_verb(words: str) -> bool:
    """Whether some word but the first looks like a verb that makes a clause."""
    return any(_is_finite(w.lower()) for w in _WORD.findall(words)[1:])


def is_clause(contents: list[str], cue: str, *, with_that: bool, before_cue: bool) -> bool:
    """Whether unmarked content says something, rather than only naming what was talked about.

    "the plan" in "announced the plan" is a noun phrase, not a report of anybody's words; nor are "do
    not come" in "the people I asked do not come" and "how many" in "did not say how many", or the wish
    "not to be named". ``with_that`` and ``before_cue`` say that "that" comes before the content, or its
    cue after it: what is named seldom stands so.
    """
    words = [w.lower() for part in contents for w in _WORD.findall(part)]
    if len(words) < 2 or _UNNAMED.match(" ".join(words)):
        return False
    if with_that or "according to" in cue.lower():
        return True
    if before_cue:
        return len(words) >= _LONG or any(map(_is_finite, words))
    if words[0] == "how" and words[1] in _MEASURES and not says_clause(cue):
        return False
    if words[0] in _FINITE or (words[0] in _QUESTIONS and _NEGATION.search(cue)):
        return False
    return (
        words[0] in _OPENS_CLAUSE
        or _has_main_verb(cue, _SAYING)
        or ("to" in words and _has_main_verb(cue, _ORDERING))
        or (_has_main_verb(cue, _CHARGING) and _CHARGE.search(" ".join(words)) is not None)
        or (_has_main_verb(cue, _PORTRAYING) and _AS_SUCH.match(" ".join(words)) is not None)
        or sum(map(_is_finite, words[1:])) > sum(w in _RELATIVE for w in words[1:])
    )


def is_naming(cue: str) -> bool:
    """Whether a cue gives a name rather than words: the cat, nicknamed “Duchess”."""
    return not _NAMING.isdisjoint(w.lower() for w in _WORD.findall(cue))


def is_nobody(source: str) -> bool:
    """Whether a source says that the words were not said.

    >>> is_nobody("Nobody in the room"), is_nobody("No 9 Squadron")
    (True, False)
    """
    return _NOBODY.match(source) is not None


def is_spoken_to(text: str, sentence: Span, source: Span, cue: Span) -> bool:
    """Whether a source is whom a passive cue addresses: "she was asked whether", "Asked about it, she".

    >>> t = "She was asked to leave."
    >>> is_spoken_to(t, Span(0, 23), Span(0, 3), Span(4, 13))
    True
    """
    head = (
        text[sentence.start : cue.start] + re.split(r"\s(?:about|by|afterwards?|later)\b", cue.text(text))[0]
    )
    by_source = re.search(r"\bby\s+$", text[sentence.start : source.start])
    return _PASSIVE.search(head.rstrip()) is not None and not by_source


def _has_main_verb(cue: str, verbs: frozenset[str]) -> bool:
    """Whether the first word of a cue that the lists know is one of these."""
    known = [w for w in (w.lower() for w in _WORD.findall(cue)) if w not in _AUXILIARIES and _word_class(w)]
    return bool(known) and not verbs.isdisjoint(base_forms(known[0]))


def _is_finite(word: str) -> bool:
    return word in _FINITE or word.endswith(_VERBAL_ENDINGS)


def _word_class(word: str) -> CueClass | None:
    return next((_CLASS[base] for base in base_forms(word) if base in _CLASS), None)


def medium_of(text: str, sentence: Span, content: tuple[Span, ...], cue: Span | None) -> str | None:
    """The kind of utterance that the sentence names outside the content ("note", "interview").

    >>> t = '"No," she wrote in a recent note.'
    >>> medium_of(t, Span(0, len(t)), (Span(0, 5),), Span(10, 15))
    'note'
    """
    if cue is not None and _TWEET.search(cue.text(text)):
        return "tweet"
    shown = _outside(text, sentence, content)
    best = None
    for match in _MEDIUM.finditer(shown):
        near = abs(match.start() + sentence.start - cue.start) if cue else match.start()
        if best is None or near < best[0]:
            best = (near, match[1])
    return best[1] if best else None


def addressee_of(text: str, sentence: Span, content: tuple[Span, ...], cue: Span | None) -> str | None:
    """Whom the words were said to, where the cue takes one ("told Harrow Press").

    >>> t = '"No," she told business leaders.'
    >>> addressee_of(t, Span(0, len(t)), (Span(0, 5),), Span(10, 14))
    'business leaders'
    """
    if cue is None or not _ADDRESSEE_CUE.search(cue.text(text)):
        return None
    shown = _outside(text, sentence, content)
    match = _ADDRESSEE.match(shown, cue.end - sentence.start)
    if match is None or match[1].split()[0].lower() in _NOT_ADDRESSEE:
        return None
    return match[1].rstrip(".")


def _outside(text: str, sentence: Span, content: tuple[Span, ...]) -> str:
    """The sentence with its contents replaced by commas, of the same length."""
    shown = list(sentence.text(text))
    for span in content:
        a, b = max(span.start, sentence.start), min(span.end, sentence.end)
        if a < b:
            shown[a - sentence.start : b - sentence.start] = "," * (b - a)
    return "".join(shown)
