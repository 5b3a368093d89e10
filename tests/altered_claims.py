"""Claims made from annotated articles by minimal edits that turn the sense, and claims that are true.

The articles are the project's own and, where they are, the annotated ones of a folder of data. An altered
claim differs from what was said in one place only; its words stand nowhere in the article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from quotesdb.check.evidence import Evidence, Said
from quotesdb.evaluate import gold
from quotesdb.evaluate.annotation import Attribution, Document
from quotesdb.evaluate.folders import find_collections
from quotesdb.evaluate.words import Words, marked_regions
from quotesdb.names.key import name_key
from quotesdb.readers import read
from quotesdb.text.folding import words
from quotesdb.values import Agent, AgentKind, CueClass, Kind, Quotation, Span
from tests.fixture_gold import GOLD, canonical_text, languages

DATA = ("bbc-dev", "news-dev", "polnear/dev")
_TRANSCRIPTS = GOLD.parent / "transcripts"
_SHORTEST, _LONGEST = 6, 40
_PRONOUNS = frozenset({"he", "she", "they", "it", "we", "i"})
_MARKS = "“”\"'‘’` \n"


class Change(StrEnum):
    """What was done to a true claim: nothing that counts, or one edit that does."""

    AS_PRINTED = "as printed"
    RESTYLED = "restyled"
    NEGATION = "negation"
    NUMBER = "number"
    MODAL = "modal"
    NAME = "name"
    QUANTIFIER = "quantifier"
    SPLICE = "splice"
    SPEAKER = "speaker"


TRUE = frozenset({Change.AS_PRINTED, Change.RESTYLED})


@dataclass(frozen=True)
class Page:
    """An article with its quotations as evidence."""

    name: str
    evidence: Evidence


@dataclass(frozen=True)
class MadeClaim:
    """A claim, what was done to make it, and the words that were said."""

    change: Change
    text: str
    speaker: str
    original: str
    page: Page


@dataclass(frozen=True)
class _Passage:
    """Marked words of one speaker, without their marks, and all quotations that they belong to."""

    text: str
    said: Said
    all_said: tuple[Said, ...]


def pages(data: Path | None = None) -> list[Page]:
    """The articles of fixtures/ in English and its transcripts, then those of the folder ``data``."""
    found = [*_fixtures(), *_transcripts()]
    for name in DATA if data else ():
        for collection in find_collections(data / name):
            known = {document.name: document for document in collection.speakers}
            found += [_page(known.get(one.name, one)) for one in collection.documents]
    return found


def claims(page: Page) -> Iterator[MadeClaim]:
    """The true and the altered claims that an article gives, in the order of its text."""
    passages = list(_passages(page.evidence))
    for number, passage in enumerate(passages):
        speaker = passage.said.speaker
        if speaker is None:
            continue
        made = {Change.AS_PRINTED: passage.text, Change.RESTYLED: _restyled(passage.text)}
        made |= {change: alter(passage.text) for change, alter in _EDITS.items()}
        made[Change.SPLICE] = _spliced(passage, passages[number + 1 :])
        for change, text in made.items():
            if text and (change in TRUE or not _times(text, page.evidence.text)):
                yield MadeClaim(change, text, speaker.name, passage.text, page)
        other = _other(passage, page.evidence.said)
        if other and _times(passage.text, page.evidence.text) == 1:
            yield MadeClaim(Change.SPEAKER, passage.text, other, passage.text, page)


def _fixtures() -> Iterator[Page]:
    for name, article in gold.articles(GOLD).items():
        if languages()[name] == "en":
            yield _page(gold.read_document(GOLD, name, article, canonical_text(name), []))


def _transcripts() -> Iterator[Page]:
    for path in sorted(_TRANSCRIPTS.iterdir()):
        draft = read(path.read_bytes(), path.name)
        said = [_turn(number, turn) for number, turn in enumerate(draft.quotations)]
        yield Page(path.name, Evidence(draft.text, said, transcript=True))


def _turn(number: int, turn: Quotation) -> Said:
    return Said(f"q-{number}", turn.kind, turn.cue_class, turn.content, turn.quoted, speaker=turn.speaker)


def _page(document: Document) -> Page:
    """An annotated article as the check would see it, were every annotation stored."""
    tokens, regions = Words(document.text), sorted(marked_regions(document.text))
    said = [
        _said(number, one, document.text, tokens, regions)
        for number, one in enumerate(document.attributions)
        if one.is_quotation and one.content
    ]
    return Page(document.name, Evidence(document.text, said))


def _said(number: int, one: Attribution, text: str, tokens: Words, regions: Sequence[Span]) -> Said:
    kind = one.kind or tokens.kind(tokens.of(list(one.content)))
    quoted = [region for region in regions if any(span.contains(region) for span in one.content)]
    name = one.names[0] if one.names else " ".join(one.source[0].text(text).split()) if one.source else None
    return Said(
        id=f"q-{number}",
        kind=kind,
        cue_class=CueClass.SPEECH,
        content=one.content,
        quoted=one.content if kind is Kind.DIRECT else tuple(quoted),
        cue=one.cue[0] if one.cue else None,
        source=one.source[0] if one.source else None,
        speaker=Agent(name, AgentKind.PERSON, next(iter(one.organisations), None)) if name else None,
    )


def _passages(evidence: Evidence) -> Iterator[_Passage]:
    for one in evidence.said:
        for span in one.quoted:
            text = span.text(evidence.text).strip(_MARKS)
            tokens = list(re.finditer(r"\S+", text))[:_LONGEST]
            if len(tokens) >= _SHORTEST and not re.search(r"[“”\"\n\[(]|\.\s?\.", text[: tokens[-1].end()]):
                around = tuple(other for other in evidence.said if any(map(span.overlaps, other.content)))
                yield _Passage(text[: tokens[-1].end()], one, around)


def _times(text: str, within: str) -> int:
    """How often words stand one after the other in a text."""
    return f" {' '.join(words(within))} ".count(f" {' '.join(words(text))} ")


def _restyled(text: str) -> str:
    """The same words in straight marks and small letters, without the last stop."""
    return text.translate(str.maketrans("‘’–—", "''--")).lower().rstrip(".,")


def _replaced(pattern: str, by: Callable[[str], str]) -> Callable[[str], str | None]:
    """An edit of the first match behind the first word; nothing where there is none."""
    compiled = re.compile(pattern)

    def altered(text: str) -> str | None:
        match = compiled.search(text, 1)
        if match is None:
            return None
        return " ".join((text[: match.start()] + by(match[0]) + text[match.end() :]).split(" "))

    return altered


_MODALS = {
    "will": "could",
    "would": "will",
    "could": "will",
    "can": "must",
    "may": "will",
    "might": "will",
    "must": "may",
    "should": "will",
}
_QUANTIFIERS = {
    "all": "some",
    "some": "all",
    "many": "few",
    "few": "many",
    "most": "some",
    "every": "one",
    "more": "less",
    "less": "more",
    "always": "sometimes",
    "often": "always",
    "only": "also",
}
_NUMBERS = {
    "two": "seven",
    "three": "nine",
    "four": "eleven",
    "five": "six",
    "ten": "twelve",
    "million": "billion",
}
_VERBS = "is|are|was|were|will|would|can|could|has|have|do|does|did|should|must|may|might"


def _negated(word: str) -> str:
    if word == " not":
        return ""
    return word[:-3] if word.endswith(("n't", "n’t")) else f"{word} not"


def _recounted(figure: str) -> str:
    return _NUMBERS.get(figure) or str(int(figure) + 1)


_EDITS: dict[Change, Callable[[str], str | None]] = {
    Change.NEGATION: _replaced(
        rf" not\b|\b(?:is|are|was|were|do|does|did)n['’]t\b|\b(?:{_VERBS})\b(?! not|['’])", _negated
    ),
    Change.NUMBER: _replaced(rf"(?<![\w.,])\d{{1,6}}(?![\w.,])|\b(?:{'|'.join(_NUMBERS)})\b", _recounted),
    Change.MODAL: _replaced(rf"\b(?:{'|'.join(_MODALS)})\b(?!['’])", _MODALS.__getitem__),
    Change.QUANTIFIER: _replaced(rf"\b(?:{'|'.join(_QUANTIFIERS)})\b(?!['’])", _QUANTIFIERS.__getitem__),
    Change.NAME: _replaced(r"(?<=[a-z,] )[A-Z][a-z]{2,}\b(?!['’])", lambda _name: "Halloway"),
}


def _spliced(passage: _Passage, others: Sequence[_Passage]) -> str | None:
    """The first half of one passage, then the second of another quotation of the same speaker."""
    speaker = passage.said.speaker
    for other in others:
        if other.said is passage.said or other.said.speaker != speaker or other.text == passage.text:
            continue
        one, two = passage.text.split(), other.text.split()
        head, tail = one[: max(_SHORTEST, len(one) // 2)], two[-max(_SHORTEST, len(two) // 2) :]
        return f"{' '.join(head)} {' '.join(tail)}"
    return None


def _other(passage: _Passage, all_said: Sequence[Said]) -> str | None:
    """Somebody else of the article: no word of the name is that of who said it, or of whom they speak for."""
    own = {word for one in passage.all_said for word in _name_words(one)}
    others = (one.speaker.name for one in all_said if one.speaker and not own & _name_words(one))
    return next((name for name in others if name[:1].isupper() and name_key(name) not in _PRONOUNS), None)


def _name_words(said: Said) -> set[str]:
    if said.speaker is None:
        return set()
    names = (said.speaker.name, said.speaker.organisation or "")
    return {word for name in names for word in name_key(name).split()}
