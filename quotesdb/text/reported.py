"""The reporter's words beside words in marks: their clause, its verb of saying, and what denies that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from quotesdb.data import word_list
from quotesdb.text.denial import is_negative
from quotesdb.text.folding import fold, word_set
from quotesdb.text.inflection import base_forms
from quotesdb.values import Span


class Token(NamedTuple):
    """A word or a stop; ``key`` is folded."""

    key: str
    start: int
    end: int
    capital: bool


_TOKEN = re.compile(r"\w[\w.’'-]*\w|\w|[,;:()\[\]–—?!…]|--")
_MARKED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|«[^»\n]*»")
COMMAS = frozenset(",()[]–—") | {"--"}
PARTING = frozenset(";:?!…")
_SPEECH = word_list("verbs_of_saying_aloud") | word_set(
    "use utter speak call describe dub label post tweet state add remark brag boast joke announce declare vow"
    " warn threaten promise report allege read show quote misquote attribute credit accuse"
)
DENYING = (
    word_list("denying_words") | word_set("declined declines unable dismissed dismisses rebutted rebuts")
) - {"against"}
FALSE = word_set("false untrue lie myth fallacy fiction hoax fantasy nonsense")
_TRUE = word_set("true truth evidence record case fact correct proof accurate suggestion question")
VIEWS = word_list("view_nouns") | word_set(
    "claims reports report allegations accusations suggestions rumours rumors charges notions stories remark"
    " quote"
)
ABOUT_WORDS = word_set(
    "quote quotes quotation remark remarks word words statement statements tweet post posts comment comments"
    " email letter clip video recording line sentence phrase claim report message"
)
AUXILIARIES = word_set(
    "is was are were be been being am has have had having do does did will would can could may might must"
    " should"
)
_SUBJECTS = word_set("i we you he she it they there")
_ADVERBS = word_set(
    "ever even actually really once again always also explicitly publicly quite yesterday today as well to"
    " that"
)
NO_DENIAL = word_set("only just merely simply alone longer")
_LEADING = (
    AUXILIARIES
    | _SUBJECTS
    | _ADVERBS
    | word_set("bring brought herself himself themselves want wanted like love able time point way")
)
BLOCKING = word_set(
    "and but or nor who whom which whose when while because after before if unless although though since"
    " where so until whether except than how why"
)
_SUPPOSING = word_set("would could should might")
WRONGLY = word_set(
    "wrongly falsely mistakenly incorrectly erroneously inaccurately misquoted misquoting misquotes"
)
QUOTING = word_set(
    "quoted reported quote quoting misquoted accused said claimed credited attributed attributing as"
)
OF_OTHERS = word_set("quoted quoting misquoted attributed attributing credited crediting")
ALLEGING = word_set("alleged rumoured rumored purported supposed reputed suspected alleges allege alleging")
HEARSAY = word_set("allegedly supposedly purportedly reputedly")
ACCUSING = word_set("accused accuses accuse accusing")
_NOBODY = word_set("nobody none neither no-one no")
PLACING = word_set("of in at from on among within the a this that any")
WHEN = (
    word_list("day_words")
    | word_list("calendar")
    | word_set("on in at last this night morning afternoon evening week month year yesterday today friday")
)
DETERMINERS = word_set("a an the one another this that his her their its")
_OBJECT = 7


def until(text: str, position: int) -> int:
    """Where the line at a position ends."""
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def tokens_in(text: str, span: Span) -> list[Token]:
    """The reporter's words and stops; what else stands in marks there is left out."""
    shown = _MARKED.sub(lambda match: " " * len(match[0]), span.text(text))
    return [
        Token(fold(m[0]), span.start + m.start(), span.start + m.end(), m[0][:1].isupper())
        for m in _TOKEN.finditer(shown)
    ]


def clause_of(tokens: Sequence[Token]) -> list[Token]:
    """The last clause, without what commas or brackets put in between, but for a lone "falsely"."""
    while tokens and (tokens[-1].key in COMMAS or tokens[-1].key == ":"):
        tokens = tokens[:-1]
    last = next((at + 1 for at in range(len(tokens) - 1, -1, -1) if tokens[at].key in PARTING), 0)
    parts: list[list[Token]] = [[]]
    for token in tokens[last:]:
        if token.key in COMMAS:
            parts.append([])
        else:
            parts[-1].append(token)
    parts = parts[1:] if len(parts) % 2 == 0 else parts
    kept = [p for at, p in enumerate(parts) if at % 2 == 0 or (len(p) < 3 and holds(p, WRONGLY | HEARSAY))]
    return [token for part in kept for token in part]


def holds(tokens: Sequence[Token], words: frozenset[str]) -> bool:
    """Whether any of some words is among the tokens."""
    return any(token.key in words for token in tokens)


def is_saying(key: str) -> bool:
    """Whether a word is a form of a verb of saying aloud or in writing."""
    return not _SPEECH.isdisjoint(base_forms(key))


def verb_at(clause: Sequence[Token]) -> int | None:
    """Where the verb is whose object the marked words are."""
    for at in range(len(clause) - 1, max(-1, len(clause) - 1 - _OBJECT), -1):
        if is_saying(clause[at].key) and not clause[at].capital and not is_noun(clause, at):
            return at
        if clause[at].key in BLOCKING | AUXILIARIES:
            return None
    return None


def is_noun(clause: Sequence[Token], at: int) -> bool:
    """Whether a word that could be a verb of saying is a noun: "a report", "denied claims"."""
    earlier = clause[at - 1].key if at else ""
    return clause[at].key in VIEWS | ABOUT_WORDS and (
        earlier in DETERMINERS or earlier in DENYING or earlier in PLACING or earlier.endswith("'s")
    )


def is_doubled(lead: Sequence[Token], at: int) -> bool:
    """Whether another denial takes one back: "did not deny saying", "nobody doubts that she said"."""
    count = sum(is_negative(t.key) or t.key in DENYING | {"few", "little"} for t in lead)
    paired = is_negative(lead[at].key) and holds(lead[at + 1 : at + 4], _TRUE | FALSE)
    return count > 1 or (paired and holds(lead[at + 1 : at + 4], FALSE | {"question"}))


def denies(clause: Sequence[Token], at: int, frame: Sequence[Token], verb: str) -> bool:
    """Whether a word denies the verb of saying behind its frame."""
    key = clause[at].key
    if holds(frame, NO_DENIAL):
        return False
    if key in _SUPPOSING:
        helped = {t.key for t in frame}
        return is_leading(frame) and (key == "might" or not {"have", "able", "love"}.isdisjoint(helped))
    if key in ("if", "whether"):
        return bool(frame) and is_of_subject(frame)
    if is_negative(key):
        if is_leading(frame) or _is_nobody(clause, at, frame):
            return True
        true = next((n for n, t in enumerate(frame[:3]) if t.key in _TRUE), None)
        return true is not None and _leads_to_clause(frame[true + 1 :], needs_that=True)
    if key in WRONGLY:
        earlier = clause[at - 1].key if at else ""
        quoting = all(t.capital or t.key in QUOTING | AUXILIARIES | {"of", "to"} for t in frame)
        reported = bool(frame) and (is_saying(frame[0].key) or is_saying(earlier))
        attributed = (not frame and verb in OF_OTHERS) or (quoting and bool(frame))
        return attributed or (reported and _leads_to_clause(frame, needs_that=True))
    if key in FALSE:
        return (key, base_forms(verb)[0]) != ("lie", "tell") and _leads_to_clause(frame, needs_that=True)
    if key in DENYING:
        return is_governed(frame, verb) or _leads_to_clause(frame, needs_that=False)
    return False


def is_leading(frame: Sequence[Token]) -> bool:
    """Whether nothing but helping verbs, pronouns and adverbs stand between a denial and its verb."""
    return all(t.key in _LEADING or t.key.endswith("ly") for t in frame)


def is_governed(frame: Sequence[Token], verb: str) -> bool:
    """Whether a verb is what is denied: "denied ever having said", "denied accusations of saying"."""
    keys = [t.key for t in frame]
    if keys and keys[0] in DETERMINERS | VIEWS and "of" in keys:
        keys = keys[keys.index("of") + 1 :] if not VIEWS.isdisjoint(keys[: keys.index("of")]) else keys
    if keys[:2] == ["short", "of"]:
        keys = keys[2:]
    plain = all(
        k in _ADVERBS | WHEN or k in ("having", "told", "have", "be") or k.endswith("ly") for k in keys
    )
    return plain and (verb.endswith("ing") or "having" in keys or "to" in keys) and "that" not in keys


def _leads_to_clause(frame: Sequence[Token], *, needs_that: bool) -> bool:
    """Whether a frame leads to a clause whose verb is the verb of saying: "on Monday that she had ever"."""
    that = next((at for at in range(len(frame) - 1, -1, -1) if frame[at].key == "that"), None)
    if that is None:
        named = bool(frame) and (frame[0].key not in DETERMINERS or holds(frame, AUXILIARIES))
        return not needs_that and named and is_of_subject(frame)
    lead = frame[:that]
    reports = any(is_saying(t.key) and t.key not in VIEWS and n for n, t in enumerate(lead))
    return not holds(lead, BLOCKING | _SUBJECTS) and not reports and is_of_subject(frame[that + 1 :])


def is_of_subject(frame: Sequence[Token]) -> bool:
    """Whether words are a subject and what helps its verb: "she had ever", "Mayor Roe", "the mayor has"."""
    rest = list(frame)
    named = 0
    while rest and (rest[0].capital or rest[0].key in DETERMINERS or rest[0].key in _SUBJECTS):
        named += 1
        determiner = rest[0].key in DETERMINERS and not rest[0].capital
        rest = rest[2:] if determiner and len(rest) > 1 else rest[1:]
    return named > 0 and all(t.key in AUXILIARIES | _ADVERBS or t.key.endswith("ly") for t in rest)


def _is_nobody(clause: Sequence[Token], at: int, frame: Sequence[Token]) -> bool:
    """Whether nobody is the subject of the verb: "Nobody in the cabinet said", "No minister said"."""
    if clause[at].key not in _NOBODY or at > 1 or holds(frame, BLOCKING | _SUBJECTS | {"doubt", "that"}):
        return False
    while frame and (frame[-1].key in AUXILIARIES | _ADVERBS):
        frame = frame[:-1]
    lone = any(
        token.capital and not (earlier.capital or earlier.key in PLACING)
        for earlier, token in pairwise(frame)
    )
    return not lone and not holds(frame, AUXILIARIES) and not (frame and frame[0].capital)


def alleges(clause: Sequence[Token], at: int, frame: Sequence[Token]) -> bool:
    """Whether words are only alleged: "is alleged to have told", "accused by Roe of having said"."""
    key, keys = clause[at].key, [t.key for t in frame]
    if key in ACCUSING:
        behind = keys[len(keys) - 1 - keys[::-1].index("of") + 1 :] if "of" in keys else None
        held = behind is not None and all(k in _ADVERBS or k == "having" or k.endswith("ly") for k in behind)
        return held and not holds(frame, BLOCKING)
    if key not in ALLEGING:
        return False
    return _leads_to_clause(frame, needs_that=False) or (keys[:1] == ["to"] and is_leading(frame))


def up_to(tokens: Sequence[Token], words: frozenset[str]) -> list[Token]:
    """The tokens before the first of some words."""
    end = next((at for at, t in enumerate(tokens) if t.key in words), len(tokens))
    return list(tokens[:end])
