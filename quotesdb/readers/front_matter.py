"""YAML front matter: what a text file says about itself between two lines of ``---``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from quotesdb.readers.byline import names
from quotesdb.readers.dates import parse_printed
from quotesdb.readers.errors import ReadError, shown
from quotesdb.values import PrintedDate

KEYS = ("title", "byline", "publisher", "published_at", "url", "language", "section", "format", "speakers")

_OPENING = re.compile(r"---[ \t]*\n(?=\s*(?:[A-Za-z_][\w-]*[ \t]*:(?:\s|$)|#|---[ \t]*(?:\n|$)))")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|$)", re.MULTILINE)
_LONGEST = 65_536
_CODE = re.compile(r"[A-Za-z]{2}(?:[-_][A-Za-z0-9-_]+)?")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata that a text file gives; ``format`` names the reader for what follows.

    ``speakers`` are the labels of a transcript, each with the full name it stands for.
    """

    title: str | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    published: PrintedDate | None = None
    url: str | None = None
    language: str | None = None
    section: str | None = None
    format: str | None = None
    speakers: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


def split(text: str) -> tuple[FrontMatter, str]:
    """Part a text from its front matter, if it has any.

    A text that merely begins with a rule of dashes has none: a key must follow.

    Raises:
        ReadError: if the front matter is not closed, not YAML, or has a value that cannot be meant.

    """
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter(), text
    closing = _CLOSING.search(text, opening.end(), opening.end() + _LONGEST)
    if not closing:
        raise ReadError("front matter: no line of --- closes it")
    return _interpret(_load(text[opening.end() : closing.start()])), text[closing.end() :]


def absolute_url(value: str) -> str:
    """Check that a URL names a page on the web.

    Raises:
        ReadError: if it does not; the message names it.

    """
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = None
    if not parts or parts.scheme not in ("http", "https") or not parts.netloc or re.search(r"\s", value):
        raise ReadError(f"not a URL: {shown(value)} (it must begin with http:// or https://)")
    return value


def language_code(value: str) -> str:
    """Reduce a language tag (``en-GB``) to its ISO 639-1 code.

    Raises:
        ReadError: if the value is no such tag.

    """
    if not _CODE.fullmatch(value):
        raise ReadError(f"not a language code: {shown(value)} (write it like en or de)")
    return value[:2].lower()


def _load(source: str) -> Mapping[str, object]:
    import yaml

    class Loader(yaml.BaseLoader):
        """Every scalar stays text: YAML would turn times to UTC, lose their offset, and "No" to false."""

        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            if self.check_event(yaml.AliasEvent):  # an alias can make a short file explode
                raise ReadError("front matter: aliases (*name) are not allowed")
            return super().compose_node(parent, index)

    try:
        loaded = yaml.load(source, Loader=Loader)  # noqa: S506 - a BaseLoader makes only text and lists
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise ReadError(f"front matter: line {line}: {error.problem}") from error
    except yaml.YAMLError as error:
        raise ReadError(f"front matter: {' '.join(str(error).split())}") from error
    except RecursionError as error:
        raise ReadError("front matter: nested too deeply") from error
    if loaded in (None, ""):
        return {}
    if not isinstance(loaded, dict):
        raise ReadError("front matter: not a list of 'key: value' lines")
    return loaded


def _interpret(loaded: Mapping[str, object]) -> FrontMatter:
    known = {key: value for key, value in loaded.items() if key in KEYS and value not in ("", "~", "null")}
    byline = known.pop("byline", [])
    authors = [byline] if isinstance(byline, str) else byline
    if not isinstance(authors, list) or not all(isinstance(author, str) for author in authors):
        raise ReadError("front matter: byline must be a text or a list of texts")
    speakers = _speakers(known.pop("speakers", {}))
    given: dict[str, str] = {}
    for key, value in known.items():
        if not isinstance(value, str):
            raise ReadError(f"front matter: {key} must be a text")
        given[key] = " ".join(value.split())
    try:
        published = parse_printed(given["published_at"]) if "published_at" in given else None
        url = absolute_url(given["url"]) if "url" in given else None
        language = language_code(given["language"]) if "language" in given else None
    except ValueError as error:
        raise ReadError(f"front matter: {error}") from error
    unknown = [str(key) for key in loaded if key not in KEYS]
    return FrontMatter(
        title=given.get("title"),
        byline=names(authors),
        publisher=given.get("publisher"),
        published=published,
        url=url,
        language=language,
        section=given.get("section"),
        format=given.get("format"),
        speakers=speakers,
        warnings=(f"front matter: unknown key ignored: {', '.join(map(shown, unknown))}",) if unknown else (),
    )


def _speakers(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise ReadError("front matter: speakers must be lines of 'LABEL: Full Name'")
    for label, name in value.items():
        if not isinstance(label, str) or not isinstance(name, str) or not label.strip() or not name.strip():
            raise ReadError(f"front matter: speakers: no full name for {shown(label)}")
    return tuple((" ".join(label.split()), " ".join(name.split())) for label, name in value.items())
