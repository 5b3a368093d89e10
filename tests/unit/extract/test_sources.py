"""Which words name the source, where the tagged ones are cut or name somebody else."""

from __future__ import annotations

import pytest

from quotesdb.extract.coreference.cast import Cast
from quotesdb.extract.coreference.sources import Sources
from quotesdb.extract.spans.layout import Layout
from quotesdb.values import Span


def widened(text: str, source: str, cue: str, content: str) -> str:
    """The source that stands for the words ``source``, last found before the end of the text."""
    layout = Layout(text)
    spans = [Span(text.rindex(part), text.rindex(part) + len(part)) for part in (source, content, cue)]
    return Sources(text, Cast(text, layout.paragraphs)).widened(spans[0], tuple(spans[1:])).text(text)


@pytest.mark.parametrize(
    ("text", "source", "cue", "expected"),
    [
        ("Nine towns led by Fenland say it rains.", "Nine towns led", "say", "Nine towns led by Fenland"),
        ("Each of the towns says it rains.", "Each of the", "says", "Each of the towns"),
        ("Farmers, who moved in May and say it rains.", "moved in May", "say", "who"),
        ("Farmers, who moved in May and say it rains.", "who moved in May", "say", "who"),
        ("The lake, which local media say it rains on.", "local media", "say", "local media"),
        ("He was told by the Fenland policy unit it rains.", "the", "told", "the Fenland policy unit"),
        ("The paper quoted Ada Roe as saying it rains.", "The paper", "quoted", "Ada Roe"),
        ("Police have no clue, but Fenland School said it rains.", "Police", "said", "Fenland School"),
        ("Police have no clue, but on Monday said it rains.", "Police", "said", "Police"),
        ("Harrow cheers\n\nRoe was quoted in the Post as saying it rains.", "the Post", "saying", "Roe"),
        ("Mr Roe was quoted in the Post as saying it rains.", "the Post", "saying", "Mr Roe"),
        ("It rains, a port worker told Fenland Radio.", "Fenland Radio", "told", "a port worker"),
        ("In May Ada Roe wrote to him insisting it rains.", "him", "insisting", "Ada Roe"),
        ("Roe to quit\n\nFormer driver Ada Roe has said it rains.", "Roe to quit", "said", "Ada Roe"),
        ("Harrow cheers\n\nThe mayor has praised her, saying it rains.", "Harrow", "saying", "The mayor"),
    ],
)  # fmt: skip
def test_a_source_is_all_of_the_words_that_name_who_speaks(
    text: str, source: str, cue: str, expected: str
) -> None:
    content = "It rains" if text.startswith("It") else "it rains"
    assert widened(text, source, cue, content) == expected
