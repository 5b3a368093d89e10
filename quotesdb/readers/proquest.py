"""Exports of ProQuest (web page, mail, text): many articles a file, each with its own data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
_ELSEWHERE = {
    **dict.fromkeys(("Autor", "Auteur", "Autore"), "Author"),
    **dict.fromkeys(("Resumen", "Résumé", "Zusammenfassung", "Resumo", "Sommario"), "Abstract"),
    **dict.fromkeys(("Enlaces", "Liens", "Links", "Collegamenti"), "Links"),
    **dict.fromkeys(
        ("Texto completo", "Texte intégral", "Texte complet", "Volltext", "Testo completo"), "Full text"
    ),
    **dict.fromkeys(
        (
            *("Información de publicación", "Informations de publication", "Publikationsinformationen"),
            *("Informações da publicação", "Informazioni sulla pubblicazione"),
        ),
        "Publication info",
    ),
    **dict.fromkeys(("Materia", "Sujet", "Thema", "Assunto", "Soggetto", "Schlagwort"), "Subject"),
    **dict.fromkeys(("Lugar", "Lieu", "Ort", "Standort", "Local", "Luogo"), "Location"),
    **dict.fromkeys(("Título", "Titre", "Titel", "Titolo"), "Title"),
    **dict.fromkeys(
        (
            *("Título de publicación", "Titre de la publication", "Titre de publication"),
            *("Publikationstitel", "Titel der Publikation", "Título da publicação"),
            "Titolo della pubblicazione",
        ),
        "Publication title",
    ),
    **dict.fromkeys(
        (
            *("Fecha de publicación", "Date de publication", "Publikationsdatum", "Erscheinungsdatum"),
            *("Data de publicação", "Data da publicação", "Data di pubblicazione"),
        ),
        "Publication date",
    ),
}
"""The fields as people see them who use the database in Spanish, French, German, Portuguese or Italian."""

_FIELDS = re.compile(r"Full text:|Publication (?:info|title):")
_TELLING = (name for name, field in _ELSEWHERE.items() if field in ("Full text", "Publication info"))
_FIELDS_ELSEWHERE = re.compile(rf"(?:{'|'.join(_TELLING)}) ?:")
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
    is_elsewhere = _MARK_ELSEWHERE.search(text) and _FIELDS_ELSEWHERE.search(text)
    return bool(is_elsewhere or (_MARK.search(text) and _FIELDS.search(text)))


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
    for number, document in enumerate(_documents(paragraphs), 1):
        try:
            yield _article(document, str(number))
        except ReadError as error:
            yield Unreadable(str(error), str(number))


def _documents(paragraphs: Sequence[str]) -> Iterator[list[str]]:
    """The paragraphs of each article, from its title on."""
    starts: list[int] = []
    fresh = True
    for place, paragraph in enumerate(paragraphs):
        label = _label(paragraph)[0]
        is_head = label in ("Author", "Publication info") and place > 0
        if fresh and is_head and _label(paragraphs[place - 1])[0] not in _TRAILER:
            starts.append(place - 1)
            fresh = False
        fresh = fresh or label in _TRAILER
    for start, end in zip(starts, [*starts[1:], len(paragraphs)], strict=False):
        yield list(paragraphs[start:end])


def _authors(value: str) -> tuple[str, ...]:
    """The names of a field; where the newspaper names nobody, the database has a word for that."""
    names = (name.strip() for name in value.split(";"))
    return tuple(name for name in names if name and name.casefold() != _NOBODY)


def _label(paragraph: str) -> tuple[str, str]:
    found = _LABEL.match(paragraph)
    return (_ELSEWHERE.get(found[1], found[1]), found[2].strip()) if found else ("", "")


def _article(paragraphs: Sequence[str], number: str) -> ArticleDraft:
    fields: dict[str, str] = {}
    body: list[str] = []
    part = ""
    for paragraph in paragraphs[1:]:
        label, value = _label(paragraph)
        if label in _HEAD or label in _TRAILER:
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
