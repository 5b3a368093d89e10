"""Front matter: what a text file says about itself, YAML between ``---`` or TOML between ``+++``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from quotesdb.names.byline import split_bylines
from quotesdb.readers.dates import parse_embargo, parse_printed, plausible
from quotesdb.readers.errors import ReadError, shown
from quotesdb.values import PrintedDate

_ALSO_CALLED = {
    "byline": ("author", "authors"),
    "publisher": ("site_name", "sitename", "publication", "channel"),
    "published_at": (
        *("date_published", "datepublished", "publish_date", "publishdate", "published_date"),
        *("published_time", "published", "publication_date", "pubdate", "date"),
    ),
    "url": ("canonical_url", "source_url", "original_url", "canonical", "link"),
    "language": ("lang",),
    "archived": ("archived_url", "archive_url", "archiveurl", "memento"),
    "accessed": (
        *("access_date", "accessdate", "accessed_at", "date_accessed", "urldate"),
        *("retrieved", "retrieved_at", "date_retrieved"),
    ),
    "embargo": ("embargoed", "embargo_until", "embargoed_until"),
}
"""What site generators and scrapers call the keys. Their values were not written for this program: one that
cannot be used is pointed out and passed over."""

_YAML = re.compile(r"---[ \t]*\n(?=\s*(?:[A-Za-z_][\w-]*[ \t]*:(?:\s|$)|#|---[ \t]*(?:\n|$)))")
_YAML_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|$)", re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(?=\s*(?:[\w\"'.-]+[ \t]*=|\[|#|\+\+\+))")
_TOML_END = re.compile(r"^\+\+\+[ \t]*(?:\n|$)", re.MULTILINE)
_LONGEST = 65_536
_FIELD = re.compile(r"([A-Za-z][\w -]{1,30}):[ \t]+(\S.*)")
_HEADED = re.compile(r"\s*(?:[A-Za-z][\w -]{1,30}:[ \t]+\S[^\n]{0,500}\n){2,20}(?=[ \t]*\n)")
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
    archived: str | None = None
    accessed: PrintedDate | None = None
    embargo: PrintedDate | None = None
    format: str | None = None
    speakers: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()


def split(text: str) -> tuple[FrontMatter, str]:
    """Part a text from its front matter, if it has any.

    A text that merely begins with a rule of dashes has none: a key must follow.

    Raises:
        ReadError: if the front matter is not closed, not YAML, or has a value that cannot be meant.

    """
    yaml, toml = _YAML.match(text), _TOML.match(text)
    opening = yaml or toml
    if not opening:
        return _headed(text)
    matter, rest = part(text)
    if not matter:
        raise ReadError(f"front matter: no line of {opening[0].strip()} closes it")
    return _interpret(_load_yaml(matter) if yaml else _load_toml(matter)), rest


def _headed(text: str) -> tuple[FrontMatter, str]:
    """Part a text from the lines of "Title: ..." that it begins with, as some site generators have it.

    One of them is the title, all are known and come once, and a blank line and a text follow: else they are
    the text themselves. So they are where they have an embargo that cannot be read.
    """
    found = _HEADED.match(text)
    lines = [_FIELD.match(line) for line in found[0].strip().split("\n")] if found else []
    given = {line[1].strip().lower().replace(" ", "_"): line[2].strip() for line in lines if line}
    is_whole = len(given) == len(lines) and _OF_HEADS.issuperset(map(_folded, given))
    if not found or not is_whole or "title" not in given or not text[found.end() :].strip():
        return FrontMatter(), text
    matter = _interpret(given, strict=False)
    is_kept_back = any(_folded(key) in ("embargo", *_ALSO_CALLED["embargo"]) for key in given)
    if is_kept_back and not matter.embargo:
        return FrontMatter(), text
    return matter, text[found.end() :]


def key_of(name: str) -> str | None:
    """The key of ours that a name stands for, as others write it too."""
    if name in _READ:
        return name
    return next((key for key, others in _ALSO_CALLED.items() if name in others), None)


def part(text: str) -> tuple[str, str]:
    """The source of a text's front matter, with its last line break, and the text that follows.

    Both are as they stand where it has none, or none that is closed.
    """
    for start, end in ((_YAML, _YAML_END), (_TOML, _TOML_END)):
        opening = start.match(text)
        closing = opening and end.search(text, opening.end(), opening.end() + _LONGEST)
        if opening and closing:
            return text[opening.end() - 1 : closing.start()], text[closing.end() :]
    return "", text


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


def _load_toml(source: str) -> Mapping[str, object]:
    import tomllib

    try:
        return tomllib.loads(source)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ReadError(f"front matter: {' '.join(str(error).split())}") from error


def _load_yaml(source: str) -> Mapping[str, object]:
    import yaml

    class Loader(yaml.BaseLoader):
        """Every scalar stays text: YAML would turn times to UTC, lose their offset, and "No" to false."""

        def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
            if self.check_event(yaml.AliasEvent):  # an alias can make a short file explode
                raise ReadError("front matter: aliases (*name) are not allowed")
            return super().compose_node(parent, index)

    try:
        try:
            loaded = yaml.load(source, Loader=Loader)  # noqa: S506 - a BaseLoader makes only text and lists
        except yaml.scanner.ScannerError:
            loaded = yaml.load(_in_marks(source), Loader=Loader)  # noqa: S506 - as above
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
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


_LINKED = re.compile(r"^\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]$")
"""A name that leads to a note about that person."""

_BARE = re.compile(r"(?m)^([A-Za-z][\w-]*):[ \t]+([^\s\"'\[\]{}>|&*!%#@`-][^\n]*?: [^\n]*?)[ \t]*$")


def _in_marks(source: str) -> str:
    """The lines whose value has a colon itself, as people write titles, with the value in marks."""
    return _BARE.sub(lambda line: f"{line[1]}: '{line[2].replace(chr(39), 2 * chr(39))}'", source)


def _interpret(loaded: Mapping[str, object], *, strict: bool = True) -> FrontMatter:
    """What front matter says; where nothing marks it as such, no value of it is an error."""
    values = {key: value for key, value in loaded.items() if value not in ("", "~", "null", None)}
    folded = {_folded(key): value for key, value in reversed(values.items())}
    warnings: list[str] = []
    found = {
        key: _value(key, values.get(key, folded.get(key)), folded, warnings, strict=strict) for key in _READ
    }
    unknown = [str(key) for key in loaded if _folded(key) not in _KNOWN]
    if unknown:
        warnings.append(f"front matter: unknown key ignored: {', '.join(map(shown, unknown))}")
    return FrontMatter(
        title=found["title"],
        byline=found["byline"] or (),
        publisher=found["publisher"],
        published=found["published_at"],
        url=found["url"],
        language=found["language"],
        section=found["section"],
        archived=found["archived"],
        accessed=found["accessed"],
        embargo=found["embargo"],
        format=found["format"],
        speakers=_speakers(values.get("speakers", {})),
        warnings=tuple(warnings),
    )


def _folded(key: object) -> str:
    return str(key).lower().replace("-", "_")


def _value(key: str, own: object, others: Mapping[str, object], warnings: list[str], *, strict: bool) -> Any:
    """What a key says, or the first of the others that it may be called by and that says something."""
    read = _READ[key]
    try:
        found = None if own is None else read(key, own)
    except ValueError as error:
        if strict and not isinstance(error, _NotForUsError):
            raise ReadError(f"front matter: {error}") from error
        warnings.append(f"front matter: {error}; ignored")
    else:
        if found is not None:
            return found
    for other in filter(others.__contains__, _ALSO_CALLED.get(key, ())):
        try:
            return read(other, others[other])
        except ValueError as error:
            warnings.append(f"front matter: {error}; ignored")
    return None


class _NotForUsError(ReadError):
    """A value that other programs write under a key of ours, and that says nothing of the article."""


def _words(key: str, value: object) -> str:
    if isinstance(value, (list, dict)):
        raise ReadError(f"{key} must be a text")
    return " ".join(str(value).split())


def _authors(key: str, value: object) -> tuple[str, ...]:
    authors = [_name(author) for author in (value if isinstance(value, list) else [value])]
    if not all(isinstance(author, str) for author in authors):
        raise ReadError(f"{key} must be a text or a list of texts")
    return split_bylines(author for author in authors if isinstance(author, str))


def _name(author: object) -> object:
    """The name of an author of whom more is said than that, in lists of them."""
    if isinstance(author, str):
        return _LINKED.sub(r"\1", author)
    return author.get("name") if isinstance(author, dict) else author


def _day(key: str, value: object, what: str = "printed") -> PrintedDate:
    found = parse_printed(value if isinstance(value, date) else _words(key, value))
    if not plausible(found):
        raise _NotForUsError(f"{key}: nothing was {what} on {shown(value)}")
    return found


def _accessed(key: str, value: object) -> PrintedDate:
    return _day(key, value, "looked at")


def _until(key: str, value: object) -> PrintedDate:
    """A time to come, however far."""
    return parse_embargo(value if isinstance(value, date) else _words(key, value))


def _address(key: str, value: object) -> str:
    words = _words(key, value)
    if _PATH.match(words):
        raise _NotForUsError(f"{key}: no whole address: {shown(words)}")
    return absolute_url(words)


def _code(key: str, value: object) -> str:
    return language_code(_words(key, value))


_READ: Mapping[str, Callable[[str, object], Any]] = {
    "title": _words,
    "byline": _authors,
    "publisher": _words,
    "published_at": _day,
    "url": _address,
    "language": _code,
    "section": _words,
    "archived": _address,
    "accessed": _accessed,
    "embargo": _until,
    "format": _words,
}
_KNOWN = frozenset({*_READ, "speakers"}.union(*_ALSO_CALLED.values()))
_OF_HEADS = _KNOWN - {"format", "speakers"}
_PATH = re.compile(r"/|[^.:/]+/")
"""How a site generator writes the address of a page: without that of the site."""


def _speakers(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise ReadError("front matter: speakers must be lines of 'LABEL: Full Name'")
    for label, name in value.items():
        if not isinstance(label, str) or not isinstance(name, str) or not label.strip() or not name.strip():
            raise ReadError(f"front matter: speakers: no full name for {shown(label)}")
    return tuple((" ".join(label.split()), " ".join(name.split())) for label, name in value.items())
