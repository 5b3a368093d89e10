"""Storing one article: which one it is, what is new about it, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from quotesdb.db.models import (
    Article,
    ArticleMetadataHistory,
    ArticleVersion,
    ArticleZone,
    Attribution,
    ExtractionRun,
)
from quotesdb.db.types import RunStatus
from quotesdb.names.key import name_key
from quotesdb.services.identity import clustering, organisations
from quotesdb.services.ingest import article_identity, runs, transcripts
from quotesdb.services.ingest.article_identity import Draft, free_key
from quotesdb.services.ingest.documents import FailureKind
from quotesdb.services.ingest.found import Found
from quotesdb.services.ingest.new_article import metadata
from quotesdb.services.ingest.outcome import IngestOutcome, Outcome, with_warnings
from quotesdb.services.ingest.prepare import ANNOTATORS, TRANSCRIPT, Prepared, transcribed
from quotesdb.services.ingest.store_new import Item, store_new
from quotesdb.services.statements import corrections, grouping
from quotesdb.services.store.articles import printed_date, told_removed
from quotesdb.services.store.counts import follow_documents
from quotesdb.text.folding import sha256_text
from quotesdb.values import REPORTED, ArticleDraft, Quotation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class _Stored:
    """The article that a draft is, if any, and which of its versions has the draft's text."""

    article: Article | None
    current: ArticleVersion | None
    same: ArticleVersion | None
    like: bool = False
    """Whether some article has one of its names, or its text."""

    @property
    def removed(self) -> bool:
        return self.article is not None and self.article.removed_at is not None

    @property
    def has_text(self) -> bool:
        return self.current is not None and self.current is self.same


def store(
    session: Session, prepared: Prepared, *, path: Path | None = None, readmit: bool = False
) -> IngestOutcome:
    """Store an article and what is said in it; the caller commits, so that it is there wholly or not at all.

    ``path`` is where the draft was read from. What the draft leaves open (no title, no publisher ...) stays
    as it is stored. An article that was removed is refused unless ``readmit``.

    Raises:
        NotExtracted: if quotations are needed that nobody looked for.
    """
    draft = prepared.draft
    item = Item.of(prepared, path)
    name = item.name
    stored = _find(session, item.draft)
    if stored.article is not None and stored.removed and not readmit:
        return _refused(name, stored.article)
    if stored.article is None:
        [created] = store_new(session, [item.at(*free_key(session, item.draft), like=stored.like)])
        return created
    new, article, outcome = 0, stored.article, _renew(session, stored.article, stored.same, draft)
    article_identity.remember_names(article, item.draft.names)
    if not stored.has_text:
        version = _current_version(session, article, draft, stored.same)
        said = _quotations(session, prepared, version.text)
        new = runs.store_run(session, version, said, prepared.extractor).new
        outcome = Outcome.CREATED if stored.current is None else Outcome.NEW_VERSION
    elif _read_otherwise(session, stored, draft):
        assert stored.current is not None  # noqa: S101 - it has the text
        said = _quotations(session, prepared, draft.text)
        runs.store_run(session, stored.current, said, prepared.extractor)
        outcome = Outcome.UPDATED
    elif outcome is Outcome.UPDATED:
        moved = clustering.refresh_article(session, article.id)
        grouping.refresh_article(session, article.id, moved)
    session.flush()
    return _described(session, IngestOutcome(outcome, name, new=new), article, prepared)


def _quotations(session: Session, prepared: Prepared, text: str) -> Sequence[Quotation | Found]:
    """What is said in a version; of a text that is not quite the draft's, only the quotations serve."""
    found = transcripts.found_in(session, prepared)
    return found if text == prepared.draft.text else [each.quotation for each in found]


def look_ahead(
    session: Session, draft: ArticleDraft, *, path: Path | None = None, readmit: bool = False
) -> bool:
    """Do what takes long in ``store`` and needs no write transaction; nothing is changed.

    Returns whether ``store`` needs the quotations of this draft: extraction takes longest of all.
    """
    stored = _find(session, Draft.of(draft, path))
    is_new = not stored.has_text or _read_otherwise(session, stored, draft)
    if not is_new or (stored.removed and not readmit):
        return False
    if stored.article is not None:
        runs.foresee(session, stored.article.id, draft.text)
    return True


def _read_otherwise(session: Session, stored: _Stored, draft: ArticleDraft) -> bool:
    """Whether a stored text is now read as a transcript and was not before, the other way round, or anew.

    Turns are read anew by another version of what reads them. What somebody marked in a text stays when the
    text alone comes again.
    """
    if stored.article is None or stored.current is None or stored.current.text != draft.text:
        return False
    run = believed_run(session, stored.article.id)
    if draft.annotator:
        return run is None or run.extractor != draft.annotator
    if run is None or run.extractor in ANNOTATORS:
        return run is None and bool(draft.quotations)
    if transcripts.came_with_text(run) and draft.quotations:
        return runs.extractor_of(run) != transcribed(draft)
    return transcripts.came_with_text(run) != bool(draft.quotations)


def believed_run(session: Session, article_id: int) -> ExtractionRun | None:
    """The newest complete run of the article's current version."""
    current = (
        select(ArticleVersion.id)
        .where(ArticleVersion.article_id == article_id)
        .order_by(ArticleVersion.number.desc())
        .limit(1)
    )
    return session.scalars(
        select(ExtractionRun)
        .where(
            ExtractionRun.version_id == current.scalar_subquery(), ExtractionRun.status == RunStatus.COMPLETE
        )
        .order_by(ExtractionRun.id.desc())
        .limit(1)
    ).first()


def _find(session: Session, draft: Draft) -> _Stored:
    if not article_identity.known(session, [draft]):
        return _Stored(None, None, None)
    article = article_identity.find(session, draft)
    if article is None:
        return _Stored(None, None, None, like=True)
    versions = session.scalars(
        select(ArticleVersion)
        .where(ArticleVersion.article_id == article.id)
        .order_by(ArticleVersion.number.desc())
    ).all()
    same = [v for v in versions if v.text_sha256 == draft.sha or _is_read_alike(v, draft.draft)]
    return _Stored(article, versions[0] if versions else None, same[0] if same else None)


def _is_read_alike(version: ArticleVersion, draft: ArticleDraft) -> bool:
    """Whether equal raw bytes are the same text, whatever a newer reader makes of them.

    They are not where one of two readers finds who says which turn, as these may be no words of the text.
    """
    is_talk = bool(draft.quotations) or version.reader == TRANSCRIPT
    read_by = (version.reader, version.reader_version)
    is_same_reader = read_by == (draft.reader, draft.reader_version)
    return version.raw_sha256 == draft.raw_sha256 and (is_same_reader or not is_talk)


def _renew(session: Session, article: Article, same: ArticleVersion | None, draft: ArticleDraft) -> Outcome:
    """Bring the metadata up to date, under what people set right; ``same`` has the draft's text."""
    corrections.as_printed(session, article)
    is_new = _reprint(session, article, draft)
    corrections.corrected(session, article)
    if same is not None and draft.accessed and same.accessed != draft.accessed.iso():
        same.accessed, is_new = draft.accessed.iso(), True
    return Outcome.UPDATED if is_new else Outcome.UNCHANGED


def _reprint(session: Session, article: Article, draft: ArticleDraft) -> bool:
    """Set what the draft says and keep what was printed before; tell whether anything is new."""
    before = _history(article)
    removed, article.removed_at, article.removed_why = article.removed_at, None, None
    if removed is not None:
        follow_documents(session, 1)
    if not _print(session, article, draft):
        return False
    if removed is None:
        session.add(before)
    return True


def _print(session: Session, article: Article, draft: ArticleDraft) -> bool:
    """Set what the draft says about the article; tell whether anything is new."""
    said = {column: value for column, value in metadata(draft).items() if value not in (None, "")}
    if draft.published:
        said |= {
            column: value for column, value in metadata(draft).items() if column.startswith("published_")
        }
    new = {column: value for column, value in said.items() if getattr(article, column) != value}
    for column, value in new.items():
        setattr(article, column, value)
    publisher, byline = _prints_publisher(session, article, draft), _prints_byline(session, article, draft)
    return bool(new) or publisher or byline


def _prints_publisher(session: Session, article: Article, draft: ArticleDraft) -> bool:
    if not draft.publisher or not draft.publisher.strip():
        return False
    publisher = organisations.get_or_create(session, [draft.publisher])[name_key(draft.publisher)]
    if article.publisher_id == publisher.id:
        return False
    article.publisher_id, article.publisher = publisher.id, publisher
    return True


def _prints_byline(session: Session, article: Article, draft: ArticleDraft) -> bool:
    if not draft.byline or tuple(row.name for row in article.byline) == draft.byline:
        return False
    corrections.set_byline(session, article, draft.byline)
    return True


def _history(article: Article) -> ArticleMetadataHistory:
    published = printed_date(article)
    return ArticleMetadataHistory(
        article_id=article.id,
        changed_at=datetime.now(UTC),
        title=article.title,
        publisher_name=article.publisher.name if article.publisher else None,
        url=article.url,
        published=published.printed() if published else None,
        byline="\n".join(row.name for row in article.byline) or None,
        section=article.section,
        language=article.language,
        archived_url=article.archived_url,
    )


def _current_version(
    session: Session, article: Article, draft: ArticleDraft, same: ArticleVersion | None
) -> ArticleVersion:
    """Make the version with the draft's text the current one.

    A text is stored once an article: one that goes back to an older text gives that version the next number.
    """
    number = session.scalar(
        select(func.coalesce(func.max(ArticleVersion.number), 0)).where(
            ArticleVersion.article_id == article.id
        )
    )
    assert number is not None  # noqa: S101 - coalesced
    if same is not None:
        same.number = number + 1
        session.flush()
        return same
    version = ArticleVersion(
        article=article,
        number=number + 1,
        text=draft.text,
        text_sha256=sha256_text(draft.text),
        raw_sha256=draft.raw_sha256,
        reader=draft.reader,
        reader_version=draft.reader_version,
        retrieved_at=datetime.now(UTC),
        accessed=draft.accessed and draft.accessed.iso(),
        zones=[
            ArticleZone(kind=zone.kind, start_char=zone.span.start, end_char=zone.span.end)
            for zone in draft.zones
        ],
    )
    session.add(version)
    session.flush()
    return version


def _refused(name: str, article: Article) -> IngestOutcome:
    why = f"{told_removed(article)} (--readmit stores it again)"
    return IngestOutcome(Outcome.FAILED, name, article.public_id, reason=why, failure=FailureKind.REFUSED)


def _described(
    session: Session, outcome: IngestOutcome, article: Article, prepared: Prepared
) -> IngestOutcome:
    run = believed_run(session, article.id)
    older = run is None or runs.extractor_of(run) != prepared.extractor
    found = replace(
        outcome,
        article_id=article.public_id,
        title=article.title,
        quotes=_count(session, run) if run else 0,
        older_extractor=older,
        reason="older extractor" if older else None,
    )
    changed = outcome.outcome is not Outcome.UNCHANGED
    copies = article_identity.told_copies(session, prepared.draft, article.id) if changed else None
    return with_warnings(found, prepared, copies)


def _count(session: Session, run: ExtractionRun) -> int:
    said = select(func.count()).where(Attribution.run_id == run.id, Attribution.cue_class.in_(REPORTED))
    return session.scalar(said) or 0
