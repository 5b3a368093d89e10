"""Who is whom across articles: pure rules, without a database."""

from quotesdb.resolve.links import linkable

__all__ = ["linkable"]
