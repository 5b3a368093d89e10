"""Offices of state, as forms of address and printed roles have them."""

from __future__ import annotations

from quotesdb.names.key import name_key
from quotesdb.names.person import parse

NATIONAL_OFFICES = ("vice president", "president", "prime minister", "chancellor")
"""Of which a country has one at a time, so that the surname will do in its papers."""

_OF_THE_COUNTRY = ("", " of the united states", " of the republic")


def addressed_office(name: str) -> str | None:
    """The office that stands before a name and nothing else, as in "President Example".

    >>> addressed_office("Vice President Example"), addressed_office("former President Example")
    ('vice president', None)
    """
    titles = " ".join(title for title in parse(name).titles if title != "the")
    return titles if titles in NATIONAL_OFFICES else None


def role_office(role: str) -> str | None:
    """The office that a printed role is: "President", but not "president of the bank".

    >>> role_office("President of the United States"), role_office("former president")
    ('president', None)
    """
    key = name_key(role).removeprefix("us ")
    return next(
        (office for office in NATIONAL_OFFICES for tail in _OF_THE_COUNTRY if key == office + tail), None
    )
