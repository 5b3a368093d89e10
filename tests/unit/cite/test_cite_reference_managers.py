import json
from dataclasses import replace
from datetime import date
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors, SplitNameParts
from bibtexparser.model import Entry
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from quotesdb.cite import bibtex, csl, ris
from quotesdb.cite.wording import one_line
from quotesdb.values import Citation, Precision, PrintedDate
from tests.unit.cite.cases import CASES, article, as_text, citation

bibtex_text = as_text(bibtex.write)
csl_text = as_text(csl.write)
ris_text = as_text(ris.write)

# What the CSL data schema asks of the variables that we write.
NAME = {
    "type": "object",
    "properties": {
        key: {"type": "string", "minLength": 1} for key in ("family", "given", "suffix", "literal")
    },
    "additionalProperties": False,
    "oneOf": [{"required": ["literal"], "maxProperties": 1}, {"required": ["family", "given"]}],
}
DATE_PARTS = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
DATE = {
    "type": "object",
    "required": ["date-parts"],
    "additionalProperties": False,
    "properties": {"date-parts": {"type": "array", "items": DATE_PARTS, "minItems": 1, "maxItems": 2}},
}
CSL_SCHEMA = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "type": {"const": "article-newspaper"},
            **{
                key: {"type": "string", "minLength": 1}
                for key in (
                    "id",
                    "citation-key",
                    "title",
                    "container-title",
                    "URL",
                    "archive_location",
                    "language",
                    "note",
                )
            },
            "author": {"type": "array", "items": NAME, "minItems": 1},
            "issued": DATE,
            "accessed": DATE,
        },
    },
}

# Printed text with what LaTeX, BibTeX and RIS take for markup, and line breaks of all kinds.
printed = st.text(
    alphabet=st.one_of(
        st.sampled_from("\\{}&%$#_~^<>|`'\"-,@=()!?;: \n\r\t\x0b\x85\u2028é“”—¿ß字"),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
).filter(one_line)


TOGETHER = sorted(CASES.values(), key=lambda case: case.article.id)
ARTICLES = list(dict.fromkeys(case.article.id for case in TOGETHER))


def read_csl(items: Any) -> list[dict[str, Any]]:
    data = json.loads(csl_text(items))
    Draft7Validator(CSL_SCHEMA).validate(data)
    return list(data)


def latex_decoder() -> LatexNodes2Text:
    """Turns LaTeX into characters; pylatexenc lacks some of LaTeX's own macros and reads ^ as ˆ."""
    kernel = {
        "asciicircum": "^",
        "braceleft": "{",
        "braceright": "}",
        "bar": "|",
        "less": "<",
        "greater": ">",
    }
    macros = [MacroTextSpec(f"text{name}", char) for name, char in kernel.items()]
    known = get_default_latex_context_db()
    known.add_context_category("kernel", prepend=True, macros=macros)
    return LatexNodes2Text(latex_context=known, strict_latex_spaces=True)


DECODER = latex_decoder()


def read_bibtex(text: str) -> list[Entry]:
    """The entries as a BibTeX reader sees them, LaTeX turned back into characters."""
    library = bibtexparser.parse_string(
        text,
        append_middleware=[SeparateCoAuthors(), SplitNameParts(), LatexDecodingMiddleware(decoder=DECODER)],
    )
    assert not library.failed_blocks
    assert not library.comments
    return list(library.entries)


def quotation_note(item: Citation) -> str:
    return one_line(f"Quotation ({item.kind}, para. 4): {item.text}")


# CSL-JSON


def test_every_case_is_valid_csl_with_an_id_of_its_own() -> None:
    items = read_csl(TOGETHER)
    assert [item["citation-key"] for item in items] == ARTICLES
    assert {item["id"] for item in items} <= {case.id for case in TOGETHER}


def test_quotations_of_one_article_are_one_item_with_all_of_them_in_its_note() -> None:
    archived = article(archived_url="https://archive.example/a")
    two = [citation(id=f"q-{text}", text=f"“{text}”", article=archived) for text in ("One", "Two")]
    (item,) = read_csl(two)
    assert (item["id"], item["citation-key"]) == ("q-One", archived.id)
    kinds = [line.partition(":")[0] for line in item["note"].splitlines()]
    quoted = ["Quotation (direct, para. 4)", "Speaker", "Attribution"]
    assert kinds == [*quoted, *quoted, "Archived"]
    assert "“Two”" in item["note"]
    assert [record["id"] for record in rispy.loads(ris_text(two))] == [archived.id]
    assert [entry.key for entry in read_bibtex(bibtex_text(two))] == [archived.id]


def test_the_speaker_is_in_the_note_and_no_author() -> None:
    (item,) = read_csl([citation()])
    assert item["author"] == [{"family": "Quill", "given": "Ada"}]
    assert item["note"].splitlines() == [
        "Quotation (direct, para. 4): “We will not move before May,”",
        "Speaker: Mira Solane, chief economist, Halden Analytics",
        "Attribution: machine-attributed, unreviewed (quotesdb 0.1.0, confidence 0.93)",
    ]


def test_organisations_are_literal_names() -> None:
    (item,) = read_csl([citation(article=article(byline=("Lantern Press Agency", "Owen Tarrant Jr.", " ")))])
    assert item["author"] == [
        {"literal": "Lantern Press Agency"},
        {"family": "Tarrant", "given": "Owen", "suffix": "Jr."},
    ]


@pytest.mark.parametrize(
    ("precision", "parts"),
    [(Precision.YEAR, [2025]), (Precision.MONTH, [2025, 1]), (Precision.DAY, [2025, 1, 1])],
)
def test_a_date_has_no_more_parts_than_were_printed(precision: Precision, parts: list[int]) -> None:
    (item,) = read_csl([citation(article=article(published=PrintedDate(date(2025, 1, 1), precision)))])
    assert item["issued"] == {"date-parts": [parts]}


def test_what_is_not_known_is_left_out() -> None:
    bare = article(title=None, byline=(), publisher=None, published=None, url=None, language=None)
    (item,) = read_csl([citation(article=bare)])
    assert set(item) == {"id", "citation-key", "type", "note"}


# BibTeX


@given(title=printed, quotation=printed)
@example(title="A {brace} and }another{ and \\{", quotation="''double'' -- and --- ,, ?` !`")
@example(title="@article{x, title = {y}}", quotation="@comment\n@string{a = b}")
@settings(max_examples=150)
def test_bibtex_reads_back_with_nothing_lost(title: str, quotation: str) -> None:
    item = citation(text=quotation, article=article(title=title))
    (entry,) = read_bibtex(bibtex_text([item]))
    assert entry.key == item.article.id
    assert entry["title"] == one_line(title)
    assert entry["note"].startswith(f"{quotation_note(item)}; Speaker: Mira Solane, chief economist")
    assert entry["note"].endswith(item.decision.label())


@given(publisher=printed)
def test_braces_balance_as_bibtex_counts_them(publisher: str) -> None:
    """BibTeX itself counts every brace, also one with a backslash before it."""
    text = bibtex_text([citation(article=article(publisher=publisher))])
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        assert depth >= 0
    assert depth == 0


def test_bibtex_fields_and_authors() -> None:
    (entry,) = read_bibtex(bibtex_text([CASES["several authors"]]))
    jane, maria, agency = entry["author"]
    assert (jane.first, jane.von, jane.last) == (["Jane"], ["van", "der"], ["Berg"])
    assert (maria.first, maria.last) == (["María", "José"], ["García", "López"])
    assert (agency.first, agency.last) == ([], ["{Lantern Press Agency}"])
    assert entry.entry_type == "article"
    assert entry["journal"] == "The Northgate Courier"
    assert (entry["date"], entry["year"], entry["month"]) == ("2025-03-14", "2025", "mar")
    assert "Archived: https://archive.example/2025/budget_gone" in entry["note"]


def test_a_url_is_not_escaped_but_cannot_break_the_entry() -> None:
    assert "{https://courier.example/2025/harbour_talks?id=7&page=2}" in bibtex_text([citation()])
    hostile = bibtex_text([citation(article=article(url="https://x.example/a{b}\\c d%20e#f~g"))])
    assert "{https://x.example/a%7Bb%7D%5Cc%20d%20e#f~g}" in hostile


def test_without_a_publisher_it_is_a_misc_and_without_an_author_it_has_a_sort_key() -> None:
    (entry,) = read_bibtex(bibtex_text([citation(article=article(publisher=None, byline=()))]))
    assert entry.entry_type == "misc"
    assert entry["key"] == "Harbour talks stall"
    assert "author" not in entry


def test_keys_are_unique_and_do_not_depend_on_the_rest_of_the_export() -> None:
    keys = [entry.key for entry in read_bibtex(bibtex_text(TOGETHER))]
    assert keys == ARTICLES
    assert {read_bibtex(bibtex_text([case]))[0].key for case in TOGETHER} == set(keys)


# RIS


@given(title=printed, quotation=printed)
@example(title="A\nTY  - BOOK\nER  - ", quotation="one\r\n\r\ntwo\u2028AU  - Somebody Else")
@settings(max_examples=150)
def test_ris_reads_back_with_nothing_lost(title: str, quotation: str) -> None:
    item = citation(text=quotation, article=article(title=title))
    text = ris_text([item])
    assert all(line[2:6] == "  - " for line in text.splitlines())
    (record,) = rispy.loads(text)
    assert record["title"] == one_line(title)
    assert record["notes"] == [
        quotation_note(item),
        "Speaker: Mira Solane, chief economist, Halden Analytics",
        f"Attribution: {item.decision.label()}",
    ]


def test_ris_fields() -> None:
    (record,) = rispy.loads(ris_text([CASES["several authors"]]))
    assert record["type_of_reference"] == "NEWS"
    assert record["id"] == "a-authors001"
    assert record["authors"] == ["van der Berg, Jane", "García López, María José", "Lantern Press Agency"]
    assert record["secondary_title"] == "The Northgate Courier"
    assert (record["year"], record["date"]) == ("2025", "2025/03/14/")
    assert record["language"] == "en"
    assert record["urls"] == ["https://courier.example/2025/harbour_talks?id=7&page=2"]


@pytest.mark.parametrize(
    ("precision", "shown"),
    [(Precision.YEAR, "2025///"), (Precision.MONTH, "2025/01//"), (Precision.DAY, "2025/01/01/")],
)
def test_a_ris_date_is_empty_beyond_what_was_printed(precision: Precision, shown: str) -> None:
    item = citation(article=article(published=PrintedDate(date(2025, 1, 1), precision)))
    assert f"DA  - {shown}\n" in ris_text([item])


def test_every_article_is_a_record_of_its_own() -> None:
    assert [record["id"] for record in rispy.loads(ris_text(TOGETHER))] == ARTICLES


def test_the_day_of_access_and_the_archived_copy_have_their_own_fields() -> None:
    seen = article(
        accessed=PrintedDate(date(2025, 3, 1)),
        url="https://example.org/a",
        archived_url="https://archive.example/a",
    )
    (item,) = read_csl([citation(article=seen)])
    assert item["accessed"] == {"date-parts": [[2025, 3, 1]]}
    assert item["archive_location"] == "https://archive.example/a"
    assert "  urldate = {2025-03-01},\n" in bibtex_text([citation(article=seen)])
    assert "urldate" not in bibtex_text([citation(article=replace(seen, url=None))])
    assert "\nY2  - 2025/03/01/\n" in ris_text([citation(article=seen)])
