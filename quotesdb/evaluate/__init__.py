"""How good an extraction is, measured on annotated articles; whose extraction is the caller's choice."""

from quotesdb.evaluate.annotation import Attribution, Collection, Document
from quotesdb.evaluate.folders import NothingAnnotated, find_collections, with_speakers
from quotesdb.evaluate.report import Evaluation, Report, together

__all__ = [
    "Attribution",
    "Collection",
    "Document",
    "Evaluation",
    "NothingAnnotated",
    "Report",
    "find_collections",
    "together",
    "with_speakers",
]
