"""Looking up organisations: those that spoke or are spoken for, with counts, and one with its people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select, union

from quotesdb.db.models import (
    Appearance,
    Article,
    Organisation,
    OrganisationJudgement,
    OrganisationName,
    Speaker,
)
from quotesdb.db.models.current_quote import CountOf, Shown
from quotesdb.names.key import name_key
from quotesdb.names.organisation import (
    LEGAL_ENDINGS,
    campaign_endings,
    checked_at,
    listed_forms,
    without_legal_form,
)
from quotesdb.services.identity import organisations
from quotesdb.services.identity.bodies import joined, with_forms
from quotesdb.services.identity.organisations import Decisions, printed_of
from quotesdb.services.ledger import acts
from quotesdb.services.ledger.presentable import presentable
from quotesdb.services.ledger.results import DecisionEntry
from quotesdb.services.lookup.kept import KEPT, tallies_of
from quotesdb.services.lookup.pages import Order, counted, cut_parts
from quotesdb.services.lookup.results import NameCount, OrganisationDetail, OrganisationRow, SpeakerRow
from quotesdb.services.store.closed import closed_bodies
from quotesdb.services.store.counts import NONE, Tally
from quotesdb.services.store.erased import Tombstones, tombstones
from quotesdb.services.store.places import UNDATED, printed_date
from quotesdb.services.store.read_model import current_quotes
from quotesdb.services.store.results import Page

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_Place: TypeAlias = tuple[int, str, str]
_Placed: TypeAlias = tuple[_Place, OrganisationRow]

_LOOKED_THROUGH = 2_000
_ORDER = Order("organisations", (KEPT.quotes, KEPT.key, KEPT.key))


def list_organisations(
    session: Session, query: str | None = None, *, limit: int | None = None, after: str | None = None
) -> Page[OrganisationRow]:
    """The organisations that are quoted, themselves or by their people, most quoted first.

    ``query`` is part of a name, case and accents folded. ``after`` is the cursor of a page: what follows it.

    Raises:
        BadRequest: if ``after`` is no place in the list.
    """
    wanted = None if query is None else name_key(query)
    decided = organisations.decisions(session)
    keys = _of_several_names(session, decided) - closed_bodies(session)
    judged = _together(session, decided, keys, wanted)
    plain = select(KEPT.quotes, KEPT.key).where(*_plain(wanted, keys | _hidden(session, wanted)))
    found = cut_parts(session, _following(plain, after), lambda row: _cursor(_alone(row)), limit)
    behind = None if after is None else _place(*_ORDER.values_of(after))
    listed = _rows(session, found.rows) + [each for each in judged if behind is None or each[0] > behind]
    listed.sort(key=lambda each: each[0])
    shown = listed[:limit]
    goes_on = shown and (found.next is not None or len(listed) > len(shown))
    total, at_least = counted(session, plain.with_only_columns(KEPT.key))
    known = tombstones(session)
    return Page(
        total + len(judged),
        tuple(_masked(row, known) for _place, row in shown),
        at_least,
        _cursor(shown[-1][0]) if goes_on else None,
    )


def _hidden(session: Session, wanted: str | None) -> set[str]:
    """The folded names that have what is looked for where the name of somebody erased is masked.

    Of more names than a few thousand nobody is found by them.
    """
    if wanted is None or not (known := tombstones(session)):
        return set()
    fitting = session.scalars(select(KEPT.key).where(*_plain(wanted, ())).limit(_LOOKED_THROUGH))
    return {key for key in fitting if not known.shows(key, wanted)}


def _masked(row: OrganisationRow, known: Tombstones) -> OrganisationRow:
    """The row without the names of whoever is erased."""
    return replace(row, name=known.hide(row.name), names=tuple(map(known.hide, row.names))) if known else row


def _rows(session: Session, counts: Sequence[Row[Any]]) -> list[_Placed]:
    """The rows of organisations of one name, with their places in the list."""
    keys = [row.key for row in counts]
    printed, own = printed_of(session, keys), tallies_of(session, CountOf.OWN, keys)
    return [
        (_alone(row), OrganisationRow(printed[row.key], row.quotes, _quotes(own, row.key), ()))
        for row in counts
    ]


def _alone(row: Row[Any]) -> _Place:
    return _place(row.quotes, row.key, row.key)


def _place(quotes: int, name: str, key: str) -> _Place:
    """Where an organisation stands in the list: the least first; ``name`` is the folded one that is shown."""
    return -quotes, name, key


def _cursor(place: _Place) -> str:
    quotes, name, key = place
    return _ORDER.cursor([-quotes, name, key])


def _following(plain: Select[Any], after: str | None) -> list[Select[Any]]:
    plain = plain.order_by(KEPT.quotes.desc(), KEPT.key)
    if after is None:
        return [plain]
    quotes, name, key = _ORDER.values_of(after)
    behind = or_(KEPT.key > name, and_(KEPT.key == name, KEPT.key > key))
    return [plain.where(KEPT.quotes == quotes, behind), plain.where(KEPT.quotes < quotes)]


def _plain(wanted: str | None, others: Collection[str]) -> list[ColumnElement[bool]]:
    """The condition that counts are of an organisation that is not one of the others."""
    conditions = [KEPT.of == CountOf.ORGANISATION, KEPT.key != "", KEPT.key.not_in(others)]
    return conditions if wanted is None else [*conditions, KEPT.key.contains(wanted, autoescape=True)]


_JUDGED = union(
    select(OrganisationJudgement.organisation_a_id).where(OrganisationJudgement.live()),
    select(OrganisationJudgement.organisation_b_id).where(OrganisationJudgement.live()),
    select(OrganisationName.organisation_id).where(OrganisationName.live()),
)
"""Whose names people merged or held apart, or gave."""


def _of_several_names(session: Session, decided: Decisions) -> frozenset[str]:
    """The folded names of organisations that people decided something about, or that several names mean.

    These are few: forms of the shipped list, names with a legal form, each with those that differ from them
    by such a form, and campaigns.
    """
    judged = set(session.scalars(select(Organisation.name_key).where(Organisation.id.in_(_JUDGED))))
    listed = tallies_of(session, CountOf.ORGANISATION, listed_forms())
    bare_of = {key: without_legal_form(key) for key in session.scalars(_ENDED)}
    sharing = Counter(bare_of.values())
    bare = tallies_of(session, CountOf.ORGANISATION, sharing)
    # Most names with a legal form are the only ones of their body: nobody need see how these are printed.
    known = bare.keys() | listed_forms()
    ended = {key for key, without in bare_of.items() if sharing[without] > 1 or without in known}
    printed = printed_of(session, {*listed, *ended, *bare})
    body = joined(decided, printed)
    times = Counter(body.values())
    return with_forms(session, decided, judged | {key for key in printed if times[body[key]] > 1})


_ENDED = select(KEPT.key).where(
    KEPT.of == CountOf.ORGANISATION,
    or_(
        *(KEPT.key.like(f"% {word}") for word in sorted(campaign_endings() | LEGAL_ENDINGS)),
        KEPT.key.like("team %"),
    ),
)
"""The names that end as those of campaigns do, or with a legal form."""


def _together(
    session: Session, decided: Decisions, keys: Collection[str], wanted: str | None
) -> list[_Placed]:
    """The organisations of these names, with their places in the list."""
    if not keys:
        return []
    known = tombstones(session)
    shown, printed = organisations.shown(session, decided.groups), printed_of(session, keys)
    counts, own = (tallies_of(session, of, keys) for of in (CountOf.ORGANISATION, CountOf.OWN))
    given = defaultdict[str, list[str]](list)
    for name in organisations.given(session):
        given[name.organisation.name_key].append(name.name)
    groups = defaultdict[str, list[str]](list)
    for key, body in joined(decided, printed).items():
        groups[body].append(key)
    rows = []
    for group in groups.values():
        listed = sorted(group, key=lambda key: (-_quotes(counts, key), key))
        names = [*(printed[key] for key in listed), *(name for key in listed for name in given[key])]
        quotes, itself = (sum(_quotes(of, key) for key in listed) for of in (counts, own))
        if quotes and (wanted is None or any(known.shows(name_key(name), wanted) for name in names)):
            best = next((shown[key] for key in listed if key in shown), printed[listed[0]])
            others = tuple(name for name in dict.fromkeys(names) if name != best)
            row = OrganisationRow(best, quotes, itself, others)
            rows.append((_place(quotes, name_key(best), min(listed)), row))
    return rows


def _quotes(counts: Mapping[str, Tally], key: str) -> int:
    return counts.get(key, NONE).quotes


def organisation_detail(session: Session, name: str, *, limit: int | None = 20) -> OrganisationDetail:
    """One organisation by any of its names, with the people who spoke for it, most quoted first.

    Raises:
        UnknownName, AmbiguousName: if no single organisation is meant.
    """
    closed = closed_bodies(session)
    printed = organisations.printed(session, closed=closed)
    decided = organisations.decisions(session)
    known_as = organisations.known_as(session, "organisation", name, printed, decided.groups)
    keys = sorted(with_forms(session, decided, known_as) - closed)
    counts, own = (tallies_of(session, of, keys) for of in (CountOf.ORGANISATION, CountOf.OWN))
    names = [
        NameCount(printed[key], _quotes(counts, key), _quotes(own, key), checked_at(printed[key]))
        for key in keys
    ]
    names.sort(key=lambda row: (-row.quotes, row.name))
    given, shown = organisations.given(session), organisations.shown(session, decided.groups)
    known = tombstones(session)
    names = [replace(row, name=known.hide(row.name)) for row in names] if known else names
    return OrganisationDetail(
        name=known.hide(next((shown[key] for key in keys if key in shown), names[0].name)),
        quotes=sum(row.quotes for row in names),
        own=sum(row.own for row in names),
        names=tuple(names),
        aliases=tuple(known.hide(row.name) for row in given if row.organisation.name_key in keys),
        people=_people(session, keys, limit),
        decisions=_decisions(session, keys),
    )


def _people(session: Session, keys: Sequence[str], limit: int | None) -> Page[SpeakerRow]:
    """Who spoke for the organisation of these names, with what they said as its people."""
    row = current_quotes().c
    bodies = list(session.scalars(select(Organisation.id).where(Organisation.name_key.in_(keys))))
    dated = case((row.newest < UNDATED, row.newest))
    quotes = func.count()
    rows = session.execute(
        select(
            Speaker.id.label("row_id"),
            Speaker.public_id,
            Speaker.name,
            Speaker.kind,
            quotes,
            func.count(row.article_id.distinct()),
            func.max(dated).label("first"),
            func.min(dated).label("last"),
        )
        .join(current_quotes(), row.speaker_id == Speaker.id)
        .where(row.body_id.in_(bodies), row.shown == Shown.ALWAYS.value)
        .group_by(Speaker.id)
        .order_by(quotes.desc(), Speaker.name_key, Speaker.public_id)
    ).all()
    roles = session.execute(
        select(Appearance.speaker_id, Appearance.role, Organisation.name)
        .join(Appearance.article)
        .join(Appearance.organisation)
        .where(Appearance.organisation_id.in_(bodies))
        .order_by(
            Article.published_on.is_(None).desc(),
            Article.published_on,
            Article.public_id.desc(),
            Appearance.id,
        )
    )
    newest = {row.speaker_id: (row.role, row.name) for row in roles}
    people, known = [], tombstones(session)
    for row_id, public_id, name, kind, number, articles, first, last in rows[:limit]:
        role, body = newest[row_id]
        dates = (printed_date(first), printed_date(last))
        told = (known.line(role), known.line(body))
        people.append(SpeakerRow(public_id, known.hide(name), kind, number, articles, *told, *dates))
    return Page(len(rows), tuple(people))


def _decisions(session: Session, keys: Sequence[str]) -> tuple[DecisionEntry, ...]:
    """Every decision about these names, retracted ones too, the oldest first."""
    theirs = select(Organisation.id).where(Organisation.name_key.in_(keys))
    pairs = session.scalars(select(OrganisationJudgement).where(OrganisationJudgement.touching(theirs)))
    names = session.scalars(select(OrganisationName).where(OrganisationName.organisation_id.in_(theirs)))
    ordered = sorted([*pairs, *names], key=lambda row: (row.decided_at, row.public_id, row.id))
    return tuple(presentable(session, map(acts.entry, ordered)))
