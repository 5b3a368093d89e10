"""Speakers that may be one, and names of organisations: for a person to decide on, with the evidence of both.

Nothing of this is stored: it follows from what is printed, and is computed through blocks of names that have
something in common, never over all pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from quotesdb.db.models import OrganisationJudgement
from quotesdb.db.types import Identity
from quotesdb.names.key import name_key
from quotesdb.names.nearest import ends_with_name
from quotesdb.resolve import BodyLikeness, Decision, Profile, Score, rarity_of, score
from quotesdb.services.errors import UnknownName
from quotesdb.services.identity.acronyms import glossed
from quotesdb.services.identity.find_speaker import find_speakers
from quotesdb.services.identity.linking import asked_about
from quotesdb.services.judging import organisations, speakers
from quotesdb.services.judging.candidates import About, Known, comparable, in_full, known
from quotesdb.services.judging.undo import undo
from quotesdb.services.ledger.results import Decided, Party
from quotesdb.services.lookup.filters import QuoteFilter
from quotesdb.services.lookup.quotes import find_quotes
from quotesdb.services.lookup.results import SpeakerDetail
from quotesdb.services.lookup.speakers import speaker_detail
from quotesdb.services.store.ids import looks_like_id
from quotesdb.services.store.results import Page
from quotesdb.values import AgentKind, Citation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LARGEST_BLOCK = 400
"""Sides that share a key; what more have in common tells nothing."""

FLOOR = 0.2
"""The least score that is worth somebody's time."""

_QUOTES = 3

_Pair = tuple[str, str]
_Act = Callable[["Session", str, str, str, str | None], Decided]

_ON_SPEAKERS: Mapping[str, _Act] = {
    Identity.SAME: speakers.merge,
    Identity.DIFFERENT: speakers.different,
    Identity.UNSURE: speakers.unsure,
}
_ON_NAMES: Mapping[str, _Act] = {
    Identity.SAME: organisations.merge,
    Identity.DIFFERENT: organisations.different,
    Identity.UNSURE: organisations.unsure,
}


@dataclass(frozen=True, slots=True)
class OrganisationSide:
    """An organisation with its other names, and the newest quotations of it and its people."""

    name: str
    names: tuple[str, ...]
    quotes: Page[Citation]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two sides that may be one, the likelier the higher the score, with what both were printed with."""

    about: About
    a: SpeakerDetail | OrganisationSide
    b: SpeakerDetail | OrganisationSide
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair in a list: the two it is about, of which organisations have no id."""

    about: tuple[Party, Party]
    score: float
    reasons: tuple[str, ...]


class Suggestions:
    """The pairs that most likely are one, on which nobody has decided; kept in step while a person does.

    What the names rule out is never suggested. After each answer only what it touched is looked at again; how
    many people bear a name is counted once.
    """

    def __init__(self, session: Session, name: str | None = None) -> None:
        """All pairs; with ``name`` those in which a speaker or an organisation is that it could mean.

        Raises:
            UnknownName, UnknownId, AmbiguousId: if it means nobody.
        """
        self._known = known(session)
        self._rarity = rarity_of(one.profile for one in self._known.values())
        self._focus = None if name is None else _focus(session, name, self._known)
        self._skipped: list[_Pair] = []
        self._decided: list[tuple[str, frozenset[str]]] = []
        self._scored: dict[_Pair, Score] = {}
        self._shown: _Pair | None = None
        self._compare(session, self._known)
        self._open = self._still_open(session)

    def __len__(self) -> int:
        """How many pairs are open, but for those that were skipped."""
        return len(self._open)

    def rows(self, limit: int | None = None) -> list[PairRow]:
        """The likeliest pairs, in order, without what is printed of them."""
        return [
            PairRow(
                (self._known[a].party, self._known[b].party),
                self._scored[a, b].score,
                self._scored[a, b].reasons,
            )
            for a, b in self._open[:limit]
        ]

    def first(self, session: Session, limit: int | None = None) -> list[Suggestion]:
        """The likeliest pairs, in order."""
        return [self._suggestion(session, pair) for pair in self._open[:limit]]

    def following(self, session: Session) -> Suggestion | None:
        """The likeliest pair as it is now, whatever somebody else decided meanwhile; None if none is left."""
        while self._open:
            pair = self._open[0]
            self._look_again(session, self._members(pair))
            if self._open and self._open[0] == pair:
                self._shown = pair
                return self._suggestion(session, pair)
        return None

    def decide(self, session: Session, verdict: str, judge: str, note: str | None = None) -> Decided:
        """Decide on the pair that ``following`` gave last: same, different or unsure.

        Raises:
            BadRequest: if another decision stands in the way: it says which.
        """
        pair = self._being_shown()
        of_names = self._known[pair[0]].about is About.ORGANISATIONS
        members = self._members(pair)
        made = (_ON_NAMES if of_names else _ON_SPEAKERS)[verdict](session, *pair, judge, note)
        self._look_again(session, members)
        self._decided.append((made.decision, members))
        return made

    def undo(self, session: Session, judge: str) -> Decided | None:
        """Take back what was decided last; its pair is open again. None if nothing was, or all is taken back.

        Raises:
            BadRequest: if a later decision stands in the way: it says which.
        """
        if not self._decided:
            return None
        decision, members = self._decided[-1]
        made = undo(session, decision, judge)
        self._decided.pop()
        self._look_again(session, members)
        return made

    def skip(self) -> None:
        """Leave out the pair that ``following`` gave last."""
        pair = self._being_shown()
        self._skipped.append(pair)
        self._open.remove(pair)

    def unskip(self, session: Session) -> bool:
        """Open the pair again that was skipped last; whether there was one."""
        if not self._skipped:
            return False
        self._skipped.pop()
        self._open = self._still_open(session)
        return True

    def _members(self, pair: _Pair) -> frozenset[str]:
        return frozenset(self._known[pair[0]].members | self._known[pair[1]].members)

    def _being_shown(self) -> _Pair:
        if self._shown is None:
            raise RuntimeError("no pair was given yet")
        return self._shown

    def _suggestion(self, session: Session, pair: _Pair) -> Suggestion:
        compared = self._scored[pair]
        a, b = (_side(session, self._known[id_]) for id_ in pair)
        return Suggestion(self._known[pair[0]].about, a, b, compared.score, compared.reasons)

    def _look_again(self, session: Session, members: frozenset[str]) -> None:
        """Take the two anew that have these members, and whoever has become one with them or parted."""
        old = {id_: one for id_, one in self._known.items() if not members.isdisjoint(one.members)}
        new = known(session, members.union(*(one.members for one in old.values())))
        if old != new:
            for id_ in old:
                del self._known[id_]
            self._known |= new
            touched = old.keys() | new.keys()
            self._scored = {ids: found for ids, found in self._scored.items() if touched.isdisjoint(ids)}
            self._compare(session, new)
        self._open = self._still_open(session)

    def _compare(self, session: Session, among: Collection[str]) -> None:
        """Score the pairs of which one side is among these, by the names first, then by all that is known."""
        for pair, asked in asked_about(session).items():
            if not set(pair).isdisjoint(among) and all(id_ in self._known for id_ in pair):
                one, other = (self._known[id_] for id_ in pair)
                if comparable(one, other) and self._is_meant(one, other):
                    self._scored[pair] = asked
        by_names = dict(self._by_names(among))
        full = in_full(session, (self._known[id_] for id_ in {id_ for pair in by_names for id_ in pair}))
        for id_, found in _glosses(session, by_names, self._known).items():
            full[id_] = replace(full[id_], glossed=found)
        for a, b in by_names:
            compared = score(full[a], full[b], self._rarity)
            if compared.decision is not Decision.DIFFERENT and compared.score >= FLOOR:
                self._scored[a, b] = compared

    def _by_names(self, among: Collection[str]) -> Iterator[tuple[_Pair, Score]]:
        """The pairs that share a key and may be one by their names."""
        pairs = {
            (min(a, b), max(a, b))
            for block in _blocks(self._known.values())
            for a in block.intersection(among)
            for b in block
            if a != b
        }
        for a, b in pairs:
            one, other = self._known[a], self._known[b]
            people = one.profile.kind is AgentKind.PERSON is other.profile.kind
            if not people and comparable(one, other) and self._is_meant(one, other):
                compared = score(one.profile, other.profile, self._rarity)
                if compared.decision is not Decision.DIFFERENT:
                    yield (a, b), compared

    def _is_meant(self, one: Known, other: Known) -> bool:
        return self._focus is None or not self._focus.isdisjoint(one.members | other.members)

    def _still_open(self, session: Session) -> list[_Pair]:
        """The pairs on which nobody decided and that were not skipped, the likeliest first."""
        home = defaultdict[str, set[str]](set)
        for id_, one in self._known.items():
            for member in one.members:
                home[member].add(id_)
        decided = [*map(tuple, speakers.decided_pairs(session)), *_decided_names(session), *self._skipped]
        closed = {
            frozenset((a, b))
            for one, other in decided
            for a in home.get(one, ())
            for b in home.get(other, ())
        }
        left = [pair for pair in self._scored if frozenset(pair) not in closed]
        return sorted(left, key=lambda pair: (-self._scored[pair].score, pair))


def _blocks(those: Iterable[Known]) -> list[set[str]]:
    blocks = defaultdict[tuple[str, str, str], set[str]](set)
    for one in those:
        for key in one.keys:
            blocks[one.about, one.profile.kind, key].add(one.id)
    return [block for block in blocks.values() if 1 < len(block) <= LARGEST_BLOCK]


def _focus(session: Session, name: str, those: Mapping[str, Known]) -> frozenset[str]:
    """The members that a name or an id could mean."""
    if looks_like_id(name, "s"):
        return frozenset(match.id for match in find_speakers(session, name))
    bodies = [one.members for one in those.values() if one.about is About.ORGANISATIONS]
    wanted = name_key(name)
    meant = {key for members in bodies for key in members if ends_with_name(key, wanted)}
    try:
        meant.update(match.id for match in find_speakers(session, name))
    except UnknownName:
        if not meant:
            raise
    return frozenset(meant)


def _decided_names(session: Session) -> list[_Pair]:
    """The folded names, two by two, that a person held apart or could not tell of."""
    rows = session.scalars(
        select(OrganisationJudgement)
        .where(OrganisationJudgement.live(), OrganisationJudgement.verdict != Identity.SAME)
        .options(
            joinedload(OrganisationJudgement.organisation_a), joinedload(OrganisationJudgement.organisation_b)
        )
    )
    return [(row.organisation_a.name_key, row.organisation_b.name_key) for row in rows]


def _glosses(
    session: Session, by_names: Mapping[_Pair, Score], those: Mapping[str, Known]
) -> dict[str, dict[str, str]]:
    """The abbreviations that articles print behind the names of organisations, by id."""
    pairs = [
        (those[short].profile, those[long].profile)
        for (a, b), compared in by_names.items()
        if compared.reasons[0] in (BodyLikeness.INITIALS, BodyLikeness.ABBREVIATION)
        for short, long in ((a, b), (b, a))
    ]
    asked = [
        (abbreviation, name)
        for short, long in pairs
        for abbreviation in _of_one_word(short)
        for name in long.names
        if " " in name
    ]
    found = glossed(session, asked)
    longs = {profile.public_id: profile for _short, profile in pairs}
    return {
        id_: {key: printed for name in profile.names for key, printed in found.get(name, {}).items()}
        for id_, profile in longs.items()
    }


def _of_one_word(profile: Profile) -> list[str]:
    return [name for name in profile.names if " " not in name]


def _side(session: Session, one: Known) -> SpeakerDetail | OrganisationSide:
    if one.about is About.SPEAKERS:
        return speaker_detail(session, one.id, limit=_QUOTES)
    shown = one.party.name
    quotes = find_quotes(session, QuoteFilter(organisation=one.id, limit=_QUOTES))
    return OrganisationSide(shown, tuple(name for name in one.profile.names if name != shown), quotes)
