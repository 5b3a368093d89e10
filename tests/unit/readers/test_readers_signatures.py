"""Signatures of mails: the sender's name in the last lines, and what only looks like one."""

from __future__ import annotations

import pytest

from quotesdb.readers import read

SAID = "The pier is closed until May, the board says.\n\nNobody was hurt in the storm."


def text_of(words: str, sender: str = "Ada Example <ada@example.org>", kind: str = "plain") -> str:
    head = f"From: {sender}\nTo: Bo Sample <bo@example.org>\nSubject: The pier\nMIME-Version: 1.0\n"
    head += f"Message-ID: <1@example.org>\nContent-Type: text/{kind}; charset=utf-8\n\n"
    return read(f"{head}{words}".encode(), "a.eml").text


@pytest.mark.parametrize(
    "signed",
    [
        "\n\nAda",
        "\n\nAda Example\n\n",
        "\n\nBest wishes,\nAda",
        "\n \xa0\nAda E.",
        "\n\nBest wishes,\n\nAda Example\nHarbour master\nTel. 555 123",
        "\n\nMit freundlichen Grüßen\nAda Example",
    ],
)
def test_the_name_that_a_mail_is_sent_under_is_no_part_of_its_text(signed):
    assert text_of(SAID + signed) == SAID


@pytest.mark.parametrize(
    "end",
    [
        "Ada Example is harbour master.",
        "Ada was there too.",
        "Bo Sample",
        "Ada Example:\n\n“We looked.”",
        "Ada Example\n\nHe left the pier open. Nobody knew.",
        "“No,” says Ada Example.",
        "The report was written by Ada Example",
    ],
)
def test_what_a_mail_says_at_its_end_stays(end):
    assert text_of(f"{SAID}\n\n{end}").endswith(end)


def test_lines_that_run_on_to_a_name_and_points_of_a_list_stay():
    assert text_of(f"{SAID}\n\nThe report was written by\nAda Example").endswith("written by Ada Example")
    assert text_of(f"{SAID}\n\nWe need:\n- paint\n- a new pier\n\nAda").endswith("a new pier")


def test_a_sender_of_one_word_signs_nothing_that_is_known():
    assert text_of(f"{SAID}\n\nAda", "Ada <ada@example.org>").endswith("Ada")


def test_a_mail_that_is_nothing_else_keeps_it():
    assert text_of("Best,\nAda") == "Best, Ada"


def test_a_mail_that_is_a_page_is_signed_too():
    page = "<p>The pier is closed until May, the board says.</p><p>Best wishes,</p><p>Ada</p>"
    assert text_of(page, kind="html") == "The pier is closed until May, the board says."
