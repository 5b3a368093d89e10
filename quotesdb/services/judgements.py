"""Deciding who is whom: speakers merged, split, held apart, named. The caller commits; an error rolls back.

Evidence and attributions stay where they are; the clusters, and the statements that hang on them, are
computed anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Appearance, Article, Speaker, SpeakerJudgement, SpeakerName
from quotesdb.db.types import Identity, NameUse
from quotesdb.services import ids, speakers, statements
from quotesdb.services.chunks import chunks
from quotesdb.services.errors import BadRequest
from quotesdb.services.find_speaker import find_speaker
from quotesdb.services.rows import Decided
from quotesdb.services.who_is_whom import (
    ARE,
    Act,
    decided,
    divide,
    held_together,
    live_between,
    refuse,
    standing,
)
from quotesdb.text import name_key

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def merge(session: Session, one: str, other: str, judge: str, note: str | None = None) -> Decided:
    """Decide that two speakers, each a name or an id, are one.

    Raises:
        UnknownName, AmbiguousName, UnknownId, AmbiguousId: if no two speakers are meant.
        BadRequest: if they are one by a decision already, or a person holds them apart: it says who.
    """
    return _pair(session, one, other, Identity.SAME, judge, note)


def different(session: Session, one: str, other: str, judge: str, note: str | None = None) -> Decided:
    """Decide that two speakers, or two appearances of one, are not one, whatever programs find.

    Raises:
        UnknownName, AmbiguousName, UnknownId, AmbiguousId: if no two speakers are meant.
        BadRequest: if this is decided already, or a person said that they are one: it says who.
    """
    return _pair(session, one, other, Identity.DIFFERENT, judge, note)


def unsure(session: Session, one: str, other: str, judge: str, note: str | None = None) -> Decided:
    """Note that it cannot be told whether two are one, so that it is not asked again.

    Raises:
        UnknownName, AmbiguousName, UnknownId, AmbiguousId: if no two speakers are meant.
        BadRequest: if a person could tell: it says who.
    """
    return _pair(session, one, other, Identity.UNSURE, judge, note)


def split(session: Session, speaker: str, out: Sequence[str], judge: str, note: str | None = None) -> Decided:
    """Decide that some appearances of a speaker are somebody else, who is one too.

    ``out`` are ids of appearances, or of articles: then what appears there. What held the two sides together
    by a decision is taken back; each of either side is held apart from the other's earliest; a side that
    falls apart by that is held together.

    Raises:
        UnknownName, AmbiguousName, UnknownId, AmbiguousId: if no single speaker or no appearance is meant.
        BadRequest: if one is not the speaker's, or none or all would leave.
    """
    whole = _cluster(session, _appearance(session, speaker))
    leaving = _leaving(session, whole, out)
    sides = [[each for each in whole if (each.id in leaving) is side] for side in (False, True)]
    if not all(sides):
        raise BadRequest("some of the speaker's appearances must leave, and some must stay")
    act = Act.of(judge, note, "split", *(each.public_id for each in whole), *sorted(out))
    rest, gone = ([each.id for each in side] for side in sides)
    divide(session, act, SpeakerJudgement, rest, gone)
    moved = speakers.refresh(session, [*rest, *gone], [])
    loose = [pair for side in sides for pair in _falling_apart(session, side)]
    act.write(session, [SpeakerJudgement.of(*pair, Identity.SAME) for pair in loose])
    moved |= speakers.refresh(session, {id_ for pair in loose for id_ in pair}, [])
    statements.refresh(session, [], moved)
    return decided(session, act)


def rename(session: Session, speaker: str, name: str, judge: str, note: str | None = None) -> Decided:
    """Give a speaker the name to show; an earlier one is taken back and stays in the history.

    Raises:
        UnknownName, AmbiguousName, UnknownId, AmbiguousId: if no single speaker is meant.
        BadRequest: if the name is empty, or the speaker's by a decision already.
    """
    return _give(session, speaker, name, NameUse.PREFERRED, judge, note)


def add_alias(session: Session, speaker: str, name: str, judge: str, note: str | None = None) -> Decided:
    """Give a speaker one more name to be found by.

    Raises:
        UnknownName, AmbiguousName, UnknownId, AmbiguousId: if no single speaker is meant.
        BadRequest: if the name is empty, or the speaker's already.
    """
    return _give(session, speaker, name, NameUse.ALIAS, judge, note)


def remove_alias(session: Session, speaker: str, name: str, judge: str, note: str | None = None) -> Decided:
    """Take back a name that a person gave a speaker to be found by.

    Raises:
        UnknownName, AmbiguousName, UnknownId, AmbiguousId: if no single speaker is meant.
        BadRequest: if nobody gave it.
    """
    cluster = _cluster(session, _appearance(session, speaker))
    rows = [row for row in names_of(session, cluster, NameUse.ALIAS) if row.name_key == name_key(name)]
    if not rows:
        printed = any(each.name_key == name_key(name) for each in cluster)
        why = (
            "was printed so: split takes an appearance away" if printed else "is no alias that a person gave"
        )
        raise BadRequest(f"{name!r} {why}")
    act = Act.of(judge, note, "alias remove", cluster[0].public_id, name)
    act.retract(session, rows)
    return _refreshed(session, act, [row.appearance_id for row in rows])


def decided_pairs(session: Session) -> set[frozenset[str]]:
    """The speakers, two by two, of whom a person decided that they are not one or that it cannot be told."""
    rows = session.scalars(
        select(SpeakerJudgement).where(
            SpeakerJudgement.retracted_at.is_(None), SpeakerJudgement.verdict != Identity.SAME
        )
    ).all()
    query = select(Appearance.id, Speaker.public_id).join(Appearance.speaker)
    speaker_ids: dict[int, str] = {}
    for part in chunks({id_ for row in rows for id_ in row.pair}):
        speaker_ids |= {row[0]: row[1] for row in session.execute(query.where(Appearance.id.in_(part)))}
    return {frozenset(speaker_ids[id_] for id_ in row.pair) for row in rows}


def names_of(session: Session, cluster: Iterable[Appearance], use: NameUse) -> list[SpeakerName]:
    """The names of that use that people gave a speaker and that hold."""
    return [
        row
        for part in chunks([each.id for each in cluster])
        for row in session.scalars(
            select(SpeakerName).where(
                SpeakerName.appearance_id.in_(part),
                SpeakerName.use == use,
                SpeakerName.retracted_at.is_(None),
            )
        )
    ]


def refuse_contradiction(session: Session, one: Appearance, other: Appearance, verdict: Identity) -> None:
    """Say which decision a new one about two would contradict.

    Raises:
        BadRequest: if there is one.
    """
    ones, others = _cluster(session, one), _cluster(session, other)
    if verdict is Identity.SAME:
        apart = live_between(session, SpeakerJudgement, _ids(ones), _ids(others), Identity.DIFFERENT)
        if apart:
            refuse(apart[0], f"{_called(one)} and {_called(other)} are not one")
    elif held := held_together(session, SpeakerJudgement, _ids(ones), one.id, other.id):
        refuse(held[0], f"{_called(one)} and {_called(other)} are one")


def _pair(session: Session, one: str, other: str, verdict: Identity, judge: str, note: str | None) -> Decided:
    first, second = _appearance(session, one), _appearance(session, other)
    if first.id == second.id:
        raise BadRequest(f"both are {_called(first)}")
    held = standing(session, SpeakerJudgement, first.id, second.id)
    if held is not None and verdict in (held.verdict, Identity.UNSURE):
        refuse(held, f"{_called(first)} and {_called(second)} are {ARE[held.verdict]}")
    refuse_contradiction(session, first, second, verdict)
    act = Act.of(judge, note, verdict, first.public_id, second.public_id)
    act.retract(session, [held] if held else [])
    act.write(session, [SpeakerJudgement.of(first.id, second.id, verdict)])
    return _refreshed(session, act, [first.id, second.id])


def _give(session: Session, speaker: str, name: str, use: NameUse, judge: str, note: str | None) -> Decided:
    words = " ".join(name.split())
    key = name_key(words)
    if not key:
        raise BadRequest("the name is empty")
    cluster = _cluster(session, _appearance(session, speaker))
    known = names_of(session, cluster, use)
    taken = {row.name for row in known}
    if use is NameUse.ALIAS:
        taken |= {each.name for each in cluster}
    if words in taken or (use is NameUse.ALIAS and key in {name_key(each) for each in taken}):
        raise BadRequest(f"{words!r} is a name of {_called(cluster[0])} already")
    act = Act.of(judge, note, use, cluster[0].public_id, words)
    act.retract(session, known if use is NameUse.PREFERRED else [])
    act.write(session, [SpeakerName(appearance_id=cluster[0].id, name=words, name_key=key, use=use)])
    return _refreshed(session, act, [cluster[0].id])


def _refreshed(session: Session, act: Act, appearance_ids: Iterable[int]) -> Decided:
    statements.refresh(session, [], speakers.refresh(session, appearance_ids, []))
    return decided(session, act)


def _appearance(session: Session, meant: str) -> Appearance:
    """The appearance with that id, or the earliest one of the speaker with that name."""
    if ids.looks_like_id(meant, "s"):
        return ids.find_appearance(session, meant)
    match = find_speaker(session, meant)
    if len(match.row_ids) > 1:
        raise BadRequest(f"{meant!r} names several speakers that nothing links: give the id of one")
    return ids.find_appearance(session, match.id)


def _cluster(session: Session, appearance: Appearance) -> list[Appearance]:
    """The appearances of a speaker, the earliest first."""
    rows = session.scalars(
        select(Appearance)
        .join(Appearance.article)
        .where(Appearance.speaker_id == appearance.speaker_id)
        .order_by(Article.published_on.is_(None), Article.published_on, Appearance.public_id)
    )
    return list(rows)


def _leaving(session: Session, whole: Collection[Appearance], out: Iterable[str]) -> set[int]:
    leaving = set[int]()
    for meant in out:
        if ids.looks_like_id(meant, "a"):
            article = ids.find_article(session, meant)
            found = [each.id for each in whole if each.article_id == article.id]
        elif not ids.looks_like_id(meant, "s"):
            raise BadRequest(f"not the id of an article or of an appearance of the speaker: {meant!r}")
        else:
            appearance = ids.find_appearance(session, meant)
            found = [each.id for each in whole if each.id == appearance.id]
        if not found:
            raise BadRequest(f"{meant} is no appearance of that speaker, nor an article with one")
        leaving.update(found)
    return leaving


def _falling_apart(session: Session, side: Sequence[Appearance]) -> list[tuple[int, int]]:
    """The earliest of a side, with one of each speaker that the side is now besides the earliest's."""
    first: dict[int | None, int] = {}
    for each in side:
        session.refresh(each, ["speaker_id"])
        first.setdefault(each.speaker_id, each.id)
    return [(side[0].id, id_) for id_ in list(first.values())[1:]]


def _ids(cluster: Iterable[Appearance]) -> list[int]:
    return [each.id for each in cluster]


def _called(appearance: Appearance) -> str:
    return f"{appearance.name} ({appearance.public_id})"
