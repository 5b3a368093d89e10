"""A draft: every quotation in it, checked before it is printed."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, UploadFile
from starlette.responses import Response

from quotesdb.present import audit_markdown, audit_report
from quotesdb.present.advice import advice
from quotesdb.present.shapes import draft_answer
from quotesdb.present.text import json_text
from quotesdb.readers import ReadError, read
from quotesdb.services.checking.audit import Draft, audit, find, lines_before
from quotesdb.services.faults import one_document
from quotesdb.text.folding import canonical, sha256_text
from quotesdb.values import VERBATIM, ArticleDraft
from quotesdb.web.desk import Desk, DeskOf
from quotesdb.web.rendering import ShowOf, file_name

router = APIRouter(include_in_schema=False)

LONGEST = 500_000
"""Characters of a pasted draft."""

_PASTED = "draft.txt"


@router.get("/audit")
def ask(show: ShowOf) -> Response:
    """The form."""
    return show.page("audit.html", draft=None, problems=())


@router.post("/audit")
@router.post("/audit.{form:form}")
def answer(
    desk: DeskOf,
    show: ShowOf,
    text: Annotated[str, Form(max_length=LONGEST)] = "",
    file: UploadFile | None = None,
) -> Response:
    """The draft with its verdicts; nothing of it is kept."""
    draft = audited(desk, *_given(text, file))
    if show.form == "json":
        return show.json([draft_answer(one, draft.name, one.passage.line) for one in draft.audited])
    if show.form == "csv":
        rows = [draft_answer(one, draft.name, one.passage.line) for one in draft.audited]
        return show.csv(rows, "audit")
    problems = [
        (number, one, advice(one.checked))
        for number, one in enumerate(draft.audited, 1)
        if one.checked.verdict not in VERBATIM
    ]
    return show.page("audit.html", draft=draft, problems=problems)


@router.post("/audit/findings")
def findings(
    desk: DeskOf,
    show: ShowOf,
    text: Annotated[str, Form(max_length=LONGEST)],
    form: Annotated[Literal["csv", "json", "html", "md"], Form()],
    title: Annotated[str, Form(max_length=2_000)] = "",
    name: Annotated[str, Form(max_length=200)] = _PASTED,
) -> Response:
    """The answers of an audit as a file; nothing is kept, so the text comes with the request."""
    whole = canonical(text)
    read_as = ArticleDraft(whole, sha256_text(whole), "plain", "1", title=title or None)
    draft = _audited(desk, read_as, name)
    if form in ("html", "md"):
        page = audit_report.page if form == "html" else audit_markdown.page
        return show.file(page([draft]).encode(), form, "audit")
    rows = [draft_answer(one, draft.name, one.passage.line) for one in draft.audited]
    return show.csv(rows, "audit") if form == "csv" else show.file(json_text(rows).encode(), "json", "audit")


def audited(desk: Desk, data: bytes, name: str) -> Draft:
    """A draft with the answers to its quotations.

    Raises:
        ReadError: if it cannot be read.
    """
    with desk.heavy(), one_document():
        draft = read(data, name)
    return _audited(desk, draft, name, lines_before(draft, data))


def _audited(desk: Desk, draft: ArticleDraft, name: str, before: int = 0) -> Draft:
    with desk.heavy(), one_document():
        found = find(draft, before)
        with desk.reading() as session:
            answers = tuple(audit(session, None, draft, name, found.passages))
    return Draft(name, draft, answers, found.unmarked, found.unsaid, len(found.unread))


def _given(text: str, file: UploadFile | None) -> tuple[bytes, str]:
    """What was dropped, else what was pasted; of its name only the last part counts.

    Raises:
        ReadError: if it is neither.
    """
    if file is not None and file.filename:
        return file.file.read(), file_name(file)
    if not text.strip():
        raise ReadError("paste a draft, or choose a file")
    return text.encode(), _PASTED
