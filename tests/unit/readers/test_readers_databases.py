"""Who wrote an article, and for whom, in exports of press databases and in telegrams."""

from __future__ import annotations

import pytest

from tests.unit.readers.test_readers_other_programs import SAID, of
from tests.unit.readers.test_readers_versions import TITLE


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        (
            "By ADA VAN DER QUILL and J. R. ROOK III; Tess Tarrant contributed reporting from Skelby.",
            ("ADA VAN DER QUILL", "J. R. ROOK III"),
        ),
        ("By Ada Quill and Ben Rook; Additional reporting by Cy Tarrant", ("Ada Quill", "Ben Rook")),
        ("Ada Quill; Ben Rook and Cy Tarrant", ("Ada Quill", "Ben Rook", "Cy Tarrant")),
        ("Ada Quill and Ben Rook, Port Correspondents", ("Ada Quill", "Ben Rook")),
        ("Ada Quill, Ben Rook, Staff Writers", ("Ada Quill", "Ben Rook")),
        # Families before given names, bodies, posts of nobody who is named.
        ("Quill, Ada; Rook, Ben", ("Quill, Ada", "Rook, Ben")),
        ("Board of Trade and Industry; Ada Quill", ("Board of Trade and Industry", "Ada Quill")),
        ("Ada Quill; Contributed Papers Group", ("Ada Quill", "Contributed Papers Group")),
        ("Ada Quill and Ben Rook, Guild of Editors", ("Ada Quill", "Ben Rook", "Guild of Editors")),
        ("Reporters Without Borders", ("Reporters Without Borders",)),
        ("Port Correspondents", ("Port Correspondents",)),
        ("Tess Tarrant contributed to this report", ("Tess Tarrant contributed to this report",)),
    ],
)
def test_bylines_of_several_people_in_nexis(byline, names):
    head = f"{TITLE}\n\nExample Post\n\nMarch 4, 2025 Tuesday\n\nLength: 48 words\n\nByline: {byline}"
    [found] = of(f"{head}\n\nBody\n\n{SAID}\n\nEnd of Document\n", "a.txt")
    assert (found.reader, found.title, found.byline) == ("nexis", TITLE, names)
