"""A claim beside its source, word by word: what was taken out and what was put in. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quotesdb.check.edits import Edit


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
