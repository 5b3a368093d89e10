"""Runs the encoder: text -> contents, each linked to a cue and a source, as the model sees them.

The network is an int8 ONNX graph that gives a state and tag scores for each word piece; decoding
(Viterbi over begin/inside tags) and linking (content -> cue, content + cue -> source; dot products
of span vectors) are done here. One window is run at a time, because dynamic quantisation takes its
scale from everything in a run: a text must give the same result alone and among others.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from quotesdb.extract.model.encode import Window, windows
from quotesdb.extract.model.runtime import onnxruntime
from quotesdb.extract.spans.links import distance_buckets
from quotesdb.extract.spans.marks import Quoted
from quotesdb.settings import MODEL_VARIABLE, THREADS_VARIABLE, WrongSetting
from quotesdb.values import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]
Pieces = tuple[int, int]
CONTENT, SOURCE, CUE = 1, 2, 3
_THREADS = 2
_FORBIDDEN = -1e4
_CONFIDENCE = "confidence.json"
_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span that the model tagged, with the mean probability of its tags."""

    span: Span
    probability: float


@dataclass(frozen=True, slots=True)
class Link:
    """A content with the cue and the source that the model chose for it.

    ``sources`` are all sources of the window, best first, with their scores less that of "none": the
    caller may know better than the model when a source must be there.
    """

    content: Tagged
    cue: Tagged | None
    sources: tuple[tuple[Tagged, float], ...]


class Model:
    """The shipped encoder, its tokenizer and its link weights.

    ``sha256`` tells models apart by all that their answers follow from, also how sure they are.
    ``threads`` is how many processor cores one run of the network may use; the result does not depend on
    it.

    Raises:
        FileNotFoundError: if ``folder`` lacks one of the model's files.
    """

    def __init__(self, folder: Path, threads: int = _THREADS) -> None:
        from tokenizers import Tokenizer

        runtime = onnxruntime()
        options = runtime.SessionOptions()
        options.intra_op_num_threads = threads
        # Waiting threads that spin gain little here and take the processor from everything else.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        graph = (folder / "encoder.onnx").read_bytes()
        self.session = runtime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        with np.load(folder / "links.npz") as stored:
            self.weights: dict[str, Floats] = {k: stored[k].astype(np.float32) for k in stored.files}
        self.settings: dict[str, Any] = json.loads((folder / "settings.json").read_text(encoding="utf8"))
        weights = folder / _CONFIDENCE
        judged = weights.read_bytes() if weights.is_file() else b""
        self.sha256 = sha256(graph + (folder / "links.npz").read_bytes() + judged).hexdigest()

    def links(self, text: str, paragraphs: list[Span], quoted: list[Quoted]) -> Iterator[list[Link]]:
        """Every content that the model finds in ``text``, in text order, by runs of whole paragraphs.

        What is linked stands in one run. Those of a long text, all at once, take many times its own memory.
        """
        run: list[Link] = []
        for window in windows(text, paragraphs, quoted, self.tokenizer, self.settings["length"]):
            if run and window.opens_paragraph:
                yield run
                run = []
            run += self._window_links(text, window)
        yield run

    def _window_links(self, text: str, window: Window) -> list[Link]:
        feed = {n: np.array([getattr(window, n)], dtype=np.int64) for n in ("ids", "features", "layout")}
        states, scores = (x[0] for x in self.session.run(["states", "tags"], feed))
        logs = _log_softmax(scores[1:-1])
        tags = viterbi(logs)
        chances = np.exp(logs[np.arange(len(tags)), tags])
        found: dict[int, list[Pieces]] = {CONTENT: [], SOURCE: [], CUE: []}
        tagged: dict[Pieces, Tagged] = {}
        for role, a, b in _tag_spans(tags):
            piece = (a + 1, b + 1)
            found[role].append(piece)
            span = _whole_words(text, window.starts[a + 1], window.ends[b])
            tagged[piece] = Tagged(span, float(np.add.reduce(chances[a:b]) / np.float32(b - a)))
        if not found[CONTENT]:
            return []
        return [
            Link(
                tagged[content],
                tagged[cue] if cue else None,
                tuple((tagged[source], margin) for source, margin in ranked),
            )
            for content, cue, ranked in self._linked(states, found[CONTENT], found[CUE], found[SOURCE])
        ]

    def _linked(
        self, states: Floats, contents: list[Pieces], cues: list[Pieces], sources: list[Pieces]
    ) -> Iterator[tuple[Pieces, Pieces | None, list[tuple[Pieces, float]]]]:
        """Each content with its cue and with the sources, best first."""
        of, via = _vectors(states, contents), _vectors(states, cues)
        best = self._scores("to_cue", of, contents, via, cues).argmax(1).tolist()
        chosen = [cues[i] if i < len(cues) else None for i in best]
        with_none = np.vstack([via, self.weights["no_cue"]])
        anchors = [cue or content for cue, content in zip(chosen, contents, strict=True)]
        both = np.hstack([of, with_none[best]])
        scores = self._scores("to_source", both, anchors, _vectors(states, sources), sources)
        margins = scores[:, :-1] - scores[:, -1:]
        orders = np.argsort(-margins, axis=1, kind="stable")
        for content, cue, margin, order in zip(contents, chosen, margins, orders, strict=True):
            yield content, cue, [(sources[i], float(margin[i])) for i in order]

    def _scores(
        self, link: str, of: Floats, anchors: list[Pieces], vectors: Floats, targets: list[Pieces]
    ) -> Floats:
        """[anchors x (targets + 1)], the last column for none.

        One dot product at a time instead of whole matrices: a matrix library would share them among
        threads of its own, which costs more than it gains and lets the order of adding vary.
        """
        w = self.weights
        queries = np.vecdot(of[:, None], w[f"{link}.query.weight"]) + w[f"{link}.query.bias"]
        keys = np.vecdot(vectors[:, None], w[f"{link}.key.weight"]) + w[f"{link}.key.bias"]
        buckets = distance_buckets(anchors, targets)
        scale = np.float32(1 / np.sqrt(queries.shape[1]))
        some = np.vecdot(queries[:, None], keys) * scale + w[f"{link}.distance.weight"][buckets, 0]
        none = np.vecdot(queries, w[f"{link}.none"]) * scale
        return np.hstack([some, none[:, None]])


@cache
def shipped_model() -> Model:
    """The model that comes with the package, or the one of the folder QUOTESDB_MODEL; loaded once.

    It runs on as many threads as QUOTESDB_THREADS says.

    Raises:
        WrongSetting: if a variable names no folder with a model, or no number from 1 on.
    """
    threads = _threads(os.environ.get(THREADS_VARIABLE))
    if chosen := os.environ.get(MODEL_VARIABLE):
        try:
            return Model(Path(chosen), threads)
        except (OSError, KeyError) as error:
            raise WrongSetting(f"{MODEL_VARIABLE} names no folder with a model: {chosen}") from error
    with as_file(files("quotesdb.extract") / "model") as folder:
        return Model(folder, threads)


def _threads(said: str | None) -> int:
    if not said:
        return _THREADS
    if not said.isdecimal() or not int(said):
        raise WrongSetting(f"{THREADS_VARIABLE} must be a number from 1 on, not {said!r}")
    return int(said)


def viterbi(logs: Floats) -> NDArray[np.int64]:
    """The likeliest tags in which every inside tag follows its own begin or inside tag."""
    likeliest: NDArray[np.int64] = logs.argmax(1)
    before = np.concatenate([[0], likeliest[:-1]])
    inside = (likeliest > 0) & (likeliest % 2 == 0)
    if not np.any(inside & (before != likeliest) & (before != likeliest - 1)):
        return likeliest
    return np.array(_constrained(logs.tolist()), dtype=np.int64)


def _constrained(rows: list[list[float]]) -> list[int]:
    """Viterbi's way through ``rows``; plain lists, because a row is too short for arrays to pay."""
    inner = range(2, len(rows[0]), 2)
    score = rows[0][:]
    for tag in inner:
        score[tag] += _FORBIDDEN
    back: list[list[int]] = []
    for row in rows[1:]:
        top = max(score)
        step = [score.index(top)] * len(row)
        following = [top + x for x in row]
        for tag in inner:
            step[tag] = tag - 1 if score[tag - 1] >= score[tag] else tag
            following[tag] = score[step[tag]] + row[tag]
        back.append(step)
        score = following
    tags = [score.index(max(score))]
    for step in reversed(back):
        tags.append(step[tags[-1]])
    return tags[::-1]


def _tag_spans(tags: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    out: list[tuple[int, int, int]] = []
    for i, tag in enumerate(tags.tolist()):
        if tag % 2:
            out.append(((tag + 1) // 2, i, i + 1))
        elif tag:
            role, start, _ = out.pop()
            out.append((role, start, i + 1))
    return out


def _whole_words(text: str, start: int, end: int) -> Span:
    """A span of word pieces, extended to the borders of its words.

    Not without end: scripts that put no space between words have no such borders.
    """
    first, last = max(0, start - _LONGEST_WORD), min(len(text), end + _LONGEST_WORD)
    while start > first and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < last and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(start, end)


def _vectors(states: Floats, pieces: list[Pieces]) -> Floats:
    """Mean of a span's states beside its first state, a row for each span."""
    rows = [np.concatenate([np.add.reduce(states[a:b]) / np.float32(b - a), states[a]]) for a, b in pieces]
    return np.array(rows, dtype=np.float32).reshape(len(rows), 2 * states.shape[1])


def _log_softmax(scores: Floats) -> Floats:
    top = scores - scores.max(-1, keepdims=True)
    return np.asarray(top - np.log(np.exp(top).sum(-1, keepdims=True)), dtype=np.float32)
