"""Transcripts of recordings and of courts as services write them."""

from __future__ import annotations

import pytest

from tests.unit.readers.test_readers_other_programs import LONG, of, why
from tests.unit.readers.test_readers_speech import turns

PROSE = f"\n\n{LONG}" * 6
WORDS = [("Ada Example", "We looked twice at it."), ("Bo Sample", "Did you, though?")] * 2


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("{0} [00:00:{2}3] {1}", "a.txt"),
        ("[00:0{2}:00] **{0}:** {1}", "a.md"),
        ("[00:0{2}:00] {0}: {1}", "a.txt"),
        ("[00:00:{2}7.280] - {0}\n{1}", "a.txt"),
    ],
)
def test_times_in_brackets_beside_names_are_no_words(line, name):
    text = "\n\n".join(line.format(*one, number) for number, one in enumerate(WORDS))
    [found] = of(text, name)
    assert turns(found) == WORDS


@pytest.mark.parametrize(
    "text",
    [
        "The Crossing [00:01:03] was shown.\n\nIt was long.\n\nThe Ending [01:10:00] was not.",
        "0:00 The Crossing\nIt began so.\n\n1:07 Ada Example\nWho she is.\n\n4:31 The End\nWhat you missed.",
        "9:07 Ada Example\nopens our day.\n\n9:31 Bo Sample\nspeaks to us.\n\n9:57 Ada Example\nthanks us.",
        "0:00 Coffee\nfor all of us\n\n0:30 Ada Example\nwelcomes you\n\n1:30 Ada Example\nthanks you",
        "1:01 Ada Example\n1:07 Bo Sample\n1:12 Ada Example\nWe had them in that order.",
        "00:00:07 Ada Example\nI sing.\n\n00:01:31 Bo Sample\nYou sing?\n\n00:02:41 Ada Example\nI do.",
        "[00:03] - Ada Example\nI sing.\n\n[01:31] - Bo Sample\nYou sing?\n\n[02:41] - Ada Example\nI do.",
        "Velda Hill [00:01:02] I sing.\n\nNorda Hill [00:03:09] You do?\n\nVelda Hill [00:04:10] I do.",
        "Ada Example [00:01:02] sings to you.\n\nBo Sample [00:02:09] I.\n\nAda Example [00:03:04] I sing.",
        "Ada Example [00:11:02] I sing.\n\nBo Sample [00:12:09] You sing?\n\nAda Example [00:13:04] I do.",
        "Ada Example [00:01:02] I sing.\n\nAda Example [00:02:09] You do?\n\nAda Example [00:03:04] I do.",
        "Ada Example [00:01:02] [Music]\n\nBo Sample [00:02:09] [Music]\n\nAda Example [00:03:04] [Music]",
        f"Ada Example [00:01:02] I do.\n\nBo Sample [00:02:09] You?\n\nAda Example [00:03:04] I do.{PROSE}",
        "Ada Example [00:00:03] I sing.\nOften.\n\nBo Sample [00:00:09] You?\n\nAda Example [00:00:14] I do.",
        "Ada Roe [00:00:03] I.\n\nCleo, Post [00:00:05] So?\n\nBo Roe [00:00:09] No.\n\nBo Roe [00:00:14] I.",
        "Ada Example [00:00:03] Who?\n\nBo Sample [00:00:09] The Tern.\n\nAda Example [00:01:44] At Sea.",
        "Chapter One [00:00:00] begins the book.\n\nChapter Two [00:10:00] ends it.",
    ],
)
def test_times_in_a_text_make_nobody_speak(text):
    [found] = of(text, "a.txt")
    assert (found.quotations, found.text) == ((), text)


@pytest.mark.parametrize("label", ["**Refrain:**", "**Refrain**:", "_Refrain:_", "**Ferry song:**"])
def test_the_lines_of_a_song_are_nobodys_words(label):
    lines = (
        f"[00:0{number}.50]{label} oh ferry\n[00:0{number}.90]**Ada Example:** oh" for number in range(4)
    )
    assert "subtitle" in why("\n".join(lines).encode(), "a.lrc")


def test_who_examines_a_witness_is_not_called_by():
    text = (
        "THE COURT: Proceed.\n\nMS. SAMPLE: We call Mr. Test.\n\nBY MS. SAMPLE:\n\nQ. Did you look?"
        "\n\nA. Twice.\n\nQ. And then?\n\nA. It was shut.\n\nMR. ROE: Objection.\n\nTHE COURT: Overruled.\n"
    )
    [found] = of(text, "a.txt")
    names = {name for name, _words in turns(found) if name}
    assert not any("BY" in name.split() for name in names)
    assert "MS. SAMPLE" in names


@pytest.mark.parametrize(
    ("member", "other", "party"),
    [
        ("Bo Sample (Velda) (Con)", "Dr Cleo Test (Norda) [Lab]", "Ada Example"),
        ("Bo Sample (CDU)", "Cleo Test (BÜNDNIS 90)", "Ada Example"),
    ],
)
def test_turns_of_members_of_a_parliament_need_not_come_again(member, other, party):
    text = (
        f"{member}: What do you do about the ferry?\n\n{party}: It sails.\n\n"
        f"2. {other}: Does my friend know that it does not?\n\n{party}: I do not.\n\n"
        "Mr Speaker: Order. The House must hear.\n"
    )
    [found] = of(text, "a.txt")
    assert [name for name, _words in turns(found)] == ["Bo Sample", party, "Cleo Test", party, "Mr Speaker"]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Example (Velda) (Con): 12,345 votes.\n\nBo Roe (Norda) (Lab): 9,876 votes.\n\nAda Example: won.",
        "Ada Example (EXB): The Sea.\n\nBo Sample (EXC): The Town.\n\nCleo Test: The Hill.\n\nCleo Test: It.",
        "Ferry (FRY): a boat for you.\n\nHarbour (HBR): where we land.\n\nFerry: see above.",
        "1. Ada Example (Norda): I like it.\n2. Add two eggs (large): beat them.\n3. Stir it.",
    ],
)
def test_lists_with_brackets_make_nobody_speak(text):
    [found] = of(text, "a.txt")
    assert (found.quotations, found.text) == ((), text)


SITTING = "{0} We meet in May, as I said.\n\n{1} I ask you why.\n\n{0} I have told you.\n\n{1} {2}\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mr SAMPLE (Velda) -", "Ms EXAMPLE (Corrin) -"),
        ("Mr SAMPLE (Velda—Minister) —", "The SPEAKER:"),
        ("Dr. SAMPLE –", "Mrs EXAMPLE –"),
    ],
)
def test_a_parliament_may_print_a_dash_behind_who_speaks(one, other):
    [found] = of(SITTING.format(one, other, "It leaks, as you know."), "a.txt")
    words = [text for _name, text in turns(found)]
    assert words == [
        "We meet in May, as I said.",
        "I ask you why.",
        "I have told you.",
        "It leaks, as you know.",
    ]


def test_a_dash_behind_a_name_makes_nobody_speak_elsewhere():
    said = "Look.\n\nMr HALE - he is no member - said that to me."
    [found] = of(SITTING.format("Mr SAMPLE:", "Ms EXAMPLE:", said), "a.txt")
    assert len(turns(found)) == 4
    listed = "Mr SAMPLE (Lib.) - 4,312\n\nMs EXAMPLE (Lab.) - 3,200\n\nMr SAMPLE (Lib.) - elected\n"
    [read] = of(listed, "a.txt")
    assert read.reader == "plain"
