"""The speakers of whom a name, printed or given, ends with some words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, String, bindparam, exists, or_, select, union

from quotesdb.db.given import among_few, not_planned_with
from quotesdb.db.models import Appearance, FoldedName, Speaker, SpeakerName
from quotesdb.db.models.current_quote import Shown
from quotesdb.services.store.embargoes import open_articles
from quotesdb.services.store.erased import erased_speakers
from quotesdb.services.store.read_model import BEYOND, current_quotes, turned
from quotesdb.values import AgentKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Alias: TypeAlias = "Row[int, str, str, AgentKind, str]"
"""A speaker by row number, public id, name and kind, and a folded name of the speaker's."""


def is_heard() -> ColumnElement[bool]:
    """The condition that a speaker has a quotation that holds."""
    said = current_quotes().c
    held = said.shown.in_((Shown.ALWAYS.value, Shown.WITH_ALL.value))
    return exists().where(said.speaker_id == Speaker.id, held)


def ending_with(session: Session, wanted: str, *, silent: bool) -> Sequence[Alias]:
    """The rows of the speakers one of whose names ends with these folded words.

    ``silent`` takes those without a quotation that look-ups show, too.
    """
    beginning = turned(wanted)
    ending = re.sub(r"([/%_])", r"/\1", wanted)
    values = {
        "wanted": wanted,
        "ending": f"% {ending}",
        "beginning": beginning,
        "beyond": beginning and beginning + BEYOND,
    }
    shown = [] if silent else open_articles(session)
    query = _ending_with_query(is_heard(), shown) if shown else _ENDING_WITH[silent]
    return session.execute(query, values).all()


def _ending_with_query(
    heard: ColumnElement[bool], shown: Sequence[ColumnElement[bool]] = ()
) -> Select[int, str, str, AgentKind, str]:
    """Made once, unless only some articles may be ``shown``: making it anew takes longer than to ask it."""
    keys = select(FoldedName.name_key).where(
        FoldedName.turned >= not_planned_with("beginning", String),
        FoldedName.turned < not_planned_with("beyond", String),
    )
    given = select(Appearance.speaker_id, SpeakerName.name_key).join(SpeakerName.appearance)
    ends = or_(
        SpeakerName.name_key == bindparam("wanted"),
        SpeakerName.name_key.like(bindparam("ending"), escape="/"),
    )
    printed = select(Appearance.speaker_id, Appearance.name_key.label("alias"))
    printed = printed.where(among_few(Appearance.name_key, keys))
    aliases = union(
        printed.join(Appearance.article).where(*shown) if shown else printed,
        given.where(ends, SpeakerName.live()),
    ).subquery()
    return (
        select(Speaker.id, Speaker.public_id, Speaker.name, Speaker.kind, aliases.c.alias)
        .join(aliases, aliases.c.speaker_id == Speaker.id)
        .where(heard)
        .order_by(Speaker.public_id, aliases.c.alias)
    )


_ENDING_WITH = {
    True: _ending_with_query(Speaker.id.not_in(erased_speakers())),
    False: _ending_with_query(is_heard()),
}
