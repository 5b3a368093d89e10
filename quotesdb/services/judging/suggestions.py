"""Speakers that may be one, and names of organisations, in groups: for a person to decide on.

Nothing of this is stored: it follows from what is printed, and is computed through blocks of names that have
something in common, never over all pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from quotesdb.db.models import OrganisationJudgement
from quotesdb.db.types import Identity
from quotesdb.names.key import name_key
from quotesdb.names.nearest import ends_with_name
from quotesdb.resolve import BodyLikeness, BodyProfile, Score, compare_bodies
from quotesdb.services.errors import BadRequest, UnknownName
from quotesdb.services.identity.acronyms import glossed
from quotesdb.services.identity.find_speaker import find_speakers
from quotesdb.services.identity.linking import asked_about
from quotesdb.services.judging import organisations, speakers
from quotesdb.services.judging.candidates import About, Known, comparable, in_full, known
from quotesdb.services.judging.grouped import together
from quotesdb.services.judging.undo import undo
from quotesdb.services.ledger.results import Decided, Party
from quotesdb.services.lookup.filters import QuoteFilter
from quotesdb.services.lookup.quotes import find_quotes
from quotesdb.services.lookup.results import SpeakerDetail
from quotesdb.services.lookup.speakers import speaker_detail
from quotesdb.services.store.embargoes import open_articles
from quotesdb.services.store.erased import tombstones
from quotesdb.services.store.ids import looks_like_id
from quotesdb.services.store.results import Page
from quotesdb.values import Citation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LARGEST_BLOCK = 400
"""Sides that share a key; what more have in common tells nothing."""

FLOOR = 0.2
"""The least score that is worth somebody's time."""

_QUOTES = 3

_Pair = tuple[str, str]
_Act = Callable[["Session", Sequence[str], str, str | None], Decided]

_ON_SPEAKERS: Mapping[str, _Act] = {
    Identity.SAME: speakers.merge_all,
    Identity.DIFFERENT: speakers.all_different,
    Identity.UNSURE: speakers.all_unsure,
}
_ON_NAMES: Mapping[str, _Act] = {
    Identity.SAME: organisations.merge_all,
    Identity.DIFFERENT: organisations.all_different,
    Identity.UNSURE: organisations.all_unsure,
}


@dataclass(frozen=True, slots=True)
class OrganisationSide:
    """An organisation with its other names, and the newest quotations of it and its people."""

    name: str
    names: tuple[str, ...]
    quotes: Page[Citation]


@dataclass(frozen=True, slots=True)
class Member:
    """One of a group: by ``key`` whoever decides names it, ``side`` is what is printed of it."""

    key: str
    side: SpeakerDetail | OrganisationSide


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A group of which each may be one with another, the most quoted first, with what it was printed with.

    ``quotes`` are those of all; ``score`` and the first of the reasons are those of the likeliest two.
    """

    about: About
    members: tuple[Member, ...]
    quotes: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in a list: those it is about, of which organisations have no id."""

    about: tuple[Party, ...]
    quotes: int
    score: float
    reasons: tuple[str, ...]


class _Group(NamedTuple):
    """Open pairs that are asked about together, the likeliest first, and all whom these are about."""

    ids: tuple[str, ...]
    pairs: tuple[_Pair, ...]


class Suggestions:
    """The groups of which some most likely are one, on which nobody has decided; kept in step while one does.

    Of people these are the questions that linking left. What the names rule out is never suggested. The group
    with the most quotations comes first. After each answer only what it touched is looked at again.
    """

    def __init__(self, session: Session, name: str | None = None) -> None:
        """All groups; with ``name`` those in which a speaker or an organisation is that it could mean.

        Raises:
            UnknownName, UnknownId, AmbiguousId: if it means nobody.
        """
        self._known = known(session)
        self._erased = tombstones(session)
        self._bare = bool(self._erased) or bool(open_articles(session))
        self._focus = None if name is None else _focus(session, name, self._known)
        self._skipped: list[tuple[_Pair, ...]] = []
        self._decided: list[tuple[str, frozenset[str]]] = []
        self._scored: dict[_Pair, Score] = {}
        self._shown: _Group | None = None
        self._compare(session, self._known)
        self._open = self._still_open(session)

    def __len__(self) -> int:
        """How many groups are open, but for those that were skipped."""
        return len(self._open)

    def rows(self, limit: int | None = None) -> list[GroupRow]:
        """The first groups, without what is printed of them."""
        return [
            GroupRow(
                tuple(self._party(id_) for id_ in group.ids),
                self._quotes(group.ids),
                self._scored[group.pairs[0]].score,
                self._reasons(group),
            )
            for group in self._open[:limit]
        ]

    def first(self, session: Session, limit: int | None = None) -> list[Suggestion]:
        """The first groups."""
        return [self._suggestion(session, group) for group in self._open[:limit]]

    def following(self, session: Session) -> Suggestion | None:
        """The first group as it is now, whatever somebody else decided meanwhile; None if none is left."""
        while self._open:
            group = self._open[0]
            self._look_again(session, self._members(group.ids))
            if self._open and self._open[0] == group:
                self._shown = group
                return self._suggestion(session, group)
        return None

    def decide(
        self,
        session: Session,
        verdict: str,
        judge: str,
        note: str | None = None,
        only: Sequence[str] | None = None,
    ) -> Decided:
        """Decide on the group that ``following`` gave last: same, different or unsure, by one decision.

        ``only`` are the keys of those that are meant; the others are asked about again.

        Raises:
            BadRequest: if another decision stands in the way: it says which; or if no two are meant.
        """
        group = self._being_shown()
        meant = [id_ for id_ in group.ids if only is None or id_ in only]
        if len(meant) < 2:
            raise BadRequest("choose two or more")
        of_names = self._known[meant[0]].about is About.ORGANISATIONS
        members = self._members(group.ids)
        made = (_ON_NAMES if of_names else _ON_SPEAKERS)[verdict](session, meant, judge, note)
        self._look_again(session, members)
        self._decided.append((made.decision, members))
        return made

    def undo(self, session: Session, judge: str) -> Decided | None:
        """Take back what was decided last; its group is open again. None if nothing is left to.

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
        """Leave out the group that ``following`` gave last."""
        group = self._being_shown()
        self._skipped.append(group.pairs)
        self._open.remove(group)

    def unskip(self, session: Session) -> bool:
        """Open the group again that was skipped last; whether there was one."""
        if not self._skipped:
            return False
        self._skipped.pop()
        self._open = self._still_open(session)
        return True

    def _members(self, ids: Iterable[str]) -> frozenset[str]:
        return frozenset[str]().union(*(self._known[id_].members for id_ in ids))

    def _quotes(self, ids: Iterable[str]) -> int:
        return sum(self._known[id_].quotes for id_ in ids)

    def _reasons(self, group: _Group) -> tuple[str, ...]:
        found = (reason for pair in group.pairs for reason in self._told(pair))
        return tuple(dict.fromkeys(found))

    def _told(self, pair: _Pair) -> tuple[str, ...]:
        """The reasons of a pair; not by words of articles where these may be hidden: erased, or embargoed."""
        reasons = self._scored[pair].reasons
        return tuple(map(self._erased.hide, reasons[:1])) if self._bare else reasons

    def _party(self, id_: str) -> Party:
        party = self._known[id_].party
        return Party(party.id, self._erased.hide(party.name))

    def _is_told(self, id_: str) -> bool:
        """Whether it may be asked about: organisations are decided on by names, so by none that is masked."""
        one = self._known[id_]
        return one.about is About.SPEAKERS or all(self._erased.hide(name) == name for name in one.names)

    def _being_shown(self) -> _Group:
        if self._shown is None:
            raise RuntimeError("no group was given yet")
        return self._shown

    def _suggestion(self, session: Session, group: _Group) -> Suggestion:
        return Suggestion(
            about=self._known[group.ids[0]].about,
            members=tuple(Member(id_, _side(session, self._known[id_])) for id_ in group.ids),
            quotes=self._quotes(group.ids),
            score=self._scored[group.pairs[0]].score,
            reasons=self._reasons(group),
        )

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
        """Score the pairs of which one side is among these; organisations by their names first."""
        for pair, asked in asked_about(session).items():
            if not set(pair).isdisjoint(among) and all(id_ in self._known for id_ in pair):
                one, other = (self._known[id_] for id_ in pair)
                if comparable(one, other):
                    self._scored[pair] = asked
        by_names = dict(self._by_names(among))
        full = in_full(session, (self._known[id_] for id_ in {id_ for pair in by_names for id_ in pair}))
        for id_, found in _glosses(session, by_names, self._known).items():
            full[id_] = replace(full[id_], glossed=found)
        for a, b in by_names:
            compared = compare_bodies(full[a], full[b])
            if compared is not None and compared.score >= FLOOR:
                self._scored[a, b] = compared

    def _by_names(self, among: Collection[str]) -> Iterator[tuple[_Pair, Score]]:
        """The organisations, two by two, that share a key and may be one by their names."""
        pairs = {
            (min(a, b), max(a, b))
            for block in _blocks(self._known.values())
            for a in block.intersection(among)
            for b in block
            if a != b
        }
        for a, b in pairs:
            one, other = self._known[a], self._known[b]
            if comparable(one, other):
                compared = compare_bodies(BodyProfile(one.names), BodyProfile(other.names))
                if compared is not None:
                    yield (a, b), compared

    def _is_meant(self, group: _Group) -> bool:
        return self._focus is None or not self._focus.isdisjoint(self._members(group.ids))

    def _still_open(self, session: Session) -> list[_Group]:
        """The groups of pairs on which nobody decided and that were not skipped, the most quoted first."""
        home = defaultdict[str, set[str]](set)
        for id_, one in self._known.items():
            for member in one.members:
                home[member].add(id_)
        decided = [*map(tuple, speakers.decided_pairs(session)), *_decided_names(session)]
        decided += [pair for pairs in self._skipped for pair in pairs]
        closed = {
            frozenset((a, b))
            for one, other in decided
            for a in home.get(one, ())
            for b in home.get(other, ())
        }
        left = [
            pair for pair in self._scored if frozenset(pair) not in closed and all(map(self._is_told, pair))
        ]
        left.sort(key=lambda pair: (-self._scored[pair].score, pair))
        groups = [self._group(pairs) for pairs in together(left)]
        return sorted(
            filter(self._is_meant, groups),
            key=lambda one: (-self._quotes(one.ids), -self._scored[one.pairs[0]].score, one.pairs),
        )

    def _group(self, pairs: Sequence[_Pair]) -> _Group:
        ids = {id_ for pair in pairs for id_ in pair}
        return _Group(tuple(sorted(ids, key=lambda id_: (-self._known[id_].quotes, id_))), tuple(pairs))


def _blocks(those: Iterable[Known]) -> list[set[str]]:
    blocks = defaultdict[tuple[str, str], set[str]](set)
    for one in those:
        for key in one.keys:
            blocks[one.about, key].add(one.id)
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
        (those[short], those[long])
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
    return {
        long.id: {key: printed for name in long.names for key, printed in found.get(name, {}).items()}
        for _short, long in pairs
    }


def _of_one_word(one: Known) -> list[str]:
    return [name for name in one.names if " " not in name]


def _side(session: Session, one: Known) -> SpeakerDetail | OrganisationSide:
    if one.about is About.SPEAKERS:
        return speaker_detail(session, one.id, limit=_QUOTES)
    shown = one.party.name
    quotes = find_quotes(session, QuoteFilter(organisation=one.id, limit=_QUOTES))
    return OrganisationSide(shown, tuple(name for name in one.names if name != shown), quotes)
