"""The acts of a person about who is who: the same for speakers and for organisations.

What differs between the two is a ``Subject``. The caller commits; an error rolls back.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from sqlalchemy import select

from quotesdb.db.models import Appearance, Organisation
from quotesdb.db.models.judgement import GivenName, PairJudgement
from quotesdb.db.types import Identity, NameUse
from quotesdb.names.key import name_key
from quotesdb.services.errors import BadRequest
from quotesdb.services.ledger.acts import ARE, Act, divide, held_together, live_between, refuse
from quotesdb.services.ledger.results import Decided
from quotesdb.services.statements import grouping
from quotesdb.services.statements.outcome import decided
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.name_choice import given

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

One = TypeVar("One", bound=Appearance | Organisation)


class Subject(ABC, Generic[One]):
    """What decisions are about: appearances of speakers, or names of organisations."""

    pairs: ClassVar[type[PairJudgement]]
    names: ClassVar[type[GivenName]]

    @abstractmethod
    def find(self, session: Session, meant: str) -> One:
        """The one that a name or an id means.

        Raises:
            ServiceError: if it means none or several.
        """

    @abstractmethod
    def whole(self, session: Session, one: One) -> list[One]:
        """All that are one with this now, the first one first."""

    @abstractmethod
    def leaving(self, session: Session, whole: Sequence[One], out: Sequence[str]) -> set[int]:
        """The row numbers of those of a whole that ``out`` means.

        Raises:
            ServiceError: if something means nobody, or nobody of the whole.
        """

    @abstractmethod
    def key(self, one: One) -> str:
        """What it is called in the id of an act."""

    @abstractmethod
    def called(self, one: One) -> str:
        """What it is called in a message."""

    @abstractmethod
    def check_name(self, session: Session, whole: Sequence[One], name: str) -> None:
        """Refuse a name that cannot be given.

        Raises:
            BadRequest: if it cannot.
        """

    @abstractmethod
    def refresh(self, session: Session, row_ids: Collection[int]) -> set[int]:
        """Bring the speakers in step with decisions on these; return the appearances that are others now."""

    def merge(self, session: Session, one: str, other: str, judge: str, note: str | None = None) -> Decided:
        """Decide that two are one.

        Raises:
            ServiceError: if no two are meant.
            BadRequest: if they are one by a decision already, or a person holds them apart: it says who.
        """
        return self.merge_all(session, [one, other], judge, note)

    def merge_all(
        self, session: Session, meant: Sequence[str], judge: str, note: str | None = None
    ) -> Decided:
        """Decide that two or more are one: one decision, which is taken back as one.

        Raises:
            ServiceError: if no two are meant.
            BadRequest: if decisions made them one already, or a person holds two of them apart: it says who.
        """
        return _join(session, self, meant, judge, note)

    def different(
        self, session: Session, one: str, other: str, judge: str, note: str | None = None
    ) -> Decided:
        """Decide that two are not one, whatever programs find.

        Raises:
            ServiceError: if no two are meant.
            BadRequest: if this is decided already, or a person said that they are one: it says who.
        """
        return self.all_different(session, [one, other], judge, note)

    def all_different(
        self, session: Session, meant: Sequence[str], judge: str, note: str | None = None
    ) -> Decided:
        """Decide that no two of these are one: one decision, which is taken back as one.

        Raises:
            ServiceError: if no two are meant.
            BadRequest: if this is decided already, or a person said that two of them are one: it says who.
        """
        return _tell(session, self, meant, Identity.DIFFERENT, judge, note)

    def unsure(self, session: Session, one: str, other: str, judge: str, note: str | None = None) -> Decided:
        """Note that it cannot be told whether two are one, so that it is not asked again.

        Raises:
            ServiceError: if no two are meant.
            BadRequest: if a person could tell: it says who.
        """
        return self.all_unsure(session, [one, other], judge, note)

    def all_unsure(
        self, session: Session, meant: Sequence[str], judge: str, note: str | None = None
    ) -> Decided:
        """Note of these that it cannot be told which of them are one: one decision.

        Raises:
            ServiceError: if no two are meant.
            BadRequest: if a person could tell of each two: it says who.
        """
        return _tell(session, self, meant, Identity.UNSURE, judge, note)

    def split(
        self, session: Session, meant: str, out: Sequence[str], judge: str, note: str | None = None
    ) -> Decided:
        """Decide that some of those that are one are another, who is one too.

        What held the two sides together by a decision is taken back; each side is held together, and the two
        are held apart, by decisions: so neither falls apart when programs link otherwise.

        Raises:
            ServiceError: if no single one, or nobody of it, is meant.
            BadRequest: if none or all would leave.
        """
        return _part(session, self, meant, out, judge, note)

    def rename(self, session: Session, meant: str, name: str, judge: str, note: str | None = None) -> Decided:
        """Give a name to show; the one that was shown is taken back and stays in the history.

        Raises:
            ServiceError: if no single one is meant.
            BadRequest: if the name is empty, is shown by a decision already, or cannot be given.
        """
        return _give_name(session, self, meant, name, NameUse.PREFERRED, judge, note)

    def add_alias(
        self, session: Session, meant: str, name: str, judge: str, note: str | None = None
    ) -> Decided:
        """Give one more name to be found by.

        Raises:
            ServiceError: if no single one is meant.
            BadRequest: if the name is empty, is its own already, or cannot be given.
        """
        return _give_name(session, self, meant, name, NameUse.ALIAS, judge, note)

    def remove_alias(
        self, session: Session, meant: str, name: str, judge: str, note: str | None = None
    ) -> Decided:
        """Take back a name that a person gave to be found by.

        Raises:
            ServiceError: if no single one is meant.
            BadRequest: if nobody gave it.
        """
        return _take_alias(session, self, meant, name, judge, note)


def _join(
    session: Session, subject: Subject[One], meant: Sequence[str], judge: str, note: str | None
) -> Decided:
    """Decide that these are one: each is said to be the first of them."""
    members = {one.id: one for one in (subject.find(session, each) for each in meant)}
    first, *others = members.values()
    if not others:
        raise BadRequest(f"{'both' if len(meant) == 2 else 'all'} are {subject.called(first)}")
    known = live_between(session, subject.pairs, members, members, Identity.SAME, Identity.UNSURE)
    held = {frozenset(row.pair): row for row in known if row.verdict is Identity.SAME}
    new = [other for other in others if frozenset((first.id, other.id)) not in held]
    if not new:
        row = held[frozenset((first.id, others[0].id))]
        refuse(row, f"{' and '.join(map(subject.called, members.values()))} are one")
    _refuse_held_apart(session, subject, list(members.values()))
    act = Act.of(judge, note, Identity.SAME, *map(subject.key, members.values()))
    act.retract(session, [row for row in known if row.verdict is Identity.UNSURE])
    act.write(session, [subject.pairs.of(first.id, other.id, Identity.SAME) for other in new])
    return _refreshed(session, subject, act, list(members))


def _refuse_held_apart(session: Session, subject: Subject[One], members: Sequence[One]) -> None:
    """Refuse if a person holds apart any two of those that are one with these."""
    bearer = {each.id: one for one in members for each in subject.whole(session, one)}
    for row in live_between(session, subject.pairs, bearer, bearer, Identity.DIFFERENT):
        one, other = (bearer[end] for end in row.pair)
        refuse(row, f"{subject.called(one)} and {subject.called(other)} are not one")


def _tell(
    session: Session,
    subject: Subject[One],
    meant: Sequence[str],
    verdict: Identity,
    judge: str,
    note: str | None,
) -> Decided:
    """Decide that no two of these are one, or that it cannot be told; what is decided of two stays so."""
    members = {one.id: one for one in (subject.find(session, each) for each in meant)}
    if len(members) < 2:
        raise BadRequest(f"{'both' if len(meant) == 2 else 'all'} are {subject.called(*members.values())}")
    held = {
        frozenset(row.pair): row for row in live_between(session, subject.pairs, members, members, *Identity)
    }
    pairs = [frozenset(pair) for pair in combinations(members, 2)]
    left = [
        pair for pair in pairs if pair not in held or verdict not in (held[pair].verdict, Identity.UNSURE)
    ]
    if not left:
        row = held[pairs[0]]
        refuse(row, f"{' and '.join(map(subject.called, members.values()))} are {ARE[row.verdict]}")
    for pair in left:
        _refuse_held_together(session, subject, members[min(pair)], members[max(pair)])
    act = Act.of(judge, note, verdict, *map(subject.key, members.values()))
    act.retract(session, [held[pair] for pair in left if pair in held])
    act.write(session, [subject.pairs.of(min(pair), max(pair), verdict) for pair in left])
    return _refreshed(session, subject, act, list(members))


def _part(
    session: Session, subject: Subject[One], meant: str, out: Sequence[str], judge: str, note: str | None
) -> Decided:
    """Decide that some of those that are one are another, who is one too."""
    whole = subject.whole(session, subject.find(session, meant))
    leaving = subject.leaving(session, whole, out)
    rest = [each.id for each in whole if each.id not in leaving]
    gone = [each.id for each in whole if each.id in leaving]
    if not (rest and gone):
        raise BadRequest(f"some of {subject.called(whole[0])} must leave, and some must stay")
    act = Act.of(judge, note, "split", *map(subject.key, whole), *sorted(out))
    divide(session, act, subject.pairs, rest, gone)
    return _refreshed(session, subject, act, [*rest, *gone])


def _give_name(
    session: Session, subject: Subject[One], meant: str, name: str, use: NameUse, judge: str, note: str | None
) -> Decided:
    """Give a name to show, in place of the one that is shown by a decision, or one more to be found by."""
    words = given(name)
    key = name_key(words)
    whole = subject.whole(session, subject.find(session, meant))
    known = names_of(session, subject, whole, use)
    shown = max(known, key=lambda row: (row.decided_at, row.public_id, row.name), default=None)
    taken = {shown.name} if shown and use is NameUse.PREFERRED else set()
    if use is NameUse.ALIAS:
        keys = {each.name_key for each in whole} | {row.name_key for row in known}
        taken |= {words} if key in keys else set()
    if words in taken:
        raise BadRequest(f"{words!r} is a name of {subject.called(whole[0])} already")
    subject.check_name(session, whole, words)
    act = Act.of(judge, note, use, subject.key(whole[0]), words)
    replaced = []
    bearer = whole[0].id
    if shown and use is NameUse.PREFERRED:
        # Of several the latest is shown: any that another clock dates after this one would be.
        replaced = [row for row in known if row is shown or row.decided_at >= act.at]
        bearer = shown.bearer
    act.retract(session, replaced)
    act.write(session, [subject.names.of(bearer, use, words, key)])
    return _refreshed(session, subject, act, [bearer])


def _take_alias(
    session: Session, subject: Subject[One], meant: str, name: str, judge: str, note: str | None
) -> Decided:
    """Take back a name to be found by."""
    whole = subject.whole(session, subject.find(session, meant))
    key = name_key(name)
    rows = [row for row in names_of(session, subject, whole, NameUse.ALIAS) if row.name_key == key]
    if not rows:
        printed = any(each.name_key == key for each in whole)
        why = "was printed so: split takes it away" if printed else "is no alias that a person gave"
        raise BadRequest(f"{name!r} {why}")
    act = Act.of(judge, note, "alias remove", subject.key(whole[0]), name)
    act.retract(session, rows)
    return _refreshed(session, subject, act, [row.bearer for row in rows])


def names_of(session: Session, subject: Subject[One], whole: Sequence[One], use: NameUse) -> list[GivenName]:
    """The names of that use that people gave one of these and that hold."""
    kind = subject.names
    live = (kind.use == use, kind.retracted_at.is_(None))
    return [
        row
        for some in chunks([each.id for each in whole])
        for row in session.scalars(select(kind).where(kind.touching(some), *live))
    ]


def _refuse_held_together(session: Session, subject: Subject[One], one: One, other: One) -> None:
    """Refuse if people said of two, at however many removes, that they are one."""
    whole = [each.id for each in subject.whole(session, one)]
    if held := held_together(session, subject.pairs, whole, one.id, other.id):
        refuse(held[0], f"{subject.called(one)} and {subject.called(other)} are one")


def _refreshed(session: Session, subject: Subject[One], act: Act, row_ids: Collection[int]) -> Decided:
    grouping.refresh(session, [], subject.refresh(session, row_ids))
    return decided(session, act)
