"""Invented citations: a table of named cases, and a hypothesis strategy for any citation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO
from typing import Any

from hypothesis import strategies as st

from quotesdb.cite import Exporter
from quotesdb.values import (
    Agent,
    AgentKind,
    Alteration,
    ArticleRef,
    Citation,
    CueClass,
    Decision,
    Kind,
    Precision,
    PrintedDate,
    Since,
    Span,
)

MACHINE = Decision("machine", "quotesdb", "0.1.0", 0.93)
SOLANE = Agent("Mira Solane", AgentKind.PERSON, "Halden Analytics", "chief economist")


def as_text(write: Exporter) -> Callable[[Iterable[Citation]], str]:
    """What a text format writes, in one piece."""

    def export(citations: Iterable[Citation]) -> str:
        out = BytesIO()
        write(citations, out, {})
        return out.getvalue().decode()

    return export


def article(**changes: Any) -> ArticleRef:
    values: dict[str, Any] = {
        "id": "a-harbour001",
        "title": "Harbour talks stall",
        "byline": ("Ada Quill",),
        "publisher": "The Northgate Courier",
        "published": PrintedDate(date(2025, 3, 14)),
        "url": "https://courier.example/2025/harbour_talks?id=7&page=2",
        "language": "en",
    }
    return ArticleRef(**(values | changes))


def citation(**changes: Any) -> Citation:
    values: dict[str, Any] = {
        "id": "q-harbour001",
        "text": "“We will not move before May,”",
        "kind": Kind.DIRECT,
        "cue_class": CueClass.SPEECH,
        "article": article(),
        "decision": MACHINE,
        "content": (Span(120, 150),),
        "quoted": (Span(120, 150),),
        "source": Span(156, 159),
        "cue": Span(151, 155),
        "source_text": "she",
        "cue_text": "said",
        "speaker": SOLANE,
        "speaker_id": "s-solane0001",
        "rule": "pronoun",
        "paragraph": 4,
        "prefix": "The port has been shut all week.",
        "suffix": " said she on the quay on Friday.",
        "evidence": (Span(156, 159), Span(60, 71)),
        "evidence_text": ("she", "Mira Solane, chief economist at Halden Analytics"),
    }
    return Citation(**(values | changes))


NAMED_AT_ONCE: dict[str, Any] = {"source_text": None, "source": None, "evidence": (), "evidence_text": ()}

CASES: dict[str, Citation] = {
    "plain": citation(),
    "no author": citation(id="q-noauthor01", article=article(id="a-noauthor01", byline=())),
    "agency byline": citation(
        id="q-agency0001",
        article=article(id="a-agency0001", byline=("Lantern Press Agency",), title="Who pays for the quay?"),
    ),
    "organisation speaker": citation(
        id="q-organisat1",
        text="the terminal would reopen within days",
        kind=Kind.INDIRECT,
        cue_class=CueClass.WRITING,
        quoted=(),
        speaker=Agent("Port Authority of Marrow", AgentKind.ORGANISATION),
        speaker_id="s-portauth01",
        medium="in a statement",
        **NAMED_AT_ONCE,
    ),
    "no date, no title": citation(
        id="q-nodate0001",
        article=article(id="a-nodate0001", title=None, published=None, byline=("Staff",), url=None),
        paragraph=None,
    ),
    "month precision": citation(
        id="q-month00001",
        article=article(
            id="a-month00001",
            title="A quarter of silence",
            publisher="Quays & Cranes Monthly",
            published=PrintedDate(date(2024, 11, 1), Precision.MONTH),
            accessed=PrintedDate(date(2025, 1, 9)),
        ),
    ),
    "year precision, no publisher": citation(
        id="q-year000001",
        article=article(
            id="a-year000001", publisher=None, published=PrintedDate(date(2023, 1, 1), Precision.YEAR)
        ),
    ),
    "time and offset": citation(
        id="q-time000001",
        article=article(
            id="a-time000001",
            title="Late sitting ends in a draw",
            byline=("Owen Tarrant Jr.",),
            published=PrintedDate(
                date(2025, 3, 14), Precision.TIME, datetime(2025, 3, 14, 22, 30, tzinfo=UTC), -300
            ),
        ),
    ),
    "quote within quote": citation(
        id="q-within0001",
        text="'The minister told us \"never again\", and we haven't forgotten the crews' faces.'",
    ),
    "several authors": citation(
        id="q-authors001",
        article=article(
            id="a-authors001",
            title="100% of R&D_budget {gone}",
            byline=("Jane van der Berg", "María José García López", "Lantern Press Agency"),
            archived_url="https://archive.example/2025/budget_gone",
            accessed=PrintedDate(
                date(2025, 3, 15), Precision.TIME, datetime(2025, 3, 15, 8, 30, tzinfo=UTC), 60
            ),
        ),
    ),
    "not attributed": citation(
        id="q-nobody0001",
        text="“Somebody moved the *buoys* [again]”",
        speaker=None,
        speaker_id=None,
        source=None,
        source_text=None,
        evidence=(),
        evidence_text=(),
    ),
    "several spans": citation(
        id="q-spans00001",
        text="“The cranes are idle,” ... “and they will stay idle.”",
        content=(Span(200, 222), Span(240, 266)),
        quoted=(Span(200, 222), Span(240, 266)),
    ),
    "partly quoted, group": citation(
        id="q-mixed00001",
        text='the offer was "dead on arrival" and talks would resume in May.',
        kind=Kind.MIXED,
        content=(Span(300, 362),),
        quoted=(Span(314, 331),),
        speaker=Agent("dockers", AgentKind.GROUP),
        speaker_id="s-dockers001",
        **NAMED_AT_ONCE,
    ),
    "decided by a person": citation(
        id="q-human00001",
        decision=Decision("human", "P. Okonedo-Lund", at=datetime(2025, 4, 2, 9, 15, tzinfo=UTC)),
        note="Checked against the recording.",
    ),
    "the article was changed since a person decided": citation(
        id="q-since00001",
        decision=Decision("human", "P. Okonedo-Lund", at=datetime(2025, 4, 2, 9, 15, tzinfo=UTC)),
        since=Since(
            (Alteration.OTHER_WORDS, Alteration.OTHER_SPEAKER, Alteration.CORRECTION_NOTICE),
            words="“We will move before May,”",
            speaker="Bea Sample",
        ),
    ),
    "non-English title": citation(
        id="q-espanol001",
        text="«No nos moveremos antes de mayo»",
        article=article(
            id="a-espanol001",
            title="¿Quién paga el muelle? El puerto calla",
            byline=("Ana García Pérez", "Íñigo de la Fuente"),
            publisher="La Gaceta del Faro",
            language="es",
        ),
        speaker=Agent("Rocío Salvatierra", AgentKind.PERSON, None, "portavoz"),
        speaker_id="s-salvatie01",
        **NAMED_AT_ONCE,
    ),
    "long, two paragraphs": citation(
        id="q-long000001",
        text=(
            "“We have waited for an answer since the first week of January, and every Monday we were told "
            "that it would come on Tuesday.\n\n“On Tuesday they told us ‘next week’, and so the cranes stand "
            "idle, the crews go home, and nobody in this town believes a word of it.”"
        ),
        content=(Span(400, 640),),
        quoted=(Span(400, 640),),
    ),
}


def _offsets() -> st.SearchStrategy[Span]:
    return st.tuples(st.integers(0, 10**6), st.integers(0, 10**4)).map(lambda p: Span(p[0], p[0] + p[1]))


def _printed_dates() -> st.SearchStrategy[PrintedDate]:
    def cut(day: date, precision: Precision, utc: datetime | None, offset: int | None) -> PrintedDate:
        if precision is Precision.YEAR:
            day = day.replace(month=1, day=1)
        elif precision is Precision.MONTH:
            day = day.replace(day=1)
        return PrintedDate(day, precision, utc, offset)

    return st.builds(
        cut,
        st.dates(),
        st.sampled_from(Precision),
        st.none() | st.datetimes(timezones=st.just(UTC)),
        st.none() | st.integers(-14 * 60, 14 * 60),
    )


def _moments() -> st.SearchStrategy[datetime]:
    zones = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
    return st.datetimes(timezones=st.none() | st.just(UTC) | zones)


def _every_field(of: type[Any], **strategies: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Build ``of`` from all its fields, so that a field that is added later cannot be forgotten here."""
    assert {f.name for f in fields(of)} == set(strategies)
    return st.builds(of, **strategies)


def citations(text: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Citation]:
    """Any citation; ``text`` is what stands in the fields that may be null."""
    maybe = st.none() | (st.text() if text is None else text)
    many = st.lists(_offsets(), max_size=3).map(tuple)
    texts = st.lists(st.text(), max_size=3).map(tuple)
    agents = _every_field(
        Agent, name=st.text(), kind=st.sampled_from(AgentKind), organisation=maybe, role=maybe
    )
    articles = _every_field(
        ArticleRef,
        id=st.text(),
        title=maybe,
        byline=texts,
        publisher=maybe,
        published=st.none() | _printed_dates(),
        url=maybe,
        language=maybe,
        archived_url=maybe,
        accessed=st.none() | _printed_dates(),
    )
    decisions = _every_field(
        Decision,
        by=st.sampled_from(["human", "machine"]),
        name=st.text(),
        version=maybe,
        confidence=st.none() | st.floats(0, 1),
        at=st.none() | _moments(),
        unsure=maybe,
    )
    sinces = _every_field(
        Since,
        what=st.lists(st.sampled_from(Alteration), min_size=1, max_size=4, unique=True).map(tuple),
        words=maybe,
        speaker=maybe,
    )
    return _every_field(
        Citation,
        id=st.text(),
        text=st.text(),
        kind=st.sampled_from(Kind),
        cue_class=st.sampled_from(CueClass),
        article=articles,
        decision=decisions,
        content=st.lists(_offsets(), min_size=1, max_size=3).map(tuple),
        quoted=many,
        source=st.none() | _offsets(),
        cue=st.none() | _offsets(),
        evidence=many,
        source_text=maybe,
        cue_text=maybe,
        speaker=st.none() | agents,
        speaker_id=maybe,
        medium=maybe,
        addressee=maybe,
        rule=st.text(),
        paragraph=st.none() | st.integers(1, 10**6),
        prefix=st.text(),
        suffix=st.text(),
        note=maybe,
        evidence_text=texts,
        since=st.none() | sinces,
        same_as=texts,
        holder=maybe,
        alternative=st.none() | agents,
        between=texts,
    )
