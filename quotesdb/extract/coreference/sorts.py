"""What "the agency" and "the bank" can mean: the sorts of bodies, and the words that tell them in names."""

from __future__ import annotations

from quotesdb.data import word_list
from quotesdb.extract import lexicon as lx
from quotesdb.extract.coreference.beings import Body

VARIED_BODIES = word_list("varied_bodies")
_PAPERS = word_list("newspaper_words")
SORTS = {
    "agency": lx.word_set(
        "agency administration authority bureau customs department directorate enforcement investigations "
        "ministry office security service services"
    ),
    "bureau": lx.word_set("bureau investigation"),
    "panel": lx.word_set("commission committee council panel subcommittee tribunal"),
    "union": lx.word_set(
        "association attendants brotherhood employees federation guild teachers teamsters union unions "
        "workers"
    ),
    "school": lx.word_set("academy college institute school university"),
    "newspaper": _PAPERS,
    "paper": _PAPERS,
    "network": lx.word_set("broadcasting cable network news radio television tv"),
}
_NATURES = tuple(
    lx.word_set(group)
    for group in (
        "bank",
        "church cathedral",
        "club association federation union",
        "council",
        "court tribunal",
        "department ministry police sheriff treasury",
        "hospital infirmary",
        "museum",
        "party",
        "academy college institute school university",
        "association brotherhood college federation guild union",
    )
)
_OF_MEMBERS = lx.word_set("association brotherhood federation guild local union")
_OFTEN_ACRONYMS = lx.word_set("agency bureau network")


def is_of_sort(body: Body, noun: str) -> bool:
    """Whether a body can be one of the sort that a noun of `SORTS` tells; an acronym need not say so."""
    acronym = len(body.keys) == 1 and body.name.replace(".", "").isupper()
    return bool(SORTS[noun] & set(body.keys)) or (acronym and noun in _OFTEN_ACRONYMS)


def is_otherwise(body: Body, noun: str) -> bool:
    """Whether a name says that a body is something else than a noun tells: no Bank is "the hospital".

    Nor is the Bakers' Union "the company", or Drivers Local 12.
    """
    if noun in ("company", "firm"):
        *_, members, kind = ("", "", *(k for k in body.keys if not k.isdigit()))
        return kind in _OF_MEMBERS and members.strip("'’").endswith("s")
    named = {k.removesuffix("s") for k in body.keys}
    asked = [group for group in _NATURES if noun in group]
    told = any(group & named for group in _NATURES)
    return bool(asked) and told and not any(group & named for group in asked)
