"""Authority files: who somebody is, where everybody is told apart. The format is known by its content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotesdb.readers import authority_congress, authority_csv, authority_popolo, authority_wikidata
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError
from quotesdb.readers.loaded import begins_json, load
from quotesdb.text.folding import canonical
from quotesdb.values import AuthorityRecord

_CONGRESS = re.compile(r"(?m)^\s{0,4}(?:- )?(?:id|terms|name):\s*$")


def read_authority(data: bytes) -> list[AuthorityRecord]:
    """The people of an authority file: Popolo JSON, a Wikidata query result, congress-legislators YAML, CSV.

    Raises:
        ReadError: if it is none of these, or names nobody.

    """
    records = list(_read(data))
    if not records:
        raise ReadError(
            "no people in it: an authority file is Popolo JSON, CSV with a column 'name', "
            "a Wikidata query result in JSON, or congress-legislators YAML"
        )
    return records


def _read(data: bytes) -> Iterator[AuthorityRecord]:
    if begins_json(data):
        loaded = load(data)
        if authority_wikidata.is_result(loaded):
            return authority_wikidata.read(loaded)
        return authority_popolo.read(loaded)
    text = canonical(decode(data)[0])
    return authority_congress.read(text) if _CONGRESS.search(text) else authority_csv.read(text)
