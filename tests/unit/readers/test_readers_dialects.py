"""Files of formats that are read, as other programs, countries and languages write them."""

from __future__ import annotations

import json

import pytest

from quotesdb.readers import documents
from quotesdb.readers.decode import decode
from quotesdb.values import ArticleDraft
from tests.unit.readers.made import docx, odt
from tests.unit.readers.test_readers_annotated import one, told
from tests.unit.readers.test_readers_other_programs import LONG, SAID, of
from tests.unit.readers.test_readers_speech import turns
from tests.unit.readers.test_readers_versions import TITLE

PARAGRAPHS = [SAID, "The bridge will stay closed for the whole of the summer.", "A ferry runs instead."]


def test_a_note_of_nitf_to_editors_is_not_the_text():
    note = "<note><body.content><p>Editors: a picture is available</p></body.content></note>"
    head = f"<body.head><hedline><hl1>{TITLE}</hl1></hedline>{note}</body.head>"
    body = f"<body>{head}<body.content><p>{SAID}</p></body.content></body>"
    [found] = of(f"<nitf><head/>{body}</nitf>", "a.xml")
    assert (found.title, found.text) == (TITLE, SAID)


def anpa(*head: str, end: str = "EX-WF-03-04-25 1130GMT") -> bytes:
    marked = "".join(f"^{line}\r\n" for line in head)
    text = "".join(f"\t {part}\r\n" for part in PARAGRAPHS)
    return f"\x16\x16\x01a0412\r\nr i BC-Bridge 03-04 171\r\n\x02{marked}{text}\x03\r\n{end}\r\n\x04".encode()


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (("BC-Bridge,171", "Bridge closes", "By ADA EXAMPLE"), "Bridge closes"),
        (("BC-Bridge,171", "Bridge closes", "For use by subscribers", "By ADA EXAMPLE"), "Bridge closes"),
        (("Bridge closes", "By ADA EXAMPLE"), "Bridge closes"),
    ],
)
def test_an_anpa_telegram_without_an_agency_begins_at_its_first_indented_line(head, title):
    [found] = of(anpa(*head))
    assert (found.title, found.byline) == (title, ("ADA EXAMPLE",))
    assert found.text.split("\n\n") == PARAGRAPHS
    assert found.published.printed() == "2025-03-04"


@pytest.mark.parametrize(
    ("last", "kept"),
    [
        ("ab/cd", False),
        ("ab/cd/ef", False),
        ("and/or not", True),
        ("AB/CD", True),
        ("He left in 2024/25.", True),
    ],
)
def test_the_initials_of_who_wrote_a_telegram_are_no_text(last, kept):
    data = f"\x01EX0123 4 POL 0211\r\n\x02{TITLE}\r\n   VELDA (EX) - {SAID}\r\n   {last}\r\n\x03\x04"
    [found] = of(data)
    assert (found.text.split("\n\n")[-1] == last) is kept


@pytest.mark.parametrize(
    ("header", "day"),
    [
        (("Tytuł", "Data publikacji", "Źródło", "Autor", "Treść"), "13.06.2023"),
        (("Titolo", "Data", "Testata", "Autore", "Testo"), "2023-06-13"),
        (("τίτλος", "ημερομηνία", "εφημερίδα", "συντάκτης", "κείμενο"), "2023-06-13"),
        (("Kop", "Datum", "Bron", "Auteur", "Volledige tekst"), "2023-06-13"),
        (("Overskrift", "Dato", "Kilde", "Forfatter", "Tekst"), "2023-06-13"),
        (("title", "publish_date", "media_name", "author", "story_text"), "2023-06-13"),
        (("Otsikko", "Päivämäärä", "Lähde", "Kirjoittaja", "Teksti"), "2023-06-13"),
    ],
)
def test_columns_have_their_names_in_many_languages(header, day):
    row = (TITLE, day, "Velda Times", "Ada Example", LONG)
    [found] = of("\t".join(header) + "\n" + "\t".join(row) + "\n", "a.tsv")
    assert (found.title, found.publisher, found.byline) == (TITLE, "Velda Times", ("Ada Example",))
    assert (found.published.printed(), found.text) == ("2023-06-13", LONG.strip())


def test_a_column_called_data_is_no_day_where_another_is():
    [found] = of(f"title;date;data;text\n{TITLE};2023-06-13;2019-01-01;{LONG}\n", "a.csv")
    assert found.published.printed() == "2023-06-13"


@pytest.mark.parametrize("lead", [True, False])
def test_factiva_has_the_opening_of_a_text_in_a_column_of_its_own(lead):
    body = LONG if lead else f"{PARAGRAPHS[1]} {LONG}"
    row = ("X1", PARAGRAPHS[1], body, TITLE, "EX", "Velda Times", "2023-06-13")
    names = ("an", "snippet", "body", "title", "source_code", "source_name", "publication_date")
    [found] = of("\t".join(names) + "\n" + "\t".join(row) + "\n", "a.tsv")
    assert found.text.count(PARAGRAPHS[1]) == 1
    assert found.text.startswith(PARAGRAPHS[1])


def test_a_snippet_of_another_table_is_no_part_of_the_text():
    [found] = of(f"title\tsnippet\tbody\tdate\n{TITLE}\tThe bridge.\t{LONG}\t2023-06-13\n", "a.tsv")
    assert found.text == LONG.strip()


POLISH = "Rada odłożyła decyzję, bo wewnątrz mostu może być woda. Radni chcą więcej badań, również później. "


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859_2"])
def test_polish_that_declares_no_encoding_is_read_by_its_letters(encoding):
    text = POLISH * 3
    found, [warning] = decode(text.encode(encoding))
    assert found == text
    assert encoding in warning


def test_a_table_in_cyrillic_that_declares_no_encoding_is_recognised():
    words = "Городской совет отложил решение о новой переправе: депутаты хотят узнать её цену ещё раз. " * 4
    text = f"заголовок;дата;источник;текст\r\nСовет решил;03.07.2023;Вестник;{words}\r\n"
    [found] = of(text.encode("cp1251"), "a.csv")
    assert (found.title, found.publisher) == ("Совет решил", "Вестник")


def wxr(status: str, kind: str = "post", text: str = SAID) -> str:
    name = "http://wordpress.org/export/1.2/"
    said = f"<wp:status>{status}</wp:status><wp:post_type>{kind}</wp:post_type>"
    body = f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>"
    item = f"<item><title>{TITLE}</title>{body}{said}</item>"
    spaces = f'xmlns:wp="{name}" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {spaces}><channel><title>Velda Times</title>{item}</channel></rss>'


@pytest.mark.parametrize(
    ("status", "is_read"),
    [("publish", True), ("draft", False), ("future", False), ("trash", False), ("pending", False)],
)
def test_drafts_of_an_export_of_wordpress_are_not_read(status, is_read):
    [found] = documents(wxr(status).encode(), "a.xml")
    assert isinstance(found, ArticleDraft) is is_read


def test_an_entry_of_another_feed_may_have_any_status():
    feed = wxr("draft").replace("<wp:post_type>post</wp:post_type>", "")
    assert len(of(feed, "a.xml")) == 1


def test_what_wordpress_has_below_a_picture_is_a_caption():
    text = (
        f'{SAID}</p>[caption id="a_4" width="300"]<img src="x.jpg" /> The bridge[/caption]<p>It is [closed].'
    )
    [found] = of(wxr("publish", text=text), "a.xml")
    assert found.text == f"{SAID}\n\nThe bridge\n\nIt is [closed]."
    assert [(zone.kind, zone.span.text(found.text)) for zone in found.zones] == [("caption", "The bridge")]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ('[gallery ids="1,2"]', None),
        ("[embed width='3']https://velda.example/a[/embed]", "https://velda.example/a"),
        ("[dropcap]I[/dropcap]t is shut.", "It is shut."),
        ('[box type="note"]It is [sic] shut.[/box]', "It is [sic] shut."),
        ("It is [closed].", "It is [closed]."),
        ("[Laughs] It is.", "[Laughs] It is."),
        ("[pier=7] is a place.", "[pier=7] is a place."),
        ("The end is [/box] here.", "The end is [/box] here."),
        ("[a]It[/b] is.", "[a]It[/b] is."),
        ('He said ["so" it is].', 'He said ["so" it is].'),
    ],
)
def test_codes_of_wordpress_are_no_text(printed, text):
    [found] = of(wxr("publish", text=f"<p>{SAID}</p><p>{printed}</p>"), "a.xml")
    assert found.text == (f"{SAID}\n\n{text}" if text else SAID)


@pytest.mark.parametrize(
    ("base", "link", "url"),
    [
        ("https://velda.example/news/", "2025/a.html", "https://velda.example/news/2025/a.html"),
        ("https://velda.example/", "https://other.example/a", "https://other.example/a"),
        ("", "2025/a.html", None),
        ("https://velda.example/", "", None),
    ],
)
def test_an_address_in_a_feed_may_be_relative_to_one_that_it_gives(base, link, url):
    entry = f'<entry><title>{TITLE}</title><link href="{link}"/><content>{SAID}</content></entry>'
    [found] = of(f'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="{base}">{entry}</feed>', "a.xml")
    assert found.url == url


SPANISH = ("Autor", "Información de publicación", "Texto completo", "Materia", "Fecha de publicación", "")
FRENCH = ("Auteur", "Informations de publication", "Texte intégral", "Sujet", "Date de publication", " ")


@pytest.mark.parametrize("labels", [SPANISH, FRENCH])
def test_proquest_in_another_language_has_other_fields(labels):
    author, info, full, subject, day, space = labels
    parts = [
        TITLE,
        f"{author}{space}: Example, Ada",
        f"{info}{space}: Velda Times; Velda [Velda]. 14 May 2022.",
    ]
    parts += ["ProQuest document link", f"{full}{space}: {SAID}", PARAGRAPHS[1], f"{subject}{space}: Bridges"]
    parts += [
        f"{author}{space}: Example, Ada",
        f"{day}{space}: 14 May 2022",
        "ID del documento de ProQuest: 1",
    ]
    rule = "_" * 60
    text = f"{rule}\n\n" + "\n\n".join(parts) + f"\n\n{rule}\n\nProQuest LLC\n"
    [found] = of(text.replace("ProQuest document link", "Enlace al documento de ProQuest"), "a.txt")
    assert (found.reader, found.title, found.byline) == ("proquest", TITLE, ("Example, Ada",))
    assert found.text == f"{SAID}\n\n{PARAGRAPHS[1]}"


def test_an_article_that_only_mentions_proquest_is_no_export():
    text = f"El documento de ProQuest\n\n{LONG}\n\nAutor: Ada Example\n"
    [found] = of(text, "a.txt")
    assert found.reader == "plain"


def nexis(byline: str, *behind: str) -> str:
    parts = [
        "1 of 1 DOCUMENTS",
        "Velda Times",
        "May 3, 2011 Tuesday",
        TITLE,
        f"BYLINE: {byline}",
        "LENGTH: 67 words",
    ]
    return "\n\n".join([*parts, *PARAGRAPHS, *behind, "Copyright 2011 Velda Press"]) + "\n"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Ada Example, Harbour Correspondent", ("Ada Example",)),
        ("Ada Example, Staff Writer", ("Ada Example",)),
        ("Ada Example, Bo Sample", ("Ada Example", "Bo Sample")),
        ("Ada Example, Bo Sample, Staff Writers", ("Ada Example", "Bo Sample")),
        ("Harbour Correspondent", ("Harbour Correspondent",)),
    ],
)
def test_the_post_behind_a_name_is_no_author_of_an_article_of_nexis(byline, names):
    assert of(nexis(byline))[0].byline == names


@pytest.mark.parametrize(
    ("last", "is_text"),
    [
        ("LADINGSDATUM: May 4, 2011", False),
        ("DATA-CARICAMENTO: 4 Maggio 2011", False),
        ("UPDATE: the bridge opens on May 4, 2011, said the board", False),
        ("DEADLINE: May 4, 2011", True),
        ("DATE: to be said later", True),
        ("Datum: May 4, 2011", True),
    ],
)
def test_a_field_of_the_day_of_loading_ends_the_text_of_nexis(last, is_text):
    assert (last in of(nexis("Ada Example", last))[0].text) is is_text


def test_lines_of_a_page_that_only_breaks_part_are_parted():
    said = "<br><br>".join(
        ["ADA EXAMPLE, HOST: Good evening, we looked twice.", "BO SAMPLE: So did I, you know."]
    )
    page = f"<table><tr><td><p>{said}<br>EXAMPLE: Thank you all.</p><p>CALL 800</p></td></tr></table>"
    [found] = of(f"<html><body>{page}</body></html>", "a.html")
    assert [name for name, _words in turns(found)] == ["ADA EXAMPLE", "BO SAMPLE", "ADA EXAMPLE"]


def test_advertisements_of_amp_pages_are_no_text():
    advert = "<amp-ad><div><p>Buy a bridge today, it is cheap.</p></div></amp-ad>"
    text = f"<p>{LONG}</p>{advert}<p>{PARAGRAPHS[1]}</p>"
    [found] = of(f"<html amp><body><article><h1>{TITLE}</h1>{text}</article></body></html>", "a.html")
    assert "Buy a bridge" not in found.text
    assert PARAGRAPHS[1] in found.text


def brat(*relations: str) -> str:
    text = f"{TITLE}\n\n{SAID}\n"
    marks = [
        ("Quotation", "“We looked twice,”"),
        ("Speaker", "Bo Sample"),
        ("Cue", "said"),
        ("Place", "Bridge"),
    ]
    lines = [
        f"T{at}\t{kind} {text.index(words)} {text.index(words) + len(words)}\t{words}"
        for at, (kind, words) in enumerate(marks, 1)
    ]
    return "\n".join([*lines, *relations, ""])


@pytest.mark.parametrize(
    ("relations", "speaker"),
    [
        (("R1\tspoken_by Arg1:T1 Arg2:T2", "R2\tcue Arg1:T3 Arg2:T1"), "Bo Sample"),
        ((), "Bo Sample"),
        (("R1\tin Arg1:T2 Arg2:T4",), None),
    ],
)
def test_brat_without_events_has_labels_and_relations(relations, speaker):
    text = f"{TITLE}\n\n{SAID}\n".encode()
    found = told(one(brat(*relations), "a.ann", beside=lambda name: text if name == "a.txt" else None))
    assert [row[1] for row in found] == ["“We looked twice,”"]
    assert (found[0][4][0] if found[0][4] else None) == speaker


def test_the_title_of_an_opendocument_text_may_be_of_a_style_that_is_made_of_another():
    body = f"<text:p text:style-name='P1'>{TITLE}</text:p><text:p text:style-name='P2'>{SAID}</text:p>"
    styles = "<style:style style:name='P1' style:parent-style-name='Title'/>"
    styles += "<style:style style:name='P2' style:parent-style-name='Standard'/>"
    [found] = documents(
        odt(body, f"<office:styles xmlns:style='urn:style'>{styles}</office:styles>"), "a.odt"
    )
    assert isinstance(found, ArticleDraft)
    assert (found.title, found.text) == (TITLE, SAID)


@pytest.mark.parametrize(
    ("line", "day", "names"),
    [
        ("Door Anna-Wiebrigje Voorbeeld", "4 juni 2023", ("Anna-Wiebrigje Voorbeeld",)),
        ("Door Wiebrigje Voorbeeld", "4 juni 2023", ()),
        ("Von Anna-Wiebrigje Beispiel", "4. Juni 2023", ("Anna-Wiebrigje Beispiel",)),
        ("Von Anna-Wiebrigje Beispiel", "Die Brücke bleibt zu.", ()),
        ("By Wiebrigje Example", "4 June 2023", ("Wiebrigje Example",)),
        ("Door Lake Garda", "4 juni 2023", ()),
        ("Di Wiebrigje Esempio", "4 giugno 2023", ()),
        ("Por Wiebrigje Ejemplo", "4 junio 2023", ()),
    ],
)
def test_an_uncommon_name_is_an_author_between_title_and_day(line, day, names):
    title = f"<w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>{TITLE}</w:t></w:r></w:p>"
    [found] = documents(docx([title, line, day, LONG]), "a.docx")
    assert isinstance(found, ArticleDraft)
    assert found.byline == names


def factiva(kind: str, *rows: str, ends: str) -> str:
    head = f'<div id="hd"><span class="{kind}Headline">{TITLE}</span></div>'
    lines = "".join(f"<div>{row}</div>" for row in rows)
    text = f'<p class="articleParagraph {kind}articleParagraph">{SAID}</p><p>{ends}</p>'
    article = f'<div class="article {kind}Article"><p>{head}{lines}</p>{text}</div>'
    return f"<html><body>{article}</body></html>"


@pytest.mark.parametrize(
    ("kind", "count", "day", "ends"),
    [
        ("zhcn", "156 字", "2018 年 5 月 28 日", "文件 HAIWAN0020180528ee5s00001"),
        ("ja", "156 文字", "2018 年 5 月 28 日", "文書 HAIWAN0020180528ee5s00001"),
        ("ru", "156 слов", "28 мая 2018", "Документ HAIWAN0020180528ee5s00001"),
        ("en", "156 words", "28 May 2018", "Document HAIWAN0020180528ee5s00001"),
    ],
)
def test_pages_of_factiva_count_the_words_in_other_languages(kind, count, day, ends):
    [found] = of(factiva(kind, count, day, "Velda Times", "VELDAT", ends=ends), "a.html")
    assert (found.title, found.publisher, found.text) == (TITLE, "Velda Times", SAID)
    assert found.published.printed() == "2018-05-28"


def page(inner: str, head: str = "") -> str:
    text = f"<h1>{TITLE}</h1>{inner}<p>{LONG}</p><p>{PARAGRAPHS[1]}</p>"
    return f"<html><head>{head}</head><body><article>{text}</article></body></html>"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Veröffentlicht am 15. März 2024", "2024-03-15"),
        ("Par Ada Example, publié le 7 mai 2013 à 21h05", "2013-05-07"),
        ("Опубликовано: 3 июля 2023", "2023-07-03"),
        ("Opublikowano 12 czerwca 2023", "2023-06-12"),
        ("Julkaistu 5. kesäkuuta 2023", "2023-06-05"),
        ("Volume 746: debated on Tuesday 5 March 2024", "2024-03-05"),
        ("The bill was debated and will be read in March", None),
        ("Veröffentlicht im Verlag Beispiel", None),
    ],
)
def test_a_line_of_a_page_says_in_other_languages_when_it_was_published(line, day):
    [found] = of(page(f"<p>{line}</p>"), "a.html")
    assert (found.published.printed() if found.published else None) == day


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://archive.example/web/20230613120000/https://velda.example/a", "https://velda.example/a"),
        (
            "https://archive.example/wayback/20230613120000mp_/http://velda.example/a",
            "http://velda.example/a",
        ),
        ("https://velda.example/2023/a", "https://velda.example/2023/a"),
        ("https://velda.example/20230613/a", "https://velda.example/20230613/a"),
        (
            "https://velda.example/go/https://other.example/",
            "https://velda.example/go/https://other.example/",
        ),
        ("https://velda.example/20230613120000", "https://velda.example/20230613120000"),
    ],
)
def test_the_address_of_a_page_is_not_that_of_its_copy_in_an_archive(address, url):
    assert of(page("", f"<link rel='canonical' href='{address}'>"), "a.html")[0].url == url


def test_a_page_that_shows_a_beginning_and_whom_to_pay_gives_the_body_in_its_data():
    body = [
        f"The board of the bridge met again on day {day} and put off what it had to decide."
        for day in range(9)
    ]
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join([SAID, *body])}
    pay = "<p>Read on with a subscription to the Velda Times, and for a month at half of the price</p>"
    pay += "<ul><li>All the news of the bridge</li><li>Whenever and wherever you are</li></ul>"
    ld = f"<script type='application/ld+json'>{json.dumps(data)}</script>"
    shown = f"<article><h1>{TITLE}</h1><p>{SAID}</p><p>{body[0]}</p><div>{pay}</div></article>"
    [found] = of(f"<html><head>{ld}</head><body>{shown}</body></html>", "a.html")
    assert found.text.endswith(body[-1])
    assert "price" not in found.text
