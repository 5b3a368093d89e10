"""Subtitles (SRT, WebVTT, SBV): the words of the cues, by their speakers where these are named."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quotesdb.names.labels import is_generic
from quotesdb.readers.decode import decode
from quotesdb.readers.heads import is_everyday, is_persons
from quotesdb.readers.signs import BY_NAME, SURE, is_called, look
from quotesdb.readers.source import single
from quotesdb.readers.turns import Said, in_order, spoken_draft
from quotesdb.text.folding import canonical, fold
from quotesdb.values import ArticleDraft

SUFFIXES = frozenset({".srt", ".vtt", ".sbv"})

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"^[ \t]*{_TIME}(?:[ \t]*-->[ \t]*|,){_TIME}[^\n]*$", re.MULTILINE)
_OF_WHISPER = re.compile(rf"^\[({_TIME}[ \t]*-->[ \t]*{_TIME})\][ \t]*(?=\S)", re.MULTILINE)
"""How Whisper shows what it hears: both times in brackets, and the words on the same line."""

_IDENTIFIED = re.compile(
    rf"^\d{{1,6}} \"([^\"\n>]{{1,80}})\" \(\d+\)[ \t]*\n([ \t]*{_TIME}[ \t]*-->[^\n]*)\n", re.MULTILINE
)
"""A number of a cue with who speaks, as Webex writes it."""

_VOICE = re.compile(r"<v(?:\.[\w.-]*)?[ \t]+([^>\n]{1,80})>")
_TAG = re.compile(r"<[^>\n]{0,200}>|\{\\[^}\n]{0,80}\}")
_NAMED = re.compile(
    r"(?:>>\s*|-\s*)?(?P<open>\[)?(?P<name>[^\W\d_a-z][\w.'’-]*(?:\s+[\w.'’#-]+){0,4})"
    r"(?P<note>\s+(?:\([^()\n:]{1,40}\)|\|\s[^|\n:]{1,40}))?(?(open)\]):\s+(?=\S)"
)
_SET_OFF = re.compile(
    r"(?:>>\s*|-\s*)?[(\[](?P<name>[^\W\d_a-z][\w.'’-]*(?:\s+[^\W\d_a-z][\w.'’-]*){0,3})[)\]]:?\s*"
)
"""What stands in brackets before the words: a sound, or who speaks."""

_SILENT = re.compile(r"[\[(♪][^\])]{0,100}[\])♪]\s*|>>\s*|♪+")
_CHANGE = re.compile(r">>\s*(?=[^\W_])(?![a-zà-ÿ])")
_CHANGE_WITHIN = re.compile(rf"(?<=[.!?…\"”’)\]—–-])\n(?={_CHANGE.pattern})")
"""Where somebody else begins to speak; some programs set the sign before each line."""

_TURN = re.compile(r"[-–—‐]\s*(?=\S)")
_BLANK = re.compile(r"\n(?:[ \t]*\n)+")
_ASIDE = re.compile(r"NOTE[ \t\n]|(?:STYLE|REGION)[ \t]*\n")
_IDENTIFIER = re.compile(r"[^\n]*[^\n.!?…,;:\"'”’][ \t]*\n")
"""A line alone between a blank one and the time of a cue; one that ends as sentences do is said."""

_PAUSE = 3.0
"""Seconds without words, behind which a paragraph begins."""


def sniff(head: bytes, name: str) -> float:
    """Tell whether a file has cues with their times."""
    text = look(head).text
    if text.lstrip().startswith(("---", "+++")):
        return 0.0  # what stands before a text says how to read it
    lines = [line for line in text.splitlines() if line.strip()]
    timings = len(_TIMING.findall(_on_lines(text)))
    if text.lstrip().startswith("WEBVTT") or (timings and timings >= 0.1 * len(lines)):
        return SURE
    return BY_NAME * is_called(name, SUFFIXES)


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    lines: tuple[str, ...]


def read_subtitles(data: bytes) -> ArticleDraft:
    """Read the words of a file of subtitles.

    Raises:
        ReadError: if it is no text or has no words.

    """
    text, warnings = decode(data)
    cues = _unrolled(_cues(_IDENTIFIED.sub(r"\2\n<v \1>", _on_lines(canonical(text)))))
    parts = _parts(_with_voices(list(cues)))
    return spoken_draft(parts, "subtitles", data, printed=False, warnings=warnings)


read = single(read_subtitles)


def _on_lines(text: str) -> str:
    """A text in which the times of cues have lines of their own; an article that shows a few keeps them."""
    if "] " not in text:
        return text
    shown = sum(1 for _ in _OF_WHISPER.finditer(text))
    lines = sum(1 for line in text.split("\n") if line.strip())
    return _OF_WHISPER.sub(lambda found: f"\n{found[1]}\n", text) if 2 * shown >= lines else text


def _cues(text: str) -> Iterator[_Cue]:
    found = list(_TIMING.finditer(text))
    in_blocks = text.lstrip().startswith("WEBVTT")
    for timing, following in zip(found, [*found[1:], None], strict=False):
        body = text[timing.end() : following.start() if following else len(text)]
        body = _payload(body, followed=following is not None) if in_blocks else body
        lines = [line.strip() for line in body.strip("\n").split("\n")]
        if following and lines and re.fullmatch(r"\d{1,6}", lines[-1]):
            lines.pop()  # the number of the next cue
        groups = timing.groups()
        yield _Cue(_seconds(groups[:4]), _seconds(groups[4:]), tuple(line for line in lines if line))


def _payload(body: str, *, followed: bool) -> str:
    """The words of a cue of WebVTT, without notes behind it and what the cue that follows is called.

    What begins as a note does, right below the time, is said: captions are in capitals.
    """
    first, *parts = _BLANK.split(body)
    if not first.strip() and parts:
        first, *parts = parts
    if followed and parts and _IDENTIFIER.fullmatch(parts[-1]):
        parts.pop()
    return "\n".join([first, *(part for part in parts if not _ASIDE.match(part))])


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _with_voices(cues: Sequence[_Cue]) -> Sequence[_Cue]:
    """The cues, of which the first lines are voices where all of them name one of a few who speak."""
    names = [cue.lines[0] for cue in cues]
    counts = Counter(names)
    are_named = 1 < len(counts) <= len(cues) / 2 and all(len(cue.lines) > 1 for cue in cues)
    if not are_named or not all(is_persons(in_order(name)) or is_generic(name) for name in counts):
        return cues
    return [
        replace(cue, lines=(f"<v {name}>{cue.lines[1]}", *cue.lines[2:]))
        for cue, name in zip(cues, names, strict=True)
    ]


def _unrolled(cues: Iterator[_Cue]) -> Iterator[_Cue]:
    """The cues, without the lines that stay on the screen while the next ones come."""
    before: tuple[str, ...] = ()
    for cue in cues:
        lines = tuple(_plain(line) for line in cue.lines)
        shown = [line for line in lines if line]
        kept = 0
        while kept < len(shown) and shown[kept] in before:
            kept += 1
        rest = [line for line, plain in zip(cue.lines, lines, strict=True) if plain][kept:]
        if shown:
            before = tuple(shown)
        if rest:
            yield _Cue(cue.start, cue.end, tuple(rest))


def _plain(line: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", line)).replace("\u200b", "").split())


def _parts(cues: Iterable[_Cue]) -> Iterator[Said]:
    """The paragraphs: a new one for each speaker, and behind a pause."""
    lines = [(cue, speaker, words, turns) for cue in cues for speaker, words, turns in _voices(cue)]
    names = Counter(filter(None, (_label_in(words) for _cue, _voice, words, _turns in lines)))
    labelled = set(names) if len(names) > 1 and max(names.values()) > 1 else set()
    any_voice = bool(labelled) or any(voice for _cue, voice, _words, _turns in lines)
    words: list[str] = []
    speaker: str | None = None
    end = 0.0
    for cue, voice, line, turns in lines:
        found = _NAMED.match(line) or _SET_OFF.match(line)
        named = _meant(found["name"], labelled) if found else None
        is_left = bool(labelled) and not named and found is not None and _may_speak(found)
        said_by = named or voice
        if words and (turns or is_left or (said_by and said_by != speaker) or cue.start - end > _PAUSE):
            yield Said(" ".join(words), speaker)
            words = []
        speaker = said_by or (speaker if any_voice and not turns and not is_left else None)
        shown = _SILENT.sub("", line[found.end() :] if found and named else line)
        if shown.strip():
            words.append(shown)
        end = cue.end
    yield Said(" ".join(words), speaker)


def _label_in(words: str) -> str | None:
    """The name before a colon, or a person's or "Speaker 2" in brackets."""
    if found := _NAMED.match(words):
        return found["name"] if not found["note"] or " " in found["name"] else None
    found = _SET_OFF.match(words)
    is_voice = found and (is_persons(found["name"]) or _is_numbered(found["name"]))
    return found["name"] if found and is_voice else None


def _is_numbered(name: str) -> bool:
    return name[-1].isdigit() and is_generic(name)


def _meant(name: str, labelled: Collection[str]) -> str | None:
    """Whose label a name is: the very one, or the only one with it as its last word."""
    if name in labelled:
        return name
    ending = [label for label in labelled if fold(label).split()[-1] == fold(name)]
    return ending[0] if len(ending) == 1 else None


def _may_speak(found: re.Match[str]) -> bool:
    """Whether what stands in brackets before words could be the name of somebody else, and is no sound."""
    words = fold(found["name"]).split()
    is_name = len(words) > 1 and not any(is_everyday(word.removesuffix("ing")) for word in words)
    return found.re is _SET_OFF and (is_name or is_generic(found["name"]))


def _voices(cue: _Cue) -> Iterator[tuple[str | None, str, bool]]:
    """The words of a cue by voice, and whether somebody else says them than what stands before.

    Words of no voice go on with those before them, but behind the sign of a change of speakers, and where
    several lines begin with dashes: that is how cues tell of two people who speak.
    """
    lines = [_plain(line) for line in cue.lines]
    if sum(bool(_TURN.match(line)) for line in lines) > 1 and not _VOICE.search(" ".join(cue.lines)):
        for said in re.split(r"\n(?=[-–—‐]\s*\S)", "\n".join(lines)):
            yield None, " ".join(_TURN.sub("", said, count=1).split()), True
        return
    pieces = _VOICE.split(" ".join(cue.lines))
    if len(pieces) == 1 and any(map(_CHANGE.match, lines)):
        for said in _CHANGE_WITHIN.split("\n".join(lines)):
            yield None, " ".join(said.split()), bool(_CHANGE.match(said))
    elif _plain(pieces[0]):
        yield None, _plain(pieces[0]), False
    for name, words in zip(pieces[1::2], pieces[2::2], strict=True):
        if _plain(words):
            yield _plain(name), _plain(words), False
