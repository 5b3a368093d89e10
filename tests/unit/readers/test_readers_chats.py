"""Chats as programs write them out: each message with its day, time and writer."""

from __future__ import annotations

import pytest

from quotesdb.readers import read
from quotesdb.values import ArticleDraft

MESSAGES = ("Peter Holm", "Do you come"), ("Susan Roe", "He said he would not"), ("Peter Holm", "When?")


def chat(shape: str, third: str = "") -> ArticleDraft:
    lines = [shape.format(at, name, words) for at, (name, words) in enumerate(MESSAGES, 10)]
    text = "\n".join([*lines[:2], *([third] if third else []), *lines[2:]]) + "\n"
    return read(text.encode(), "a.txt")


def said_in(made: ArticleDraft) -> list[str]:
    return [" ".join(span.text(made.text) for span in turn.content) for turn in made.quotations]


@pytest.mark.parametrize(
    "shape",
    [
        "[12/05/2031, 10:{}:22] {}: {}",
        "[12.05.31, 10:{}:22] {}: {}",
        "[2031-05-12 10:{}] {}: {}",
        "[5/12/31, 10:{}:22 AM] {}: {}",
        "[Mon 12 May 2031, 10:{}] {}: {}",
        "12/05/2031, 10:{} - {}: {}",
        "5/12/31, 10:{} PM - {}: {}",
    ],
)
def test_a_chat_is_a_transcript_by_its_days_and_times(shape: str) -> None:
    made = chat(shape)
    names = [turn.speaker and turn.speaker.name for turn in made.quotations]
    assert list(zip(names, said_in(made), strict=True)) == list(MESSAGES)


@pytest.mark.parametrize(
    ("third", "is_said"),
    [
        ("and he meant it", True),
        ("12/05/2031, 10:12 - Susan Roe added Bo Hale", False),
        ("12/05/2031, 10:12 - +44 7700 900000: I hear you", False),
        ("12/05/2031, 10:12 - Susan Roe: <Media omitted>", False),
    ],
)
def test_a_line_of_a_chat_without_a_name_is_said_by_nobody(third: str, *, is_said: bool) -> None:
    said = [" ".join(words.split()) for words in said_in(chat("12/05/2031, 10:{} - {}: {}", third))]
    assert said == ["Do you come", "He said he would not" + f" {third}" * is_said, "When?"]


@pytest.mark.parametrize(
    "text",
    [
        "12/05/2031, 10:15 - Error: disk\n12/05/2031, 10:16 - Info: up\n12/05/2031, 10:17 - Error: fan\n",
        "[12/05/2031, 9:15] Council: hall\n[13/05/2031, 9:15] Choir: inn\n[14/05/2031, 9:15] Council: inn\n",
        "[12/05/2031, 10:15] She sails\n[13/05/2031, 9:15] It is seen\n[14/05/2031, 9:15] It is lost\n",
    ],
)
def test_a_list_by_days_and_times_is_no_chat(text: str) -> None:
    assert read(text.encode(), "a.txt").reader != "transcript"
