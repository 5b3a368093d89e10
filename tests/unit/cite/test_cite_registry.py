import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from quotesdb.cite import UnknownFormat, exporter, formats
from quotesdb.values import Citation
from tests.unit.cite.cases import article, as_text, citation

OURS = ["apa", "biblatex", "bibtex", "csl-json", "csv", "html", "jsonl", "markdown", "quickstatements"]
OURS += ["ris", "schema-org", "tei", "web-annotation", "wikiquote"]
STREAMED = [name for name in OURS if name not in {"apa", "html", "markdown"}]


@pytest.fixture
def other_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installed package that registers one format of its own and one under a name of ours."""
    (tmp_path / "shouting.py").write_text(
        "def write(citations, out, options):\n"
        "    out.writelines(options['mark'].encode() + c.text.upper().encode() for c in citations)\n"
    )
    info = tmp_path / "shouting-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[quotesdb.exporters]\nshouted = shouting:write\napa = shouting:write\n"
    )
    monkeypatch.syspath_prepend(tmp_path)


def test_the_formats_are_named_in_order() -> None:
    assert [name for name in formats() if name in OURS] == OURS
    assert formats() == sorted(formats())


def test_an_unknown_format_lists_the_known_ones() -> None:
    with pytest.raises(
        UnknownFormat, match=r"no export format 'apa6'; there are: apa, biblatex, bibtex, csl-json"
    ):
        exporter("apa6")
    assert issubclass(UnknownFormat, ValueError)


@pytest.mark.usefixtures("other_package")
def test_another_package_can_add_a_format() -> None:
    assert "shouted" in formats()
    out = BytesIO()
    exporter("shouted")([citation(text="“no”")], out, {"mark": "!"})
    assert out.getvalue().decode() == "!“NO”"


@pytest.mark.usefixtures("other_package")
def test_another_package_cannot_change_one_of_ours() -> None:
    assert formats().count("apa") == 1
    assert "as cited in Quill" in as_text(exporter("apa"))([citation()])


@pytest.mark.parametrize("name", OURS)
def test_an_exporter_takes_an_iterator_and_is_repeatable(name: str) -> None:
    assert as_text(exporter(name))(iter([citation()])) == as_text(exporter(name))([citation()])


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("apa", ""),
        ("biblatex", ""),
        ("bibtex", ""),
        ("csl-json", "[]\n"),
        ("jsonl", ""),
        ("markdown", "# Quotations\n\nNone.\n"),
        ("quickstatements", ""),
        ("ris", ""),
        ("schema-org", "[]\n"),
        ("web-annotation", "[]\n"),
        ("wikiquote", ""),
    ],
)
def test_nothing_to_export_is_an_empty_file_of_the_format(name: str, empty: str) -> None:
    assert as_text(exporter(name))([]) == empty


@pytest.mark.parametrize(
    "name",
    STREAMED,
)
def test_a_citation_is_written_before_the_next_is_asked_for(name: str) -> None:
    out = BytesIO()
    written = []

    def asked_for() -> Iterator[Citation]:
        for number in range(4):
            yield citation(
                article=article(id=f"a-{number}"), same_as=(f"https://www.wikidata.org/entity/Q90{number}",)
            )
            written.append(out.getvalue().decode().count("We will not move before May"))

    exporter(name)(asked_for(), out, {})
    assert written[1] < written[2] < written[3]


def test_no_format_is_loaded_before_it_is_asked_for() -> None:
    loaded = "[name for name in sys.modules if name.startswith('quotesdb.cite.')]"
    code = f"import sys, quotesdb.cite; quotesdb.cite.formats(); print({loaded})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
