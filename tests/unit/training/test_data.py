"""What the encoder is taught: labels of annotated texts, also in other typography. Needs no torch."""

from __future__ import annotations

import random
import re
from importlib.resources import as_file, files

import pytest
from tokenizers import Tokenizer

from quotesdb.evaluate.annotation import Attribution
from quotesdb.values import Span
from training.augment import restyled
from training.dataset import NameSwapper, labelled_windows
from training.documents import Document, Mention

TEXT = "“It is late,” Ada Roe said, adding that the old boat leaked. Then Bo Vance slept in Harwell."


def cut(part: str) -> tuple[Span, ...]:
    start = TEXT.index(part)
    return (Span(start, start + len(part)),)


DOCUMENT = Document(
    "a",
    TEXT,
    (
        Attribution(cut("“It is late,”"), cut("said"), cut("Ada Roe")),
        Attribution(cut("that the old boat leaked"), cut("adding"), cut("Ada Roe")),
    ),
    (Mention(cut("Ada Roe")[0], "person"), Mention(cut("Bo Vance")[0], "person")),
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    with as_file(files("quotesdb.extract") / "model" / "tokenizer.json") as path:
        return Tokenizer.from_file(str(path))


def test_a_source_of_two_attributions_belongs_to_both(tokenizer: Tokenizer) -> None:
    (window,) = labelled_windows(DOCUMENT, tokenizer, 256)
    at = next(i for i, start in enumerate(window.window.starts) if start == TEXT.index("Ada"))
    assert window.tags[at] == 3
    assert window.owners[at] == {0, 1}
    assert window.mentions[at] == 1


def test_a_name_is_swapped_for_a_name_of_its_kind_and_the_same_everywhere(tokenizer: Tokenizer) -> None:
    (window,) = labelled_windows(DOCUMENT, tokenizer, 256)
    swap = NameSwapper([window], tokenizer)
    assert swap.pools
    swapped = swap(window, random.Random(1))
    assert swapped.tags == window.tags
    changed = [
        (old, new, kind)
        for old, new, kind in zip(window.window.ids, swapped.window.ids, window.mentions, strict=True)
        if old != new
    ]
    assert all(new in swap.pools[(kind + 1) // 2] for _, new, kind in changed)


@pytest.mark.parametrize("seed", range(30))
def test_other_marks_leave_every_annotated_word_where_it_is(seed: int) -> None:
    other = restyled(DOCUMENT, random.Random(seed))

    def words(text: str, spans: tuple[Span, ...]) -> list[list[str]]:
        return [re.findall(r"\w+", s.text(text)) for s in spans]

    for mine, theirs in zip(DOCUMENT.attributions, other.attributions, strict=True):
        for role in ("content", "cue", "source"):
            assert words(TEXT, getattr(mine, role)) == words(other.text, getattr(theirs, role))
    assert [m.span.text(other.text) for m in other.mentions] == ["Ada Roe", "Bo Vance"]


def test_restyled_marks_come_in_several_styles_and_one_may_be_lost() -> None:
    texts = {restyled(DOCUMENT, random.Random(seed)).text for seed in range(60)}
    assert {text[0] for text in texts} == {"“", '"', "‘", "'"}
    assert any(not re.search(r"late,[”\"’']", text) for text in texts)
