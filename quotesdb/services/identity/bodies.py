"""Which names of organisations are one body's: by their forms, and by what people decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from quotesdb.db.models import FoldedName, Organisation
from quotesdb.names.key import name_key
from quotesdb.names.organisation import (
    Part,
    campaign_endings,
    is_one_body,
    organisation_key,
    other_forms,
    read_body,
    whose_campaign,
)
from quotesdb.resolve import Ties, clusters
from quotesdb.services.identity import organisations
from quotesdb.services.identity.organisations import Decisions
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.read_model import ends_with

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def parts(decided: Decisions, names: Sequence[str], forms: Sequence[str]) -> list[list[int]]:
    """The places of the names that are one body's, in each the first one first.

    ``forms`` are the keys that forms of one name share; people's decisions come first.
    """
    groups, apart = decided
    if not groups and not apart:
        return _alike(forms)
    own = [name_key(name) for name in names]
    alike, group = defaultdict[str, list[int]](list), defaultdict[frozenset[str], list[int]](list)
    places = defaultdict[str, list[int]](list)
    for place, (key, form) in enumerate(zip(own, forms, strict=True)):
        alike[form].append(place)
        group[groups.get(key, frozenset({key}))].append(place)
        places[key].append(place)
    parted = [pair for one, other in apart for pair in product(places.get(one, ()), places.get(other, ()))]
    same = [(first, other) for first, *others in group.values() for other in others]
    return clusters(range(len(names)), Ties(namesakes=list(alike.values()), same=same, different=parted))


def _alike(forms: Sequence[str]) -> list[list[int]]:
    """The places of those that share a form, where nobody decided on any: as ``clusters`` has them."""
    alike = defaultdict[str, list[int]](list)
    for place, form in enumerate(forms):
        alike[form].append(place)
    return list(alike.values())


def joined(decided: Decisions, printed: Mapping[str, str]) -> dict[str, str]:
    """The folded name that stands for the body of each of these folded names, as they are printed."""
    keys = sorted(printed)
    names = [printed[key] for key in keys]
    found = parts(decided, names, [_form(name) for name in names])
    return {keys[place]: keys[part[0]] for part in found for place in part}


def with_forms(session: Session, decided: Decisions, keys: Collection[str]) -> frozenset[str]:
    """The folded names of organisations that are one's with these, by the list of forms or a legal form."""
    own_printed = organisations.printed_of(session, keys)
    own_names = own_printed.values()
    near = {form for name in own_names for form in other_forms(name)}
    near |= _campaigns(session, {whose for name in own_names if (whose := whose_campaign(name))})
    printed = own_printed | organisations.printed_of(session, near - set(keys))
    bodies = joined(decided, printed)
    own = {bodies[key] for key in keys if key in bodies}
    return frozenset(keys) | {key for key, body in bodies.items() if body in own}


@lru_cache(maxsize=20_000)
def _form(printed: str) -> str:
    """What the forms of a name share; the name as it is of what is no body by itself.

    Kept, since the same names come again in every search.
    """
    itself = read_body(printed).part is Part.ITSELF and is_one_body(printed)
    return organisation_key(printed) if itself else f"“{name_key(printed)}”"


def _campaigns(session: Session, whose: Collection[str]) -> set[str]:
    """The folded names that may be of campaigns of somebody with one of these surnames."""
    endings = sorted(ending for each in whose for ending in campaign_endings(each))
    found = {f"team {each}" for each in whose}
    for part in chunks(endings):
        spoke = map(ends_with, part)
        known = (Organisation.name_key.endswith(ending, autoescape=True) for ending in part)
        found.update(session.scalars(select(FoldedName.name_key).where(or_(*spoke))))
        found.update(session.scalars(select(Organisation.name_key).where(or_(*known))))
    return found
