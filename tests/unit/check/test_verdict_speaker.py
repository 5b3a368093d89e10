"""Right words, wrong speaker: when a claim is misattributed, and when that cannot be known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotesdb.check.claim import parse
from quotesdb.check.decide import judge
from quotesdb.check.evidence import Evidence, Said
from quotesdb.values import Agent, AgentKind, CueClass, Decision, Kind, Span
from tests.said import best, evidence, judged, verdict

WORDS = "The mud goes onto the oyster beds, and nobody counts them"
LIND = f"Mara Lind | direct | “{WORDS},” said Mara Lind."
BRANDT = f"Ivo Brandt | direct | “{WORDS},” said Ivo Brandt."


@pytest.mark.parametrize(
    ("claim", "speaker"),
    [
        (WORDS, "Ivo Brandt"),
        (WORDS, "Brandt"),
        (WORDS, "Anna Lind"),
        (WORDS, "Velda Works"),
        (WORDS.upper(), "Brandt"),
        ("The mud goes … and nobody counts them", "Brandt"),
        ("The mud goes onto the oyster beds", "Brandt"),
        ("The mud goes onto the oyster beds, and everybody counts them", "Brandt"),
    ],
)
def test_the_words_of_somebody_else_are_misattributed(claim, speaker):
    assert verdict(claim, speaker, LIND, "Ivo Brandt | direct | “I never said that,” said Brandt.") == (
        "misattributed"
    )


def test_the_one_who_said_it_and_the_rung_of_the_words_are_reported():
    found = best(WORDS, "Brandt", LIND)
    assert (found.said.speaker.name, found.rung, found.fits) == ("Mara Lind", "verbatim", False)


@pytest.mark.parametrize(
    ("line", "speaker", "expected"),
    [
        (LIND, "Mara Lind", "verbatim"),
        (LIND, "Lind", "verbatim"),
        (LIND, "Ms Lind", "verbatim"),
        (LIND, "Councillor Mara Lind", "verbatim"),
        (LIND, None, "verbatim"),
        # By another name that is known of the speaker, and for the body spoken for.
        (f"Lind = Mara Lindqvist | direct | “{WORDS},” said Lind.", "Mara Lindqvist", "verbatim"),
        (f"Mara Lind of Velda Works | direct | “{WORDS},” said Lind.", "Velda Works", "verbatim"),
        (f"Velda Works | direct | “{WORDS},” said Velda Works.", "Velda Works", "verbatim"),
    ],
)
def test_who_said_it_is_found_by_the_names_that_papers_print(line, speaker, expected):
    assert verdict(WORDS, speaker, line) == expected


@pytest.mark.parametrize(
    "claim",
    [WORDS, "the mud goes onto the oyster beds", "The mud goes onto the oyster beds, and we count them"],
)
@pytest.mark.parametrize(
    "line",
    [
        f"Mara Lind? | direct | “{WORDS},” she said.",
        f"? | direct | “{WORDS}.”",
        f"someone | direct | “{WORDS},” someone said.",
        # Named elsewhere, but not beside the words; and bodies, which speak through people.
        f"Mara Lind | direct | “{WORDS},” she said.",
        f"Mara Lind | direct | “{WORDS},” said the harbour master.",
        f"the fishermen | direct | “{WORDS},” said the fishermen.",
        f"Velda Works | direct | “{WORDS},” said Velda Works.",
    ],
)
def test_a_guess_nobody_and_a_source_without_a_name_accuse_nobody(line, claim):
    assert verdict(claim, "Ivo Brandt", line) == "attribution_uncertain"
    assert verdict(claim, None, line) == best(claim, None, line).rung


@pytest.mark.parametrize(
    ("line", "speaker", "expected"),
    [
        (f"Mara Lind? | direct | “{WORDS},” she said.", "Lind", "verbatim"),
        (LIND, "Brandt", "misattributed"),
        (f"Mara Lind of Velda Works | direct | “{WORDS},” said Ms. Lind.", "Brandt", "misattributed"),
        (f"The signs said: {WORDS}.", "Brandt", "only_in_narration"),
        (f"Ivo Brandt? | direct | “{WORDS},” he said.", "Brandt", "verbatim"),
        (f"someone of Velda Works | direct | “{WORDS},” someone said.", "Velda Works", "verbatim"),
        ("? | direct | “We counted every lorry on the bridge.”", "Brandt", "not_found"),
    ],
)
def test_what_is_not_uncertain(line, speaker, expected):
    assert verdict(WORDS, speaker, line) == expected


def test_a_passage_of_the_claimed_speaker_comes_before_as_good_a_one_of_others():
    found = judged(WORDS, "Brandt", LIND, BRANDT)
    assert found.verdict == "verbatim"
    assert [passage.said.speaker.name for passage in found.passages] == ["Ivo Brandt"]
    assert {p.said.speaker.name for p in judged(WORDS, None, LIND, BRANDT).passages} == {
        "Mara Lind",
        "Ivo Brandt",
    }


def test_the_best_passage_is_chosen_over_all_speakers():
    near = "Ivo Brandt | direct | “The mud comes off the coal beds, and somebody sold them,” said Brandt."
    assert verdict(WORDS, "Brandt", LIND, near) == "misattributed"
    nearly = "Ivo Brandt | direct | “The mud goes onto the oyster beds, and we count them,” said Brandt."
    assert verdict(WORDS, "Brandt", nearly) == "altered"


def test_equally_good_passages_are_all_listed_the_earliest_first():
    pages = [evidence(LIND, day=day) for day in ("2021-03-01", "2021-01-01", "2021-02-01")]
    found = judge(parse(WORDS), "Lind", pages)
    assert [passage.evidence.order[0] for passage in found.passages] == [
        "2021-01-01",
        "2021-02-01",
        "2021-03-01",
    ]


@pytest.mark.parametrize(
    ("claim", "speaker", "expected"),
    [
        # Words alone prove little.
        ("the oyster beds", None, "attribution_uncertain"),
        ("the oyster beds", "Lind", "verbatim"),
        ("The Oyster Beds", "Lind", "verbatim_normalised"),
        ("the oyster beds", "Brandt", "misattributed"),
        ("the oyster shells", None, "not_found"),
        ("and nobody", "Brandt", "not_found"),
        ("nobody counts", "Lind", "verbatim"),
        ("onto them", "Brandt", "not_found"),
        # Five words are enough.
        ("goes onto the oyster beds", None, "verbatim"),
        ("goes onto the oyster beds", "Lind", "verbatim"),
    ],
)
def test_below_five_words_a_claim_needs_its_speaker(claim, speaker, expected):
    found = judged(claim, speaker, LIND)
    assert found.verdict == expected
    assert bool(found.notes) == (len(claim.split()) < 5)


def test_another_article_that_prints_the_words_otherwise_is_shown_and_changes_no_verdict():
    said = "Mara Lind | direct | “We will open the {} pool in May, before the summer,” said Lind."
    one, other = (evidence(said.format(word)) for word in ("new", "old"))
    stranger = evidence(
        said.format("old").replace("Mara Lind", "Ivo Brandt").replace("said Lind", "said Brandt")
    )
    claim = parse("We will open the new pool in May, before the summer")
    found = judge(claim, "Mara Lind", [one, other])
    assert (found.verdict, [p.rung for p in found.passages]) == ("verbatim", ["verbatim", "altered"])
    assert any("otherwise" in note for note in found.notes)
    assert judge(claim, "Mara Lind", [one, stranger]).notes == ()


@pytest.mark.parametrize("speaker", ["the fishermen", "Velda plc", "VW", "Maria Lind"])
def test_who_could_be_meant_all_the_same_is_uncertain(speaker):
    found = judged(WORDS, speaker, LIND)
    assert (found.verdict, found.passages[0].said.speaker.name) == ("attribution_uncertain", "Mara Lind")


def test_what_a_person_decided_is_known_though_a_pronoun_stands_beside_the_words():
    page = evidence(f"Mara Lind | direct | “{WORDS},” she said.")
    reviewed = [replace(one, decision=Decision("human", "Ada Test")) for one in page.said]
    assert judge(parse(WORDS), "Ivo Brandt", [Evidence(page.text, reviewed)]).verdict == "misattributed"


def test_a_name_that_was_stored_in_part_is_read_to_its_end():
    page = evidence(f"Ahmed | direct | “{WORDS},” said Ahmed al-Rashid, a nurse.")
    source = Span(page.text.index("Ahmed"), len(page.text) - 1)
    page = Evidence(page.text, [replace(one, source=source) for one in page.said])
    assert judge(parse(WORDS), "al-Rashid", [page]).verdict == "verbatim"
    assert judge(parse(WORDS), "Ahmed al-Rashid", [page]).verdict == "verbatim"


def test_a_surname_taken_for_a_body_is_the_person_claimed():
    said = Said("q-0", Kind.DIRECT, CueClass.SPEECH, (Span(0, 60),), (Span(0, 60),))
    body = replace(said, speaker=Agent("Harrow", AgentKind.ORGANISATION))
    page = Evidence(f"“{WORDS},” said Will Harrow.", [body])
    assert judge(parse(WORDS), "Will Harrow", [page]).verdict == "verbatim"
    assert judge(parse(WORDS), "Ivo Brandt", [page]).verdict == "attribution_uncertain"


def test_two_bodies_that_an_article_names_are_two():
    ferry = (
        "Velda Works | direct | “The night ferry pays for itself by March,” Velda Works said.",
        "Orle Works | direct | “We have no comment on ferries at all,” Orle Works said.",
    )
    said = "The night ferry pays for itself by March"
    assert verdict(said, "Orle Works", *ferry) == "misattributed"
    assert verdict(said, "Orle Works", ferry[0]) == "attribution_uncertain"
    assert verdict(said, "the company", *ferry) == "attribution_uncertain"
