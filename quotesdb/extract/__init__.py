"""Who said what: quotations of a text, with speaker and evidence. Pure functions, no database, no network."""

from quotesdb.extract.pipeline import Extractor, extract, extractor

__all__ = ["Extractor", "extract", "extractor"]
