"""The record of what was checked: stored, listed, and checked again when there is more to search."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased, selectinload

from quotesdb.db import search
from quotesdb.db.models import Article, ClaimCheck, ClaimMatch
from quotesdb.services.checking.check import Checked, Claim, check_all
from quotesdb.services.checking.masking import Masking
from quotesdb.services.errors import AmbiguousName, ServiceError, UnknownName
from quotesdb.services.lookup.filters import published_by
from quotesdb.services.lookup.pages import Order
from quotesdb.services.store import ids
from quotesdb.services.store.results import Page
from quotesdb.values import MASK, ClaimVerdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

_ORDER = Order("checks", (ClaimCheck.__table__.c.id,))

KEPT_MATCHES = 3
"""Passages kept with a check; the others can be found again."""


@dataclass(frozen=True, slots=True)
class CheckFilter:
    """Which checks are meant; what is null does not restrict. Only the newest check of a claim is listed.

    ``after`` is the cursor of a page: what follows it.
    """

    ids: tuple[str, ...] = ()
    verdicts: tuple[ClaimVerdict, ...] = ()
    speaker: str | None = None
    limit: int | None = 20
    after: str | None = None


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that a check showed."""

    article_id: str
    title: str | None
    speaker: str | None
    text: str


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One stored check: what was asked, the answer, by which method, and what was searched."""

    id: str
    at: datetime
    claim: str
    speaker: str | None
    verdict: ClaimVerdict
    rung: ClaimVerdict | None
    tier: str | None
    since: str | None
    until: str | None
    publisher: str | None
    label: str | None
    draft: str | None
    method: int
    documents: int
    first: str | None
    last: str | None
    speaker_quotes: int | None
    previous: str | None
    matches: tuple[FoundPassage, ...]


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A check done again: the answer before and now. ``changed`` names what differs, in words for people."""

    before: CheckRow
    after: CheckRow
    changed: tuple[str, ...]


def record(
    session: Session, checked: Checked, *, draft: str | None = None, previous: str | None = None
) -> str:
    """Store a check and return its id; the caller commits.

    ``draft`` names the file that the claim was found in, ``previous`` the check that was done again.
    """
    claim, searched, now = checked.claim, checked.coverage, datetime.now(UTC)
    seed = (claim.text, claim.speaker or "", now.isoformat())
    [public_id] = ids.allot(session, ClaimCheck.public_id, "c", [seed])
    done = select(ClaimCheck.id).where(ClaimCheck.public_id == previous)
    stored = ClaimCheck(
        public_id=public_id,
        claim=claim.text,
        speaker=claim.speaker,
        since=claim.since,
        until=claim.until,
        publisher=claim.publisher,
        label=claim.id,
        draft=draft,
        verdict=checked.verdict,
        rung=checked.rung,
        tier=checked.tier.value if checked.tier else None,
        method_version=checked.method,
        documents=searched.documents,
        first_printed=searched.first,
        last_printed=searched.last,
        speaker_quotes=searched.speaker_quotes,
        created_at=now,
        previous_id=session.scalar(done) if previous else None,
    )
    session.add(stored)
    session.flush()
    _keep_matches(session, stored, checked)
    return public_id


def list_checks(session: Session, where: CheckFilter) -> Page[CheckRow]:
    """The newest check of each claim that fits, newest first, and how many there are.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if an id means no single check, or ``after`` no place in the list.
    """
    conditions = _conditions(session, where)
    total = session.scalar(select(func.count()).select_from(ClaimCheck).where(*conditions)) or 0
    following = [ClaimCheck.id < id_ for id_ in (_ORDER.values_of(where.after) if where.after else ())]
    rows = session.scalars(
        select(ClaimCheck)
        .where(*conditions, *following)
        .order_by(ClaimCheck.id.desc())
        .limit(None if where.limit is None else where.limit + 1)
        .options(selectinload(ClaimCheck.matches).joinedload(ClaimMatch.article))
    ).all()
    shown, masking = rows[: where.limit], Masking.of(session)
    goes_on = shown and len(rows) > len(shown)
    return Page(
        total,
        tuple(_row(session, row, masking) for row in shown),
        next=_ORDER.cursor([shown[-1].id]) if goes_on else None,
    )


def check_and_record(
    session: Session,
    make_session: sessionmaker[Session],
    claims: Iterable[Claim],
    *,
    draft: str | None = None,
    leave_out: Callable[[str], bool] | None = None,
    failed: Callable[[ServiceError], None] | None = None,
) -> Iterator[tuple[Checked, str]]:
    """Compare claims in one session and store each answer, in a transaction of its own, before it is told.

    ``failed`` is as of ``check_all``.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the publisher or a date of a claim means nothing, and
            nobody is to be told.
        DatabaseError: if the database cannot be written to.
    """
    for answer in check_all(session, claims, leave_out=leave_out, failed=failed):
        with make_session.begin() as writing:
            public_id = record(writing, answer, draft=draft)
        yield answer, public_id


def recheck(session: Session, make_session: sessionmaker[Session], where: CheckFilter) -> Iterator[Rechecked]:
    """Check what was checked once more, against what is stored now; each answer is stored before it is told.

    A check whose publisher is gone, since its articles were removed, stays as it is, and this is said.

    Raises:
        UnknownId, AmbiguousId, BadRequest: if an id means no single check.
    """
    before = list_checks(session, where).rows
    barred = {row.id: why for row in before if (why := _bar(session, row))}
    answers = check_all(session, (_claim(row) for row in before if row.id not in barred))
    for row in before:
        if row.id in barred:
            yield Rechecked(row, row, (barred[row.id],))
            continue
        answer = next(answers)
        with make_session.begin() as writing:
            public_id = record(writing, answer, draft=row.draft, previous=row.id)
            after = list_checks(writing, CheckFilter(ids=(public_id,))).rows[0]
        yield Rechecked(row, after, tuple(_changes(row, after)))


def _claim(row: CheckRow) -> Claim:
    return Claim(row.claim, row.speaker, row.since, row.until, row.publisher, row.label)


def _bar(session: Session, row: CheckRow) -> str | None:
    """Why a check cannot be done again."""
    if MASK in f"{row.claim}{row.speaker}":
        return "not checked again: it is about somebody who was erased"
    try:
        if row.publisher is not None:
            published_by(session, row.publisher)
    except (UnknownName, AmbiguousName) as error:
        return f"not checked again: {error}"
    return None


def _changes(before: CheckRow, after: CheckRow) -> Iterator[str]:
    if before.verdict is not after.verdict:
        yield f"{before.verdict} before, {after.verdict} now"
    if [m.article_id for m in before.matches[:1]] != [m.article_id for m in after.matches[:1]]:
        yield "another article is the best match"
    elif [m.text for m in before.matches[:1]] != [m.text for m in after.matches[:1]]:
        yield "the matched words have changed"
    if before.documents != after.documents:
        yield f"articles searched: {before.documents:,} before, {after.documents:,} now"
    if before.method != after.method:
        yield "another version of the method compared them"


def _keep_matches(session: Session, stored: ClaimCheck, checked: Checked) -> None:
    kept = checked.matches[:KEPT_MATCHES]
    wanted = {match.article.id for match in kept}
    articles = {
        row.public_id: row.id
        for row in session.execute(select(Article.public_id, Article.id).where(Article.public_id.in_(wanted)))
    }
    session.add_all(
        ClaimMatch(
            check_id=stored.id,
            article_id=articles[match.article.id],
            position=position,
            speaker=match.speaker.name if match.speaker else None,
            start_char=min(span.start for span in match.spans),
            end_char=max(span.end for span in match.spans),
            text=match.text,
        )
        for position, match in enumerate(kept)
    )
    session.flush()


def _conditions(session: Session, where: CheckFilter) -> list[ColumnElement[bool]]:
    if where.ids:
        found = [ids.find_check(session, prefix).id for prefix in where.ids]
        return [ClaimCheck.id.in_(found)]
    later = aliased(ClaimCheck)
    conditions: list[ColumnElement[bool]] = [
        ~select(later.id).where(later.previous_id == ClaimCheck.id).exists()
    ]
    if where.verdicts:
        conditions.append(ClaimCheck.verdict.in_(where.verdicts))
    if where.speaker is not None:
        conditions.append(search.part_of(ClaimCheck.speaker, where.speaker))
    return conditions


def _row(session: Session, row: ClaimCheck, masking: Masking) -> CheckRow:
    theirs = masking.passages(session, row)
    previous = session.get(ClaimCheck, row.previous_id) if row.previous_id else None
    return CheckRow(
        id=row.public_id,
        at=row.created_at,
        claim=masking.claim(row, theirs),
        speaker=masking.speaker(row.speaker),
        verdict=row.verdict,
        rung=row.rung,
        tier=row.tier,
        since=row.since,
        until=row.until,
        publisher=masking.line(row.publisher),
        label=row.label,
        draft=row.draft,
        method=row.method_version,
        documents=row.documents,
        first=row.first_printed,
        last=row.last_printed,
        speaker_quotes=row.speaker_quotes,
        previous=previous.public_id if previous else None,
        matches=tuple(
            FoundPassage(
                match.article.public_id,
                masking.line(match.article.title),
                masking.speaker(match.speaker),
                masking.line(match.text) or "",
            )
            for match in row.matches
            if match.id not in theirs
        ),
    )
