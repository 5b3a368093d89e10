"""Mails as archives of lists keep them, and pages that were saved as a mail of one part."""

from __future__ import annotations

import pytest

from tests.unit.readers.test_readers_other_programs import HEAD, SAID, of
from tests.unit.readers.test_readers_versions import TITLE

WROTE = "On Sun, Jan 05, 2014 at 10:00:00AM +0000, Bo Sample wrote:"


def told(text: str) -> list[str]:
    [found] = of(f"{HEAD}Subject: Re: pier\n\n{text}", "a.eml")
    return found.text.split("\n\n")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{WROTE}\n> Is it open?\n\nIt is not.\n\nWe wait.\n", ["It is not.", "We wait."]),
        (
            f"Dear all,\n\n{WROTE}\n> Is it open?\n\nIt is not.\n\n> Why?\n\nWe wait.\n",
            ["Dear all,", "It is not.", "We wait."],
        ),
        (f"{WROTE}\n> Is it open?\n\nIt is not.\n\n_____________________\nThe list\n", ["It is not."]),
        (f"{WROTE}\n> Is it open?\n\nIt is not.\n\n-- \nHarbour office\n", ["It is not."]),
        ("> Is it open?\n> Why not?\n\nIt is not.\n", ["It is not."]),
        # What is broken off marked lines, or stands below them and is not answered again, may be anybody's.
        (f"It is not.\n\n{WROTE}\n> Is it open or is\nit closed?\n\nTell me.\n", ["It is not."]),
        (f"{WROTE}\n> Is it open or is\nit closed?\n\nIt is not.\n", ["It is not."]),
        (f"It is not.\n\n{WROTE}\n> Is it open?\n", ["It is not."]),
        (
            f"It is not.\n\n{WROTE}\n> Is it open?\n>\n> Bo\n\nYou get this mail from a list.\n",
            ["It is not."],
        ),
        (
            "It is not.\n\n-----Original Message-----\nFrom: Bo\nSent: Monday\n\nIs it?\n\n> Was it?\n",
            ["It is not."],
        ),
        ("It is not.\n\n> The sea, the sea,\n> the open sea\n", ["It is not."]),
        # Below words of the sender, and below a second announcement, it may be anybody's too.
        (f"It is not.\n\n{WROTE}\n> Is it open?\n\nKeep this to yourself.\n\n> Thanks.\n", ["It is not."]),
        (
            f"{WROTE}\n> Is it open?\n\nIt is not.\n\nOn 2 March Cy wrote:\n>> It was.\n\nOld.\n\n>> So?\n",
            ["It is not."],
        ),
    ],
)
def test_answers_below_the_lines_that_they_answer_are_the_senders(text, words):
    assert told(text) == words


FROM, SENT, TO, SUBJECT = "From: Bo Sample", "Sent: 4 May 2031 10:00", "To: Ada", "Subject: pier"


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ([FROM, SENT, TO, SUBJECT], False),
        (["Von: Bo", "Gesendet: Montag", "An: Ada", "Betreff: pier"], False),
        (["From: Velda", "To: Skelby", "Date: 4 May", "Price: 7"], True),
        (["From: Bo Sample", "Nobody fell.", SUBJECT], True),
        ([SUBJECT, TO], True),
        (["From the pier: a note", SUBJECT], True),
        ([FROM, SUBJECT], True),
        ([FROM, "From: 10 to 12", SENT, SUBJECT], True),
        ([FROM, TO, SUBJECT], True),
    ],
)
def test_headers_of_an_answered_mail_end_a_page_of_a_mail(lines, kept):
    above = "<div style='border-top: solid'><p>" + "<br>".join(lines) + "</p></div>"
    page = f"<html><body><p>It is not.</p>{above}<p>Is it open?</p></body></html>"
    data = f"{HEAD}Subject: Re: pier\nContent-Type: text/html\n\n{page}"
    [found] = of(data, "a.eml")
    assert found.text.split("\n\n")[0] == "It is not."
    assert ("Is it open?" in found.text) == kept


@pytest.mark.parametrize("above", [[], [TO], ["Town of Velda"], [TO, "Memo"]])
def test_a_notice_that_begins_as_a_mail_does_is_read(above):
    lines = "".join(f"<p>{line}</p>" for line in [*above, FROM, SENT, TO, SUBJECT])
    page = f"<html><body>{lines}<p>The hall opens at nine.</p></body></html>"
    [found] = of(f"{HEAD}Subject: Hours\nContent-Type: text/html\n\n{page}", "a.eml")
    assert found.text.endswith("The hall opens at nine.")


@pytest.mark.parametrize(
    ("sender", "names"),
    [
        ("ada at velda.example (Ada Example)", ("Ada Example",)),
        ("ada.example at mail.velda.example (Ada Example)", ("Ada Example",)),
        ("Ada Example <ada@velda.example>", ("Ada Example",)),
        ("ada@velda.example (Ada Example)", ("Ada Example",)),
        ("ada at velda.example (=?utf-8?q?Ad=C3=A9_Example?=)", ("Adé Example",)),
        ("ada at velda.example (=?utf-8?b?broken)", ("=?utf-8?b?broken",)),
        ("Ada at Velda", ()),
        ("ada at velda.example", ()),
        ('"Ada at velda.example (Press)" <ada@velda.example>', ("Ada at velda.example (Press)",)),
    ],
)
def test_a_covered_address_has_the_name_behind_it(sender, names):
    [found] = of(f"From: {sender}\nMessage-ID: <1@x>\nMIME-Version: 1.0\nSubject: pier\n\n{SAID}\n", "a.eml")
    assert found.byline == names


PAGE = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{SAID}</p></body></html>"


@pytest.mark.parametrize(
    ("head", "reader"),
    [
        ("From: <Saved by Windows Internet Explorer 8>\nSubject: pier\n", "mhtml"),
        ('From: "Saved by Example" <unmht@example.org>\nSubject: pier\n', "mhtml"),
        ("From: Saveda Byrne <ada@velda.example>\nSubject: pier\n", "mail"),
        ("Snapshot-Content-Location: https://velda.example/pier\nSubject: pier\n", "mhtml"),
        ("From: Ada Example <ada@velda.example>\nSubject: pier\n", "mail"),
        ("From: Ada Example <ada@velda.example>\nSubject: From: <Saved by us>\n", "mail"),
        ("To: Ada Example <ada@velda.example>\nSubject: pier\n", "mail"),
    ],
)
def test_a_page_that_was_saved_in_one_part_is_a_page(head, reader):
    kind = "MIME-Version: 1.0\nMessage-ID: <1@x>\nContent-Type: text/html; charset=utf-8\n"
    [found] = of(f"{head}{kind}Content-Location: https://velda.example/pier\n\n{PAGE}", "a.eml")
    assert found.reader == reader
