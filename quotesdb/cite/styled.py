"""One quotation cited in a style, as pages and programs ask for it."""

from __future__ import annotations

import io

from quotesdb.cite import BUILTIN, exporter
from quotesdb.cite.references import references
from quotesdb.values import Citation


def styled(citation: Citation, style: str) -> str:
    """A quotation in one of our text formats, or the reference to its article in a style that is none.

    ``apa`` is both: here it is the format, which has the citation in the text beside the reference.
    """
    if style not in BUILTIN:
        return "".join(references([citation.article], style))
    out = io.BytesIO()
    exporter(style)([citation], out, {})
    return out.getvalue().decode()
