"""Abbreviations that an article explains: printed in brackets behind the name that they stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from quotesdb.db import search
from quotesdb.names.key import name_key
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.texts import texts_of
from quotesdb.text.folding import fold

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_WORD = re.compile(r"[^\W_]+")
_AT_ONCE, _LOOKED_AT = 100, 3
"""Names that are searched for in one query, and texts that are read for each."""


def glossed(session: Session, pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Of pairs of an abbreviation and a name those that a text has: by name, then by folded abbreviation.

    The value is what is printed, as in "Example Works (EW)".
    """
    found = defaultdict[str, dict[str, str]](dict)
    engine = search.of(session)
    for part in chunks(sorted(set(pairs)), _AT_ONCE):
        queries = [engine.phrase(_WORD.findall(fold(f"{name} {short}"))) for short, name in part]
        ids = engine.first_of_each(session.connection(), queries, _LOOKED_AT)
        found_in = texts_of(session, {id_ for version_ids in ids for id_ in version_ids})
        texts = {id_: fold(text) for id_, text in found_in.items()}
        for (short, name), version_ids in zip(part, ids, strict=True):
            printed = f"{name} ({short})"
            if any(fold(printed) in texts[id_] for id_ in version_ids):
                found[name][name_key(short)] = printed
    return found
