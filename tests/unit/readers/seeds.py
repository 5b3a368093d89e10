"""An invented file or more of each format, from which a fuzzer makes others."""

from __future__ import annotations

import gzip
import json

from tests.unit.readers import made
from tests.unit.readers import test_readers_annotated as annotated
from tests.unit.readers import test_readers_documents as letters
from tests.unit.readers import test_readers_news as news
from tests.unit.readers import test_readers_packed as packed
from tests.unit.readers import test_readers_references as references
from tests.unit.readers import test_readers_services as services
from tests.unit.readers import test_readers_sites as sites
from tests.unit.readers import test_readers_speech as speech
from tests.unit.readers import test_readers_table as table

TEXT = f"Bridge closes\n\n{made.FIRST}\n\n{made.SECOND}\n"
TRANSCRIPT = "ADA EXAMPLE: We open.\n\nBO: (Laughs.) “In May?”\n\nADA EXAMPLE: Yes.\n\n**Cy**  0:12  \nNo.\n"
WEBANNO = (
    "#FORMAT=WebAnno TSV 3.3\n#T_SP=custom.Quote|role\n\n#Text=We looked, said Bo.\n"
    "1-1\t0-2\tWe\tcontent[1]\t\n1-2\t3-9\tlooked\tcontent[1]\t\n1-3\t11-15\tsaid\tcue\t\n1-4\t16-18\tBo\tsource|*\t\n"
)
GDELT = {"url": "https://example.org", "quotes": [{"pre": "Bo said", "quote": "We looked", "post": "twice."}]}
EPUB = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": "<container><rootfile full-path='a.opf'/></container>",
    "a.opf": "<package><manifest><item id='a' href='a.xhtml'/></manifest>"
    "<spine><itemref idref='a'/></spine></package>",
    "a.xhtml": f"<html><body><p>{made.FIRST}</p></body></html>",
}
MHTML = (
    "From: <Saved by Example>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
    "--x\nContent-Type: text/html\n\n"
)
LABEL_STUDIO = json.dumps(
    {
        "annotations": [
            {
                "result": [
                    {
                        "id": "q",
                        "from_name": "label",
                        "value": {"start": 15, "end": 34, "text": annotated.TEXT[15:34], "labels": ["quote"]},
                    }
                ]
            }
        ],
        "data": {"text": annotated.TEXT},
    }
)
TELEGRAM = b"\x01abc001 4 i 2\r\n\x02Head\r\n\r\n  Velda (exa) - We looked.\r\n\x03"
RTF = b"{\\rtf1\\ansi \\u8220?Yes\\u8221?\\par x{\\footnote a}}"


def seeds() -> dict[str, list[bytes]]:
    """Files by the reader that is to read them."""
    texts: dict[str, list[str]] = {
        "bibtex": [references.BIBTEX],
        "brat": [annotated.brat(annotated.TEXT)],
        "citron": [json.dumps(annotated.CITRON)],
        "csljson": [json.dumps(references.CSL), json.dumps(references.ZOTERO)],
        "doccano": [json.dumps({"text": annotated.TEXT, "label": [[15, 34, "quote"], [41, 50, "source"]]})],
        "edition": [sites.SCRAPED, sites.EDITED],
        "europresse": [news.EUROPRESSE],
        "factiva": [
            news.FACTIVA_PAGE,
            news.FACTIVA_CODES,
            news.FACTIVA_TABLE,
            news.FACTIVA_XML,
            services.PLAIN,
        ],
        "feed": [news.RSS.format("utf-8", news.FULL), news.ATOM],
        "html": [packed.PAGE],
        "label_studio": [LABEL_STUDIO],
        "zotero_rdf": [references.RDF],
        "hypothesis": [json.dumps(references.HYPOTHESIS)],
        "mail": [letters.MAIL + letters.PLAIN + TEXT],
        "markdown": ["---\ntitle: Bridge\ndate: 2025-03-01\n---\n# Bridge\n\n" + TEXT],
        "mhtml": [MHTML + packed.PAGE + "\n--x--\n"],
        "newsjson": [news.JSON_FEED, news.NINJS],
        "newsxml": [news.NITF, news.G2, news.NEWSML],
        "nexis": [made.nexis_text(), "\n\n".join(made.NEXIS_UNI)],
        "plain": [TEXT],
        "proquest": [made.PROQUEST],
        "quotelines": [json.dumps(GDELT)],
        "record": [speech.AKOMA, speech.SITTING, services.bundestag(services.SPEECH)],
        "ris": [references.RIS],
        "speech": [json.dumps(shape) for shape in speech.SHAPES.values()],
        "subtitles": [speech.srt(speech.CUES)],
        "transcript": [TRANSCRIPT],
        "webanno": [WEBANNO],
    }
    answered = [packed.record("response", body) for body in packed.ANSWERS]
    binary = {
        "docx": [made.docx(made.NEXIS_UNI), made.docx(letters.APA)],
        "epub": [made.zipped({**EPUB})],
        "odt": [made.odt(f"<text:h>Bridge</text:h><text:p>{made.FIRST}</text:p>")],
        "outlook": [made.outlook({"0037": "Bridge", "1000": TEXT})],
        "packed": [made.zipped(packed.MEMBERS), packed.tarred(packed.MEMBERS), gzip.compress(TEXT.encode())],
        "pdf": [made.pdf([made.set_in_lines(made.FIRST, 50, 700), made.set_in_lines(made.SECOND, 50, 700)])],
        "rtf": [RTF],
        "table": [table.separated(","), table.lines(), table.workbook()],
        "telegram": [TELEGRAM],
        "warc": [answered[0], gzip.compress(answered[2])],
    }
    return {**{name: [text.encode() for text in listed] for name, listed in texts.items()}, **binary}
