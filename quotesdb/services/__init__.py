"""What quotesdb does, as plain functions: a database session first, typed values out, no printing.

The caller owns the transaction and commits it; only the batch functions, which take a maker of sessions,
commit by themselves, once an article.
"""
