"""Exports of ProQuest (web page, mail, text): many articles a file, each with its own data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from quotesdb.readers.any_date import any_date
from quotesdb.readers.blocks import Block, filled
from quotesdb.readers.decode import decode
from quotesdb.readers.errors import ReadError
from quotesdb.readers.markup import of_markup
from quotesdb.readers.reference import draft_or_reference
from quotesdb.readers.signs import SURE, look
from quotesdb.readers.source import Documents, Options, Source
from quotesdb.text.folding import canonical
from quotesdb.values import ArticleDraft, Unreadable

SUFFIXES: frozenset[str] = frozenset()

_MARK = re.compile(r"ProQuest document (?:ID|link)\b|ProQuestDocuments-")
_MARK_ELSEWHERE = re.compile(
    r"\b(?:(?:documentos?|document|documento) (?:de |di )?ProQuest|ProQuest-Dokument)\b"
    r"|<title>ProQuest Export</title>",
    re.IGNORECASE,
)
_LABEL = re.compile(r"([^\W\d_a-z][^\W\d_][\w /-]{1,30}?) ?:(?:\s+|$)(.*)", re.DOTALL)
_HEAD = frozenset({"Author", "Publication info", "Abstract", "Links", "Full text", "Translate"})
_TRAILER = frozenset(
    {
        "Subject",
        "Location",
        "Company / organization",
        "People",
        "Title",
        "Publication title",
        "Pages",
        "Credit",
    }
    | {"Identifier / keyword", "Publication year", "Publication date", "Illustration", "Column", "Copyright"}
    | {"Business indexing term", "Classification", "Correspondence author", "Source"}
)
_NAMED = (
    *("Author", "Publication info", "Abstract", "Links", "Full text", "Subject", "Location", "Title"),
    *("Publication title", "Publication date"),
)
_ELSEWHERE = tuple(
    {
        name: field
        for field, names in zip(_NAMED, listed, strict=True)
        for name in ((names,) if isinstance(names, str) else names)
    }
    for listed in (
        (
            *("Autor", "Información de publicación", "Resumen", "Enlaces", "Texto completo", "Materia"),
            *("Lugar", "Título", "Título de publicación", "Fecha de publicación"),
        ),
        (
            *("Auteur", "Informations de publication", "Résumé", "Liens"),
            *(("Texte intégral", "Texte complet"), "Sujet", "Lieu", "Titre"),
            *(("Titre de la publication", "Titre de publication"), "Date de publication"),
        ),
        (
            *("Autor", "Publikationsinformationen", "Zusammenfassung", "Links", "Volltext"),
            *(("Thema", "Schlagwort"), ("Ort", "Standort"), "Titel"),
            *(("Publikationstitel", "Titel der Publikation"), ("Publikationsdatum", "Erscheinungsdatum")),
        ),
        (
            *("Autor", "Informações da publicação", "Resumo", "Links", "Texto completo", "Assunto", "Local"),
            *("Título", "Título da publicação", ("Data de publicação", "Data da publicação")),
        ),
        (
            *("Autore", "Informazioni sulla pubblicazione", "Sommario", "Collegamenti", "Testo completo"),
            *("Soggetto", "Luogo", "Titolo", "Titolo della pubblicazione", "Data di pubblicazione"),
        ),
    )
)
"""The fields as people see them who use the database in Spanish, French, German, Portuguese or Italian."""

_ENGLISH = {name: name for name in _HEAD | _TRAILER}
_LEAST_FIELDS = 3
_FIELDS = re.compile(r"Full text:|Publication (?:info|title):")
_LABEL_OF_LINE = re.compile(r"(?:^|>)[ \t]*([^\W\d_a-z][^\W\d_][\w /-]{1,30}?)[ \t]?:", re.MULTILINE)
_NO_PROSE = re.compile(r"[\W_]*$|\S+@\S+$")
_PAGES_IN_IT = re.compile(r"</?(?:html|head|body|title)\b[^>]*>|(?<=>)\s*html&gt;", re.IGNORECASE)
"""Each text is a page of its own in some exports, and not always a whole one."""
_NOBODY = "anonymous"
_ANNOUNCED = re.compile(r"\d+\.\s+|Document \d+ of \d+\s*")


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether a text or page names documents of ProQuest and has the fields of their articles."""
    return SURE * is_export(look(head).text)


def is_export(text: str) -> bool:
    """Whether a text is an export."""
    if _MARK.search(text) and _FIELDS.search(text):
        return True
    labels = set(_LABEL_OF_LINE.findall(text)) if _MARK_ELSEWHERE.search(text) else set()
    return any(len(labels & one.keys()) >= _LEAST_FIELDS for one in _ELSEWHERE)


def _language(paragraphs: Sequence[str]) -> Mapping[str, str]:
    """The fields in the language of an export, which an article may have too that is in another."""
    labels = {found[1] for one in paragraphs if (found := _LABEL.match(one))}
    return max((_ENGLISH, *_ELSEWHERE), key=lambda one: len(labels & one.keys()))


def read(source: Source, options: Options) -> Documents:  # noqa: ARG001 - as every reader is called
    """Give the articles of an export."""
    try:
        text, _warnings = decode(source.data, html=True)
    except ReadError as error:
        yield Unreadable(str(error))
        return
    yield from articles(text, is_page=bool(re.search(r"</(?:p|div|strong)>", text[:20_000], re.IGNORECASE)))


def articles(text: str, *, is_page: bool) -> Documents:
    """The articles of an export, each by its number in it."""
    blocks = (
        of_markup(_PAGES_IN_IT.sub("", text))
        if is_page
        else filled(map(Block, canonical(text).split("\n\n")))
    )
    paragraphs = [block.text for block in blocks]
    language = _language(paragraphs)
    for number, document in enumerate(_documents(paragraphs, language), 1):
        try:
            yield _article(document, language, str(number))
        except ReadError as error:
            yield Unreadable(str(error), str(number))


def _documents(paragraphs: Sequence[str], language: Mapping[str, str]) -> Iterator[list[str]]:
    """The paragraphs of each article, from its title on.

    A title may look like a field of the article before it. Fields of the head follow each other; where
    authors are named behind the text too, other fields of that place do.
    """
    starts: list[int] = []
    fresh = True
    labels = [_label(paragraph, language)[0] for paragraph in paragraphs]
    following = ""
    behind = [following := label or following for label in reversed(labels)][::-1][1:]
    for place, (label, after) in enumerate(zip(labels, [*behind, ""], strict=False)):
        is_head = label in ("Author", "Publication info") and place > 0
        if fresh and is_head and (labels[place - 1] not in _TRAILER or after in _HEAD):
            starts.append(place - 1)
            fresh = False
        fresh = fresh or label in _TRAILER
    for start, end in zip(starts, [*starts[1:], len(paragraphs)], strict=False):
        yield list(paragraphs[start:end])


def _authors(value: str) -> tuple[str, ...]:
    """The names of a field; where the newspaper names nobody, the database has a word for that."""
    names = (name.strip() for name in value.split(";"))
    return tuple(name for name in names if name and name.casefold() != _NOBODY)


def _label(paragraph: str, language: Mapping[str, str]) -> tuple[str, str]:
    """The field that a paragraph begins with, and what it says; nothing where it is no field."""
    found = _LABEL.match(paragraph)
    field = language.get(found[1], "") if found else ""
    return (field, found[2].strip()) if found and field else ("", "")


def _article(paragraphs: Sequence[str], language: Mapping[str, str], number: str) -> ArticleDraft:
    fields: dict[str, str] = {}
    body: list[str] = []
    part = ""
    for paragraph in paragraphs[1:]:
        label, value = _label(paragraph, language)
        if label:
            part = label
            fields.setdefault(label, value)
            paragraph = value
        if part == "Full text" and paragraph:
            body.append(paragraph)
    while body and _NO_PROSE.match(body[-1]):
        body.pop()
    info = fields.get("Publication info", "")
    return draft_or_reference(
        map(Block, body),
        "proquest",
        "\n".join(paragraphs).encode("utf-8", "replace"),
        member=number,
        title=_ANNOUNCED.sub("", paragraphs[0], count=1),
        byline=_authors(fields.get("Author", "")),
        publisher=re.split(r"\s*[;:]", fields.get("Publication title") or info)[0] or None,
        published=any_date(fields.get("Publication date")) or any_date(info),
    )
