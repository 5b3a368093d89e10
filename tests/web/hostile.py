"""A database in which every string that somebody printed, decided or typed is hostile."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from quotesdb.db.engine import open_engine, sessions
from quotesdb.services.accounts import Role, add_user
from quotesdb.services.checking.check import Claim
from quotesdb.services.checking.record import check_and_record
from quotesdb.services.ingest.prepare import Extractor
from quotesdb.services.judging.articles import correct_article
from quotesdb.services.judging.organisations import merge
from quotesdb.services.judging.review import review_quote
from quotesdb.services.judging.speakers import rename
from quotesdb.services.judging.tags import tag_speaker
from quotesdb.services.lookup import QuoteFilter, find_quotes
from quotesdb.values import Agent, AgentKind, Kind, Quotation, Span
from tests.services.toy import draft, ingest

SCRIPT = "<script>window.pwned = true</script><img src=x onerror='window.pwned = true'>"
BIDI, ANSI = "\u202egnp.exe\u202c", "\x1b[31mred\x1b[0m"
BREAKING = "\"'>&lt;]]>--><!-- {{ 7*7001 }} {% raw %}"
JAVASCRIPT = "javascript:window.pwned=true"
HOSTILE = f"{SCRIPT} {BIDI} {ANSI} {BREAKING}"
SHORT = f"<script>x</script> {BIDI} {ANSI} {BREAKING}"
WORDS = f"We open {HOSTILE} in May"
NAME, OTHER = f"Ada {SCRIPT} Example", f"Ada {SCRIPT} Exampleson"
PASSWORD = "correct horse battery"
_SAID = re.compile(r"“.+?,” said (Ada .+?(?:Exampleson|Example))\b")


@dataclass(frozen=True)
class Filled:
    """What is stored: a quotation of two versions that was printed twice, its article, its speaker."""

    quote: str
    article: str
    speaker: str
    reviewer: str


def extract(text: str, _language: str | None = None) -> list[Quotation]:
    return [_quotation(text, match) for match in _SAID.finditer(text)]


def _quotation(_text: str, match: re.Match[str]) -> Quotation:
    source, content = Span(*match.span(1)), (Span(match.start(), match.start(1) - len(" said ")),)
    agent = Agent(match[1], AgentKind.PERSON, f"Works {HOSTILE}", f"director {HOSTILE}")
    return Quotation(
        Kind.DIRECT,
        content,
        content,
        source=source,
        speaker=agent,
        evidence=(source,),
        medium=HOSTILE,
        addressee=HOSTILE,
    )


def fill(database: Any) -> Filled:
    """Store hostile articles, and have hostile people decide hostile things about them."""
    program, reviewer = Extractor(f"hostile {SCRIPT}", "1", None, extract), f"Wen {HOSTILE}"
    fields = {
        "title": f"Title {HOSTILE}",
        "publisher": f"Daily {HOSTILE}",
        "byline": (f"Ben {HOSTILE}",),
        "section": HOSTILE,
        "archived_url": JAVASCRIPT,
    }
    texts = [
        (f"“{WORDS},” said {NAME} {BIDI}.\n\nNobody else came.\n", JAVASCRIPT, fields),
        (f"“{WORDS} or June,” said {NAME} {BIDI}.\n\nNobody else came.\n", JAVASCRIPT, fields),
        (f"“{WORDS},” said {OTHER}.\n\nRain.\n", "https://other.example/1", fields),
        (f"“{WORDS},” said {NAME}.\n\nSun.\n", "https://third.example/1", {"publisher": f"Wire {SCRIPT}"}),
    ]
    engine = open_engine(database)
    write = sessions(engine, write=True)
    for place, (text, url, more) in enumerate(texts):
        with write.begin() as session:
            ingest(session, draft(text, url, day=f"2024-05-0{place + 1}", **more), program=program)
    with write() as session:
        rows = find_quotes(session, QuoteFilter(limit=None)).rows
        first = next(row for row in rows if row.article.url == JAVASCRIPT)
        correct_article(session, first.article.id, {"title": f"Right {HOSTILE}"}, reviewer, HOSTILE)
        review_quote(session, first.id, reviewer, accept=True, note=HOSTILE)
        rename(session, str(first.speaker_id), f"Adelheid {SCRIPT}", reviewer, HOSTILE)
        tag_speaker(session, str(first.speaker_id), reviewer, add=["<script>tag</script>"])
        merge(session, f"Daily {HOSTILE}", f"Wire {SCRIPT}", reviewer, HOSTILE)
        add_user(session, f"Ilse {SCRIPT}", Role.ADMIN, PASSWORD)
        session.commit()
    with sessions(engine)() as session:
        list(check_and_record(session, write, [Claim(WORDS, NAME, id=HOSTILE)]))
    engine.dispose()
    return Filled(first.id, first.article.id, str(first.speaker_id), reviewer)
