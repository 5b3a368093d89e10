"""Checking a claimed quotation against everything stored: who said it, where, and whether in these words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from quotesdb.check.claim import ParsedClaim, parse
from quotesdb.check.context import Cut
from quotesdb.check.copies import stories
from quotesdb.check.decide import Judged, Passage, judge
from quotesdb.check.edits import Edit
from quotesdb.check.evidence import Evidence
from quotesdb.check.normalise import METHOD_VERSION
from quotesdb.check.tiers import Tier
from quotesdb.cite.deep_link import deep_link
from quotesdb.db.models import Article
from quotesdb.json_shape import LEFT_OUT
from quotesdb.services.checking import notes
from quotesdb.services.checking.candidates import candidates, printing
from quotesdb.services.checking.coverage import Coverage, coverage
from quotesdb.services.checking.evidence import StoredText, load, texts
from quotesdb.services.checking.hidden import as_told, told
from quotesdb.services.errors import ServiceError
from quotesdb.services.identity.find_speaker import find_speakers, passed_over, who_is_meant
from quotesdb.services.lookup.filters import dated, published_by
from quotesdb.services.store.articles import reference
from quotesdb.services.store.chunks import filled
from quotesdb.services.store.embargoes import open_articles
from quotesdb.services.store.erased import Tombstones, tombstones
from quotesdb.services.store.ids import looks_like_id
from quotesdb.values import VERBATIM, Agent, ArticleRef, ClaimVerdict, Decision, Kind, Span

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from quotesdb.services.identity.results import NamedSo

_READ, _COMPARED = 16, 8
"""Articles whose text is read, and those of them whose quotations are compared."""

_LIKELY, _UNLIKELY = 0.2, 4
"""Share of the best likeness that another article needs; how many are compared where that is below half."""

_SAMPLED = 400
"""Words of a claim by which articles are ranked."""

_WORD = re.compile(r"[^\W_]+")

_KEPT = 64
"""Articles kept prepared while several claims are checked."""

MOST_MATCHES = 10

_REPORTS = 60
"""Articles looked at for who else reported the words."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that somebody is said to have said; the rest narrows the search down, as in look-ups.

    ``embargoed`` has articles searched that are not to be shown yet.
    """

    text: str
    speaker: str | None = None
    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    id: str | None = None
    embargoed: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """One passage with its article, and how the claim agrees with it.

    ``speaker`` is as printed there; ``fits`` whether it is the one claimed. ``spans`` point into the
    article's text, ``text`` are the words there. ``rung`` is the verdict of the words alone, ``region`` whose
    words they are: quoted, reported, narration or headline. ``decision`` says who attributed them.
    """

    article: ArticleRef
    quote: str | None
    kind: Kind | None
    speaker: Agent | None
    speaker_id: str | None
    decision: Decision | None
    spans: tuple[Span, ...]
    text: str
    region: str
    rung: ClaimVerdict
    tier: Tier | None
    fits: bool | None
    agreement: float
    edits: tuple[Edit, ...]
    cuts: tuple[Cut, ...]
    insertions: tuple[str, ...]
    link: str | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """An article that has the same words, and whether it is a copy of an earlier one here."""

    article: ArticleRef
    copy_of: str | None


@dataclass(frozen=True, slots=True)
class Checked:
    """The answer to a claim: ``edits`` are those of the best match, ``independent`` counts no copies."""

    claim: Claim = field(metadata=LEFT_OUT)
    verdict: ClaimVerdict
    rung: ClaimVerdict | None
    tier: Tier | None
    matches: tuple[Match, ...]
    edits: tuple[Edit, ...]
    notes: tuple[str, ...]
    reports: tuple[Sighting, ...]
    independent: int
    coverage: Coverage
    method: int = METHOD_VERSION

    @property
    def holds(self) -> bool:
        """Whether these are the words."""
        return self.verdict in VERBATIM


def check(session: Session, claim: Claim) -> Checked:
    """Compare one claim with everything stored.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the publisher or a date of the claim means nothing.
    """
    return next(check_all(session, [claim]))


def check_all(
    session: Session,
    claims: Iterable[Claim],
    *,
    leave_out: Callable[[str], bool] | None = None,
    failed: Callable[[ServiceError], None] | None = None,
) -> Iterator[Checked]:
    """Compare claims one after the other; articles that several of them meet are prepared once.

    ``leave_out`` is asked for each article's text whether it must not count as evidence: a draft is no
    proof of itself. ``failed`` is told why the claim that was taken last cannot be checked; then the next
    one is.

    Raises:
        UnknownName, AmbiguousName, BadRequest: if the publisher or a date of a claim means nothing, and
            nobody is to be told.
    """
    desk = _Desk(session, leave_out)
    for claim in claims:
        try:
            answer = desk.checked(claim)
        except ServiceError as error:
            if failed is None:
                raise
            failed(error)
        else:
            yield answer


@dataclass
class _Desk:
    """What is kept between claims: prepared articles, and what there is to search."""

    session: Session
    leave_out: Callable[[str], bool] | None
    prepared: dict[int, tuple[StoredText, Evidence]] = field(default_factory=dict)
    searched: dict[tuple[str | None, ...], Coverage] = field(default_factory=dict)
    others: dict[tuple[str, bool], frozenset[str]] = field(default_factory=dict)
    called: dict[tuple[str, bool], list[NamedSo]] = field(default_factory=dict)

    def checked(self, claim: Claim) -> Checked:
        if claim.speaker is not None and looks_like_id(claim.speaker, "s"):
            return self._checked_by_id(claim, claim.speaker)
        where = _conditions(self.session, claim)
        parsed = parse(claim.text)
        compared = self._evidence(parsed, where)
        others = self._passed_over(claim)
        judged = told(judge(parsed, claim.speaker, [evidence for _stored, evidence in compared], others))
        article_of = {id(evidence): stored for stored, evidence in compared}
        return self._answer(claim, parsed, judged, article_of, where)

    def _checked_by_id(self, claim: Claim, public_id: str) -> Checked:
        """The same of a speaker by name, with others of that name not meant: for this claim alone."""
        [meant] = find_speakers(self.session, public_id, silent=claim.embargoed)
        others = {one.id for one in find_speakers(self.session, meant.name, silent=True)} - {meant.id}
        desk = _Desk(self.session, self.leave_out, self.prepared)
        desk.others[meant.name, claim.embargoed] = frozenset(others)
        return desk.checked(replace(claim, speaker=meant.name))

    def _passed_over(self, claim: Claim) -> frozenset[str]:
        if claim.speaker is None:
            return frozenset()
        key = (claim.speaker, claim.embargoed)
        if key not in self.others:
            self.others[key] = passed_over(self.session, claim.speaker, silent=claim.embargoed)
        return self.others[key]

    def _notes(self, claim: Claim, best: Passage | None) -> Iterator[str]:
        if best is None:
            return
        yield from notes.of_passage(best)
        if claim.speaker is not None and best.fits and best.said is not None:
            called = partial(self._called, claim.speaker, silent=claim.embargoed)
            yield from notes.of_speaker(claim.speaker, best.said, called)

    def _called(self, name: str, *, silent: bool) -> Sequence[NamedSo]:
        """Whom look-ups take a name for; nobody, where it fits by what look-ups do not go by."""
        if (name, silent) not in self.called:
            try:
                self.called[name, silent] = who_is_meant(self.session, name, silent=silent)
            except ServiceError:
                self.called[name, silent] = []
        return self.called[name, silent]

    def _evidence(
        self, parsed: ParsedClaim, where: Sequence[ColumnElement[bool]]
    ) -> list[tuple[StoredText, Evidence]]:
        segments = [parsed.words.span(*segment).text(parsed.text) for segment in parsed.segments]
        found = candidates(self.session, segments, where, _READ)
        unread = [version_id for version_id in found if version_id not in self.prepared]
        read = {one.version_id: one for one in texts(self.session, unread)}
        for version_id in found:
            if version_id in self.prepared:
                self.prepared[version_id] = self.prepared.pop(version_id)
                read[version_id] = self.prepared[version_id][0]
        likely = _likeliest(
            [read[v] for v in found if v in read and not self._is_left_out(read[v])], segments
        )
        wanted = [one for one in likely if one.version_id not in self.prepared]
        for stored, evidence in zip(wanted, load(self.session, wanted), strict=True):
            self.prepared[stored.version_id] = (stored, evidence)
        compared = [self.prepared[one.version_id] for one in likely]
        while len(self.prepared) > _KEPT:
            del self.prepared[next(iter(self.prepared))]
        return compared

    def _is_left_out(self, stored: StoredText) -> bool:
        return self.leave_out is not None and self.leave_out(stored.text)

    def _answer(
        self,
        claim: Claim,
        parsed: ParsedClaim,
        judged: Judged,
        article_of: dict[int, StoredText],
        where: Sequence[ColumnElement[bool]],
    ) -> Checked:
        best = judged.passages[0] if judged.passages else None
        if judged.verdict is ClaimVerdict.NOT_FOUND:
            best = None
        shown = judged.passages[:MOST_MATCHES]
        found = {one.article_id: one for p in judged.passages for one in [article_of[id(p.evidence)]]}
        reporting = self._reporting(parsed, judged, article_of, where) if best else []
        known = tombstones(self.session)
        told_beside = [*judged.notes, *self._notes(claim, best), *notes.unstored(judged.passages[:1])]
        rows = _articles(self.session, [*found, *(one.article_id for one in reporting)])
        reports = _reports(reporting, rows)
        return Checked(
            claim=claim,
            verdict=judged.verdict,
            rung=best.rung if best else None,
            tier=best.tier if best else None,
            matches=tuple(_match(p, rows[article_of[id(p.evidence)].article_id], known) for p in shown),
            edits=best.edits if best else (),
            notes=tuple(map(known.hide, told_beside)),
            reports=reports,
            independent=sum(report.copy_of is None for report in reports),
            coverage=self._coverage(claim, where),
        )

    def _reporting(
        self,
        parsed: ParsedClaim,
        judged: Judged,
        article_of: dict[int, StoredText],
        where: Sequence[ColumnElement[bool]],
    ) -> list[StoredText]:
        """The articles with the words: those compared, and of the very words all others that print them."""
        best = judged.passages[0]
        alike = (p for p in judged.passages if p.cost == best.cost and p not in best.elsewhere)
        whole = [article_of[id(p.evidence)] for p in alike]
        found = {one.article_id: one for one in whole}
        if best.cost or len(best.spans) > 1 or parsed.is_short:
            return list(found.values())
        words = best.spans[0].text(best.evidence.text)
        wanted = f" {' '.join(_words(words))} "
        more = texts(self.session, printing(self.session, words, where, _REPORTS))
        printed = (
            one for one in more if wanted in f" {' '.join(_words(one.text))} " and not self._is_left_out(one)
        )
        return list({one.article_id: one for one in (*found.values(), *printed)}.values())

    def _coverage(self, claim: Claim, where: Sequence[ColumnElement[bool]]) -> Coverage:
        key = (claim.speaker, claim.since, claim.until, claim.publisher, str(claim.embargoed))
        if key not in self.searched:
            self.searched[key] = coverage(self.session, claim.speaker, where, self._passed_over(claim))
        return self.searched[key]


def _conditions(session: Session, claim: Claim) -> list[ColumnElement[bool]]:
    conditions = [
        *dated(claim.since, claim.until),
        *open_articles(session, embargoed=claim.embargoed),
    ]
    if claim.publisher is not None:
        conditions.append(published_by(session, claim.publisher, embargoed=claim.embargoed))
    return conditions


def _likeliest(stored: Sequence[StoredText], segments: Sequence[str]) -> list[StoredText]:
    """Those whose texts share most runs of three words with the claim, and no less than a part of the best.

    The order given decides between equals.
    """
    runs = {run for segment in segments for run in _runs(_words(segment))}
    shared = {}
    for one in stored:
        text = f" {' '.join(_words(one.text))} "
        shared[one.version_id] = sum(run in text for run in runs)
    most = max(shared.values(), default=0)
    likely = [one for one in stored if shared[one.version_id] >= _LIKELY * most]
    likely.sort(key=lambda one: -shared[one.version_id])
    return likely[: _COMPARED if 2 * most >= len(runs) else _UNLIKELY if most > 1 else 1]


def _runs(words: Sequence[str]) -> Iterator[str]:
    last = max(1, min(len(words), _SAMPLED) - 2)
    return (f" {' '.join(words[start : start + 3])} " for start in range(last))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _articles(session: Session, article_ids: Sequence[int]) -> dict[int, Article]:
    rows = session.scalars(_ARTICLES, {"ids": filled(list(set(article_ids)))})
    return {article.id: article for article in rows}


_ARTICLES = (
    select(Article)
    .where(Article.id.in_(bindparam("ids", expanding=True)))
    .options(joinedload(Article.publisher), selectinload(Article.byline))
)


def _match(passage: Passage, article: Article, known: Tombstones) -> Match:
    said, text = passage.said, passage.evidence.text
    ref = reference(article)
    return Match(
        article=ref,
        quote=said.id if said else None,
        kind=said.kind if said else None,
        speaker=as_told(said.speaker, known) if said else None,
        speaker_id=said.speaker_id if said else None,
        decision=said.decision if said else None,
        spans=passage.spans,
        text=" ... ".join(span.text(text) for span in passage.spans),
        region=passage.region.name.lower(),
        rung=passage.rung,
        tier=passage.tier,
        fits=passage.fits,
        agreement=round(passage.coverage, 3),
        edits=passage.edits,
        cuts=passage.cuts,
        insertions=passage.insertions,
        link=deep_link(ref.url, text, passage.spans[0]) if ref.url else None,
    )


def _reports(stored: Sequence[StoredText], rows: dict[int, Article]) -> tuple[Sighting, ...]:
    """The articles with the words, the earliest first, copies of one story marked."""
    ordered = sorted(stored, key=lambda one: (one.printed, one.public_id))
    firsts = stories([one.text for one in ordered]) if len(ordered) > 1 else [0] * len(ordered)
    return tuple(
        Sighting(reference(rows[one.article_id]), None if first == number else ordered[first].public_id)
        for number, (one, first) in enumerate(zip(ordered, firsts, strict=True))
    )
