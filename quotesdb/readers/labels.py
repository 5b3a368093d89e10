"""Speakers' labels: which lines of a text begin with one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from quotesdb.data import marked_words, phrase_list
from quotesdb.names.given import given_names
from quotesdb.names.labels import (
    REMEMBERED,
    identity,
    is_generic,
    is_role,
    is_strong,
    names_several,
    plain_name,
    without_titles,
)
from quotesdb.readers.heads import is_persons, may_be_persons
from quotesdb.readers.stopped_labels import find_stopped
from quotesdb.readers.talking import SLOWEST, are_answered, are_of_a_recording, second
from quotesdb.text.folding import fold
from quotesdb.text.segments import trim
from quotesdb.text.turns import Label
from quotesdb.values import Span

_CODE = r"[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?[\])]?"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?"
_STAMP = (
    rf"\u200e?(?:\[(?:[\w.,/-]{{1,12}} ){{1,4}}{_CLOCK}\][ \t]{{1,3}}"
    rf"|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}},? {_CLOCK} [-–] )\u200e?"
)
"""The day and the time before a message, as programs for chats write them."""

_AFTER = rf"(?=[\s*_\"“”]|$)[*_\"”]{{0,3}}(?:[ \t]{{1,9}}{_CODE}(?=\s|$))?"
MEMBER = (
    r"(?P<member>(?:(?:Mr|Mrs|Ms|Miss|Dr)\.|The|Mr) "
    r"[A-Z][A-Za-z'’]{0,3}[A-Z][A-Z'’-]{0,20}(?: [A-Z.'’-]{1,20}){0,3})"
    r"(?P<of>(?: of [A-Z][a-z]+(?: [A-Z][a-z]+)?)?(?: \([^)\n]{1,60}\))?)(?P<full>\.)\s+"
)
"""How parliaments print who speaks, with a full stop: "Mr. SAMPLE of Velda (during the reading)."."""

_DASHED = (
    r"(?P<dashed>(?:(?:Mr|Mrs|Ms|Miss|Dr|Madam)\.?|The) "
    r"[A-Z][A-Za-z'’]{0,3}[A-Z][A-Z'’-]{0,20}(?: [A-Z.'’-]{1,20}){0,3})"
    r"(?: \([^)\n]{1,60}\))?(?P<dash> [-–—])\s+"
)
"""How others print it, with a dash: "Mr SAMPLE (Velda) - "."""

_LINE = re.compile(
    rf"^[ \t]{{0,20}}(?:>{{1,3}}[ \t]{{0,9}}|[-•*][ \t]{{1,3}})?"
    rf"(?P<code>{_CODE}[ \t]{{1,9}}(?:[-–—][ \t]{{1,9}})?|{_STAMP})?"
    r"(?P<number>(?:Line[ \t]{1,3})?\d{1,4}[.)]?[ \t]{1,9})?(?P<set>[\"“*_]{0,4})"
    rf"(?:(?P<name>[^\W\d_][^\n:*\"“”!?;]{{0,159}}?)[*_]{{0,3}}(?P<inner>[ \t]{{1,9}}{_CODE})?[*_]{{0,3}}"
    rf"[ \t]{{0,2}}(?P<colon>:){_AFTER}"
    rf"|(?P<letter>[QA])[*_]{{0,3}}(?P<stop>\.){_AFTER}"
    rf"|{MEMBER}|{_DASHED}"
    r"|(?P<bare>Q)(?=[ \t\xa0]{1,9}[^\W\d_a-z])"
    r"|(?P<timed>[^\W\d_a-z][^\n:*\"“”!?;,]{0,59}?)[*_]{0,3}"
    rf"(?:[ \t]{{1,9}}|(?P<apart>[ \t]{{1,9}}[|–—-][ \t]{{1,9}}|[ \t]{{0,9}}\n[ \t]{{0,9}}))"
    rf"(?P<at>{_CODE})(?=[ \t]{{0,9}}\n\s{{0,9}}\S))",
    re.MULTILINE,
)
"""Where a line begins with who speaks; parliaments number the questions of members before it."""

_UNMARKED = re.compile(
    r"^[ \t]{0,20}(?:(?P<name>[^\W\d_a-z][^\n:*\[\]\"“”!?;,]{0,59}?)[ \t]{1,9}"
    r"\[(?P<at>(?:\d{1,2}:){2}\d{2})\][ \t]{1,9}(?=[^\s\[(])"
    r"|\[(?P<exact>(?:\d{1,2}:){2}\d{2}\.\d{1,3})\] - (?P<alone>[^\W\d_a-z][^\n:*\[\]\"“”!?;,]{0,59}?)"
    r"[ \t]{0,9}\n[ \t]{0,9}(?=[^\s\[]))",
    re.MULTILINE,
)
"""A name and a time in brackets before the words, and a time with its fraction before a name on a line."""

_MOST_NUMBERED = 0.8
_EXAMINES = re.compile(r"BY (?=(?:MR|MS|MRS|DR)\. )")
"""Who asks the questions that follow in a record of a court, and is not called so."""

_WORD = re.compile(r"[^\W\d_a-z][\w.'’&/-]*|#?\d{1,3}|de|da|di|du|del|della|der|den|van|von|bin|ibn|of|the")
_SEAT = re.compile(r"[^\W\d_] [(\[][A-Z][^\d]*[)\]]$")
_SEATED = re.compile(r"[^\n:]{1,120}[)\]]")
_LONGEST_INITIALS = 5
_LONGEST = 6
_LONGEST_WEAK = 80

_STAMPED = re.compile(_STAMP)
_UNREAD = re.compile(
    r"[\s>*_\"“-]{0,9}(?P<name>[^\W_][^\n:!?;,.“”\"]{1,58}?)[*_\s]{0,4}(?:\[?\d[\d:.]{3,11}\]?)?:(?=[\s*_]|$)"
)
_BOLD = re.compile(r"[ \t]{0,9}\*\*[^*\n]{1,80}?(?::\*\*|\*\*:)")
_CAPITALISED = re.compile(
    r"[^\W\d_a-z][\w.'’&/-]*|#?\d{1,3}|[(\[].*|.*[)\]]|Mr|Ms|Mrs|Dr|of|the|for|and|&|at|in"
)
_CROWDS = frozenset(
    [
        "senators",
        "members",
        "mps",
        "delegates",
        "voices",
        "protesters",
        "officials",
        "interjecting",
        "speaker",
        "speakers",
        "witness",
        "juror",
        "caller",
        "questioner",
        "participant",
        "audience",
        "reporters",
    ]
)
_FEW = 7
_PARTICLES = marked_words("particles")["label"]

_NO_SPEAKERS = phrase_list("no_speakers")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line's beginning that looks like a label; ``strong`` if hardly anything else is printed so."""

    label: Label
    name: str
    strong: bool


def find_labels(text: str, known: Collection[str] = ()) -> list[Label]:
    """The labels of a text, in order; ``known`` are folded names that are labels however they look.

    Capitals, bold print and time codes make a label. A name in small letters is one only if its speaker
    comes again, or if it is a full name where most labels are so: "Look: it rains" is no turn of Look.
    """
    matches = _counted(text, list(_LINE.finditer(text)))
    times = [match["at"] for match in matches if match["apart"]]
    left = matches if are_of_a_recording(times) else [match for match in matches if not match["apart"]]
    dashed = Counter(match["dashed"] for match in left if match["dashed"])
    if dashed and (
        2 * dashed.total() < len(left) or max(dashed.values()) < 2
    ):  # "Mr HALE - he is no member -"
        left = [match for match in left if not match["dashed"]]
    found = [one for match in left if (one := _candidate(text, match))]
    return _unmarked(text) or find_stopped(text) or [one.label for one in _accepted(found, known)]


def _counted(text: str, matches: list[re.Match[str]]) -> list[re.Match[str]]:
    """The lines, without numbered ones unless numbers count all turns: those of people who come again.

    What they say are sentences, and questions that somebody else answers: lists of what is to be done, and of
    what is asked in a quiz, are none.

    Parliaments number the questions of members, whose seats stand behind their names.
    """
    numbered = [match for match in matches if match["number"] and match["name"]]
    seated = [match for match in numbered if _SEATED.fullmatch(match["name"])]
    are_members = not any(may_speak(match["name"]) for match in numbered if match not in seated)
    others = [match for match in matches if not match["number"] or (are_members and match in seated)]
    if not numbered:
        return others
    names = [plain_name(match["name"]) for match in numbered]
    numbers = [int(re.sub(r"\D", "", match["number"])) for match in numbered]
    is_count = all(one < other for one, other in pairwise(numbers))
    are_all = len(numbered) >= _MOST_NUMBERED * len(matches)
    are_names = all(map(is_strong, names)) or all(map(may_speak, names))
    if not (is_count and are_all and are_names and 1 < len(set(names)) < len(names)):
        return others
    ends = [*(match.start() for match in numbered[1:]), len(text)]
    words = [text[match.end() : end] for match, end in zip(numbered, ends, strict=True)]
    return matches if are_answered(names, words) else others


def _unmarked(text: str) -> list[Label]:
    """The labels of a text of nothing but turns of a line that begin with a time and a name, without a colon.

    Lists of scenes and of what was read when look alike: all labels have to be names of people, or such
    as "Speaker 1", with two of them and one again, and the words have to begin as sentences do and to be as
    many as somebody says in that time.
    """
    found = list(_UNMARKED.finditer(text)) if "[" in text else []
    spans = [trim(text, Span(*match.span("name" if match["name"] else "alone"))) for match in found]
    names = [plain_name(span.text(text)) for span in spans]
    lines = sum(1 for line in text.split("\n") if line.strip())
    are_all = sum(1 + bool(match["alone"]) for match in found) == lines
    if not are_all or not 1 < len(set(names)) < len(names):
        return []
    begins = all(not text[match.end()].islower() for match in found)
    times = [match["at"] or match["exact"] for match in found]
    again = Counter(names)
    are_known = all(is_persons(one) or is_generic(one) for one in names) or (
        all(match["alone"] for match in found) and all(_is_persons_again(one, again) for one in names)
    )
    said = text[found[0].end() : found[-1].start()].split()
    lasts = second(times[-1]) - second(times[0])
    is_sure = begins and are_known and are_of_a_recording(times) and len(said) >= SLOWEST * lasts
    ends = (match.end() if match["name"] else span.end for match, span in zip(found, spans, strict=True))
    return [Label(span, None, end) for span, end in zip(spans, ends, strict=True)] if is_sure else []


def _is_persons_again(name: str, counts: Counter[str]) -> bool:
    """Whether a name is a full one that comes again, which titles of scenes do not."""
    return counts[name] > 1 and len(name.split()) > 1 and all(word[0].isupper() for word in name.split())


def _candidate(text: str, match: re.Match[str]) -> _Candidate | None:
    if letter := match["letter"] or match["bare"]:
        group = "letter" if match["letter"] else "bare"
        stop = Span(*match.span("stop")) if match["stop"] else None
        return _Candidate(Label(Span(*match.span(group)), stop, match.end()), letter, strong=True)
    if member := match["member"]:
        label = Label(Span(*match.span("member")), Span(*match.span("full")), match.end("full"))
        return _Candidate(label, plain_name(member), strong=True)
    if dashed := match["dashed"]:
        label = Label(Span(*match.span("dashed")), Span(*match.span("dash")), match.end("dash"))
        return _Candidate(label, dashed, strong=True)
    group = "timed" if match["timed"] else "name"
    span = trim(text, Span(*match.span(group)))
    examines = _EXAMINES.match(text, *span.pair())
    span = Span(examines.end(), span.end) if examines else span
    name = plain_name(span.text(text))
    if not reads_like_label(name) or (len(span) > _LONGEST_WEAK and not is_strong(span.text(text))):
        return None
    if match["timed"]:  # a name and a time on a line of their own, or each on one, need no colon
        line = text.find("\n", span.end)
        return _Candidate(Label(span, None, min(match.end(), line)), name, strong=True)
    behind = text[match.end("colon") : match.end()]
    coded = bool(match["code"] or match["inner"] or behind.strip('*_"” \t')) or "*" in match["set"]
    strong = is_strong(name) or coded or (" " in name and _SEAT.search(span.text(text)) is not None)
    return _Candidate(Label(span, Span(*match.span("colon")), match.end()), name, strong)


@lru_cache(REMEMBERED)
def reads_like_label(name: str) -> bool:
    """Whether words may stand before a colon to say who speaks: a name, an office, nobody in particular."""
    words = name.split()
    if not 1 <= len(words) <= _LONGEST or (not words[0][0].isupper() and words[0] not in _PARTICLES):
        return False
    if is_generic(name):
        return fold(name).rstrip(".") not in _NO_SPEAKERS and not words[0].isdigit()
    linked = names_several(name) or _is_office(words)
    if not all(_WORD.fullmatch(word) or (linked and word in ("and", "for")) for word in words):
        return False
    first = fold(words[0])
    if fold(name).rstrip(".") in _NO_SPEAKERS or (first in ("a", "an") and len(words) > 1):
        return False
    if any(word.strip("#").isdigit() for word in words):
        return is_generic(name) and not first.isdigit()
    return first != "the" or is_role(name) or linked


def may_speak(label: str) -> bool:
    """Whether a label can be of somebody: a full or a given name, a part in a talk, an office, initials.

    >>> labels = ("Zelma Vantry", "Ada", "Host", "Speaker 2", "AE", "Walls", "Port Velda", "See below")
    >>> [may_speak(label) for label in labels]
    [True, True, True, True, True, False, False, False]
    """
    printed = plain_name(label)
    name = without_titles(printed)
    if not printed or not reads_like_label(printed):
        return False
    is_short = name.isupper() and name.isalpha() and len(name) < _LONGEST_INITIALS
    is_known = is_generic(printed) or is_role(printed) or fold(name) in given_names()
    return is_short or is_known or is_persons(name) or may_be_persons(name)


def _is_office(words: Sequence[str]) -> bool:
    """Whether a label is an office with its field: "The Minister for Ferries and Harbours"."""
    office = len(words) > 3 and fold(words[0]) == "the" and words[2] in ("for", "of")
    return office and is_role(f"The {words[1]}")


def _accepted(found: Sequence[_Candidate], known: Collection[str]) -> list[_Candidate]:
    counts = Counter(identity(one.name) for one in found)
    questions = [one for one in found if one.name == "Q"]
    strong = [one for one in found if one.strong]
    mostly_strong = 2 * len(strong) > len(found)

    def is_label(one: _Candidate) -> bool:
        if fold(one.name) in known:
            return True
        if one.name in ("Q", "A"):  # "A. " also begins an item of a list
            return len(questions) > 1 or (bool(questions) and one.label.mark is not None)
        if len(one.name) > 1 and (one.strong or is_generic(one.name)):
            return True
        if mostly_strong:  # "Example: It will rain" before the first of them is a headline
            return counts[identity(one.name)] > 1 and one.label.end > strong[0].label.end
        return counts[identity(one.name)] > 1 or " " in one.name

    return [one for one in found if is_label(one)]


def is_unread_label(paragraph: str) -> bool:
    """Whether a paragraph seems to begin with somebody's label, though it is not one that can be read.

    What follows is then no longer said by whoever spoke before, and by nobody that is known.

    >>> said = ("Opposition senators: Shame!", "Look: it rains.", "I say this: no.")
    >>> [is_unread_label(words) for words in said]
    [True, False, False]
    """
    found = _UNREAD.match(paragraph)
    words = found["name"].split() if found else []
    if not 1 < len(words) <= _FEW or fold(" ".join(words)) in _NO_SPEAKERS:
        return False
    if fold(words[-1]) in _CROWDS or fold(words[0]) in _CROWDS:
        return True
    return fold(words[0]) not in ("the", "a", "an") and all(
        _CAPITALISED.fullmatch(word) or fold(word) in _PARTICLES for word in words
    )


def is_set_off(paragraph: str, *, bold: bool) -> bool:
    """Whether a paragraph begins as labels do that are in capitals, or in ``bold`` print.

    Of a text that is all in capitals nothing is set off, nor what stands in marks.

    >>> said = ("NOTE: It rains.", "**Note:** It rains.", "Note: it rains.", "I SAY THIS: NO.")
    >>> [is_set_off(words, bold=True) for words in said]
    [True, True, False, False]
    """
    if bold and _BOLD.match(paragraph):
        return True
    found = _UNREAD.match(paragraph)
    return bool(
        found
        and paragraph[0] not in '"“'
        and len(found["name"].split()) <= _FEW
        and is_strong(found["name"])
        and any(map(str.islower, paragraph[found.end() :]))
    )


def are_bold(text: str, labels: Sequence[Label]) -> bool:
    """Whether most labels are in bold print."""
    starts = (text.rfind("\n", 0, label.name.start) + 1 for label in labels)
    return 2 * sum(bool(_BOLD.match(text, start)) for start in starts) > len(labels)


def is_stamped(line: str) -> bool:
    r"""Whether a line begins with a day and a time, as messages of chats do.

    >>> lines = ("[12/05/2023, 10:15:22] Ada: I go.", "12/05/2023, 10:15 - Ada left", "[10:15] Ada: I go.")
    >>> [is_stamped(line) for line in lines]
    [True, True, False]
    """
    return _STAMPED.match(line) is not None


def are_stamped(text: str, labels: Sequence[Label]) -> bool:
    """Whether days and times stand before all labels."""
    starts = (text.rfind("\n", 0, label.name.start) + 1 for label in labels)
    return all(_STAMPED.match(text, start) for start in starts)


def are_peoples(labels: Collection[str]) -> bool:
    """Whether at least half of some labels are names of people, as those of logs are not.

    >>> are_peoples(["Peter", "Ada Example"]), are_peoples(["Error", "Info", "Peter"])
    (True, False)
    """
    names = set(map(plain_name, labels))
    return 2 * sum(fold(name.split()[0]) in given_names() for name in names) >= len(names)
