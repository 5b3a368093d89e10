"""A review that comes from another database lands on the words that were judged, or nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from quotesdb.services.judging.review import review_quote
from quotesdb.services.lookup import QuoteFilter, find_quotes
from quotesdb.services.transfer import Arrival
from tests.services.toy import TOY, finding
from tests.services.transfer.test_transfer import Database, bring, build, effective, fill, lines

__all__ = ["build"]

URL = "https://example.org/pumps"
PUMPS = "“The pumps are older than I am,” said {}."
BOARD = "“Nobody asked the harbour board at all,” said Bea Sample."
RAIN = "“It will rain,” said {}."
BOTH = "\n".join([PUMPS.format("Cy Test"), BOARD, PUMPS.format("Ada Example")])

Build = Callable[..., Database]


def judged(build: Build, text: str, name: str, **verdict: bool) -> list[str]:
    """The decisions of a database in which the quotation of one speaker was judged."""
    source = build(stories={URL: text})
    with source.begin() as session:
        [quote] = find_quotes(session, QuoteFilter(speaker=name)).rows
        review_quote(session, quote.id, "ines", **verdict)
    return lines(source)


def decided(make: Database) -> list[tuple[str, str]]:
    """The speakers of the quotations about pumps that are shown, and who decided that."""
    return [
        (said.speaker.name, said.decision.by) for said in effective(make).values() if "pumps" in said.text
    ]


@pytest.mark.parametrize("verdict", ["accept", "reject"])
@pytest.mark.parametrize(("name", "other"), [("Ada Example", "Cy Test"), ("Cy Test", "Ada Example")])
@pytest.mark.parametrize("program", [TOY, finding()])
def test_a_copy_of_the_words_is_not_what_was_judged(build, verdict, name, other, program):
    decisions = judged(build, BOTH, name, **{verdict: True})
    text = BOTH.replace(PUMPS.format(name), RAIN.format(name))
    target = build(program, {URL: text})
    [outcome] = bring(target, decisions)
    assert (outcome.outcome, "in these surroundings" in outcome.reason) == (Arrival.MISSING, True)
    assert decided(target) == ([(other, "machine")] if program is TOY else [])


@pytest.mark.parametrize("name", ["Ada Example", "Cy Test"])
@pytest.mark.parametrize(
    "text",
    [
        BOTH,
        f"A new line.\n{BOTH}",
        BOTH.replace(BOARD, "“Ask the board,” said Bea Sample."),
        "\n".join([PUMPS.format("Ada Example"), BOARD, PUMPS.format("Cy Test")]),
        BOTH.replace("\n", "\n\n  "),
    ],
)
def test_what_was_judged_arrives_after_an_edit_a_move_and_other_blanks(build, name, text):
    target = build(stories={URL: text})
    decisions = judged(build, BOTH, name, accept=True)
    assert [outcome.outcome for outcome in bring(target, decisions)] == [Arrival.ADDED]
    assert sorted(decided(target)) == sorted(
        [(who, "human" if who == name else "machine") for who in ("Ada Example", "Cy Test")]
    )
    fill(target, TOY, {URL: f"One line more.\n{text}"})
    assert [outcome.outcome for outcome in bring(target, decisions)] == [Arrival.PRESENT]


def test_the_very_quote_is_judged_though_all_around_it_was_edited(build):
    decisions = judged(build, BOTH, "Cy Test", accept=True)
    line = json.loads(decisions[0])
    target = build(stories={URL: BOTH + "\nThe end."})
    text = "\n".join([PUMPS.format("Cyrus Test"), "It rained all day in Velda.", RAIN.format("Ada Example")])
    fill(target, TOY, {URL: text})
    [outcome] = bring(target, decisions)
    assert (outcome.outcome, outcome.about) == (Arrival.ADDED, line["quote"])
    assert decided(target) == [("Cy Test", "human")]
    assert [outcome.outcome for outcome in bring(target, decisions)] == [Arrival.PRESENT]


def test_words_that_the_article_gave_to_somebody_else_are_not_what_was_judged(build):
    decisions = judged(build, BOTH, "Ada Example", accept=True)
    target = build(stories={URL: BOTH.replace("Ada Example", "Dee Trial")})
    assert [outcome.outcome for outcome in bring(target, decisions)] == [Arrival.MISSING]
    assert sorted(decided(target)) == [("Cy Test", "machine"), ("Dee Trial", "machine")]
