"""Whether an article says of words in marks that they were not said, are faked, or are only alleged.

Only the reporter's own words are looked at: those of the sentence round the marks, and a short sentence
behind it. What somebody denies of the matter itself ("denied that the bridge is unsafe") is not meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotesdb.data import marked_words
from quotesdb.text.denial import is_negative
from quotesdb.text.folding import word_set
from quotesdb.text.reported import (
    ABOUT_WORDS,
    ACCUSING,
    ALLEGING,
    AUXILIARIES,
    BLOCKING,
    COMMAS,
    DENYING,
    DETERMINERS,
    FALSE,
    HEARSAY,
    NO_DENIAL,
    OF_OTHERS,
    PARTING,
    PLACING,
    QUOTING,
    VIEWS,
    WHEN,
    WRONGLY,
    Token,
    alleges,
    clause_of,
    denies,
    holds,
    is_doubled,
    is_governed,
    is_leading,
    is_noun,
    is_of_subject,
    is_saying,
    tokens_in,
    until,
    up_to,
    verb_at,
)
from quotesdb.text.segments import sentences
from quotesdb.values import Span


@dataclass(frozen=True, slots=True)
class Unsaid:
    """The words that deny, where they stand; ``alleged`` if the article leaves open whether it was said."""

    span: Span
    alleged: bool = False


_FAKE = marked_words("fake_words")
_LABELS = FALSE | _FAKE["thing"] | word_set("fake wrong incorrect misleading claim rumour rumor alleged")
_BEING = word_set("be been being is was are were")
_ASKING = AUXILIARIES - word_set("been being having")
_THINGS = ABOUT_WORDS | word_set("something anything what")
_OF_FAKES = word_set("of in from by on purporting attributed showing circulating shared")
_MEDIA = word_set(
    "account accounts profile image audio site website page advert ad interview speech call press"
)
_AS = word_set("as to be the from come a")
_LONGEST_SORT = 3
_THING = word_set("it that this so such those these the them")
_UNFOUNDED = FALSE | word_set(
    "denied dismissed rejected unfounded baseless wrong incorrect inaccurate groundless"
)
_BETTER = word_set("better clearer plainer more louder")
_FRAME = 16
_NEXT = 12
_FAR = 20
_VERDICT = 5


def unsaid(text: str, marked: Span) -> Unsaid | None:
    """What of the words round marked ones says that these were not said; None if nothing does.

    >>> text = "Roe denied on Monday that she had ever said “the bridge is lost”."
    >>> found = unsaid(text, Span(text.index("“"), text.index("”") + 1))
    >>> found.span.text(text) if found else None
    'denied on Monday that she had ever said'
    """
    around = _around(text, marked)
    before = tokens_in(text, Span(around[0].start, marked.start))
    behind = tokens_in(text, Span(marked.end, around[0].end))
    goes_on = behind[:1] and behind[0].key == "that"
    found = None if goes_on else _from_before(before)
    found = found or _fake_before(before) or _asked(before, behind) or _labelled(before)
    found = found or _from_behind(behind) or _called_false(before, behind)
    return found or _taken_back(text, before, behind, around[1:])


def unsaid_of(text: str, parts: Sequence[Span]) -> Unsaid | None:
    """The same of the marked parts of a quotation, of which the first and the last have words beside them."""
    found = (unsaid(text, part) for part in dict.fromkeys((*parts[:1], *parts[-1:])))
    return next(filter(None, found), None)


def _around(text: str, marked: Span) -> list[Span]:
    """The sentence that marked words stand in, from its beginning to its end, and the one behind."""
    line = Span(text.rfind("\n", 0, marked.start) + 1, until(text, marked.end))
    here = sentences(text, line)
    first = max((s.start for s in here if s.start <= marked.start), default=marked.start)
    last = next((s.end for s in here if s.end >= marked.end), marked.end)
    behind = [s for s in here if s.start >= last]
    if not behind:
        below = len(text) - len(text[line.end :].lstrip())
        behind = sentences(text, Span(below, until(text, below)))
    return [Span(first, last), *behind[:1]]


def _from_before(before: Sequence[Token]) -> Unsaid | None:
    clause = clause_of(before)
    verb = verb_at(clause)
    if verb is None or holds(clause[verb + 1 :], _BETTER):
        return None
    for at in range(verb - 1, max(-1, verb - 1 - _FRAME), -1):
        frame = clause[at + 1 : verb]
        if alleges(clause, at, frame):
            return Unsaid(Span(clause[at].start, clause[verb].end), alleged=True)
        if denies(clause, at, frame, clause[verb].key) and not is_doubled(clause[:verb], at):
            return Unsaid(Span(clause[at].start, clause[verb].end))
    if holds(clause[max(0, verb - 2) :], HEARSAY):
        return Unsaid(Span(clause[max(0, verb - 1)].start, clause[-1].end), alleged=True)
    wrongly = next((t for t in clause[verb:][:3] if t.key in WRONGLY), None)
    if clause[verb].key in OF_OTHERS and wrongly:
        return Unsaid(Span(clause[verb].start, wrongly.end))
    return None


def _fake_before(before: Sequence[Token]) -> Unsaid | None:
    """Whether who says it is a fake: "A fake tweet in her name said", "An actor playing Roe said"."""
    clause = clause_of(before)
    verb = verb_at(clause)
    if verb is None or verb < 1 or clause[verb - 1].key == "to" or holds(clause[:verb], BLOCKING):
        return None
    subject = clause[:verb]
    opens = clause[0].key in DETERMINERS or clause[0].key in _FAKE["thing"]
    if opens and not holds(subject, AUXILIARIES) and (_is_fake(subject) or _is_acting(subject)):
        return Unsaid(Span(clause[0].start, clause[verb].end))
    return None


def _is_fake(subject: Sequence[Token]) -> bool:
    """Whether a subject is a text that is a fake: "A fake social media post", and no "fake news expert"."""
    at = next((n for n, t in enumerate(subject[:4]) if t.key in _FAKE["thing"] | _FAKE["person"]), None)
    if at is None or holds(subject[:at], PLACING - DETERMINERS):
        return False
    behind = subject[at + 1 :]
    if not behind or behind[0].key in _OF_FAKES:
        return bool(behind) or subject[at].key in _FAKE["thing"]
    return subject[at].key in _FAKE["thing"] and holds(behind[:_LONGEST_SORT], ABOUT_WORDS | _MEDIA)


def _is_acting(subject: Sequence[Token]) -> bool:
    """Whether a subject is somebody who plays another one: "An actor playing Roe", "A man posing as Roe"."""
    at = next((n for n, t in enumerate(subject[:4]) if n and t.key in _FAKE["acting"]), None)
    return (
        at is not None and at + 1 < len(subject) and all(t.capital or t.key in _AS for t in subject[at + 1 :])
    )


def _asked(before: Sequence[Token], behind: Sequence[Token]) -> Unsaid | None:
    """Whether the words stand in a question: Did Roe say “...”?."""
    clause = clause_of(before)
    verb = verb_at(clause)
    if not behind or behind[0].key != "?" or verb is None or clause[0].key not in _ASKING:
        return None
    return Unsaid(Span(clause[0].start, clause[verb].end))


def _labelled(before: Sequence[Token]) -> Unsaid | None:
    """Whether a word before a colon, as fact checks have it, calls what follows false: "FALSE: Roe said"."""
    colon = next((at for at, t in enumerate(before[:3]) if t.key == ":"), None)
    if (
        not colon
        or colon == len(before) - 1
        or not all(t.key in _LABELS | {"not", "true"} for t in before[:colon])
    ):
        return None
    return Unsaid(Span(before[0].start, before[colon - 1].end))


def _from_behind(behind: Sequence[Token]) -> Unsaid | None:
    """Whether the rest of the sentence denies the words: “...,” Roe denied saying; “...” was invented."""
    tokens = list(behind)
    while tokens and tokens[0].key in COMMAS:
        tokens = tokens[1:]
    named = holds(tokens[:2], ABOUT_WORDS | {"something"})
    tokens = tokens if named else up_to(tokens, BLOCKING | PARTING)
    calls = named or holds(tokens[:1], AUXILIARIES | {"as"})
    if calls and (end := _faked_at(tokens, _FAR if named else _VERDICT)):
        return Unsaid(Span(tokens[0].start, tokens[end].end))
    verbs = [at for at in range(len(tokens[:_FRAME])) if _is_said_behind(tokens, at)]
    if not verbs:
        return None
    at = verbs[-1 if named else 0]
    return _by_fake(tokens, at) if at == 0 else _denied_behind(tokens, at)


def _is_said_behind(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is the verb of saying of the words before it: nothing else is its object."""
    key = tokens[at].key
    if tokens[at].capital or key in ALLEGING | ACCUSING or not is_saying(key) or is_noun(tokens, at):
        return False
    return _ends_there(tokens[at + 1 :])


def _by_fake(tokens: Sequence[Token], verb: int) -> Unsaid | None:
    """Whether who is named behind a verb is a fake: said a post falsely attributed to Roe."""
    behind = tokens[verb + 1 : verb + 1 + _VERDICT]
    fake = next((t for t in behind if t.key in _FAKE["thing"]), None)
    wrongly = (b for a, b in pairwise(tokens) if a.key in WRONGLY and b.key in OF_OTHERS)
    last = fake or next(wrongly, None)
    return Unsaid(Span(tokens[verb].start, last.end)) if last else None


def _denied_behind(tokens: Sequence[Token], verb: int) -> Unsaid | None:
    """Whether what stands before a verb behind the words denies it, or calls it alleged."""
    lead, key = tokens[:verb], tokens[verb].key
    passive = tokens[verb - 1].key in _BEING and tokens[0].key not in AUXILIARIES and not key.endswith("ing")
    for at in range(0 if passive else len(lead) - 1, -1, -1):
        frame = lead[at + 1 :]
        denied = lead[at].key in DENYING and is_governed(frame, key)
        leads = is_leading(frame) or (tokens[0].key in AUXILIARIES and _is_relative(frame))
        never = is_negative(lead[at].key) and leads and not passive
        if (denied or never) and not holds(frame, NO_DENIAL) and not is_doubled(lead, at):
            return Unsaid(Span(lead[at].start, tokens[verb].end))
        if alleges(lead, at, frame):
            return Unsaid(Span(lead[at].start, tokens[verb].end), alleged=True)
    near = tokens[verb - 1 : verb + 2]
    return Unsaid(Span(near[0].start, tokens[verb].end), alleged=True) if holds(near, HEARSAY) else None


def _ends_there(rest: Sequence[Token]) -> bool:
    """Whether nothing but when, where or to whom follows a verb, so that its object is before it."""
    return not rest or rest[0].key in COMMAS | PARTING | PLACING | WHEN | {"to", "by", "an"} or _is_told(rest)


def _is_told(rest: Sequence[Token]) -> bool:
    """Whether a lone noun that is all of the rest says to whom: "denied telling residents"."""
    return len(rest) == 1 or rest[1].key in COMMAS | PARTING | WHEN


def _is_relative(frame: Sequence[Token]) -> bool:
    """Whether words go on from "is not" to who did not say it: "something Roe ever", "what the mayor"."""
    fits = (t.capital or t.key in _THINGS | DETERMINERS or is_leading([t]) for t in frame)
    return all(fits) and not holds(frame, frozenset({"to"}))


def _faked_at(tokens: Sequence[Token], most: int) -> int | None:
    """Where words call something a fake: "was invented", "is a made-up quote"."""
    keys = [t.key for t in tokens[:most]]
    if any(map(is_negative, keys)):
        return None
    made = next((at + 1 for at in range(len(keys) - 1) if keys[at : at + 2] == ["made", "up"]), None)
    called = (
        at for at, key in enumerate(keys) if key in _FAKE["thing"] and (not at or keys[at - 1] != "the")
    )
    return made or next(called, None)


def _called_false(before: Sequence[Token], behind: Sequence[Token]) -> Unsaid | None:
    """Whether a report is called false: "Claims that Roe said “...” are untrue"."""
    clause = clause_of(before)
    verb = verb_at(clause)
    that = next((at for at, t in enumerate(clause[:verb]) if t.key == "that"), 0)
    if (
        not verb
        or not that
        or clause[that - 1].key not in VIEWS
        or not is_of_subject(clause[that + 1 : verb])
    ):
        return None
    copula, window = behind[:1], behind[1:_VERDICT]
    false = next((t for t in window if t.key in _UNFOUNDED), None)
    if (
        not copula
        or copula[0].key not in AUXILIARIES
        or false is None
        or any(is_negative(t.key) for t in window)
    ):
        return None
    return Unsaid(Span(copula[0].start, false.end))


def _taken_back(
    text: str, before: Sequence[Token], behind: Sequence[Token], below: Sequence[Span]
) -> Unsaid | None:
    """Whether the next sentence takes the words back: "She never said that.", "The quote was invented."."""
    for sentence in below:
        tokens = tokens_in(text, sentence)
        keys = [t.key for t in tokens]
        if not keys or len(keys) > _NEXT or text[sentence.start] in "“\"‘'«":
            continue
        whole = Unsaid(sentence)
        negative = next((at for at, k in enumerate(keys) if is_negative(k)), None)
        about = keys[0] in DETERMINERS and holds(tokens[1:4], ABOUT_WORDS)
        if about and _faked_at(tokens, _NEXT):
            return whole
        denying = next((at for at, k in enumerate(keys) if k in ("denies", "denied")), None)
        if (
            denying is not None
            and _is_hearsay([*before, *behind])
            and set(keys[denying + 1 :]) <= _THING | {"."}
        ):
            return whole
        if negative is None or negative > 4:
            continue
        rest = keys[negative + 1 :]
        verb = next((at for at, k in enumerate(rest) if is_saying(k)), None)
        said = verb is not None and is_leading(tokens[negative + 1 : negative + 1 + verb])
        short = all(k in _THING | ABOUT_WORDS | {"thing"} for k in rest[(verb or 0) + 1 :])
        if said and short and verb is not None and (len(rest) > verb + 1 or about):
            return whole
        if not rest and _is_reported(before):
            return whole
    return None


def _is_hearsay(host: Sequence[Token]) -> bool:
    """Whether somebody "is reported to have said" the words."""
    keys = [t.key for t in host]
    return any(keys[at : at + 2] == ["to", "have"] and keys[at - 1] in QUOTING for at in range(1, len(keys)))


def _is_reported(before: Sequence[Token]) -> bool:
    """Whether the words are what somebody reported that another said: "We wrote that Roe said"."""
    clause = clause_of(before)
    verb = verb_at(clause)
    that = next((at for at, t in enumerate(clause[:verb]) if t.key == "that"), None)
    if verb is None or not that or not is_of_subject(clause[that + 1 : verb]):
        return False
    return any(is_saying(t.key) for t in clause[:that])
