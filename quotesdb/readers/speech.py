"""Speech that programs wrote down (JSON of Whisper and others): segments, turns or words, with speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from quotesdb.readers import rows
from quotesdb.readers.any_date import any_date
from quotesdb.readers.errors import ReadError
from quotesdb.readers.foreign import UNKNOWN_JSON
from quotesdb.readers.loaded import begins_json, load, texts
from quotesdb.readers.signs import look
from quotesdb.readers.source import single
from quotesdb.readers.turns import UNKNOWN, Said, spoken_draft
from quotesdb.values import ArticleDraft

SUFFIXES: frozenset[str] = frozenset()

_LISTS = (
    "utterances",
    "turns",
    "monologues",
    "paragraphs",
    "segments",
    "captions",
    "transcript",
    "words",
    "recognizedPhrases",
    "chunks",
    "events",
)
_INSIDE = (
    "results",
    "result",
    "transcript",
    "transcription",
    "data",
    "job",
    "response",
    "retval",
    "metadata",
)
_WORDS = (
    "text",
    "body",
    "transcript",
    "sentence",
    "content",
    "punctuated_word",
    "word",
    "value",
    "name",
    "display",
)
_SPEAKERS = ("speaker", "speaker_label", "speakerName", "speaker_name", "speaker_id", "speakerId", "spk")
_TIMES = (
    "start",
    "startTime",
    "start_time",
    "begin",
    "time",
    "ts",
    "timestamp",
    "from",
    "end",
    "offset",
    "timestamps",
    "tStartMs",
)
_CLOCKS = ("startTime", "start_time")
"""Names of times that are no places in a text."""

_PUNCTUATION = re.compile(r"\s+([.,!?;:…])")
_KEY = re.compile(r'"(?:tStartMs|start|start_?[Tt]ime|begin|time|ts|speaker\w*|monologues|utterances)"\s*:')
_STAMP = re.compile(r'"timestamps?"\s*:\s*(?:\[\s*\d|\{\s*"from"|\d{1,7}(?:\.\d+)?\s*[,}])')
"""A time of a recording; days, and seconds since some year, are those of articles and posts."""

_GUESSED = re.compile(
    r'"alternatives"\s*:\s*\[\s*\{\s*(?:"confidence"\s*:\s*"?[\d.eE-]{1,25}"?\s*,\s*)?"transcript"\s*:'
)
"""What may have been said, as programs list it beside how sure they are of it; others guess what is meant."""

_OF_ARTICLES = re.compile(r'"(?:title|headline|url|author)"\s*:|\}[ \t]*\r?\n\s*\{')
"""What records of speech do not have, and how those of JSON lines follow one another."""

_TITLES, _SPANS, _LEAST_ARTICLE = ("title", "headline"), ("start", "end"), 200
_ONE_WORD = 1.5
_MOST = 400_000


def sniff(head: bytes, name: str) -> float:  # noqa: ARG001 - every reader is asked the same way
    """Tell whether JSON begins with parts that have words and times or speakers."""
    text = look(head).text
    if not begins_json(head):
        return 0.0
    stamps = [] if _OF_ARTICLES.search(text) else _STAMP.findall(text)
    guesses = 2 * _GUESSED.findall(text)
    found = [*_KEY.findall(text), *stamps, *guesses]
    words = re.search(rf'"(?:{"|".join(_WORDS)}|elements|segs)"\s*:', text)
    return 0.85 if words and len(found) > 1 and not _are_articles(rows.sample(text)) else 0.0


def _are_articles(records: Sequence[Any]) -> bool:
    """Whether each of several records has a title of its own and a long text, and none says when it ends.

    Parts of speech may have what all of it is called, or the office of who speaks.
    """
    told = [one for one in records if isinstance(one, dict) and one.keys().isdisjoint((*_SPEAKERS, *_SPANS))]
    titles = {texts(one, *_TITLES) for one in told if len(texts(one, *_WORDS)) >= _LEAST_ARTICLE}
    return 1 < len(records) == len(titles - {""})


def read_speech(data: bytes) -> ArticleDraft:
    """Read what was said.

    Raises:
        ReadError: if the file is no JSON, or of another shape.

    """
    loaded = load(data)
    parts = _found(loaded)
    if parts is None:
        raise ReadError(UNKNOWN_JSON)
    about = [loaded, *(loaded.get(key) for key in _INSIDE)] if isinstance(loaded, dict) else []
    return spoken_draft(
        _said(parts[:_MOST], loaded),
        "speech",
        data,
        printed=False,
        title=next(filter(None, (texts(one, "title", "name", "filename") for one in about)), None),
        published=next(filter(None, (any_date(texts(one, "date", "published")) for one in about)), None),
    )


read = single(read_speech)


def _found(value: Any, depth: int = 0) -> Sequence[dict[str, Any]] | None:
    """The parts that what was said is in."""
    if isinstance(value, list):
        value = [one for one in value if not _is_of_screen(one)]
        return value if value and all(map(_is_part, value[:50])) else None
    if not isinstance(value, dict) or depth > 6:
        return None
    for guessed in (value.get("items"), value.get("results")):
        if isinstance(guessed, list) and guessed and all(map(_first_guess, guessed[:50])):
            return guessed
    first = (_first(value.get(key)) for key in ("channels", "alternatives"))
    inside = (value.get(key) for key in (*_LISTS, *_INSIDE))
    found = next(filter(None, (_found(one, depth + 1) for one in (*inside, *first))), None)
    return found or _of_meeting(value.get("sentences"))


def _of_meeting(sentences: Any) -> Sequence[dict[str, Any]] | None:
    """Sentences that all say who said them and when, as those of meetings do.

    Those of an annotated text name whom they quote, and where in the text they begin.
    """
    is_meeting = isinstance(sentences, list) and sentences and all(map(_is_turn, sentences))
    return sentences if is_meeting else None


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else None


def _first_guess(part: Any) -> str:
    """What a part most probably is, where programs list what it may be."""
    guesses = (part.get("alternatives") or part.get("nBest")) if isinstance(part, dict) else None
    return texts(_first(guesses), *_WORDS)


def _is_part(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    has_words = bool(isinstance(value.get("elements"), list) or "segs" in value or _words(value))
    return has_words and (_is_mark(value) or any(key in value for key in (*_TIMES, *_SPEAKERS)))


def _is_turn(value: Any) -> bool:
    return _is_part(value) and bool(_speaker(value) and texts(value, *_CLOCKS))


def _is_of_screen(value: Any) -> bool:
    """Whether an event only says when and where captions are shown, or is the space between words."""
    if not isinstance(value, dict) or _words(value):
        return False
    return texts(value, "type") == "spacing" or ("tStartMs" in value and "segs" not in value)


def _is_mark(part: dict[str, Any]) -> bool:
    """Whether a part is a mark of punctuation, which nobody says at any time."""
    return texts(part, "type").startswith("punct")


def _said(parts: Sequence[Any], loaded: Any) -> Iterator[Said]:
    names = _names_of_numbers(loaded)
    spoken: list[tuple[str, str, float]] = []
    for part in filter(lambda one: isinstance(one, dict), parts):
        before = spoken[-1][0] if spoken and _is_mark(part) else ""
        by = _speaker(part)
        spoken.append((names.get(by) or by or before, _words(part), _at(part)))
    changes = _changes(loaded)
    if changes:
        spoken = [(name or _speaker_at(changes, at), words, at) for name, words, at in spoken]
    known = any(name for name, _words, _at in spoken)
    single_words = sum(len(words.split()) for _name, words, _at in spoken) < _ONE_WORD * len(spoken)
    for name, group in groupby(spoken, key=lambda part: part[0]):
        joined = [words for _name, words, _at in group]
        speaker = name or (UNKNOWN if known else None)
        whole = " ".join(joined)
        yield Said(_PUNCTUATION.sub(r"\1", whole) if single_words and known else whole, speaker)


def _words(part: dict[str, Any]) -> str:
    for inside, key in (("elements", "value"), ("segs", "utf8")):
        listed = part.get(inside)
        if isinstance(listed, list):
            return "".join(str(one.get(key, "")) for one in listed if isinstance(one, dict))
    return texts(part, *_WORDS) or _first_guess(part)


def _speaker(part: dict[str, Any]) -> str:
    found = part.get("speaker")
    if isinstance(found, dict):
        return texts(found, "name", "label", "id")
    return texts(part, *_SPEAKERS) or texts(_first(part.get("alternatives")), *_SPEAKERS)


def _at(part: dict[str, Any]) -> float:
    try:
        return float(texts(part, *_TIMES) or 0)
    except ValueError:
        return 0.0


def _names_of_numbers(loaded: Any) -> dict[str, str]:
    """The names of those who are numbered beside the words, where a list has them."""
    listed = loaded.get("speakers") if isinstance(loaded, dict) else None
    people = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    numbered = {
        texts(one, "id", "speaker_id", "speakerId"): texts(one, "name", "display_name") for one in people
    }
    return {number: name for number, name in numbered.items() if number and name}


def _changes(loaded: Any) -> list[tuple[float, str]]:
    """Who begins to speak when, where that stands in a list beside the words."""
    listed = loaded.get("speakers") if isinstance(loaded, dict) else None
    if not isinstance(listed, list):
        return []
    changes = [(_at(one), texts(one, "name", "speaker")) for one in listed if isinstance(one, dict)]
    return sorted(changes) if len({at for at, _name in changes}) > 1 else []


def _speaker_at(changes: Sequence[tuple[float, str]], at: float) -> str:
    from bisect import bisect_right

    place = bisect_right(changes, (at, "\U0010ffff")) - 1
    return changes[place][1] if place >= 0 else ""
