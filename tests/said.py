"""Small invented evidence for tests of the check: one quotation a line, in a notation that shows what counts.

    Mara Lind | direct | “We open in May,” she said.      the marks are the quotation
    Mara Lind | indirect | <She would open in May>, she said.
    Mara Lind | mixed | She said <the pool would “open in May”>.
    Mara Lind | turn | We open in May.                    printed as a turn of a transcript
    The pool opens in May.                                the reporter's own words
    # Pool to open in May                                 a headline

Before the first bar also: ``?`` nobody, ``Mara Lind?`` a guess, ``Mara Lind of Velda Works`` whom she speaks
for, ``Lind = Mara Lind`` a name printed there and one known from elsewhere. Names in small letters are
groups, ``someone`` is anonymous, what ends in Works is an organisation. ``¶`` begins a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quotesdb.check.claim import parse
from quotesdb.check.decide import Judged, Passage, judge
from quotesdb.check.evidence import Evidence, Said
from quotesdb.values import Agent, AgentKind, CueClass, Kind, Span

_MARKED = re.compile(r"“[^”]*”|\"[^\"]*\"|''.*?''|‘.*?’(?!\w)")
_CONTENT = re.compile(r"<([^<>]*)>")
_CUE = re.compile(r"\b(?:said|says|wrote|thought|told|asked)\b")


@dataclass
class _Page:
    """A text while it is put together."""

    text: str = ""
    said: list[Said] = field(default_factory=list)
    headlines: list[Span] = field(default_factory=list)

    def add(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))


def evidence(*lines: str, day: str = "", transcript: bool = False) -> Evidence:
    """One article of these lines; ``day`` is its printed date."""
    page = _Page()
    for line in lines:
        if page.text:
            page.add("\n\n")
        who, *rest = line.replace(" ¶ ", "\n\n").split(" | ")
        if rest:
            _quotation(page, who, *rest)
        elif who.startswith("# "):
            page.headlines.append(page.add(who[2:]))
        else:
            page.add(who)
    return Evidence(
        page.text,
        page.said,
        order=(day, day),
        headlines=page.headlines,
        transcript=transcript or any(" | turn | " in line for line in lines),
    )


def judged(claim: str, speaker: str | None, *lines: str) -> Judged:
    """The verdict on a claim from one article of these lines."""
    return judge(parse(claim), speaker, [evidence(*lines)])


def verdict(claim: str, speaker: str | None, *lines: str) -> str:
    """The same, the verdict alone."""
    return str(judged(claim, speaker, *lines).verdict)


def best(claim: str, speaker: str | None, *lines: str) -> Passage:
    """The same, the best passage."""
    return judged(claim, speaker, *lines).passages[0]


def _quotation(page: _Page, who: str, kind: str, words: str) -> None:
    who, _, known = who.partition(" = ")
    sure = not who.endswith("?") or who == "?"
    agent = _agent(who.rstrip("?"))
    begin = len(page.text)
    if kind == "turn":
        page.add(f"{agent.name.split()[-1].upper() if agent else 'UNIDENTIFIED'}: ")
        content = quoted = (page.add(words),)
        cue = None
    else:
        page_start, bare = len(page.text), _CONTENT.sub(r"\1", words)
        page.add(bare)
        quoted = tuple(_shifted(match.span(), page_start) for match in _MARKED.finditer(bare))
        marked = _CONTENT.search(words)
        start = marked.start() + page_start if marked else 0
        content = (Span(start, start + len(marked[1])),) if marked else quoted
        outside = (m for m in _CUE.finditer(bare) if not _inside(_shifted(m.span(), page_start), quoted))
        cue = next((_shifted(match.span(), page_start) for match in outside), None)
    thought = cue is not None and cue.text(page.text) == "thought"
    page.said.append(
        Said(
            id=f"q-{len(page.said)}",
            kind=Kind.DIRECT if kind == "turn" else Kind(kind),
            cue_class=CueClass.THOUGHT if thought else CueClass.SPEECH if agent or cue else CueClass.OTHER,
            content=content,
            quoted=quoted,
            cue=cue,
            source=_source(page, agent, quoted, start=begin),
            speaker=agent,
            names=tuple(filter(None, [known])),
            sure=sure,
        )
    )


def _agent(who: str) -> Agent | None:
    name, _, organisation = who.partition(" of ")
    if not name:
        return None
    if name == "someone":
        return Agent(name, AgentKind.ANONYMOUS, organisation or None)
    if name.endswith("Works"):
        return Agent(name, AgentKind.ORGANISATION)
    kind = AgentKind.GROUP if name[0].islower() else AgentKind.PERSON
    return Agent(name, kind, organisation or None)


def _source(page: _Page, agent: Agent | None, quoted: tuple[Span, ...], start: int) -> Span | None:
    """Where the speaker's last name stands outside of the marks, else a pronoun that stands for it."""
    words = [agent.name.split()[-1], "she", "he"] if agent else []
    for word in words:
        for match in re.finditer(rf"\b{re.escape(word)}\b", page.text[start:], re.IGNORECASE):
            found = _shifted(match.span(), start)
            if not _inside(found, quoted):
                return found
    return None


def _shifted(pair: tuple[int, int], by: int) -> Span:
    return Span(pair[0] + by, pair[1] + by)


def _inside(span: Span, spans: tuple[Span, ...]) -> bool:
    return any(one.contains(span) for one in spans)
