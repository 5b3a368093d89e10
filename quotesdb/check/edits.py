"""What differs between a claim and the words it was laid on, and how: by kinds of edits. Pure functions.

Kinds by danger: a changed number or a lost "not" turns a sentence round though 99 of 100 characters agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from quotesdb.check import numbers
from quotesdb.check.align import Block
from quotesdb.check.inflect import expanded, is_opposite, is_past, same_spelling
from quotesdb.check.words import BREAK, STOP_WORDS, Flag, Words
from quotesdb.data import word_list
from quotesdb.json_shape import named
from quotesdb.text.denial import NEGATIONS, is_negative
from quotesdb.text.folding import word_set
from quotesdb.text.inflection import same_word
from quotesdb.values import Span


class EditClass(StrEnum):
    """What kind of words an edit changes; the first that fits."""

    NEGATION = "negation"
    NUMBER = "number"
    MODAL = "modal"
    QUANTIFIER = "quantifier"
    NAME = "name"
    TENSE = "tense"
    CONTRACTION = "contraction"
    SPELLING = "spelling"
    INFLECTION = "inflection"
    PRONOUN = "pronoun"
    REPETITION = "repetition"
    INSERTION = "insertion"
    """Words that an editor put in brackets, or that stand where such words do."""
    OMISSION = "omission"
    """Words left out without a mark."""
    WORD = "word"


class Op(StrEnum):
    """What was done to the words of the source to get the claim."""

    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference: the claim's words and those of the source, with their places in either text.

    ``flags`` are all kinds that fit, ``edit_class`` the gravest of them. ``counted`` is false where the
    difference is allowed: marked as an insertion, or left out at an ellipsis.
    """

    op: Op
    claim: str
    source: str
    claim_span: Span
    source_span: Span
    edit_class: EditClass = field(metadata=named("class"))
    flags: tuple[EditClass, ...] = ()
    counted: bool = True
    size: int = 1


MODALS = word_list("modals")
_QUANTIFIERS = word_list("quantifiers")
_PRONOUNS = word_list("edit_pronouns")
_NUMBER_WORDS = (
    numbers.WORDS | numbers.ORDINALS.keys() | {"percent", "dozen", "half", "quarter", "double", "triple"}
)
_UNITS = word_set(
    "dollars pounds euros percent cents hours days weeks months years miles kilometres tons tonnes"
)
_ONE = numbers.value_key(Decimal(1))
_BEFORE_ONE = word_set("no any every each some this that which")
_GUARDED = NEGATIONS | MODALS
_NOT_JOINED = NEGATIONS | word_set("a an in im il to on is it i as at be by of or un")


def is_month(words: Words, at: int) -> bool:
    """Whether a word is the month of May, which looks like a modal; where a sentence begins it counts as one.

    >>> from quotesdb.check.words import split
    >>> words = split("We may open in May. May I?")
    >>> [is_month(words, at) for at in (1, 4, 5)]
    [False, True, False]
    """
    return words.raw(at) == "May" and at > 0 and not _begins_sentence(words, at)


def is_number(key: str) -> bool:
    """Whether a word is a number or an ordinal."""
    return key.startswith("#") or key[:1].isdigit() or key in _NUMBER_WORDS


def is_surface(claim: Sequence[str], source: Sequence[str]) -> bool:
    """Whether both sides are one word with and without a hyphen or a space: well-known, healthcare.

    >>> is_surface(["health", "care"], ["healthcare"]), is_surface(["not", "able"], ["notable"])
    (True, False)
    """
    if not claim or not source or len(claim) == len(source) == 1:
        return False
    if "".join(claim) != "".join(source) or any(is_number(key) for key in (*claim, *source)):
        return False
    if "cannot" in (*claim, *source):
        return True
    return not _NOT_JOINED.intersection(claim) and not _NOT_JOINED.intersection(source)


def counterpart(claim: Sequence[str], source: Sequence[str], *, at_end: bool) -> int:
    """How many words at one end of the evidence's side say the same as the claim's, joined or contracted.

    0 if none do: "I am" has as many words as "and I'm", and stands for the last of them only.

    >>> counterpart(["i", "am"], ["and", "i'm"], at_end=True)
    1
    """
    for taken in range(1, len(source) + 1):
        part = source[-taken:] if at_end else source[:taken]
        if is_surface(claim, part) or _contraction(claim, part):
            return taken
    return 0


def edits_of(block: Block, claim: Words, source: Words) -> list[Edit]:
    """The edits of one difference: word against word where both sides have as many, else one.

    ``source`` has the words that the block's offsets number.
    """
    c, s = range(block.claim_start, block.claim_end), range(block.source_start, block.source_end)
    if len(c) == len(s) and len(c) > 1 and not _contraction(_keys(claim, c), _keys(source, s)):
        return [
            _edit(claim, source, range(i, i + 1), range(j, j + 1))
            for i, j in zip(c, s, strict=True)
            if claim.keys[i] != source.keys[j]
        ]
    return [_edit(claim, source, c, s)]


def _keys(words: Words, at: range) -> list[str]:
    return [key for key in words.keys[at.start : at.stop] if key != BREAK]


def _edit(claim: Words, source: Words, c: range, s: range) -> Edit:
    said, printed = _keys(claim, c), _keys(source, s)
    allowed = _is_marked(claim, source, c, s)
    flags = _flags(claim, source, c, s) if not allowed else (EditClass.INSERTION,)
    claim_span, source_span = claim.span(c.start, c.stop), source.span(s.start, s.stop)
    op = Op.REPLACE if said and printed else Op.INSERT if said else Op.DELETE
    return Edit(
        op,
        claim_span.text(claim.text),
        source_span.text(source.text),
        claim_span,
        source_span,
        flags[0],
        flags,
        counted=not allowed,
        size=max(len(said), len(printed)),
    )


_MOST_REPLACED = 5
"""Words of the source that a marked insertion may stand for: "[the chancellor]" for "she"."""


def _is_marked(claim: Words, source: Words, c: range, s: range) -> bool:
    """Whether brackets own up to a difference, and hide nothing that turns the sense round."""
    inserted_claim = all(claim.flags[i] & Flag.INSERTED for i in c)
    inserted_source = all(source.flags[j] & Flag.INSERTED for j in s)
    if any(map(is_negative, (*_keys(claim, c), *_keys(source, s)))):
        return False
    if c and s:
        hidden = [key for key in _keys(source, s) if key in _GUARDED or is_number(key)]
        return inserted_claim and len(s) <= _MOST_REPLACED and not hidden
    return inserted_claim if c else inserted_source


def _flags(claim: Words, source: Words, c: range, s: range) -> tuple[EditClass, ...]:
    """All kinds that fit, gravest first."""
    said, printed = _keys(claim, c), _keys(source, s)
    if _contraction(said, printed):
        return (EditClass.CONTRACTION,)
    only_said = [key for key in said if key not in printed]
    only_printed = [key for key in printed if key not in said]
    changed = {*only_said, *only_printed}
    found = []
    if _negations(said) != _negations(printed) or _opposed(said, printed):
        found.append(EditClass.NEGATION)
    if any(
        _counts(words, i) for words, at in ((claim, c), (source, s)) for i in at if words.keys[i] in changed
    ):
        found.append(EditClass.NUMBER)
    if _modals(claim, c) != _modals(source, s):
        found.append(EditClass.MODAL)
    if changed & _QUANTIFIERS:
        found.append(EditClass.QUANTIFIER)
    if _names(claim, c, only_said) or _names(source, s, only_printed):
        found.append(EditClass.NAME)
    found += _forms(said, printed)
    if changed & _PRONOUNS:
        found.append(EditClass.PRONOUN)
    if any(source.flags[j] & Flag.INSERTED for j in s) or _beside_insertion(source, s):
        found.append(EditClass.INSERTION)
    if not said:
        repeats = _repeats(source, s)
        found.append(EditClass.REPETITION if repeats else EditClass.OMISSION)
    return tuple(found) or (EditClass.WORD,)


def _counts(words: Words, at: int) -> bool:
    """Whether a word is a number or a unit; the "one" of "no one" and "every one" is none."""
    key, earlier = words.keys[at], words.keys[at - 1] if at else ""
    is_somebody = key == _ONE and earlier in _BEFORE_ONE
    return key in _UNITS or (is_number(key) and not is_somebody)


def _beside_insertion(source: Words, s: range) -> bool:
    """Whether added words stand next to an editor's: what was said there cannot be known."""
    around = (s.start - 1, s.start)
    return not s and any(0 <= at < len(source) and source.flags[at] & Flag.INSERTED for at in around)


def _repeats(source: Words, s: range) -> bool:
    """Whether left out words only say again what stands beside them: "I -- I think"."""
    keys = _keys(source, s)
    before = list(source.keys[max(0, s.start - len(keys)) : s.start])
    after = list(source.keys[s.stop : s.stop + len(keys)])
    return keys in (before, after)


def _forms(said: Sequence[str], printed: Sequence[str]) -> list[EditClass]:
    if len(said) != 1 or len(printed) != 1:
        return []
    one, other = said[0], printed[0]
    if same_word(one, other):
        return [EditClass.TENSE if is_past(one) != is_past(other) else EditClass.INFLECTION]
    possessive = one.replace("'", "") == other.replace("'", "") and {one[-2:], other[-2:]} & {"'s", "s'"}
    return [EditClass.SPELLING] if possessive or same_spelling(one, other) else []


def _negations(keys: Sequence[str]) -> int:
    return sum(is_negative(key) for key in keys)


def _modals(words: Words, at: range) -> set[str]:
    keys = [words.keys[i] for i in at if not is_month(words, i)]
    found = {key for key in keys if key in MODALS}
    return (
        found
        | {"will" for key in keys if key.endswith("'ll")}
        | {"would" for key in keys if key.endswith("'d")}
    )


def _opposed(said: Sequence[str], printed: Sequence[str]) -> bool:
    return len(said) == len(printed) == 1 and is_opposite(said[0], printed[0])


def _names(words: Words, at: range, changed: Sequence[str]) -> bool:
    """Whether a changed word is printed with a capital where no sentence begins."""
    return any(
        words.raw(i)[:1].isupper() and words.keys[i] in changed and words.keys[i] not in STOP_WORDS
        for i in at
        if i > 0 and not _begins_sentence(words, i)
    )


def _begins_sentence(words: Words, at: int) -> bool:
    between = words.text[words.ends[at - 1] : words.starts[at]]
    return any(mark in between for mark in '.!?…:“"\n')


def _contraction(said: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether both sides say the same, one of them contracted: isn't, is not."""
    if list(said) == list(printed) or not said or not printed:
        return False
    return any(one == other for one in _expansions(said) for other in _expansions(printed))


def _expansions(keys: Sequence[str]) -> list[tuple[str, ...]]:
    out: list[tuple[str, ...]] = [()]
    for key in keys[:6]:
        options = expanded(key) or ((key,),)
        out = [(*head, *option) for head in out for option in options][:16]
    return out
