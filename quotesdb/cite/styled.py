"""One quotation cited in a style, as pages and programs ask for it."""

from __future__ import annotations

import io

from quotesdb.cite import BUILTIN, exporter
from quotesdb.cite.references import references
from quotesdb.cite.wording import remarks
from quotesdb.values import Citation


def styled(citation: Citation, style: str) -> str:
    """A quotation in one of our text formats, or in a style of references.

    In each of these the first line is the reference, and what is quoted, who spoke and who decided that stand
    below; ``apa``, which is a format too, has the citation for the running text there.
    """
    if style not in BUILTIN:
        [reference] = references([citation.article], style)
        return "".join(f"{line}\n" for line in (reference, *(f"    {each}" for each in remarks([citation]))))
    out = io.BytesIO()
    exporter(style)([citation], out, {})
    return out.getvalue().decode()
