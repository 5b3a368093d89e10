"""Who said what: quotations of a text, with speaker and evidence. Pure functions, no database, no network."""

from quotesdb.extract.pipeline import extract, extractor

__all__ = ["extract", "extractor"]
