"""Who is whom across articles: pure rules, without a database."""

from quotesdb.resolve.clusters import Link, Pair, Ties, clusters
from quotesdb.resolve.links import linkable

__all__ = ["Link", "Pair", "Ties", "clusters", "linkable"]
