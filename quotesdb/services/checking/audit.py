"""Checking a draft before it is published: each of its marked passages against everything stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from quotesdb.check.copies import stories
from quotesdb.services.checking.check import Checked, Claim
from quotesdb.text.folding import canonical, words
from quotesdb.text.segments import paragraphs
from quotesdb.values import REPORTED, AgentKind, ArticleDraft, CueClass, Quotation, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from quotesdb.extract.spans.marks import Quoted

_MARKS = " \t\n\u00a0\u2009\u202f\"“”„«»‘’'`"
_DOUBLE = re.compile(r"[“”„]|(?<!\d)\"")
"""Marks that have a partner; behind a figure a straight one is inches, and « » are arrows as well."""

_A_QUOTATION = 5
"""Marked words from which a passage that nobody says is more than a name or a word in scare quotes."""
_QUOTED = REPORTED | {CueClass.THOUGHT}

_AS_LONG = 0.5
"""How long a copy is at least, as a share of the longer text: a note that a draft quotes in full is none."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Marked words of a draft as a claim: where they stand, and who is said to have said them."""

    span: Span
    line: int
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Marked words of a draft that nobody is found to say, and where they stand, marks included."""

    span: Span
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Audited:
    """One marked passage with the answer to it; ``check_id`` is the stored check's, if it was stored."""

    passage: Passage
    checked: Checked
    check_id: str | None


@dataclass(frozen=True, slots=True)
class Found:
    """What is found in a draft: marked passages in text order, and what is not checked.

    ``unmarked`` quotations claim no words, ``unsaid`` passages are marked, and taken for nobody's words.
    ``unread`` are the lines of marks that have no partner: what they enclose is not known, and no passage has
    one of them.
    """

    passages: tuple[Passage, ...]
    unmarked: int
    unsaid: tuple[Unsaid, ...] = ()
    unread: tuple[int, ...] = ()


def lines_before(draft: ArticleDraft, data: bytes) -> int:
    """How many lines stand in a draft's file before the text begins, as front matter does."""
    whole = canonical(data.decode(errors="replace"))
    return whole.count("\n", 0, max(0, whole.find(draft.text)))


def find(draft: ArticleDraft, before: int = 0) -> Found:
    """The quotations of a draft, by the shipped extractor. Loads its model.

    Lines are counted from behind those that stand ``before`` the text in its file.

    A quotation that stands in two places ("A," she said. "B.") is two passages: that both belong together is
    more than the draft says.
    """
    from quotesdb.extract import extract
    from quotesdb.extract.spans.marks import find_quoted

    quotations = extract(draft.text, draft.language)
    marked = [
        _passage(draft.text, span, quotation, before)
        for quotation in quotations
        if quotation.cue_class in _QUOTED
        for span in _joined(draft.text, quotation.quoted)
    ]
    unmarked = sum(not quotation.quoted and quotation.cue_class in REPORTED for quotation in quotations)
    quoted = find_quoted(draft.text, paragraphs(draft.text))
    unread = _unread(draft.text, quoted)
    whole = [passage for passage in marked if not _has_any(passage.span, unread)]
    unsaid = [
        Unsaid(each.span, before + _line(draft.text, each.span.start), each.inner.text(draft.text))
        for each in quoted
        if not _has_any(each.span, unread) and _is_unsaid(draft.text, each, marked)
    ]
    return Found(
        tuple(sorted(whole, key=lambda passage: passage.span)),
        unmarked,
        tuple(unsaid),
        tuple(before + _line(draft.text, at) for at in unread),
    )


def _has_any(span: Span, places: Sequence[int]) -> bool:
    return any(span.start <= at < span.end for at in places)


def _is_unsaid(text: str, quoted: Quoted, passages: Sequence[Passage]) -> bool:
    """Whether a marked stretch is long enough for a quotation, and is a part of none."""
    long = quoted.depth == 1 and len(words(quoted.inner.text(text))) >= _A_QUOTATION
    return long and not any(passage.span.overlaps(quoted.span) for passage in passages)


def _unread(text: str, quoted: Sequence[Quoted]) -> list[int]:
    """Where marks without a partner stand; one that opens each paragraph of a quotation needs none."""
    read: set[int] = set()
    for number, each in enumerate(quoted):
        goes_on = any(other.chain == each.chain for other in quoted[number + 1 :])
        if each.closed and each.span.start < each.inner.start:
            read.update((*range(each.span.start, each.inner.start), *range(each.inner.end, each.span.end)))
        elif not each.closed and goes_on:
            read.add(each.span.start)
    return [match.start() for match in _DOUBLE.finditer(text) if match.start() not in read]


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def audit(
    session: Session,
    make_session: sessionmaker[Session] | None,
    draft: ArticleDraft,
    name: str,
    found: Sequence[Passage],
) -> Iterator[Audited]:
    """Check the passages of a draft one after the other; with ``make_session`` each check is stored.

    Stored copies of the draft itself do not count as evidence.

    Raises:
        DatabaseError: if the database cannot be written to.
    """
    from quotesdb.services.checking.check import check_all
    from quotesdb.services.checking.record import check_and_record

    claims = [Claim(passage.span.text(draft.text).strip(_MARKS), passage.speaker) for passage in found]
    is_copy = _copy_of(draft.text)
    answers: Iterator[tuple[Checked, str | None]]
    if make_session is None:
        answers = ((answer, None) for answer in check_all(session, claims, leave_out=is_copy))
    else:
        answers = iter(check_and_record(session, make_session, claims, draft=name, leave_out=is_copy))
    for passage, (checked, check_id) in zip(found, answers, strict=True):
        yield Audited(passage, checked, check_id)


def _passage(text: str, span: Span, quotation: Quotation, before: int) -> Passage:
    agent = quotation.speaker
    named = agent if agent and agent.kind is not AgentKind.ANONYMOUS else None
    return Passage(span, before + _line(text, span.start), named.name if named else None)


def _joined(text: str, quoted: Sequence[Span]) -> Iterator[Span]:
    """Marked parts; those that nothing but blanks and marks stand between, as over paragraphs, as one."""
    if not quoted:
        return
    start = quoted[0].start
    for one, other in pairwise(quoted):
        if text[one.end : other.start].strip(_MARKS):
            yield Span(start, one.end)
            start = other.start
    yield Span(start, quoted[-1].end)


def _copy_of(draft: str) -> Callable[[str], bool]:
    """A test of whether a stored text is the draft itself, or nearly; each text is compared once."""
    known: dict[str, bool] = {}

    def is_copy(text: str) -> bool:
        if text not in known:
            short, long = sorted((len(draft), len(text)))
            known[text] = short >= _AS_LONG * long and stories([draft, text]) == [0, 0]
        return known[text]

    return is_copy


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft with the answers to its quotations, and what was not checked, as `Found` has it."""

    name: str
    draft: ArticleDraft
    audited: tuple[Audited, ...]
    unmarked: int
    unsaid: tuple[Unsaid, ...]
    unread: int
