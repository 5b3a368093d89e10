"""What a speaker is called: as a person chose, else by the name that tells most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import bindparam, or_, select

from quotesdb.db.models import Appearance, SpeakerName
from quotesdb.db.types import NameUse
from quotesdb.names.key import name_key
from quotesdb.resolve import Form, naming
from quotesdb.services.identity.names import Printed
from quotesdb.services.store.chunks import chunks
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_ID = 12
"""Characters of a public id."""


class Name(NamedTuple):
    """A name as the clusters see it."""

    id: int
    key: str
    kind: AgentKind
    name: str
    age: str
    articles: int
    speaker_id: int | None

    @property
    def form(self) -> Form | None:
        """The sort of the name; none of organisations."""
        if self.kind is AgentKind.ORGANISATION:
            return None
        return naming(self.name).form if self.kind is AgentKind.PERSON else Form.NONE

    @property
    def printed(self) -> str:
        """What equal names have in common, also where a person's decision is about one of them."""
        return naming(self.name).key if self.kind is AgentKind.PERSON else name_key(self.name)

    @property
    def is_full(self) -> bool:
        """Whether it tells the one who bears it from others, as a surname does not."""
        return self.kind is AgentKind.ORGANISATION or self.form in (Form.FULL, Form.RANK, Form.OWN)


class Given(NamedTuple):
    """A preferred name that a person gave; the newest is the greatest."""

    created_at: datetime
    decision: str
    name: str
    name_key: str


def called(cluster: Sequence[Name], given: Mapping[tuple[str, int], Given]) -> dict[str, Any]:
    """What a speaker is called: by the id of its earliest appearance; as a person chose, or in full."""
    best = _best(cluster)
    chosen = max((given["name", each.id] for each in cluster if ("name", each.id) in given), default=None)
    return {
        "public_id": cluster[0].age[-_ID:],
        "kind": best.kind,
        "name": chosen.name if chosen else best.name,
        "name_key": chosen.name_key if chosen else name_key(best.name),
    }


def _best(cluster: Sequence[Name]) -> Name:
    """The name to show: a full one, in the most articles, of the most words, the oldest.

    Equal names count together: one that a person decided on is a name of one article. Of equal names of a
    person and of an organisation that one is misread which fewer articles have.
    """
    times, kinds = Counter[str](), defaultdict[str, Counter[AgentKind]](Counter)
    for name in cluster:
        times[name.printed] += name.articles
        kinds[name.printed][name.kind] += name.articles

    def rank(name: Name) -> tuple[Any, ...]:
        misread = kinds[name.printed][name.kind] < max(kinds[name.printed].values())
        return misread, _FORMS.index(name.form), -times[name.printed], -len(name.printed.split()), name.age

    return min(cluster, key=rank)


_FORMS = [Form.FULL, Form.OWN, None, Form.RANK, Form.BARE, Form.NONE]
"""The forms of names, that of organisations among them, those first that tell most."""


def called_alone(row: Printed, given: Mapping[tuple[str, int], Given]) -> dict[str, Any]:
    """What a speaker of one appearance is called: as it is printed there, or as a person chose."""
    chosen = given.get(("appearance", row.id))
    return {
        "public_id": row.public_id,
        "kind": row.kind,
        "name": chosen.name if chosen else row.name,
        "name_key": chosen.name_key if chosen else row.name_key,
    }


# One row a decision, of which there are fewer than appearances of a famous name.
_NAMED = (
    select(Appearance.name_id)
    .where(Appearance.id == SpeakerName.appearance_id)
    .correlate(SpeakerName)
    .scalar_subquery()
)
_GIVEN = select(
    SpeakerName.appearance_id,
    _NAMED,
    SpeakerName.decided_at,
    SpeakerName.public_id,
    SpeakerName.name,
    SpeakerName.name_key,
).where(
    SpeakerName.live(),
    SpeakerName.use == NameUse.PREFERRED,
    or_(
        SpeakerName.appearance_id.in_(bindparam("ids", expanding=True)),
        _NAMED.in_(bindparam("names", expanding=True)),
    ),
)


def names_given(
    session: Session, name_ids: Sequence[int], appearance_ids: Sequence[int]
) -> dict[tuple[str, int], Given]:
    """The newest name that a person gave to an appearance of each name, or to a single appearance."""
    found: dict[tuple[str, int], Given] = {}
    asked = [("names", part) for part in chunks(name_ids)] + [
        ("ids", part) for part in chunks(appearance_ids)
    ]
    for what, part in asked:
        for row in session.execute(_GIVEN, {"names": list[int](), "ids": list[int](), what: part}):
            of = ("name", row[1]) if what == "names" else ("appearance", row[0])
            name = Given(*row[2:])
            found[of] = max(name, found.get(of, name))
    return found
