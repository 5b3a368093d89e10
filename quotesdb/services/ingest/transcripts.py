"""Quotations that come with a text, as the turns of a transcript do: no extractor is asked for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from quotesdb.db.models import Appearance, ExtractionRun, FoldedName, Speaker
from quotesdb.names.labels import bare_surname, full_names, surnames, without_titles
from quotesdb.names.person import parse
from quotesdb.services.identity import told_apart
from quotesdb.services.identity.name_endings import is_heard
from quotesdb.services.ingest.found import Found
from quotesdb.services.ingest.prepare import ANNOTATORS, TRANSCRIPT, Prepared
from quotesdb.services.store.chunks import chunks
from quotesdb.services.store.read_model import ends_with
from quotesdb.values import AgentKind, ArticleDraft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


_AT_ONCE = 200
"""Surnames that one query asks for, each in a condition of its own."""


def came_with_text(run: ExtractionRun) -> bool:
    """Whether a run holds quotations that came with the text, which no extractor can renew."""
    return run.extractor == TRANSCRIPT or run.extractor in ANNOTATORS


def found_in(session: Session, prepared: Prepared) -> Sequence[Found]:
    """The quotations of a draft; in those of a transcript a surname becomes the name of who is known by it.

    It is one known person's, or stays as it is.

    Raises:
        NotExtracted: if nobody looked for them.
    """
    known = _known(session, _unnamed(prepared.draft)) if _is_labelled(prepared.draft) else {}
    if not known:
        return prepared.found()
    return [
        found.said_by(replace(agent, name=known[surname]))
        if (agent := found.quotation.speaker) and (surname := bare_surname(agent.name)) in known
        else found
        for found in prepared.found()
    ]


def seeks_names(prepared: Prepared) -> bool:
    """Whether what is found in a draft depends on who is known."""
    return _is_labelled(prepared.draft) and bool(_unnamed(prepared.draft))


def _is_labelled(draft: ArticleDraft) -> bool:
    return bool(draft.quotations) and not draft.annotator


def _unnamed(draft: ArticleDraft) -> dict[str, str]:
    """The folded surnames that the transcript gives no full name for, as labels print them.

    One that it has two names or two holders for is not among them: the choice is no machine's.
    """
    people = {q.speaker.name for q in draft.quotations if q.speaker and q.speaker.kind is AgentKind.PERSON}
    printed = defaultdict(set)
    for name in people:
        if surname := bare_surname(name):
            printed[surname].add(name)
    borne = {surname for name in people for surname in surnames(name)}
    first = min((q.source.start for q in draft.quotations if q.source), default=0)
    lead = f"{draft.title or ''}\n{draft.text[:first]}"
    return {
        surname: name
        for surname, [name, *others] in printed.items()
        if not others and surname not in borne and not full_names(lead, without_titles(name))
    }


def _known(session: Session, wanted: Mapping[str, str]) -> dict[str, str]:
    """The full name of each folded surname that one known person has, and no other.

    A woman is not who a label calls "Mr.", nor a man who is called "Ms.".
    """
    found: dict[str, dict[int, str]] = {surname: {} for surname in wanted}
    for part in chunks(found, _AT_ONCE):
        names = select(FoldedName.name_key).where(or_(*map(ends_with, part)))
        rows = session.execute(
            select(Speaker.id, Appearance.name)
            .join(Speaker.appearances)
            .where(Appearance.name_key.in_(names), Appearance.kind == AgentKind.PERSON, is_heard())
            .order_by(Appearance.id)
        )
        for row in rows:
            name = without_titles(row.name)
            if bare_surname(row.name) is None:
                for surname in set(part).intersection(surnames(name)):
                    found[surname].setdefault(row.id, name)
    sole = {surname: one for surname, names in found.items() if len(names) == 1 for one in names.items()}
    called = {id_: parse(wanted[surname]).woman for surname, (id_, _name) in sole.items()}
    known = told_apart.women(session, called)
    return {
        surname: name
        for surname, (id_, name) in sole.items()
        if called[id_] is None or known.get(id_) is not (not called[id_])
    }
