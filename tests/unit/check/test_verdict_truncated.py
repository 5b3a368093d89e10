"""Cuts that matter: the words left out govern those that were kept; and cuts that do not."""

from __future__ import annotations

import pytest

from tests.said import best, verdict


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        # What follows.
        ("We will close the harbour for good unless the town pays", "We will close the harbour for good"),
        ("We will close the harbour for good if the town pays", "We will close the harbour for good"),
        ("We will close the harbour for good except in summer", "We will close the harbour for good"),
        ("We will close the harbour for good, but only in winter", "We will close the harbour for good"),
        ("We will close the harbour but not for good or for long", "We will close the harbour"),
        ("You may fish from this bridge only when it is dark", "You may fish from this bridge"),
        ("You can fish from this bridge when it is dark", "You can fish from this bridge"),
        ("They told me everything but the truth, my friend", "They told me everything"),
        ("We will close the harbour in May this year if the town pays", "We will close the harbour in May"),
        (
            "We will close the harbour for good in May unless the town pays",
            "We will close the harbour for good",
        ),
        ("We will close the harbour, as I said on Monday, unless the town pays", "We will close the harbour"),
        ("The harbour is a danger to us, which is simply not true", "The harbour is a danger to us"),
        ("The harbour is a danger to us, or so they say", "The harbour is a danger to us"),
        ("The harbour is a danger to us, I don't think", "The harbour is a danger to us"),
        # What stands before.
        ("I do not want to close the harbour for good", "want to close the harbour for good"),
        ("I never said the harbour was closed for good", "said the harbour was closed for good"),
        ("We could close the harbour for good next year", "close the harbour for good next year"),
        ("We should not close the harbour for good", "close the harbour for good"),
        ("If we close the harbour for good, we all lose", "we close the harbour for good"),
        ("If the town pays, we will close the harbour", "we will close the harbour"),
        ("I don't think the harbour is a danger to us", "the harbour is a danger to us"),
        ("They tell me that the harbour is a danger to us", "the harbour is a danger to us"),
        ("They claim the harbour is a danger to all of us", "the harbour is a danger to all of us"),
        ("It is a myth that the harbour is a danger", "the harbour is a danger"),
        ("Nobody knows whether the harbour is a danger to us", "the harbour is a danger to us"),
    ],
)
def test_a_cut_before_or_behind_what_governs_is_truncated(words, claim):
    line = f"Mara Lind | direct | “{words},” said Lind."
    assert verdict(claim, "Lind", line) == "truncated"
    assert any(cut.governs for cut in best(claim, "Lind", line).cuts)


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        # The clause that governs is in the claim.
        (
            "We will close the harbour for good unless the town pays",
            "close the harbour for good unless the town pays",
        ),
        ("If the town pays, we will close the harbour", "If the town pays, we will close the harbour"),
        ("I do not want to close the harbour for good", "I do not want to close the harbour"),
        # A clause that merely contrasts, adds or tells when.
        ("The harbour is small and cold, but we love it", "The harbour is small and cold"),
        ("The harbour is small and cold, and we love it", "The harbour is small and cold"),
        ("The harbour was small and cold when I came here", "The harbour was small and cold"),
        ("The harbour is small and cold because it is old", "The harbour is small and cold"),
        # Another sentence, and a speaker's own view.
        ("Do not worry. The harbour is a danger to us", "The harbour is a danger to us"),
        ("The harbour is a danger to us. Unless we pay, it goes", "The harbour is a danger to us"),
        ("I think the harbour is a danger to all of us", "the harbour is a danger to all of us"),
        ("We said the harbour is a danger to all of us", "the harbour is a danger to all of us"),
        ("The harbour is small and cold, and we leave if it rains", "The harbour is small and cold"),
        ("Nobody can deny that the harbour is a danger to us", "the harbour is a danger to us"),
        ("Even if it rains, the harbour is a danger to us", "the harbour is a danger to us"),
        ("We do not own the old harbour by the mill", "the old harbour by the mill"),
        ("We will not pay unless Brandt does, and the harbour will close", "and the harbour will close"),
        ("In May the harbour is a danger to us", "the harbour is a danger to us"),
        ("Not only that, the harbour is a danger to us", "the harbour is a danger to us"),
    ],
)
def test_a_cut_elsewhere_is_not(words, claim):
    line = f"Mara Lind | direct | “{words},” said Lind."
    assert verdict(claim, "Lind", line) == "verbatim"


def test_a_contrast_is_mentioned_though_it_is_no_verdict():
    line = "Mara Lind | direct | “The harbour is small and cold, but we love it,” said Lind."
    [cut] = best("The harbour is small and cold", "Lind", line).cuts
    assert (cut.words, cut.before, cut.governs) == ("but we love it", False, False)


@pytest.mark.parametrize(
    ("host", "claim", "expected"),
    [
        ("Lind did not say <the harbour was “a danger to all of us”>.", "a danger to all of us", "verbatim"),
        ("Lind said <it was not “a danger to all of us”>.", "a danger to all of us", "truncated"),
        (
            "Lind said <they would leave if “nobody pays for the bridge”>.",
            "nobody pays for the bridge",
            "truncated",
        ),
        ("Lind said <it would be “a good year for us” unless it rained>.", "a good year for us", "truncated"),
        ("Lind said <it would be “a good year for us,” unless it rained>.", "a good year for us", "verbatim"),
    ],
)
def test_a_reporters_not_or_if_round_a_fragment_counts_as_well(host, claim, expected):
    assert verdict(claim, "Lind", f"Mara Lind | mixed | {host}") == expected


def test_a_not_that_only_an_ellipsis_stands_for_is_a_cut():
    line = "Mara Lind | direct | “The harbour is not safe for children in winter,” said Lind."
    assert verdict("The harbour is … safe for children in winter", "Lind", line) == "truncated"


def test_the_words_cut_off_are_shown():
    line = "Mara Lind | direct | “I do not want to close the harbour for good,” said Lind."
    [cut] = best("want to close the harbour for good", "Lind", line).cuts
    assert (cut.words, cut.before) == ("not", True)


def test_other_words_come_before_a_cut():
    line = "Mara Lind | direct | “We will close the harbour for good unless the town pays,” said Lind."
    assert verdict("We will open the harbour for good", "Lind", line) == "altered"


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        (
            "“The slip was built in a night,” said Lind. “Only fools use it twice.”",
            "The slip was built in a night",
        ),
        (
            "“We leave if it rains,” said Lind, smiling. “The tents are old and wet.”",
            "The tents are old and wet",
        ),
        ("“Nobody likes it.” Lind said that. “The harbour is a danger.”", "The harbour is a danger"),
        (
            "“The rope came from Velda,” Lind said on Monday. “If you pull it, it rips.”",
            "The rope came from Velda",
        ),
        ("“The rope came from Velda. If you pull it, it rips,” said J. Lind.", "The rope came from Velda"),
        ("“Never,” said Lind in the year 2020. “The rope came from Velda.”", "The rope came from Velda"),
    ],
)
def test_a_neighbouring_sentence_governs_nothing(line, claim):
    assert verdict(claim, "Lind", f"Mara Lind | direct | {line}") in ("verbatim", "verbatim_normalised")


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        ("“Unless it rains,” said Lind, “the regatta begins at nine.”", "the regatta begins at nine"),
        ("“Unless it rains,” said Mr. Lind, “the regatta begins at nine.”", "the regatta begins at nine"),
        ("“The regatta begins at nine,” said Lind, “unless it rains.”", "The regatta begins at nine"),
        ("“I do not believe,” said Lind, “that the harbour is a danger.”", "the harbour is a danger"),
    ],
)
def test_a_clause_of_the_same_sentence_governs_over_the_reporters_words(line, claim):
    assert verdict(claim, "Lind", f"Mara Lind | direct | {line}") == "truncated"


def test_an_interjection_does_not_end_a_sentence_and_a_stage_direction_is_no_word_of_it():
    debate = (
        "Mara Lind | turn | If the town pays its share --",
        "Ivo Brandt | turn | It won't.",
        "Mara Lind | turn | -- we will close the harbour. I do not say [coughs] that the crews are lazy.",
    )
    assert verdict("we will close the harbour", "Lind", *debate) == "truncated"
    assert verdict("the crews are lazy", "Lind", *debate) == "truncated"


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("The council … should sell the harbour to a bank", "truncated"),
        ("The council … will keep the harbour", "verbatim_elided"),
    ],
)
def test_what_an_ellipsis_hides_governs_as_well(claim, expected):
    line = (
        "Mara Lind | direct | “The council has never in its long life believed that it should sell the "
        "harbour to a bank, and it will keep the harbour,” said Lind."
    )
    assert verdict(claim, "Lind", line) == expected


def test_a_line_of_hard_wrapped_text_ends_no_sentence():
    line = (
        "Mara Lind | direct | “We have heard it all before in this hall and I do not believe that\n"
        "Velda is a danger to ships,” said Lind."
    )
    assert verdict("Velda is a danger to ships", "Lind", line) == "truncated"


@pytest.mark.parametrize(
    ("words", "claim"),
    [
        (
            "We never said that it would last, and we will not promise it now",
            "We never said that it would last",
        ),
        ("The harbour was closed in March, and we did not say why", "The harbour was closed in March"),
    ],
)
def test_another_clause_behind_an_and_takes_nothing_back(words, claim):
    assert verdict(claim, "Lind", f"Mara Lind | direct | “{words},” said Mara Lind.") == "verbatim"


@pytest.mark.parametrize("behind", ["and I do not believe it", "and I doubt it", "and I do not think so"])
def test_a_denial_behind_an_and_takes_back_what_was_said(behind):
    line = f"Mara Lind | direct | “The wall is safe for anybody in the harbour, {behind},” said Mara Lind."
    assert verdict("The wall is safe for anybody in the harbour", "Lind", line) == "truncated"


def test_a_lone_negation_is_no_sentence_that_an_ellipsis_may_leave_out():
    line = "Mara Lind | direct | “The wall is safe. No,” Lind said. “And it will hold the sea for years.”"
    assert verdict("The wall is safe ... And it will hold the sea for years", "Lind", line) == "truncated"


@pytest.mark.parametrize(
    "host",
    [
        "Lind denied having told a clerk <“the harbour was never ours at all”>.",
        "Lind denied saying <“the harbour was never ours at all”>.",
        "Lind never said, <“the harbour was never ours at all”>.",
        "If Lind had said <“the harbour was never ours at all”> he would be gone.",
        "Lind was wrongly quoted as saying <“the harbour was never ours at all”>.",
        "<“The harbour was never ours at all”> is not something Lind ever said.",
    ],
)
def test_words_that_the_reporter_says_were_not_said_are_not_verbatim(host):
    claim = "the harbour was never ours at all"
    assert verdict(claim, "Lind", f"Mara Lind | direct | {host}") == "truncated"


@pytest.mark.parametrize(
    "host",
    [
        "Lind did not deny it and said <“the harbour was never ours at all”>.",
        "Lind did not hesitate to say <“the harbour was never ours at all”>.",
        "Lind, who never apologised, said <“the harbour was never ours at all”>.",
        "The man who denied the theft told her <“the harbour was never ours at all”>.",
        "Lind could not be reached but told her <“the harbour was never ours at all”>.",
        "<“The harbour was never ours at all”> was what Lind said, not Brandt.",
    ],
)
def test_a_denial_of_something_else_leaves_the_words_as_they_are(host):
    claim = "the harbour was never ours at all"
    assert verdict(claim, "Lind", f"Mara Lind | direct | {host}").startswith("verbatim")


@pytest.mark.parametrize(
    "host",
    [
        "Lind said it was untrue that <“nobody on the pier was ever hurt”>.",
        "Lind denied that <“nobody on the pier was ever hurt”>.",
        "Lind rejected the suggestion that <“nobody on the pier was ever hurt”>.",
        "Lind dismissed claims that <“nobody on the pier was ever hurt”>.",
        "Lind disputed the port's repeated claim that <“nobody on the pier was ever hurt”>.",
        "Lind said it was not the case that <“nobody on the pier was ever hurt”>.",
        "Lind said there was no truth in the claim that <“nobody on the pier was ever hurt”>.",
        "Lind doubted that <“nobody on the pier was ever hurt”>.",
        "Lind said it was absurd to suggest <“nobody on the pier was ever hurt”>.",
        "Lind accused the port of lying when it said <“nobody on the pier was ever hurt”>.",
        "Lind would love to be able to say that <“nobody on the pier was ever hurt”>.",
        "Lind wished she could say that <“nobody on the pier was ever hurt”>.",
        "Lind called the claim that <“nobody on the pier was ever hurt”> nonsense.",
        "Lind said that <“nobody on the pier was ever hurt”> was a lie.",
    ],
)
def test_words_that_the_reporter_has_the_speaker_deny_are_not_verbatim(host):
    line = f"Mara Lind | mixed | {host}"
    assert verdict("nobody on the pier was ever hurt", "Lind", line) == "truncated"


@pytest.mark.parametrize(
    "host",
    [
        "Lind said it was untrue, adding: <“nobody on the pier was ever hurt”>.",
        "Lind denied the charge. <“Nobody on the pier was ever hurt”>, she said.",
        "Lind rejected the offer, saying <“nobody on the pier was ever hurt”>.",
        "Lind doubted the figures: <“nobody on the pier was ever hurt”>.",
        "Lind denied the charge and said that <“nobody on the pier was ever hurt”>.",
        "Lind did not hide that <“nobody on the pier was ever hurt”>.",
        "Lind never doubted that <“nobody on the pier was ever hurt”>.",
        "Lind did not deny that <“nobody on the pier was ever hurt”>.",
        "Lind said there was no doubt that <“nobody on the pier was ever hurt”>.",
        "Lind said it was not fair that <“nobody on the pier was ever hurt”>.",
        "Lind said it was wrong that <“nobody on the pier was ever hurt”>.",
        "Lind said some did not come out of anger that <“nobody on the pier was ever hurt”>.",
        "Lind would like to say that <“nobody on the pier was ever hurt”>.",
        "Lind, who lied to the port, said <“nobody on the pier was ever hurt”>.",
        "Lind said that <“nobody on the pier was ever hurt”> was no lie.",
    ],
)
def test_what_the_speaker_denies_beside_the_words_leaves_them_as_they_are(host):
    line = f"Mara Lind | mixed | {host}"
    assert verdict("nobody on the pier was ever hurt", "Lind", line).startswith("verbatim")
