"""Folded names that an older program stored, brought up to how names are folded now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, select, update

from quotesdb.db.models import Appearance, Article, Organisation, OrganisationName, SpeakerName
from quotesdb.names.key import name_key

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def refold(session: Session) -> int:
    """Fold the printed and the given names anew; return how many were folded otherwise. The caller commits.

    Speakers, whose names are derived from these, have to be made anew afterwards. An organisation that has
    the same folded name as another one now hands what refers to it over to that one.
    """
    return (
        _appearances(session)
        + _given(session, SpeakerName)
        + _given(session, OrganisationName)
        + _organisations(session)
    )


def _appearances(session: Session) -> int:
    rows = session.execute(select(Appearance.id, Appearance.name, Appearance.name_key)).all()
    stale = [{"id": row.id, "name_key": key} for row in rows if (key := name_key(row.name)) != row.name_key]
    if stale:
        session.execute(update(Appearance), stale)
    return len(stale)


def _given(session: Session, model: type[SpeakerName | OrganisationName]) -> int:
    """Names that people gave; of two that are one name now the later one stays as it is."""
    changed = 0
    for row in session.scalars(select(model).order_by(model.id)):
        key = name_key(row.name)
        taken = exists().where(
            row.about_the_same(),
            model.name_key == key,
            model.use == row.use,
            model.retracted_at.is_(None),
        )
        if key != row.name_key and (row.retracted_at is not None or not session.scalar(select(taken))):
            row.name_key = key
            session.flush()
            changed += 1
    return changed


def _organisations(session: Session) -> int:
    """How many bodies were folded otherwise; of one that is another now, everything becomes that one's."""
    changed = 0
    for body in session.scalars(select(Organisation).order_by(Organisation.id)):
        key = name_key(body.name)
        if key == body.name_key:
            continue
        changed += 1
        other = session.scalar(select(Organisation.id).where(Organisation.name_key == key))
        if other is None:
            body.name_key = key
            session.flush()
            continue
        session.execute(update(Article).where(Article.publisher_id == body.id).values(publisher_id=other))
        theirs = Appearance.organisation_id == body.id
        session.execute(update(Appearance).where(theirs).values(organisation_id=other))
    return changed
