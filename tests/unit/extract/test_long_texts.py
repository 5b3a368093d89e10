"""Long and strange texts: four times the text takes four times the work, whatever it is made of."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Iterator
from time import process_time

import pytest

from quotesdb.extract import english, extract
from quotesdb.extract.coreference.cast import Cast
from quotesdb.extract.model.encode import windows
from quotesdb.extract.model.tagger import Link, Tagged, shipped_model
from quotesdb.extract.spans.layout import Layout
from quotesdb.text.segments import paragraphs, sentences
from quotesdb.values import Span
from tests.long_text import long_text
from tests.steps import steps

pytestmark = pytest.mark.slow

REPORTED = re.compile(r"(?P<source>[A-Z]\w+ [A-Z]\w+|[Hh]e|[Ss]he|[Tt]he \w+) (?P<cue>said|told|added)\b")
SIZE = 8_000


class Reader:
    """A model that finds what follows "NAME said" in a sentence."""

    def links(self, text: str, found: list[Span], quoted: object) -> Iterator[list[Link]]:
        return ([*self._links(text, paragraph)] for paragraph in found)

    def _links(self, text: str, paragraph: Span) -> Iterator[Link]:
        for sentence in sentences(text, paragraph):
            match = REPORTED.search(text, sentence.start, sentence.end)
            if match and sentence.end - match.end() > 3:
                source, cue = (Tagged(Span(*match.span(part)), 0.9) for part in ("source", "cue"))
                yield Link(Tagged(Span(match.end(), sentence.end), 0.9), cue, ((source, 5.0),))


def extracting(text: str) -> int:
    """How much work the extraction of ``text`` is."""
    return steps(lambda: extract(text, "en"))


def repeated(unit: str, size: int) -> str:
    return unit * (size // len(unit))


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "“a ",
        "“a” ",
        "“a b c d” ",
        "‘a ",
        "a,” ",
        "“a b c d\n",
        "“a b c d,” Ada Roe said.\n",
        "“a b c d” — Ada Roe\n",
        "ADA: a b c\n",
        "Ada Roe, ",
        "Ada Roe said ",
        "he said Ada Roe said “a b” ",
        "the company said a b c. ",
        "A",
        "a ",
        ". ",
        "\n",
        "漢",
    ],
)
def test_the_work_grows_as_the_text_does(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "shipped_model", Reader)
    extract(repeated(unit, SIZE), "en")
    assert extracting(repeated(unit, 4 * SIZE)) < 6 * extracting(repeated(unit, SIZE))


def test_the_work_grows_as_the_number_of_articles_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "shipped_model", Reader)
    short, long = long_text(60_000), long_text(240_000)
    extract(short, "en")
    assert extracting(long) / len(long) < 1.5 * extracting(short) / len(short)


def crowd(size: int) -> str:
    """As many people of one surname and of one given name."""
    names = [f"{a}{b}{c}" for a in "BDFGKLMNPRST" for b in "aeiou" for c in ("bert", "dred", "mund", "wine")]
    pairs = [(given, surname.lower()) for given in names for surname in names][:size]
    return "\n".join(f"{a}{b} Roe said it was late. Ada {a}{b} said Roe had told Ada so." for a, b in pairs)


def test_many_people_of_one_name_take_no_more_work_than_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(english, "shipped_model", Reader)
    extract(crowd(20), "en")
    assert extracting(crowd(1600)) < 6 * extracting(crowd(400))


def test_in_a_crowd_of_one_surname_whole_names_tell_who_is_meant() -> None:
    text = f"{crowd(400)}\nBabertbabert Roe said no."
    cast = Cast(text, paragraphs(text))
    meant = {name.text: cast.being_of(name) for name in cast.names}
    assert meant["Babertbabert Roe"].name == "Babertbabert Roe"
    assert len(meant["Babertbabert Roe"].mentions) == 2
    assert meant["Roe"].name == "Roe"


def test_a_dateline_is_not_looked_for_without_end() -> None:
    layout = Layout("ADA ROE SAID " * 20_000)
    began = process_time()
    assert all(layout.after_dateline(at) == at for at in range(0, len(layout.text), 130))
    assert process_time() - began < 1


def test_a_long_text_takes_memory_for_what_is_found_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for all that the model says at once, nor for what the confidence of each quotation follows from."""
    monkeypatch.setattr(english, "shipped_model", Reader)
    text = long_text(400_000)
    extract(text[:20_000], "en")
    tracemalloc.start()
    try:
        extract(text, "en")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 25 * len(text)


@pytest.mark.parametrize(
    "run", ["'", "''", '"', "”", "’", "``", ".", "?!", ". ", ")", "—", "\t", "aA", "Aa, "]
)
def test_a_long_run_of_marks_stops_no_regular_expression(run: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a pattern could match a run in several ways, this would not end in anybody's lifetime."""
    monkeypatch.setattr(english, "shipped_model", Reader)
    for text in (f"It rains.{run * 4000}x", f"“It rains, {run * 4000} x", f"Ada said.\n\n\n{run * 4000}\nx"):
        extract(text, "en")


def test_a_text_without_line_breaks_is_cut_at_full_stops() -> None:
    text = "It rains in Fenland today. " * 3000
    found = paragraphs(text)
    assert len(found) > 1
    assert max(len(p) for p in found) <= 20_000
    assert all(p.text(text).endswith(".") for p in found)
    assert sum(len(p) for p in found) > 0.99 * len(text)


def test_words_without_a_full_stop_are_cut_at_spaces() -> None:
    text = "rain " * 3000
    found = sentences(text, Span(0, len(text)))
    assert max(len(s) for s in found) <= 4000
    assert {word for s in found for word in s.text(text).split()} == {"rain"}


def test_no_window_is_longer_than_the_network_reads() -> None:
    text = "“It rains,” Ada Roe said. " * 400
    model, layout = shipped_model(), Layout(text)
    found = [*windows(text, layout.paragraphs, layout.quoted, model.tokenizer, model.settings["length"])]
    lengths = [len(window) for window in found]
    assert max(lengths) == model.settings["length"]
    assert found[0].opens_paragraph
    assert not any(window.opens_paragraph for window in found[1:])
    assert sum(lengths) > 400 * len(["“", "it", "rains", ",", "”", "ada", "roe", "said", "."])
