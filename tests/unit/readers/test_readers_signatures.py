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
        "\n \xa0\nAda",
        "\n\nBest wishes,\n\nAda Example\nTel. 555 123\nada@example.org",
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
        "Call:\n\nAda Example",
        "The report is signed by:\n\nAda Example\n\nBo Sample",
        "The winners are these.\n\nAda Example\n\n12 points\n\nBo Sample\n\n9 points",
        "“We looked twice.”\n\nAda Example",
        "I left\n\nAda Example",
        "Photograph\n\nAda Example",
        "Best wishes,\n\nAda Example\n\nPS the pier is sold",
        "Ada\n\nHarbour master",
    ],
)
def test_what_a_mail_says_at_its_end_stays(end):
    assert text_of(f"{SAID}\n\n{end}").endswith(end)


def test_lines_that_run_on_to_a_name_stay():
    assert text_of(f"{SAID}\n\nThe report was written by\nAda Example").endswith("written by Ada Example")


@pytest.mark.parametrize(
    ("sender", "end"), [("Ada", "Ada"), ("Skelby Council", "Skelby"), ("May Sample", "April May")]
)
def test_a_sender_of_one_word_and_a_body_sign_nothing(sender, end):
    assert text_of(f"{SAID}\n\n{end}", f"{sender} <ada@example.org>").endswith(end)


def test_a_mail_that_is_passed_on_ends_with_what_its_writer_wrote():
    words = f"---------- Forwarded message ----------\nFrom: Bo Sample <bo@example.org>\n\n{SAID}\n\nAda"
    head = "From: Ada Example <ada@example.org>\nTo: bo@example.org\nSubject: Fwd: The pier\n\n"
    assert read(f"{head}{words}".encode(), "a.eml").text.endswith("Ada")


def test_a_mail_that_is_nothing_else_keeps_it():
    assert text_of("Best,\nAda") == "Best, Ada"


def test_a_mail_that_is_a_page_is_signed_too():
    page = "<p>The pier is closed until May, the board says.</p><p>Best wishes,</p><p>Ada</p>"
    assert text_of(page, kind="html") == "The pier is closed until May, the board says."
