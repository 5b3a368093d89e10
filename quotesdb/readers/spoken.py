"""From the text of a transcript to its turns, and whether a text is a transcript at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from quotesdb.names.given import given_names
from quotesdb.names.labels import full_names, identity, is_generic, is_role, is_strong
from quotesdb.readers.errors import ReadError
from quotesdb.readers.heads import day_of_meeting, is_everyday
from quotesdb.readers.labels import (
    are_bold,
    are_peoples,
    are_stamped,
    find_labels,
    is_set_off,
    is_stamped,
    is_unread_label,
)
from quotesdb.readers.recorded import are_recorded, time_beside, without_labels
from quotesdb.readers.speaker_names import Named, name_speakers
from quotesdb.readers.talking import ADDRESS, FIRST_PERSON, are_answered, are_spoken_in
from quotesdb.text.folding import fold
from quotesdb.text.segments import paragraphs, trim
from quotesdb.text.turns import Label, Turn, gather
from quotesdb.values import ArticleDraft, Kind, Quotation, Span

NAME, VERSION = "transcript", "2"

_DIRECTION = re.compile(r"(?:[*_]{0,2}(?:\([^()\n]{1,300}\)|\[[^\[\]\n]{1,300}\])[.!*_]{0,3}\s{0,9}){1,9}")
_INTERJECTING = re.compile(
    r"(?:[A-Z][\w.'’-]*\s){1,5}(?:members\s|senators\s)?(?:interjecting|interrupting|applauding|laughing)\W*"
)
_RULE = re.compile(
    r"[\W_]*|\W{0,3}\d{1,2}(?::\d{2}){1,2}\W{0,3}|(?:Transcribed|Transcript(?:ion)? provided) by \S.{0,60}"
    r"|<[^<>\n]{1,60}>",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…:;,\"”’')\]—–*_-]\s*\Z")
_ME = re.compile(r"\b(?:I|I['’]\w+|[Mm]y|me)\b")
_YOU = re.compile(r"\b[Yy]ou(?:rs?)?\b")
_NAMES = re.compile(r"[^\W\d_a-z][\w.'’-]*|\([\w.-]{1,20}\)|and|of|&")
_KEYED = re.compile(r"[*_]{0,2}([^\W\d_][^:\n]{0,30}):[*_]{0,2}\s")
_INTRODUCING = re.compile(r"(?:\S+\s+){3,}\S+[.…][\"”’)*_]*")
_HEADING_WORDS = 10
_FEWEST = 3
_FRAME = 0.25
_LEAST_WEAK = 0.5
_LEAST_LABELLED = 0.2
_RECURRING = 0.6
_ADDRESSING = 0.25
_FEWEST_MEMBERS = 2
_MEMBER = re.compile(r"[)\]] ?[(\[][^()\[\]\n]{1,30}[)\]]$|[(\[][^()\[\]\na-z]{2,30}[)\]]$")
"""A member of a parliament: with seat and party in brackets, or with a party in capitals."""


_TITLED = re.compile(r"^(?:(?:Rt\.? |Right )?Hon\.?|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?) .*\([^()]+\)$")
"""A member with a title before the name, and the seat, the office or the party in brackets behind it."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A text cut at its labels: paragraphs but for stage directions, each with its label if it has one."""

    text: str
    parts: tuple[Span, ...]
    labels: tuple[Label | None, ...]

    def cut(self) -> Iterator[tuple[Span, Label | None]]:
        """Each part with its label."""
        return zip(self.parts, self.labels, strict=True)

    def prose(self) -> list[bool]:
        """Of each part that is a turn's beginning or ends like a sentence, whether it is the former.

        A label on a line of its own is one with the words on the next.
        """
        found: list[bool] = []
        alone = False
        for part, label in self.cut():
            if label or (not alone and _ends_sentence(self.text, part)):
                found.append(bool(label))
            alone = label is not None and not self.text[label.end : part.end].strip()
        return found

    def turns(self) -> list[Turn]:
        """The turns, stage directions after a label left in."""
        bold = are_bold(self.text, [label for label in self.labels if label])
        found = gather(self.text, self.parts, self.labels, lambda part: _goes_on(self.text, part, bold=bold))
        return _without_closing(self.text, found)

    def stopped(self) -> int:
        """How many labels end with a full stop, which is looked at before."""
        marks = (label.mark for label in self.labels if label)
        return sum(mark is not None and mark.text(self.text) == "." for mark in marks)

    def printed(self) -> list[str]:
        """The labels, as they are printed."""
        return [label.name.text(self.text) for label in self.labels if label]


def is_transcript(text: str) -> bool:
    """Whether labelled turns make up most of a text.

    At least three labels, of two speakers at least, one of whom comes again; little prose before and after.
    Most turns are sentences. Labels in capitals are sure, and those of parliaments with a full stop or with a
    title and brackets. Of questions and answers by no name the latter have to tell of whoever speaks: help
    pages are written so too. Others must begin every other paragraph and stand before words that address
    somebody, and most must come again, unless two are of members of a parliament: those of lists do not.
    """
    labels = find_labels(text)
    if len(labels) < _FEWEST:  # of most texts, which need not be cut into paragraphs for it
        return False
    page = _page(text, labels)
    printed = page.printed()
    counts = Counter(map(identity, printed))
    if len(printed) < _FEWEST or len(set(printed)) < 2 or counts.most_common(1)[0][1] < 2:
        return False
    prose = page.prose()
    total = len(prose)
    turns = [turn for turn in page.turns() if turn.content]
    if not turns or not _is_framed_little(prose):
        return False
    words = [turn.content[0] for turn in turns]
    said = [" ".join(part.text(text) for part in turn.content) for turn in turns]
    if are_stamped(text, labels):  # messages seldom end as sentences do
        return are_peoples(printed)
    addressing = sum(bool(ADDRESS.search(text, *span.pair())) for span in words)
    if are_peoples(printed) and _are_timed(text, turns, said) and addressing >= _ADDRESSING * len(printed):
        return len(printed) >= _LEAST_LABELLED * total
    if 2 * sum(_ends_sentence(text, span) for span in words) < len(printed):
        return False
    if _are_questions(page):
        return _tell_of_themselves(text, turns, said)
    if _are_sure(page, addressing):
        return len(printed) >= _LEAST_LABELLED * total
    if not any(map(_may_be_speaker, printed)) and not _are_of_people(text, turns, said):
        return False
    recurring = sum(count for count in counts.values() if count > 1)
    members = {label for label in printed if _MEMBER.search(label)}
    return (
        len(printed) > _LEAST_WEAK * total
        and (recurring >= _RECURRING * len(printed) or len(members) >= _FEWEST_MEMBERS)
        and addressing >= _ADDRESSING * len(printed)
    )


def _are_sure(page: _Page, addressing: int) -> bool:
    """Whether most labels are in capitals or end with a full stop, or are of members with their titles."""
    printed = page.printed()
    titled = sum(map(bool, map(_TITLED.search, printed)))
    strong = sum(is_strong(label) or len(label) == 1 for label in printed)
    is_titled = 2 * titled > len(printed) and addressing >= _ADDRESSING * len(printed)
    return 2 * max(strong, page.stopped()) > len(printed) or is_titled


def _may_be_speaker(label: str) -> bool:
    """Whether a label alone tells of somebody: by several words, a part in a talk or a given name."""
    return " " in label or is_generic(label) or is_role(label) or fold(label) in given_names()


def _are_timed(text: str, turns: Sequence[Turn], said: Sequence[str]) -> bool:
    """Whether times of a recording stand beside labels, between which as much is said as the words are.

    Such words need no marks, which programs leave out.
    """
    times = [at for turn in turns if (at := time_beside(text, turn.label))]
    return are_spoken_in(times, said)


def _tell_of_themselves(text: str, turns: Sequence[Turn], said: Sequence[str]) -> bool:
    """Whether answers by no name say "I", or "we" to questions of somebody who does not.

    In the questions of help pages it is the reader who says "I", and the answers say "you".
    """
    asked, answers = (
        [words for turn, words in zip(turns, said, strict=True) if turn.label.name.text(text) == letter]
        for letter in "QA"
    )
    if any(map(_ME.search, answers)):
        return True
    is_help = any(map(FIRST_PERSON.search, asked)) or any(map(_YOU.search, answers))
    return not is_help and any(map(FIRST_PERSON.search, answers))


def _are_of_people(text: str, turns: Sequence[Turn], said: Sequence[str]) -> bool:
    """Whether one of some labels is the surname of a full name above, or who asks is answered by no thing."""
    above = text[: turns[0].label.name.start]
    names = [turn.label.name.text(text) for turn in turns]
    is_named = any(full_names(above, name) for name in names)
    return is_named or (not any(is_everyday(fold(name)) for name in names) and are_answered(names, said))


def _are_questions(page: _Page) -> bool:
    """Whether a text is of questions and answers by no name, with colons: courts print full stops."""
    return set(page.printed()) <= {"Q", "A"} and not page.stopped()


def is_interview(text: str) -> bool:
    r"""Whether a text with questions and answers by no name is an article: a sentence introduces who answers.

    >>> asked = "Q: Why?\n\nA: I sailed.\n\nQ: And then?"
    >>> is_interview("Ada Example sails to work.\n\n" + asked), is_interview("Exhibit 9\n\n" + asked)
    (True, False)
    """
    labels = find_labels(text)
    if not labels or not all(label.name.text(text) in ("Q", "A") for label in labels):
        return False
    before = [part for part in paragraphs(text) if part.end <= labels[0].name.start]
    return any(_INTRODUCING.fullmatch(part.text(text).strip()) for part in before)


def _is_framed_little(prose: Sequence[bool]) -> bool:
    """Whether little stands before the first turn and after the last, taken to be as long as the longest."""
    numbers = [number for number, begins in enumerate(prose) if begins]
    longest = max(after - before for before, after in pairwise(numbers))
    after = len(prose) - numbers[-1] - max(longest, 2)
    return max(numbers[0], after) <= _FRAME * len(prose)


def as_transcript(draft: ArticleDraft, speakers: Mapping[str, str]) -> ArticleDraft:
    """The draft with each labelled turn of its text as a quotation of the label's speaker.

    Labels that a program wrote into a recording's transcript are data of the turns, and no words of the text.

    ``speakers`` are the full names of labels, as front matter gives them.

    Raises:
        ReadError: if the text has no labels.

    """
    text = draft.text
    page = _page(text, find_labels(text, {fold(label) for label in speakers}))
    turns = page.turns()
    names = name_speakers(text, draft.title, [turn.label.name for turn in turns], speakers)
    quotations = tuple(
        turn_quotation(turn, content, names[turn.label.name.text(text)])
        for turn in turns
        if (content := _words(text, turn))
    )
    if not quotations:
        raise ReadError("no transcript: no line begins with a speaker's label such as 'EXAMPLE:'")
    day = draft.published or day_of_meeting(text[: turns[0].label.name.start].splitlines(), draft.title)
    made = replace(draft, reader=NAME, reader_version=VERSION, quotations=quotations, published=day)
    labels = [label for label in page.labels if label]
    return without_labels(made, labels) if are_recorded(text, labels) else made


def turn_quotation(turn: Turn, content: tuple[Span, ...], named: Named) -> Quotation:
    """A turn as a direct quotation of whom its label names."""
    label = turn.label
    evidence = [label.name]
    if named.at and named.at != label.name:
        evidence.append(named.at)
    return Quotation(
        Kind.DIRECT,
        content,
        content,
        source=label.name,
        cue=label.mark,
        speaker=named.agent,
        evidence=tuple(evidence) if named.agent else (),
        rule="turn",
    )


def _words(text: str, turn: Turn) -> tuple[Span, ...]:
    return tuple(part for part in turn.content if not _is_silent(text, part))


def _page(text: str, labels: Sequence[Label]) -> _Page:
    cut = _without_legend(text, [part for paragraph in _cut(text, labels) for part in paragraph])
    cut = _without_facts(text, cut)
    return _Page(text, tuple(part for part, _label in cut), tuple(label for _part, label in cut))


def _cut(text: str, labels: Sequence[Label]) -> Iterator[list[tuple[Span, Label | None]]]:
    """The paragraphs, cut before every label, without those that nobody says."""
    starts = [label.name.start for label in labels]
    for paragraph in paragraphs(text):
        here = labels[bisect_left(starts, paragraph.start) : bisect_left(starts, paragraph.end)]
        lines = [text.rfind("\n", paragraph.start, label.name.start) + 1 for label in here]
        borders = [paragraph.start, *(max(paragraph.start, line) for line in lines), paragraph.end]
        pieces = zip(pairwise(borders), (None, *here), strict=True)
        cut = [(trim(text, Span(*piece)), label) for piece, label in pieces]
        yield [(part, label) for part, label in cut if label or not _is_silent(text, part)]


def _without_legend(text: str, parts: list[tuple[Span, Label | None]]) -> list[tuple[Span, Label | None]]:
    """The parts, where "MODERATOR: Ada Example" before the first words spoken is a label no longer."""
    for number, (part, label) in enumerate(parts):
        if label and not _is_list_of_names(text, Span(label.end, part.end)):
            break
        parts[number] = part, None
    return parts


def _without_facts(text: str, parts: list[tuple[Span, Label | None]]) -> list[tuple[Span, Label | None]]:
    """The parts, where a line of a box of facts ("Born: 1961", "Motto: Never hurry") has a label no longer.

    It stands beside another such line, and neither says a sentence, nor comes its label again.
    """
    counts = Counter(identity(label.name.text(text)) for _part, label in parts if label)

    def is_fact(line: str) -> bool:
        key = _KEYED.match(line)
        return key is not None and counts[identity(key[1])] < 2 and not _ENDS.search(line)

    return [
        (
            part,
            None if label and is_fact(part.text(text)) and any(map(is_fact, _beside(text, part))) else label,
        )
        for part, label in parts
    ]


def _beside(text: str, part: Span) -> tuple[str, str]:
    """The line before a stretch and the one behind it."""
    before = text[: part.start].rstrip()
    return before.rpartition("\n")[2], text[part.end :].lstrip().partition("\n")[0]


def _is_list_of_names(text: str, span: Span) -> bool:
    words = span.text(text).replace(",", " ").replace(";", " ").split()
    return len(words) > 1 and not words[-1].endswith((".", "…")) and all(map(_NAMES.fullmatch, words))


def _is_silent(text: str, span: Span) -> bool:
    """Whether a stretch holds no words but stage directions such as "(APPLAUSE)"."""
    return bool(
        _RULE.fullmatch(text, span.start, span.end) or _DIRECTION.fullmatch(text, span.start, span.end)
    )


def _without_closing(text: str, turns: list[Turn]) -> list[Turn]:
    """The turns without paragraphs behind the last one that address nobody, as reporters close.

    That is so where no other turn has more than one paragraph.
    """
    others, last = turns[:-1], turns[-1:]
    if len(others) < _FEWEST or any(len(turn.content) > 1 for turn in others):
        return turns
    spoken = takewhile(lambda span: ADDRESS.search(text, *span.pair()), last[0].content[1:])
    return [*others, replace(last[0], content=(*last[0].content[:1], *spoken))]


def _goes_on(text: str, part: Span, *, bold: bool) -> bool:
    """Whether a paragraph without a label is spoken too: not a heading or a note, nor the word END."""
    words = part.text(text)
    if words.startswith("#") or is_unread_label(words) or _INTERJECTING.fullmatch(words):
        return False
    if is_set_off(words, bold=bold) or is_stamped(words):
        return False
    short = len(words) < 200 and len(words.split()) <= _HEADING_WORDS
    before = text[max(0, part.start - 200) : part.start]
    return not short or words[0].islower() or _ends_sentence(text, part) or not _ENDS.search(before)


def _ends_sentence(text: str, part: Span) -> bool:
    return bool(_ENDS.search(text, max(part.start, part.end - 3), part.end))
