"""BibLaTeX, read back by bibtexparser; and what pandoc reads of our formats; RIS is read back by rispy."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from hypothesis import example, given, settings

from quotesdb.cite import Exporter, biblatex, bibtex, csl
from quotesdb.cite.wording import one_line, remarks
from tests.needed import program
from tests.unit.cite.cases import CASES, article, as_text, citation
from tests.unit.cite.test_cite_reference_managers import TOGETHER, printed, read_bibtex

biblatex_text = as_text(biblatex.write)


@given(title=printed, quotation=printed)
@example(
    title="A {brace} and }another{ and \\{", quotation="''double'' -- and --- ,, ?` !` | # ~ ^ <b> $x$ %"
)
@settings(max_examples=100)
def test_it_reads_back_with_nothing_lost(title: str, quotation: str) -> None:
    item = citation(text=quotation, article=article(title=title))
    (entry,) = read_bibtex(biblatex_text([item]))
    assert (entry.entry_type, entry.key) == ("article", item.article.id)
    assert entry["title"] == one_line(title)
    assert entry["annotation"].endswith(item.decision.label())


def test_fields_are_those_of_biblatex() -> None:
    (entry,) = read_bibtex(biblatex_text([CASES["month precision"]]))
    assert {field.key for field in entry.fields} == {
        *("author", "title", "journaltitle", "entrysubtype", "date", "url", "urldate", "language"),
        "annotation",
    }
    assert (entry["date"], entry["urldate"], entry["entrysubtype"]) == ("2024-11", "2025-01-09", "newspaper")
    assert entry["annotation"] == "; ".join(remarks([CASES["month precision"]]))


@pytest.mark.parametrize(
    ("changes", "kind"),
    [({}, "article"), ({"publisher": None}, "online"), ({"publisher": None, "url": None}, "misc")],
)
def test_the_type_goes_by_what_is_known(changes: dict[str, Any], kind: str) -> None:
    (entry,) = read_bibtex(biblatex_text([citation(article=article(**changes))]))
    assert entry.entry_type == kind


def test_an_article_is_one_entry_however_much_is_quoted_from_it() -> None:
    entries = read_bibtex(biblatex_text(TOGETHER))
    assert len({entry.key for entry in entries}) == len(entries) == len({c.article.id for c in TOGETHER})


def by_pandoc(written: str, kind: str) -> list[dict[str, Any]]:
    run = [program("pandoc"), "--from", kind, "--to", "csljson"]
    return list(
        json.loads(subprocess.run(run, input=written, capture_output=True, text=True, check=True).stdout)
    )


@pytest.mark.parametrize(
    ("kind", "write"),
    [
        ("biblatex", biblatex.write),
        ("bibtex", bibtex.write),
        ("csljson", csl.write),
    ],
)
def test_pandoc_loses_no_sign_that_it_knows(kind: str, write: Exporter) -> None:
    title = 'a % $ # _ & \\ {y} {} ~ ^ < > | -- --- ,, @ = " ]'
    (item,) = by_pandoc(as_text(write)([citation(article=article(title=title, publisher=title))]), kind)
    assert (item["title"], item["container-title"]) == (title, title)


def test_pandoc_reads_the_same_references() -> None:
    found = {item["id"]: item for item in by_pandoc(biblatex_text(TOGETHER), "biblatex")}
    assert found.keys() == {case.article.id for case in TOGETHER}
    several = found[CASES["several authors"].article.id]
    assert several["type"] == "article-newspaper"
    assert several["title"] == "100% of R&D_budget {gone}"
    assert several["author"] == [
        {"family": "Berg", "given": "Jane", "dropping-particle": "van der"},
        {"family": "García López", "given": "María José"},
        {"literal": "Lantern Press Agency"},
    ]
    month = found[CASES["month precision"].article.id]
    assert month["issued"] == {"date-parts": [[2024, 11]]}
    assert month["accessed"] == {"date-parts": [[2025, 1, 9]]}
    assert month["container-title"] == "Quays & Cranes Monthly"
    assert month["URL"] == article().url
