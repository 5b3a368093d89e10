"""quotesdb: who said what, where, with the evidence.

`quotesdb.extract.extract` finds the quotations of a text without a database; `quotesdb.services` keeps and
looks up articles and quotations; `quotesdb.values` has the types that both speak in.
"""

__version__ = "0.1.0"
