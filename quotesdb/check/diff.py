"""A claim beside its source, word by word: what was taken out and what was put in. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from quotesdb.check.align import Block
from quotesdb.check.edits import Edit, edits_of, is_surface
from quotesdb.check.words import split


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a diff: ``same`` words, words of the source that the claim lacks, or words it adds."""

    same: str = ""
    source: str = ""
    claim: str = ""


def diff(claim: str, edits: Iterable[Edit]) -> Iterator[Part]:
    """The claim's characters in order, with the source's words where they differ.

    Differences that brackets own up to are none here.
    """
    at = 0
    for edit in sorted((edit for edit in edits if edit.counted), key=lambda edit: edit.claim_span):
        if edit.claim_span.start > at:
            yield Part(same=claim[at : edit.claim_span.start])
        yield Part(source=edit.source, claim=edit.claim)
        at = max(at, edit.claim_span.end)
        if not edit.claim:
            yield Part(same=" ")
    if at < len(claim):
        yield Part(same=claim[at:])


def between(before: str, after: str) -> list[Edit]:
    """The edits that lead from one wording to another, from end to end; what brackets own up to is one too.

    >>> [edit.edit_class.value for edit in between("We will not pay $10.", "We will pay $12.")]
    ['negation', 'number']
    """
    old, new = split(before), split(after)
    codes = SequenceMatcher(None, new.keys, old.keys, autojunk=False).get_opcodes()
    return [
        replace(edit, counted=True)
        for tag, start, end, old_start, old_end in codes
        if tag != "equal" and not is_surface(new.keys[start:end], old.keys[old_start:old_end])
        for edit in edits_of(Block(start, end, old_start, old_end, equal=False), new, old)
    ]


def plain(parts: Iterable[Part]) -> str:
    """The diff as text, in the notation of wdiff: ``[-source-]{+claim+}``.

    >>> plain([Part(same="It "), Part(source="isn't", claim="is"), Part(same=" so.")])
    "It [-isn't-]{+is+} so."
    """
    return "".join(
        part.same
        + (f"[-{part.source}-]" if part.source else "")
        + (f"{{+{part.claim}+}}" if part.claim else "")
        for part in parts
    )
