"""Who a source means inside one article, from hand-made sources: no model takes part."""

from __future__ import annotations

import pytest

from quotesdb.extract.cast import Cast
from quotesdb.extract.discourse import Discourse, Resolved
from quotesdb.extract.layout import Layout
from quotesdb.extract.speakers import Resolver
from quotesdb.values import AgentKind, Span


def resolve(text: str, *sources: str) -> Resolved | None:
    """Who the last of the sources means; each is looked for behind the one before."""
    layout = Layout(text)
    discourse = Discourse(text, Cast(text, layout.paragraphs), layout.index)
    resolver, found, at = Resolver(discourse), None, 0
    for source in sources:
        start = text.index(source, at)
        found = resolver.resolve(Span(start, start + len(source)))
        if found is not None:
            discourse.remember(start, found)
        at = start + len(source)
    return found


def name(text: str, *sources: str) -> str | None:
    found = resolve(text, *sources)
    return found.agent.name if found else None


ROE = "Ada Roe, director of the Fenland Institute, spoke. "


@pytest.mark.parametrize(
    ("text", "sources", "expected"),
    [
        ("Roe said so. " + ROE, ["Roe"], "Ada Roe"),
        (ROE + "Ms Roe said so.", ["Ms Roe"], "Ada Roe"),
        (ROE + "She said so.", ["She"], "Ada Roe"),
        (ROE + "The director said so.", ["The director"], "Ada Roe"),
        ("Colin Poe met Ada Roe. He said so.", ["He"], "Colin Poe"),
        ("Colin Poe met Ada Roe. She said so.", ["She"], "Ada Roe"),
        ("It was left to Ada Roe to explain. The lake, she said, is low.", ["she"], "Ada Roe"),
        ("Ada Roe spoke of Jane Poe. She said so.", ["She"], "Ada Roe"),
        ("After a call with Jane Poe, Ada Roe left. She said so.", ["She"], "Ada Roe"),
        ("Ada Roe, who said so, left.", ["who"], "Ada Roe"),
        ("Harrow Motors claims all is well, which it said is so.", ["Harrow Motors", "it"], "Harrow Motors"),
        ("The transport ministry shut. In a note it said so.", ["it"], "The transport ministry"),
        ("Analysts at HBC met. It helps, they wrote.", ["Analysts at HBC", "they"], "Analysts at HBC"),
        ("Ada Roe and Colin Poe said so.", ["Ada Roe and Colin Poe"], "Ada Roe and Colin Poe"),
        ("Ada Roe met Colin Poe. The pair said so.", ["The pair"], "Ada Roe and Colin Poe"),
        ("A lawyer for Ada Roe said so.", ["A lawyer for Ada Roe"], "A lawyer for Ada Roe"),
        ("A senior official said so.", ["A senior official"], "A senior official"),
        ("The Harrow Press news agency said so.", ["The Harrow Press news agency"], "Harrow Press"),
    ],
)  # fmt: skip
def test_who_a_source_means(text: str, sources: list[str], expected: str) -> None:
    assert name(text, *sources) == expected


def test_the_last_speaker_comes_before_another_subject_of_the_sentence_before() -> None:
    text = "Xan Moe’s welcome of Colin Poe is “the latest sign,” said Bob Roe. But he warned of more."
    assert name(text, "Bob Roe", "he") == "Bob Roe"


def test_it_is_the_organisation_that_spoke() -> None:
    text = "Harrow Motors said that Fenland Bank paid. It said more."
    assert name(text, "Harrow Motors", "It") == "Harrow Motors"
    text = "Analysts praised Harrow Motors in spring, Fenland Bank said. It said more."
    assert name(text, "Fenland Bank", "It") == "Fenland Bank"


def test_the_chain_leads_from_the_pronoun_to_the_introduction() -> None:
    text = ROE + "Roe said so. “No,” she said."
    found = resolve(text, "Roe", "she")
    assert found is not None
    chain = [s.text(text) for s in found.evidence]
    assert chain[0] == "she"
    assert chain[-1].startswith("Ada Roe, director of the Fenland Institute")
    assert found.agent.organisation == "Fenland Institute"


def test_an_unnamed_group_or_source_is_never_a_person() -> None:
    found = resolve("Two officials said so.", "Two officials")
    assert found is not None
    assert found.agent.kind is AgentKind.GROUP
    found = resolve("A source close to the talks said so.", "A source close to the talks")
    assert found is not None
    assert found.agent.kind is AgentKind.ANONYMOUS
