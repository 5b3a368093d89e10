"""How people, articles and dates are worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quotesdb.present.text import counted

if TYPE_CHECKING:
    from quotesdb.services.statements.results import StatementSummary
    from quotesdb.values import Agent, ArticleRef, Citation, PrintedDate

UNATTRIBUTED = "(unattributed)"


UNTITLED = "(untitled)"


NO_DATE = "undated"

DOUBTS = {
    "no_title": "without a title (--title sets it)",
    "no_date": "without a printed date (--published sets it)",
    "implausible_date": "with a date before 1600 or after tomorrow (--published sets another)",
    "no_publisher": "without a publisher (--publisher sets it)",
    "no_byline": "without a byline (--byline sets it)",
    "same_text": "with a text that is stored already, as another article",
}
"""What is said of articles that were stored, by ``Doubt``."""


STATUS = {
    "rejected": "rejected: not shown in lists",
    "unsupported": "no longer found by the newest extraction",
}
GONE = "no longer in the article"

CHANGES = {
    "changed": "changed",
    "restyled": "changed in marks, case or spacing only",
    "reattributed": "now of another speaker",
    "vanished": "vanished",
    "not_found": "still printed, no longer taken for a quotation",
    "added": "added",
    "found": "printed before, now taken for a quotation",
}
"""What a ``Change`` means, in words."""


def said_by(citation: Citation) -> str:
    """The speaker of a quotation, with who else may be meant: "Ada Roe, singer; or Bo Lind"."""
    other = citation.alternative
    return described(citation.speaker) + (f"; or {described(other)}" if other else "")


def described(speaker: Agent | None) -> str:
    """A speaker with role and organisation, as printed."""
    if speaker is None:
        return UNATTRIBUTED
    return ", ".join(part for part in (speaker.name, speaker.role, speaker.organisation) if part)


def printed(article: ArticleRef) -> str:
    """The printed date as far as it is known."""
    return article.published.printed() if article.published else NO_DATE


def seen(date: PrintedDate | None) -> str | None:
    """When an article was seen, as exactly as that is known."""
    return date.iso() if date else None


def placed(article: ArticleRef) -> str:
    """Where and when an article was printed, on one line."""
    return ", ".join(part for part in (article.publisher, printed(article)) if part)


def reports(statement: StatementSummary) -> str:
    """By how many outlets, and when first."""
    outlets = f"reported by {counted(statement.outlets, 'outlet')}"
    if statement.first is None:
        return f"{outlets}, {NO_DATE}"
    when = "in" if statement.first.precision in ("year", "month") else "on"
    return f"{outlets}, first {when} {statement.first.printed()}"
