"""What the columns of a table of articles are, by the names that databases, scrapers and people give them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from quotesdb.readers.front_matter import key_of

FIELDS = (
    "text",
    "title",
    "byline",
    "publisher",
    "published_at",
    "url",
    "language",
    "section",
    "archived",
    "accessed",
)
"""What a column can be."""

_TEXT = (
    *("text", "body", "content", "fulltext", "maintext", "articletext", "article", "articlebody", "bodytext"),
    *(
        "story",
        "contents",
        "textbody",
        "volltext",
        "texte",
        "tekst",
        "texto",
        "testo",
        "brödtext",
        "brodtext",
    ),
    *("corps", "cuerpo", "corpo"),
    *("storytext", "plaintext", "textcontent", "articlecontent", "volledigetekst", "artikeltekst", "treść"),
    *(
        "textointegral",
        "textocompleto",
        "texteintégral",
        "testointegrale",
        "testocompleto",
        "κείμενο",
        "teksti",
    ),
    *("inhalt", "contenido", "contenu", "inhoud", "текст", "內文", "內容", "内容", "正文", "本文", "본문"),
)
_ALSO = {
    **dict.fromkeys(
        ("headline", "titel", "titre", "header", "título", "titulo", "titolo", "überschrift", "schlagzeile"),
        "title",
    ),
    **dict.fromkeys(
        (
            "source",
            "newspaper",
            "outlet",
            "medium",
            "journal",
            "sourcename",
            "media",
            "quelle",
            "zeitung",
            "fuente",
            "fonte",
            "bron",
            "medio",
            "tidning",
            "krant",
            "testata",
        ),
        "publisher",
    ),
    **dict.fromkeys(
        ("journalist", "writer", "auteur", "auteurs", "autor", "autore", "författare", "verfasser"), "byline"
    ),
    **dict.fromkeys(
        (
            "datum",
            "day",
            "printdate",
            "datetime",
            "timestamp",
            "datepublish",
            "fecha",
            "publicerad",
            "erscheinungsdatum",
        ),
        "published_at",
    ),
    **dict.fromkeys(("webpage", "href", "weburl"), "url"),
    **dict.fromkeys(("desk", "rubric", "category"), "section"),
}
_SELDOM = {
    **dict.fromkeys(
        (
            "pubtitle",
            "publicationtitle",
            "publicationname",
            "medianame",
            "mediaoutlet",
            "outletname",
            "источник",
            "издание",
            "媒體",
            "媒体名",
            "媒体",
            "來源",
            "来源",
            "źródło",
            "gazeta",
            "kilde",
            "källa",
            "lähde",
            "πηγή",
            "εφημερίδα",
            "veículo",
            "periódico",
            "giornale",
        ),
        "publisher",
    ),
    **dict.fromkeys(
        (
            "автор",
            "作者",
            "記者",
            "记者",
            "著者",
            "기자",
            "authorname",
            "autorin",
            "autoren",
            "verfasserin",
            "autores",
            "autori",
            "forfatter",
            "kirjoittaja",
            "συντάκτης",
            "autora",
            "autoria",
            "autorka",
            "skribent",
            "redacteur",
        ),
        "byline",
    ),
    **dict.fromkeys(
        (
            *("дата", "日期", "公開日", "掲載日", "날짜", "publishedat", "webpublicationdate"),
            "docdate",
            *("datepublication", "dateparution", "datedeparution"),
            *("datapublikacji", "datadepublicação", "datadipubblicazione", "datedepublication"),
            *("fechadepublicación", "publikationsdatum", "publicatiedatum", "dato", "päivämäärä"),
            *("ημερομηνία", "data"),
        ),
        "published_at",
    ),
    **dict.fromkeys(
        (
            *("webtitle", "articletitle", "タイトル", "제목", "заголовок", "標題", "标题"),
            *("titular", "tytuł", "τίτλος", "overskrift", "otsikko", "kop"),
        ),
        "title",
    ),
    **dict.fromkeys(("ссылка", "網址", "σύνδεσμος", "enlace", "lenke", "länk", "lien"), "url"),
}
_LESS_PLAIN = {name.casefold(): field for name, field in _SELDOM.items()}
"""Names that count where no column has one of the others, the plainer one first."""

_REMEMBERED = 1_000
"""Names whose field need not be looked up once more: records have the same ones again and again."""

_SITE, _OF_SCRAPER = "sourcehostname", {"source", "sourcehostname", "hostname"}
"""What Trafilatura calls the name of a site; "source" is the address of the page then."""

_SYNONYMS = frozenset(
    [
        *("title", "headline", "titel", "titre", "título", "titolo"),
        *("byline", "author", "authors", "autor", "auteur", "autore"),
        *("date", "published", "publishedat", "datepublished", "publishdate", "pubdate", "datum", "fecha"),
    ]
)
"""Names that always say the same, where "header", "writer" or "timestamp" may be something else."""


def found(header: Iterable[str]) -> dict[str, str]:
    """The column of each field that is known; the one that is named most plainly of several.

    >>> found(["ID", "Headline", "Full_Text", "date"])
    {'text': 'Full_Text', 'title': 'Headline', 'published_at': 'date'}
    """
    return {field: names[0] for field, names in every(header).items()}


def every(header: Iterable[str]) -> dict[str, list[str]]:
    """The column of each field that is known, and those that say the same where it is empty.

    >>> every(["title", "headline", "header", "text"])
    {'text': ['text'], 'title': ['title', 'headline']}
    """
    plain = _plain(header)
    texts = of_texts(plain.values())
    named = {"text": texts} if texts else {}
    for name, column in plain.items():
        field = _plainly(name, column)
        if field in FIELDS and field != "text" and (field not in named or name in _SYNONYMS):
            named.setdefault(field, []).append(column)
    for name, field in _LESS_PLAIN.items():
        if name in plain:
            named.setdefault(field, [plain[name]])
    if plain.keys() >= _OF_SCRAPER and plain["source"] in named.get("publisher", ()):
        named["publisher"].append(plain[_SITE])
        named.setdefault("url", [plain["source"]])
    return named


def of_texts(header: Iterable[str]) -> list[str]:
    """The columns that may be of texts, the one that is named most plainly first."""
    plain = _plain(header)
    return [plain[name] for name in _TEXT if name in plain]


@lru_cache(_REMEMBERED)
def field(label: str) -> str | None:
    """What a single name stands for.

    >>> field("Date published"), field("Quelle"), field("Venue")
    ('published_at', 'publisher', None)
    """
    name = next(iter(_plain([label])), "")
    named = "text" if name in _TEXT else _plainly(name, label) or _LESS_PLAIN.get(name)
    return named if named in FIELDS else None


def _plainly(name: str, column: str) -> str | None:
    return key_of(re.sub(r"[\s-]+", "_", column.strip().lower())) or key_of(name) or _ALSO.get(name)


def _plain(header: Iterable[str]) -> dict[str, str]:
    return {re.sub(r"[\W_]+", "", column).casefold(): column for column in header}
