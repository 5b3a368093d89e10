"""Databases of any size full of invented news: what ``ingest`` would have stored, written in bulk.

Articles of about ten quotations with narration between, by a few of some 20,000 speakers and others who are
quoted once or twice, by organisations, groups and unnamed sources, in some 200 papers over 15 years. About
one quotation in twenty is a copy: of a wire story that another paper prints as it is, or of one quotation
within another story. A third was not said but thought or decided, as in news, and is hidden unless all is
asked for. The same seed gives the same rows.
"""

from __future__ import annotations

import json
import math
import random
import sys
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from benchmarks._invented import BODIES, PAPERS, ROLES, Language, Writer, bodies, people, zipf
from benchmarks._stored import Store
from quotesdb.db.engine import ensure_schema, open_engine
from quotesdb.text.folding import sha256_text
from quotesdb.values import Agent, AgentKind, ArticleDraft, CueClass, Kind, PrintedDate, Quotation, Span

GENERATOR = 2
"""Raised whenever the same parameters give other rows, so that no database of before is taken for one."""

SPEAKERS, PUBLISHERS, ORGANISATIONS = 20_000, 200, 2_000
PASSING, PASSING_SHARE = 150_000, 0.2
"""People whom any article may quote, and how many of those whom one quotes are such."""

GROUPS = ("residents", "analysts", "critics", "fans", "teachers", "lawyers", "farmers", "neighbours")
BODY_SHARE, GROUP_SHARE, UNNAMED_SHARE, NOBODY_SHARE = 0.3, 0.3, 0.3, 0.2
"""Of articles, those that quote an organisation itself, a group, an unnamed source and nobody known."""

FIRST_DAY, DAYS = date(2010, 1, 1), 15 * 365
WIRE_SHARE, REPEATED_SHARE = 0.04, 0.012
RECENT = 300
MEDIAN_WORDS, SPREAD = 24, 0.75
SAID = ("said", "said", "said", "said", "told reporters", "added", "insisted", "warned", "explained")
HELD = {"believed": CueClass.THOUGHT, "decided": CueClass.OTHER, "expected": CueClass.OTHER}
"""Cues of what nobody said."""

DIRECT_SHARE, MIXED_SHARE, HELD_SHARE = 0.45, 0.15, 0.85
"""Of all, what is quoted and what is partly so; of the rest, what was not said."""

REPORT_EVERY = 50_000

Story = tuple[ArticleDraft, list[Quotation]]


@dataclass(frozen=True, slots=True)
class Parameters:
    """What decides every row of a generated database."""

    quotes: int
    seed: int = 1
    generator: int = GENERATOR


def generate(path: Path, parameters: Parameters) -> None:
    """Make the database, unless a file of the same parameters is there.

    It is made beside its place and moved there when it is whole, so that no half of one is ever taken for it;
    a file of its own name with ``.json`` says what it was made of. What has none beside it is not ours.
    """
    note = Path(f"{path}.json")
    if path.exists() and not note.exists():
        raise SystemExit(f"{path} is not a generated database: name another file")
    if path.exists() and json.loads(note.read_text()) == asdict(parameters):
        _bring_up_to_date(path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(f"{path}.unfinished")
    for old in (path, unfinished):
        for ending in ("", "-wal", "-shm"):
            Path(f"{old}{ending}").unlink(missing_ok=True)
    engine = open_engine(unfinished)
    try:
        ensure_schema(engine)
        with Store(engine) as store:
            _fill(store, parameters)
    finally:
        engine.dispose()
    note.write_text(json.dumps(asdict(parameters)))
    unfinished.rename(path)


def _bring_up_to_date(path: Path) -> None:
    """Upgrade what a program of before made, as for any user, but keep no copy of what can be made anew."""
    engine = open_engine(path)
    if backup := ensure_schema(engine).backup:
        backup.unlink()
    engine.dispose()


def _fill(store: Store, parameters: Parameters) -> None:
    began, reported, done = time.perf_counter(), 0, 0
    for draft, quotations in stories(parameters):
        store.add(draft, quotations)
        done += len(quotations)
        if done - reported >= REPORT_EVERY:
            reported = done
            print(f"{done:,} quotations in {time.perf_counter() - began:.0f} s", file=sys.stderr)


def stories(parameters: Parameters) -> Iterator[Story]:
    """Articles, and what is said in them, until there are as many quotations as wanted."""
    newsroom = Newsroom(parameters.seed)
    rest = parameters.quotes
    while rest:
        story = newsroom.story(rest)
        rest -= len(story[1])
        yield story


class Newsroom:
    """Who writes, who speaks and what has been printed lately."""

    def __init__(self, seed: int) -> None:
        self.rng = rng = random.Random(f"stories {seed}")
        self.writer = Writer(Language(seed), rng)
        papers = bodies(rng, PUBLISHERS, PAPERS)
        self.papers = [f"The {name}" for name in papers]
        organisations = bodies(rng, ORGANISATIONS, BODIES)
        everybody = [
            Agent(name, AgentKind.PERSON, rng.choice(organisations), rng.choice(ROLES))
            for name in people(rng, SPEAKERS + PASSING)
        ]
        self.speakers, self._passing = everybody[:SPEAKERS], everybody[SPEAKERS:]
        self._bodies = [Agent(name, AgentKind.ORGANISATION) for name in organisations]
        self._fame = list(accumulate(zipf(SPEAKERS, 0.9, 5)))
        self._printed: deque[Story] = deque(maxlen=RECENT)
        self._said: deque[tuple[Agent, list[str]]] = deque(maxlen=RECENT)
        self._number = 0

    def story(self, most: int) -> Story:
        """The next article, of at most so many quotations: a new one or another paper's as it is."""
        rng = self.rng
        self._number += 1
        if self._printed and rng.random() < WIRE_SHARE:
            draft, quotations = rng.choice(self._printed)
            if len(quotations) <= most:
                assert draft.published
                day = draft.published.day + timedelta(rng.randrange(2))
                return self._draft(draft.text, draft.title, day), quotations
        count = min(most, max(3, round(rng.gauss(10, 3))))
        page = Page()
        page.paragraph(" ".join(self.writer.passage(40)))
        quotations = [self._quotation(page, agent) for agent in self._cast(count)]
        title = self.writer.clause(rng.randint(5, 9)).capitalize()
        day = FIRST_DAY + timedelta(rng.randrange(DAYS))
        story = self._draft(page.text(), title, day), quotations
        self._printed.append(story)
        return story

    def _draft(self, text: str, title: str | None, day: date) -> ArticleDraft:
        paper = self.rng.choice(self.papers)
        site = paper.removeprefix("The ").replace(" ", "").lower()
        return ArticleDraft(
            text,
            sha256_text(text),
            "plain",
            "1",
            title=title,
            publisher=paper,
            published=PrintedDate(day),
            url=f"https://{site}.example/{day:%Y/%m}/{self._number}",
            language="en",
        )

    def _cast(self, count: int) -> list[Agent | None]:
        """Who says each of the quotations; null is nobody known."""
        rng = self.rng
        known = rng.choices(self.speakers, cum_weights=self._fame, k=rng.randint(2, 5))
        cast: list[Agent | None] = [
            rng.choice(self._passing) if rng.random() < PASSING_SHARE else each for each in known
        ]
        if rng.random() < BODY_SHARE:
            cast.append(rng.choice(self._bodies))
        if rng.random() < GROUP_SHARE:
            cast.append(Agent(rng.choice(GROUPS), AgentKind.GROUP))
        if rng.random() < UNNAMED_SHARE:
            cast.append(Agent("a senior official", AgentKind.ANONYMOUS, role="official"))
        if rng.random() < NOBODY_SHARE:
            cast.append(None)
        return rng.choices(cast, k=count)

    def _quotation(self, page: Page, agent: Agent | None) -> Quotation:
        """One quotation in paragraphs of its own, often with narration behind."""
        rng, writer = self.rng, self.writer
        length = max(3, round(rng.lognormvariate(math.log(MEDIAN_WORDS), SPREAD)))
        if agent is None:
            quotation = page.floating(" ".join(writer.passage(length)))
        elif self._said and rng.random() < REPEATED_SHARE:
            quotation = page.direct(*rng.choice(self._said), rng)
        elif (chance := rng.random()) < DIRECT_SHARE:
            sentences = writer.passage(length)
            if agent.kind is AgentKind.PERSON:
                self._said.append((agent, sentences))
            quotation = page.direct(agent, sentences, rng)
        else:
            marked = writer.clause(rng.randint(3, 8)) if chance < DIRECT_SHARE + MIXED_SHARE else ""
            clauses = (writer.clause(rng.randint(3, 14)), marked, writer.clause(rng.randint(2, 14)))
            quotation = page.reported(agent, clauses, rng)
        if rng.random() < 0.6:
            page.paragraph(" ".join(writer.passage(rng.randint(12, 50))))
        return quotation


class Page:
    """The text of an article as it grows, with the place of what was written."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._named: dict[str, Span] = {}

    def text(self) -> str:
        """What has been written."""
        return "".join(self._parts).rstrip("\n")

    def paragraph(self, text: str) -> Span:
        """Write a paragraph."""
        span = self._write(text)
        self._write("\n\n")
        return span

    def floating(self, words: str) -> Quotation:
        """A quotation that nobody is named for."""
        content = (self.paragraph(f"“{words}”"),)
        return Quotation(Kind.DIRECT, content, content, confidence=0.7, rule="generated")

    def direct(self, agent: Agent, sentences: list[str], rng: random.Random) -> Quotation:
        """Sentences in marks, the speaker behind the first of them or behind all."""
        first = len(sentences) if rng.random() < 0.5 else 1
        opening = " ".join(sentences[:first])
        content = [self._write(f"“{opening.removesuffix('.')}{',' * opening.endswith('.')}”")]
        self._write(" ")
        verb = rng.choice(SAID)
        cue, source, evidence = self._says(agent, verb, cue_first=agent.name not in self._named)
        self._write(".")
        if sentences[first:]:
            self._write(" ")
            content.append(self._write(f"“{' '.join(sentences[first:])}”"))
        self._write("\n\n")
        return _attributed(Kind.DIRECT, content, content, agent, source, cue, evidence)

    def reported(self, agent: Agent, clauses: tuple[str, str, str], rng: random.Random) -> Quotation:
        """What somebody said in the reporter's words; the clause in the middle, if any, in marks."""
        before, marked, behind = clauses
        verb = rng.choice(SAID if marked or rng.random() >= HELD_SHARE else tuple(HELD))
        cue, source, evidence = self._says(agent, verb, cue_first=False)
        self._write(" that ")
        start = self._write(before).start
        self._write(" ")
        quoted = [self._write(f"“{marked}”")] if marked else []
        self._write(f" {behind}" if marked else behind)
        content = [Span(start, self._length)]
        self._write(".\n\n")
        kind = Kind.MIXED if quoted else Kind.INDIRECT
        found = _attributed(kind, content, quoted, agent, source, cue, evidence)
        return replace(found, cue_class=HELD.get(verb, CueClass.SPEECH))

    def _says(self, agent: Agent, verb: str, *, cue_first: bool) -> tuple[Span, Span, list[Span]]:
        """Write who says it: in full for the first time, then by surname. Returns cue, source, evidence."""
        met = agent.name in self._named
        name = agent.name.split()[-1] if met and agent.kind is AgentKind.PERSON else agent.name
        full = f"{name}, {agent.role} {agent.organisation}" if agent.organisation and not met else name
        if cue_first:
            cue = self._write(verb)
            self._write(" ")
            source = self._write(full)
        else:
            source = self._write(full)
            self._write(" " if full == name else ", ")
            cue = self._write(verb)
        naming = self._named.setdefault(agent.name, source)
        return cue, source, list(dict.fromkeys((source, naming)))

    def _write(self, text: str) -> Span:
        start, self._length = self._length, self._length + len(text)
        self._parts.append(text)
        return Span(start, self._length)


def _attributed(
    kind: Kind, content: list[Span], quoted: list[Span], agent: Agent, source: Span, cue: Span,
    evidence: list[Span],
) -> Quotation:  # fmt: skip
    speaker = replace(agent, role=agent.role and agent.role.rsplit(" ", 1)[0].split(" ", 1)[-1])
    return Quotation(
        kind,
        tuple(content),
        tuple(quoted),
        source,
        cue,
        speaker=speaker,
        evidence=tuple(evidence),
        confidence=0.9,
        rule="generated",
    )
