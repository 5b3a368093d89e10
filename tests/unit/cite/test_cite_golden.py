from collections.abc import Callable

import pytest

from quotesdb.cite import TOGETHER, exporter
from tests.unit.cite.cases import CASES, as_text

FILES = {
    "apa": "apa.txt",
    "biblatex": "quotations.biblatex.bib",
    "bibtex": "quotations.bib",
    "csl-json": "csl.json",
    "csv": "quotations.csv",
    "html": "report.html",
    "jsonl": "quotations.jsonl",
    "markdown": "report.md",
    "ris": "quotations.ris",
    "schema-org": "schema-org.jsonld",
    "tei": "quotations.tei.xml",
    "web-annotation": "annotations.json",
    "wikiquote": "wikiquote.txt",
}


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_table_of_cases_comes_out_as_agreed(name: str, golden: Callable[[str, str], None]) -> None:
    cases = list(CASES.values())
    if name in TOGETHER:
        cases.sort(key=lambda case: case.article.id)
    golden(f"cite/{FILES[name]}", as_text(exporter(name))(cases))
