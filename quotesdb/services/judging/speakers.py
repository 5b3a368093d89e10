"""Deciding who is who: speakers merged, split, held apart, named. The caller commits; an error rolls back.

Evidence and attributions stay where they are; the clusters, and the statements that hang on them, are
computed anew.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from quotesdb.db.models import Appearance, Article, Speaker, SpeakerJudgement, SpeakerName
from quotesdb.db.types import Identity
from quotesdb.services.errors import BadRequest, UnknownName
from quotesdb.services.identity import clustering
from quotesdb.services.identity.agent_key import NAMED
from quotesdb.services.identity.appearances import standing
from quotesdb.services.identity.find_speaker import bearers, find_named, find_speaker, find_speakers
from quotesdb.services.identity.holding import held
from quotesdb.services.judging.pairwise import Subject
from quotesdb.services.ledger.acts import Act, divide
from quotesdb.services.ledger.results import Decided
from quotesdb.services.statements import grouping
from quotesdb.services.statements.outcome import decided
from quotesdb.services.store import ids
from quotesdb.services.store.chunks import chunks

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.identity.find_speaker import SpeakerMatch

_TOLD = 5


class Appearances(Subject[Appearance]):
    """Decisions about speakers hang on their appearances."""

    pairs, names = SpeakerJudgement, SpeakerName

    def find(self, session: Session, meant: str) -> Appearance:
        """The appearance with that id, or the earliest one of the speaker with that name."""
        if ids.looks_like_id(meant, "s"):
            return ids.find_appearance(session, meant)
        match = find_speaker(session, meant)
        if len(match.row_ids) > 1:
            raise BadRequest(f"{meant!r} names several speakers that nothing links: give the id of one")
        return ids.find_appearance(session, match.id)

    def whole(self, session: Session, one: Appearance) -> list[Appearance]:
        """The appearances of a speaker, the earliest first."""
        rows = session.scalars(
            select(Appearance)
            .join(Appearance.article)
            .where(Appearance.speaker_id == one.speaker_id)
            .order_by(standing(), Article.published_on.is_(None), Article.published_on, Appearance.public_id)
        )
        return list(rows)

    def leaving(self, session: Session, whole: Sequence[Appearance], out: Sequence[str]) -> set[int]:
        """The appearances with these ids, or in the articles with these ids."""
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

    def key(self, one: Appearance) -> str:
        """Its public id."""
        return one.public_id

    def called(self, one: Appearance) -> str:
        """Its name and public id."""
        return f"{one.name} ({one.public_id})"

    def check_name(self, session: Session, whole: Sequence[Appearance], name: str) -> None:
        """Any name can be given: two people may share one."""

    def refresh(self, session: Session, row_ids: Collection[int]) -> set[int]:
        """Cluster what these appearances reach."""
        return clustering.refresh(session, row_ids, [])


APPEARANCES = Appearances()


merge, merge_all = APPEARANCES.merge, APPEARANCES.merge_all
different, unsure = APPEARANCES.different, APPEARANCES.unsure
all_different, all_unsure = APPEARANCES.all_different, APPEARANCES.all_unsure
split = APPEARANCES.split
rename, add_alias, remove_alias = APPEARANCES.rename, APPEARANCES.add_alias, APPEARANCES.remove_alias


def cut(session: Session, meant: str, links: Collection[str], judge: str, note: str | None = None) -> Decided:
    """Decide that links of a speaker, by their ids in ``lookup.why.why_one``, tie different people.

    The parts that are left are held apart from each other, and each together, by decisions.

    Raises:
        ServiceError: if no single speaker is meant.
        BadRequest: if the speaker has no link of such an id.
    """
    speaker = find_named(session, meant)
    found = held(session, speaker.row_ids[0])
    if unknown := sorted(set(links) - {bond.id for bond in found.bonds}):
        raise BadRequest(
            f"no link {unknown[0]} holds {speaker.name} together: quotesdb speakers show {speaker.id} --why"
        )
    parts = found.without(set(links))
    if len(parts) < 2:
        raise BadRequest("say which links to cut")
    members = [each.public_id for each in found.members]
    act = Act.of(judge, note, "split", *members, *sorted(links))
    divide(session, act, SpeakerJudgement, *([each.id for each in part] for part in parts))
    grouping.refresh(session, [], clustering.refresh(session, [each.id for each in found.members], []))
    return decided(session, act)


def called_so(session: Session, name: str) -> list[str]:
    """The ids of the people and organisations that bear a name, to be merged.

    Raises:
        UnknownName: if nobody bears it.
        BadRequest: if it is no two people or organisations that bear it.
    """
    try:
        found = [match for match in bearers(session, name) if match.kind in NAMED]
    except UnknownName as unknown:
        meant = [match for match in _meant(session, name) if match.kind in NAMED]
        if not meant:
            raise
        told = ", ".join(f"{match.name} ({match.id})" for match in meant[:_TOLD])
        raise BadRequest(
            f"nobody is called just {name!r}: it means {told}{' and others' * (len(meant) > _TOLD)}; "
            "give those who are one without --named"
        ) from unknown
    if len(found) < 2:
        only = f": only {found[0].name} ({found[0].id}) does" if found else ""
        raise BadRequest(f"no two speakers bear the name {name!r}{only}")
    return [match.id for match in found]


def _meant(session: Session, name: str) -> list[SpeakerMatch]:
    try:
        return find_speakers(session, name)
    except UnknownName:
        return []


def decided_pairs(session: Session) -> set[frozenset[str]]:
    """The speakers, two by two, of whom a person decided that they are not one or that it cannot be told."""
    rows = session.scalars(
        select(SpeakerJudgement).where(SpeakerJudgement.live(), SpeakerJudgement.verdict != Identity.SAME)
    ).all()
    query = select(Appearance.id, Speaker.public_id).join(Appearance.speaker)
    speaker_ids: dict[int, str] = {}
    for some in chunks({id_ for row in rows for id_ in row.pair}):
        speaker_ids |= {row[0]: row[1] for row in session.execute(query.where(Appearance.id.in_(some)))}
    return {frozenset(speaker_ids[id_] for id_ in row.pair) for row in rows}
