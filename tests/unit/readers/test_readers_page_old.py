"""Pages whose only layout is a table, as they were written before there were others."""

from __future__ import annotations

import pytest

from quotesdb.readers import read

FIRST = "The oldest of the three weirs of Orby burst in the night to Monday, and the mill stood in the water."
SAID = '"It was like a drum," said Ada Example, 81, who lives in the mill with her son and eleven geese.'


def lines(*behind: str) -> list[str]:
    page = (
        "<HTML><HEAD><TITLE>Gazette: Weir</TITLE></HEAD><BODY><TABLE WIDTH=600><TR><TD><A HREF=/>Home</A><BR>"
        f"<A HREF=/sports>Sports</A></TD><TD><B>Weir bursts</B><P>{FIRST}<P>{SAID}{''.join(behind)}</TD></TR>"
        "</TABLE></BODY></HTML>"
    )
    return read(page.encode(), "a.html").text.splitlines()


@pytest.mark.parametrize(
    "behind", ["<P>Copyright 2001 The Gazette", "<P><CENTER><A HREF=/>Back to front page</A></CENTER>"]
)
def test_a_short_last_paragraph_stays_before_a_line_of_the_site(behind):
    assert lines("<P>Nobody was hurt.", behind) == [FIRST, SAID, "Nobody was hurt."]


def test_a_short_paragraph_in_the_middle_stays():
    later = "The parish said it would mend the weir before the winter."
    assert lines('<P>"No," she said.', f"<P>{later}") == [FIRST, SAID, '"No," she said.', later]


@pytest.mark.parametrize(
    "behind",
    [
        "<P>Copyright 2001 Gazette.",
        "<P>All rights reserved.",
        "<P><A HREF=/>Back to the start.</A>",
        "<P CLASS=foot>Thanks for reading.",
        "<P>Page 3 of 4<P>Write to us.",
        "<CENTER><P>See you soon.</P></CENTER>",
        "<P>See also:",
    ],
)
def test_short_lines_of_the_site_are_left_out(behind):
    assert lines(behind) == [FIRST, SAID]
