"""Whether the extractor ever raises: texts made of real sentences, joined, swapped and cut by chance.

    python -m benchmarks.recombined FOLDER [--sentences N] [--seed S] [--guessed]

FOLDER holds articles of any format that is read. Each text takes its sentences from many of them; titles and
names change places, marks are dropped, words are put in capitals or made possessive, and so on. ``--guessed``
lets chance say where contents, cues and sources are, instead of the encoder: far more sentences in the same
time, and combinations that an encoder hardly gives. The same seed makes the same texts. Each kind of fault is
told once, with the shortest part of its text that shows it; exit status 1 if there is one.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from quotesdb.extract import extract
from quotesdb.extract.model.tagger import Link, Tagged, shipped_model
from quotesdb.extract.spans.marks import Quoted
from quotesdb.readers import ReadError, read
from quotesdb.readers.files import find_inputs, load
from quotesdb.text.language import detect_language, language_of
from quotesdb.text.segments import paragraphs, sentences
from quotesdb.values import Span

LANGUAGE = "en"
LONGEST_TEXT = 60
"""Sentences of one text, at most."""
_LONGEST_SENTENCE = 600
_CHANGED = 0.75
"""The chance of each change of a sentence: a quarter of them stay as they were printed."""

_NAME = re.compile(r"[A-Z][\w’'-]+(?: (?:of |the |van |de )?[A-Z][\w’'.-]+)*")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_MARK = re.compile(r"[\"“”‘’'«»„]|''|``")
_TITLES = (
    *(
        "Mr",
        "Mrs",
        "Dr",
        "Sir",
        "Lord",
        "Justice",
        "Judge",
        "Captain",
        "President",
        "Governor",
        "Sen.",
        "Rep.",
    ),
    *(
        "Professor",
        "Mayor",
        "Coach",
        "former",
        "Chief",
        "Prime Minister",
        "Secretary of State",
        "spokesman for",
    ),
    *("White House Press Secretary", "the company’s", "its chairman", "director of the", "Founder of"),
)
_SPACES = ("\u00a0", "\u2009", "\u202f", "  ", "\t", "\n", " \n ", "\u200b", "")
_PLAIN = str.maketrans("“”‘’«»„", '""\'\'"""')


@dataclass(frozen=True, slots=True)
class Fault:
    """A text that the extractor cannot take: the kind of the error and where it came up, and the text."""

    kind: str
    text: str


def stock(folder: Path) -> list[str]:
    """The sentences of the English articles in a folder."""
    out: list[str] = []
    for name in find_inputs([str(folder)]):
        try:
            text = read(load(name), Path(name).name).text
        except ReadError:
            continue
        if language_of(detect_language(text)).supported:
            out += (s.text(text) for p in paragraphs(text) for s in sentences(text, p))
    return [sentence for sentence in out if len(sentence) <= _LONGEST_SENTENCE]


def recombined(stored: Sequence[str], count: int, chance: random.Random) -> Iterator[tuple[str, int]]:
    """Texts of ``count`` sentences altogether, each with the number of its own."""
    while count > 0:
        size = min(count, chance.randint(1, LONGEST_TEXT))
        count -= size
        parts = [_sentence(stored, chance) for _ in range(size)]
        gaps = chance.choices((" ", "\n\n", "\n", ""), (6, 3, 1, 0.2), k=size)
        yield "".join(part + gap for part, gap in zip(parts, gaps, strict=True)), size


def first_fault(text: str) -> Fault | None:
    """What is wrong with the extractor, if it raises on a text, with the text as short as it can be."""
    kind = _raised(text)
    if kind is None:
        return None
    lines = [s.text(text) for p in paragraphs(text) for s in sentences(text, p)]
    number = 0
    while number < len(lines):
        fewer = [*lines[:number], *lines[number + 1 :]]
        if _raised("\n".join(fewer)) == kind:
            lines = fewer
        else:
            number += 1
    shorter = "\n".join(lines)
    return Fault(kind, shorter if _raised(shorter) == kind else text)


def _raised(text: str) -> str | None:
    try:
        extract(text, LANGUAGE)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        # Values are checked where they are made: what made them is the fault.
        frames = traceback.extract_tb(error.__traceback__)
        made = (frame for frame in reversed(frames) if "/extract/" in frame.filename)
        last = next(made, frames[-1])
        return f"{type(error).__name__} in {Path(last.filename).name}:{last.lineno} {last.name}"
    return None


def _sentence(stored: Sequence[str], chance: random.Random) -> str:
    sentence = chance.choice(stored)
    while chance.random() < _CHANGED:
        sentence = chance.choice(_CHANGES)(sentence, chance.choice(stored), chance)
    return sentence[:_LONGEST_SENTENCE]


def _with_name(sentence: str, other: str, chance: random.Random) -> str:
    """A name of another sentence in place of one of this."""
    found, others = list(_NAME.finditer(sentence)), _NAME.findall(other)
    if not found or not others:
        return sentence
    at = chance.choice(found)
    return sentence[: at.start()] + chance.choice(others) + sentence[at.end() :]


def _with_title(sentence: str, _other: str, chance: random.Random) -> str:
    """A title in front of a name, now and then as if it owned it."""
    found = list(_NAME.finditer(sentence))
    if not found:
        return sentence
    at = chance.choice(found).start()
    title = chance.choice(_TITLES) + chance.choice(("", "", "’s"))
    return f"{sentence[:at]}{title} {sentence[at:]}"


def _joined(sentence: str, other: str, chance: random.Random) -> str:
    """The first part of this sentence, the rest of another."""
    return sentence[: chance.randint(0, len(sentence))] + other[chance.randint(0, len(other)) :]


def _enclosed(sentence: str, other: str, _chance: random.Random) -> str:
    """The sentence, said by what another names."""
    names = _NAME.findall(other) or ["he"]
    return f"“{sentence.rstrip('.')},” {names[-1]} said."


def _labelled(sentence: str, other: str, _chance: random.Random) -> str:
    """The sentence as a turn of a transcript."""
    names = _NAME.findall(other) or ["Q"]
    return f"\n{names[0].upper()}: {sentence}"


def _one_word(change: Callable[[str, random.Random], str]) -> Callable[[str, str, random.Random], str]:
    """A change of one word of a sentence."""

    def changed(sentence: str, _other: str, chance: random.Random) -> str:
        found = list(_WORD.finditer(sentence))
        if not found:
            return sentence
        at = chance.choice(found)
        return sentence[: at.start()] + change(at[0], chance) + sentence[at.end() :]

    return changed


def _spaced(sentence: str, _other: str, chance: random.Random) -> str:
    """Another sort of white space in place of one."""
    return re.sub(r" ", lambda m: chance.choice(_SPACES) if chance.random() < 0.1 else m[0], sentence)


def _unmarked(sentence: str, _other: str, chance: random.Random) -> str:
    """Some of its marks dropped."""
    return _MARK.sub(lambda m: m[0] if chance.random() < 0.5 else "", sentence)


def _remarked(sentence: str, _other: str, chance: random.Random) -> str:
    """Some of its marks as others."""
    return _MARK.sub(lambda m: m[0] if chance.random() < 0.5 else chance.choice("\"“”‘’'«»„"), sentence)


_CHANGES: tuple[Callable[[str, str, random.Random], str], ...] = (
    _with_name,
    _with_name,
    _with_title,
    _with_title,
    _joined,
    _enclosed,
    _labelled,
    _unmarked,
    _remarked,
    _spaced,
    _one_word(lambda word, _chance: f"{word.capitalize()}’s"),
    _one_word(lambda word, _chance: word.capitalize()),
    _one_word(lambda word, _chance: word.upper()),
    _one_word(lambda word, _chance: word.lower()),
    _one_word(lambda _word, _chance: ""),
    _one_word(lambda word, chance: f"{word}{chance.choice(',;:—.?!()-')} "),
    _one_word(lambda word, chance: word + chance.choice((" of", " and", ", who is", " for the"))),
    lambda sentence, _other, _chance: sentence.title(),
    lambda sentence, _other, _chance: sentence.upper(),
    lambda sentence, _other, _chance: sentence.lower(),
    lambda sentence, _other, _chance: sentence.translate(_PLAIN),
)


class Guessing:
    """In place of the model: contents, cues and sources where chance has them, always the same for a text."""

    def links(self, text: str, paragraphs: list[Span], _quoted: list[Quoted]) -> Iterator[list[Link]]:
        """A few links a paragraph, contents in text order."""
        chance = random.Random(text)
        out: list[Link] = []
        for paragraph in paragraphs:
            words = [Span(*match.span()) for match in _WORD.finditer(text, paragraph.start, paragraph.end)]
            if words:
                sources = [_run_of(words, 6, chance) for _ in range(3)]
                out += (_guessed(words, sources, chance) for _ in range(1 + len(words) // 20))
        yield sorted(out, key=lambda link: link.content.span)


def _guessed(words: list[Span], sources: list[Tagged], chance: random.Random) -> Link:
    cue = _run_of(words, 2, chance) if chance.random() < 0.8 else None
    return Link(_run_of(words, 25, chance), cue, tuple((source, chance.uniform(-3, 5)) for source in sources))


def _run_of(words: list[Span], most: int, chance: random.Random) -> Tagged:
    """Up to ``most`` words that stand together."""
    first = chance.randrange(len(words))
    last = min(len(words) - 1, first + chance.randrange(most))
    return Tagged(Span(words[first].start, words[last].end), chance.random())


def main() -> None:
    """Make the texts, extract each, and tell the faults."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sentences", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--guessed", action="store_true", help="chance in place of the encoder")
    options = parser.parse_args()
    stored = stock(options.folder)
    if not stored:
        sys.exit(f"no English article in {options.folder}")
    print(f"{len(stored):,} sentences to choose from", flush=True)
    model = Guessing if options.guessed else shipped_model
    with patch("quotesdb.extract.english.shipped_model", model):
        sys.exit(_run(stored, options.sentences, options.seed))


def _run(stored: Sequence[str], count: int, seed: int) -> int:
    """Extract texts of ``count`` sentences, tell how far it is and what is wrong; the exit status."""
    began, done, texts, kinds = time.monotonic(), 0, 0, set[str]()
    for text, size in recombined(stored, count, random.Random(seed)):
        fault = first_fault(text)
        if fault and fault.kind not in kinds:
            kinds.add(fault.kind)
            print(f"{fault.kind}\n    {fault.text!r}", flush=True)
        done, texts = done + size, texts + 1
        if texts % 500 == 0:
            print(f"  {done:,} sentences, {time.monotonic() - began:.0f} s", flush=True)
    took = time.monotonic() - began
    print(f"{texts:,} texts of {done:,} sentences, {len(kinds)} kinds of fault, {took:.0f} s")
    return 1 if kinds else 0


if __name__ == "__main__":
    main()
