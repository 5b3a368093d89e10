"""What takes long and needs no database: finding out what is said in a draft, and what to store of it.

A pool or another machine can run it: what goes in and what comes out can be pickled.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from quotesdb.services.errors import ServiceError
from quotesdb.services.identity.evident import Printing, evidence_of
from quotesdb.services.ingest.found import Found, all_found, speakers_in
from quotesdb.values import ArticleDraft, ExtractorRef, Quotation

TRANSCRIPT = "transcript"
"""What runs of quotations that came with the labels of their text name as their extractor."""

ANNOTATORS = frozenset({"brat", "citron", "doccano", "gdelt", "label_studio", "quotebank", "webanno"})
"""What imported runs name, whose quotations came with a text that has no labels."""


class NotExtracted(ServiceError):  # noqa: N818 - the name says what is wrong
    """Quotations are needed that were not looked for, as the database was another one then."""


@dataclass(frozen=True, slots=True)
class Extractor(ExtractorRef):
    """An extractor that can be run: its function takes a text and its language, if that is known."""

    extract: Callable[[str, str | None], Sequence[Quotation]]

    @property
    def ref(self) -> ExtractorRef:
        """What names it."""
        return ExtractorRef(self.name, self.version, self.model_sha256)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft, ready to be stored, and what an extractor found in it; null if it was not asked.

    ``evident`` is what the draft says of people, as far as whoever prepared it looked.
    """

    draft: ArticleDraft
    extractor: ExtractorRef
    quotations: tuple[Found, ...] | None
    evident: Mapping[Printing, bytes] = field(default_factory=dict)

    def found(self) -> tuple[Found, ...]:
        """The quotations.

        Raises:
            NotExtracted: if they were not looked for.
        """
        if self.quotations is None:
            raise NotExtracted("another program changed this article meanwhile; ingest it again")
        return self.quotations


def shipped() -> Extractor:
    """The extractor that comes with this package. Loads its model."""
    from quotesdb.extract import extract, extractor

    it = extractor()
    return Extractor(it.name, it.version, it.model_sha256, extract)


def prepare(draft: ArticleDraft, extractor: Extractor | None = None, *, known: bool = False) -> Prepared:
    """Find what is said in a draft, by the extractor of this package if no other is given.

    None is asked where the draft brings its quotations, nor where its text is ``known``, that is stored.
    """
    if draft.quotations:
        return _prepared(draft, transcribed(draft), draft.quotations)
    extractor = extractor or shipped()
    if known:
        return Prepared(draft, extractor.ref, None)
    return _prepared(draft, extractor.ref, extractor.extract(draft.text, draft.language))


def _prepared(draft: ArticleDraft, extractor: ExtractorRef, said: Sequence[Quotation]) -> Prepared:
    found = tuple(all_found(draft.text, said, labelled=extractor.name == TRANSCRIPT))
    return Prepared(draft, extractor, found, evidence_of(draft.text, speakers_in(found)))


def transcribed(draft: ArticleDraft) -> ExtractorRef:
    """What runs of quotations name that came with the text of a draft: its annotator, or its own labels."""
    return ExtractorRef(draft.annotator or TRANSCRIPT, draft.reader_version, None)
