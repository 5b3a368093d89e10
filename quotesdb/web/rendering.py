"""One result in the form that was asked for: a page, JSON, CSV, or a feed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from email.utils import format_datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends, Request, UploadFile
from markupsafe import Markup
from starlette.convertors import Convertor, register_url_convertor
from starlette.responses import HTMLResponse, Response, StreamingResponse

from quotesdb.cite import exporter
from quotesdb.cite.csv_rows import no_formula
from quotesdb.json_shape import plain
from quotesdb.present.audit_report import address, differing, laid_out
from quotesdb.present.text import counted, is_address, json_text, one_line, safe
from quotesdb.present.verdicts import flagged, meaning, searched, titled, tone
from quotesdb.present.wording import CHANGES, DOUBTS, STATUS, UNTITLED, described, placed, printed, seen
from quotesdb.web.drawn import bars, read_out
from quotesdb.web.marked import beside, highlighted
from quotesdb.web.rights import Visitor, VisitorOf

if TYPE_CHECKING:
    from jinja2 import Environment

    from quotesdb.services.store.results import Page
    from quotesdb.values import Citation

HERE = Path(__file__).parent
FORMS = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}


PROBLEM = "application/problem+json"


def file_name(file: UploadFile) -> str:
    """The last part of what a file is called: nothing is read or written under it."""
    return (file.filename or "upload").replace("\\", "/").rpartition("/")[2][:200] or "upload"


def for_programs(path: str) -> bool:
    """Whether an address is one that programs read, which pages of errors tell nothing."""
    return path == "/mcp" or path.startswith("/api/") or path.endswith((".json", ".csv", ".rss"))


class _Ending(Convertor[str]):
    """The ending of an address that asks for another form than the page."""

    regex = "json|csv|rss"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("form", _Ending())


@cache
def environment() -> Environment:
    """The templates. Nothing that was printed is markup, and nothing turns its direction round."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        auto_reload=False,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_inert,
    )
    made.filters |= {
        "bars": bars,
        "beside": beside,
        "counted": counted,
        "described": described,
        "differing": differing,
        "flagged": flagged,
        "highlighted": highlighted,
        "laid_out": laid_out,
        "link": address,
        "mail_date": format_datetime,
        "one_line": one_line,
        "placed": placed,
        "meaning": meaning,
        "printed": printed,
        "query": query,
        "read_out": read_out,
        "searched": searched,
        "seen": seen,
        "titled": titled,
        "told": _doubt,
        "tone": tone,
    }
    made.tests["address"] = is_address
    made.globals |= {
        "CHANGES": CHANGES,
        "STATUS": STATUS,
        "UNTITLED": UNTITLED,
    }
    return made


def _inert(value: Any) -> Any:
    """A value as a page may hold it, whoever wrote it."""
    if not isinstance(value, str) or isinstance(value, Markup) or value.isprintable():
        return value
    return safe(value)


def _doubt(doubt: str) -> str:
    """What is doubtful of an article, without the option of the command line that sets it right.

    >>> _doubt("no_date")
    'without a printed date'
    """
    return DOUBTS[doubt].partition(" (")[0]


def query(values: Mapping[str, Any], **other: Any) -> str:
    """The query of an address: the values with others in place of some; what is empty is left out.

    >>> query({"q": "water", "after": "x"}, after=None, kind="direct")
    'q=water&kind=direct'
    """
    return urlencode(
        [(name, value) for name, value in {**values, **other}.items() if value not in (None, "")]
    )


async def form_of(request: Request) -> str:
    """The form that an address asks for by its ending."""
    form: str = request.path_params.get("form", "html")
    return form


class Show:
    """What answers a request."""

    def __init__(self, request: Request, visitor: Visitor, form: str) -> None:
        self.request, self.visitor, self.form = request, visitor, form
        self.headers = {"Vary": "Cookie"}
        """What goes with a page."""

    def page(self, template: str, *, status: int = HTTPStatus.OK, **context: Any) -> Response:
        """A page."""
        text = rendered(self.request, self.visitor, template, **context)
        return HTMLResponse(text, status, headers=self.headers)

    def stream(self, template: str, **context: Any) -> Response:
        """A page that is sent while it is made, for what takes long: whoever waits sees how far it is."""
        made = environment().get_template(template).generate(**_around(self.request, self.visitor), **context)
        # A proxy is to pass on what there is, not to wait for more.
        headers = self.headers | {"X-Accel-Buffering": "no"}
        return StreamingResponse(made, media_type=FORMS["html"], headers=headers)

    def json(self, result: object, *, status: int = HTTPStatus.OK) -> Response:
        """A result as the command line prints it with --json."""
        return Response(json_text(result) + "\n", status, media_type=FORMS["json"])

    def csv(self, rows: Iterable[object], name: str, columns: Sequence[str] = ()) -> Response:
        """Results as a table, a column each for what JSON has; these where there are none."""
        return self.file(table(rows, columns).encode(), "csv", name)

    def quotations(self, found: Page[Citation], name: str) -> Response:
        """Quotations as JSON, or as the table that exports have."""
        return self.json(found) if self.form == "json" else self.cited(found.rows, name)

    def cited(self, citations: Sequence[Citation], name: str) -> Response:
        """Quotations as the table that exports have, for a spreadsheet."""
        out = io.BytesIO()
        exporter("csv")(citations, out, {"safe": "yes"})
        return self.file(out.getvalue(), "csv", name)

    def file(self, data: bytes, form: str, name: str) -> Response:
        """A file to keep."""
        headers = {"Content-Disposition": attachment(f"{name}.{form}")}
        return Response(data, media_type=FORMS[form], headers=headers)


def attachment(name: str) -> str:
    r"""The header that has a browser keep a file under a name, whoever made that up.

    >>> attachment("audit.csv")
    'attachment; filename="audit.csv"'
    >>> attachment('Żak"\r\nx.csv')
    'attachment; filename="_ak___x.csv"; filename*=UTF-8\'\'%C5%BBak%22%0D%0Ax.csv'
    """
    plain = _UNSAFE.sub("_", name)
    other = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'attachment; filename="{plain}"{other}'


_UNSAFE = re.compile(r"[^A-Za-z0-9._ -]")


async def show_of(request: Request, visitor: VisitorOf, form: Annotated[str, Depends(form_of)]) -> Show:
    """What answers this request."""
    return Show(request, visitor, form)


ShowOf = Annotated[Show, Depends(show_of)]


def rendered(request: Request, visitor: Visitor, template: str, **context: Any) -> str:
    """A template with what every page has."""
    return environment().get_template(template).render(**_around(request, visitor), **context)


def _around(request: Request, visitor: Visitor) -> dict[str, Any]:
    """What every page has round it."""
    may_log_in = request.app.state.config.login or request.app.state.has_users
    return {"visitor": visitor, "here": request.url.path, "may_log_in": may_log_in}


def refusal(heading: str, message: str) -> str:
    """The page of what is refused before anybody knows who asks for what."""
    nobody = {"visitor": Visitor(None), "here": "", "may_log_in": False}
    told = {"heading": heading, "message": message, "candidates": (), "suggestions": (), "again": None}
    return environment().get_template("error.html").render(**nobody, **told)


def table(rows: Iterable[object], none: Sequence[str] = ()) -> str:
    r"""Rows as CSV: a column for each value, named as JSON has it, inner ones by their path.

    ``none`` are the columns where there are no rows.

    >>> table([{"id": 1, "count": {"quotes": 2}}])
    'id,count.quotes\r\n1,2\r\n'
    """
    flat = [dict(_flat(plain(row))) for row in rows]
    columns = list(dict.fromkeys(name for row in flat for name in row)) or list(none)
    out = io.StringIO()
    written = csv.DictWriter(out, columns)
    if columns:
        written.writeheader()
    written.writerows(flat)
    return out.getvalue()


def _flat(value: Mapping[str, Any], before: str = "") -> Iterable[tuple[str, Any]]:
    for name, inner in value.items():
        if isinstance(inner, dict):
            yield from _flat(inner, f"{before}{name}.")
        else:
            yield f"{before}{name}", _cell(inner)


def _cell(value: Any) -> Any:
    """A value as a spreadsheet is to take it: a list as JSON, and words as words."""
    if isinstance(value, list):
        return json_text(value)
    return no_formula(value) if isinstance(value, str) else value
