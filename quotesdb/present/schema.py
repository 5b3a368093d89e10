"""The JSON Schema of what every command prints with ``--json``, made of the classes of the results."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from quotesdb.evaluate import Report
from quotesdb.json_shape import computed, members
from quotesdb.present import shapes
from quotesdb.services.accounts.results import NewToken, User
from quotesdb.services.checking.audit import Audited
from quotesdb.services.checking.check import Checked
from quotesdb.services.checking.record import CheckRow, Rechecked
from quotesdb.services.identity.results import KnownPerson, NamedSo
from quotesdb.services.ingest.outcome import IngestOutcome
from quotesdb.services.ingest.rebuild import Rebuilt
from quotesdb.services.ingest.reextract import ReextractOutcome
from quotesdb.services.ingest.remove import RemovedArticle
from quotesdb.services.judging.erasures import ErasureMade
from quotesdb.services.judging.suggestions import Suggestion
from quotesdb.services.ledger.results import Decided, DecisionAct, SpeakerTags
from quotesdb.services.lookup.results import (
    ArticleDetail,
    ArticleHistory,
    ArticleRow,
    FoldedQuote,
    OrganisationDetail,
    OrganisationRow,
    QuoteDetail,
    SpeakerDetail,
    SpeakerRow,
)
from quotesdb.services.lookup.stats import Statistics
from quotesdb.services.lookup.why import HeldBy
from quotesdb.services.store.results import Page
from quotesdb.services.transfer import ImportOutcome
from quotesdb.services.transfer.copy import CopiedTable
from quotesdb.services.transfer.people import PeopleImported
from quotesdb.values import ArticleDraft, Citation, PrintedDate, Quotation, Span, Zone

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Made = dict[str, Any]

_ABOUT = (
    "Each line is an object. $defs has what a line of each command is, by its name with hyphens for "
    "blanks. Keys may be added within a major version."
)


@dataclass(frozen=True, slots=True)
class ExportedDecision:
    """A line of ``decisions export``: docs/decisions.md has the other keys of each kind."""

    decision: str


_DECIDING = ("merge", "split", "different", "unsure", "rename", "alias add", "alias remove")
_JUDGING = ("accept", "reject", "unsure", "speaker", "span", "kind", "renew")

LINES: Mapping[str, tuple[Any, ...]] = {
    "article": (ArticleDetail, ArticleHistory),
    "article remove": (shapes.Removal,),
    "article set": (Decided,),
    "articles": (shapes.Line[ArticleRow],),
    "audit": (shapes.DraftAnswer, shapes.UnsaidWords, shapes.UnreadMark),
    "check": (shapes.Answer, shapes.UncheckedClaim),
    "checks": (shapes.Line[CheckRow], Rechecked),
    "cite": (shapes.Reference,),
    "completion": (shapes.Completion,),
    "config": (shapes.Setting,),
    "db backup": (shapes.DatabaseCopy,),
    "db check": (shapes.DatabaseProblems,),
    "db copy": (shapes.DatabaseTransfer,),
    "db export": (shapes.DatabaseArchive,),
    "db import": (shapes.DatabaseArchive,),
    "db current": (shapes.DatabaseRevision,),
    "db restore": (shapes.DatabaseCopy,),
    "db upgrade": (shapes.DatabaseUpgrade,),
    "decisions export": (ExportedDecision,),
    "decisions import": (ImportOutcome,),
    "decisions list": (shapes.Line[DecisionAct],),
    "evaluate": (Report,),
    "export": (Citation,),
    "extract": (shapes.Extraction, shapes.ExtractionWithText),
    "read": (shapes.ReadDocument, shapes.NotRead),
    "formats": (shapes.Format,),
    "ingest": (IngestOutcome,),
    "organisations": (shapes.Line[OrganisationRow],),
    "organisations show": (shapes.OrganisationPage,),
    **{f"organisations {name}": (Decided,) for name in _DECIDING},
    "people": (shapes.Line[KnownPerson],),
    "people import": (PeopleImported,),
    "people remove": (shapes.PeopleRemoved,),
    "quote": (QuoteDetail,),
    "quotes": (shapes.Line[Citation], shapes.Line[shapes.FoldedLine]),
    "rebuild": (Rebuilt,),
    "reextract": (ReextractOutcome,),
    "review": (Citation,),
    "review changed": (Citation,),
    **{f"review {name}": (QuoteDetail,) for name in _JUDGING},
    "speaker": (shapes.SpeakerPage,),
    "speakers": (shapes.Line[SpeakerRow],),
    **{f"speakers {name}": (Decided,) for name in _DECIDING},
    "speakers erase": (ErasureMade, Decided),
    "speakers show": (HeldBy, shapes.SpeakerPage),
    "stats": (Statistics,),
    "suggestions": (Suggestion,),
    "tag": (SpeakerTags,),
    "undo": (Decided,),
    "users": (User,),
    **{f"users {name}": (User,) for name in ("add", "set", "revoke")},
    "users token": (NewToken,),
}
"""What a line of a command is, one of these."""

_NAMES = {
    each.__name__: each
    for each in (
        *(
            ArticleDraft,
            Audited,
            Checked,
            Citation,
            CopiedTable,
            FoldedQuote,
            NamedSo,
            OrganisationDetail,
            Page,
            PrintedDate,
            Quotation,
            RemovedArticle,
        ),
        *(Span, SpeakerDetail, SpeakerRow, Zone),
    )
}
"""What ``present.shapes`` names in its annotations without importing it, so that look-ups start faster."""

_SCALARS: Mapping[Any, Made] = {
    str: {"type": "string"},
    Path: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
    Span: {
        "type": "array",
        "prefixItems": [{"type": "integer", "minimum": 0}] * 2,
        "items": False,
        "minItems": 2,
    },
}


def schema() -> Made:
    """The whole schema: under ``$defs`` a line of each command, and what these are made of."""
    made = _Maker()
    lines = {_name_of(command): made.any_of(kinds) for command, kinds in LINES.items()}
    return {
        "$schema": DIALECT,
        "$id": "urn:quotesdb:json",
        "title": "What quotesdb prints with --json",
        "description": _ABOUT,
        "$defs": {**lines, **dict(sorted(made.definitions.items()))},
    }


def definitions(kinds: Iterable[Any], where: str) -> tuple[list[Made], Made]:
    """The schemas of some types, and what they refer to by name, which is to be put ``where``: "#/$defs/"."""
    made = _Maker(where)
    return [made.of(kind) for kind in kinds], made.definitions


def _name_of(command: str) -> str:
    return command.replace(" ", "-")


@dataclass
class _Maker:
    """Schemas of types; that of a dataclass is made once and referred to by its name."""

    where: str = "#/$defs/"
    definitions: Made = field(default_factory=dict)
    _made: dict[str, Any] = field(default_factory=dict)

    def any_of(self, kinds: Iterable[Any]) -> Made:
        """One of several types."""
        made = [self.of(kind) for kind in kinds]
        if len(made) == 1:
            return made[0]
        if all(set(each) == {"type"} for each in made):
            return {"type": [each["type"] for each in made]}
        return {"anyOf": made}

    def of(self, kind: Any) -> Made:
        """The schema of a type."""
        if kind in _SCALARS:
            return dict(_SCALARS[kind])
        origin, parts = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType):
            return self.any_of(parts)
        if origin is Literal:
            return {"enum": list(parts)}
        if origin is tuple:
            return self._array(parts)
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(parts[1])}
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"enum": [member.value for member in kind]}
        return self._reference(kind)

    def _array(self, parts: tuple[Any, ...]) -> Made:
        if parts[-1] is Ellipsis:
            return {"type": "array", "items": self.of(parts[0])}
        each = [self.of(part) for part in parts]
        return {"type": "array", "prefixItems": each, "items": False, "minItems": len(each)}

    def _reference(self, kind: Any) -> Made:
        name = "Of".join(each.__name__ for each in (get_origin(kind) or kind, *get_args(kind)))
        if self._made.setdefault(name, kind) != kind:
            raise TypeError(f"{kind!r} and {self._made[name]!r} cannot have one name")
        if name not in self.definitions:
            self.definitions[name] = {}  # so that a class that holds its own kind comes to an end
            properties = self._properties(kind)
            self.definitions[name] = {
                "type": "object",
                "properties": properties,
                "required": list(properties),
            }
        return {"$ref": f"{self.where}{name}"}

    def _properties(self, kind: Any) -> Made:
        """The keys of a dataclass, those of its inner ones that stand beside them included."""
        of: type = get_origin(kind) or kind
        if of is PrintedDate:
            return {"printed": self.of(str), **self._of_fields(of, kind, but="day")}
        answers = {name: self.of(str) for name in computed(of)}
        return {**self._of_fields(of, kind), **answers}

    def _of_fields(self, of: type, kind: Any, but: str = "") -> Made:
        hints = get_type_hints(of, localns=_NAMES)
        given = dict(zip(getattr(of, "__parameters__", ()), get_args(kind), strict=False))
        properties: Made = {}
        for name, key in members(of):
            hint = _filled(hints[name], given)
            if key is None:
                properties.update(self._properties(hint))
            elif name != but:
                properties[key] = self.of(hint)
        return properties


def _filled(hint: Any, given: Mapping[Any, Any]) -> Any:
    """A type with its variables put in: the rows of a page."""
    parts = getattr(hint, "__parameters__", ())
    if not parts or isinstance(hint, type):
        return given.get(hint, hint)
    return hint[tuple(given.get(part, part) for part in parts)]
