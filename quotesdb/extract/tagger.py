"""Runs the encoder: text -> contents, each linked to a cue and a source, as the model sees them.

The network is an int8 ONNX graph that gives a state and tag scores for each word piece; decoding
(Viterbi over begin/inside tags) and linking (content -> cue, content + cue -> source; dot products
of span vectors) are done here. One window is run at a time, because dynamic quantisation takes its
scale from everything in a run: a text must give the same result alone and among others.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from quotesdb.extract.encode import Window, windows
from quotesdb.extract.links import distance_bucket
from quotesdb.extract.marks import Quoted
from quotesdb.values import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]
CONTENT, SOURCE, CUE = 1, 2, 3
_FORBIDDEN = -1e4
_THREADS = 2


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

    Raises:
        FileNotFoundError: if ``folder`` lacks one of the model's files.
    """

    def __init__(self, folder: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _THREADS
        options.log_severity_level = 3
        graph = (folder / "encoder.onnx").read_bytes()
        self.session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        with np.load(folder / "links.npz") as stored:
            self.weights: dict[str, Floats] = {k: stored[k].astype(np.float32) for k in stored.files}
        self.settings: dict[str, Any] = json.loads((folder / "settings.json").read_text(encoding="utf8"))
        self.sha256 = sha256(graph + (folder / "links.npz").read_bytes()).hexdigest()

    def links(self, text: str, paragraphs: list[Span], quoted: list[Quoted]) -> list[Link]:
        """Every content that the model finds in ``text``, in text order."""
        out: list[Link] = []
        for window in windows(text, paragraphs, quoted, self.tokenizer, self.settings["length"]):
            out += self._window_links(text, window)
        return out

    def _window_links(self, text: str, window: Window) -> list[Link]:
        feed = {n: np.array([getattr(window, n)], dtype=np.int64) for n in ("ids", "features", "layout")}
        states, scores = (x[0] for x in self.session.run(["states", "tags"], feed))
        logs = _log_softmax(scores[1:-1])
        tags = viterbi(logs)
        found: dict[int, list[tuple[int, int]]] = {CONTENT: [], SOURCE: [], CUE: []}
        tagged: dict[tuple[int, int], Tagged] = {}
        for role, a, b in _tag_spans(tags):
            piece = (a + 1, b + 1)
            found[role].append(piece)
            chance = float(np.exp(logs[np.arange(a, b), tags[a:b]]).mean())
            tagged[piece] = Tagged(_whole_words(text, window.starts[a + 1], window.ends[b]), chance)
        contents, cues, sources = found[CONTENT], found[CUE], found[SOURCE]
        out = []
        for content in contents:
            cue = self._best_cue(states, content, cues)
            ranked = self._rank_sources(states, content, cue, sources)
            out.append(
                Link(
                    tagged[content],
                    tagged[cue] if cue else None,
                    tuple((tagged[s], margin) for s, margin in ranked),
                )
            )
        return out

    def _best_cue(
        self, states: Floats, content: tuple[int, int], cues: list[tuple[int, int]]
    ) -> tuple[int, int] | None:
        scores = self._scores("to_cue", _vector(states, content), content, states, cues)
        best = int(scores.argmax())
        return cues[best] if best < len(cues) else None

    def _rank_sources(
        self,
        states: Floats,
        content: tuple[int, int],
        cue: tuple[int, int] | None,
        sources: list[tuple[int, int]],
    ) -> list[tuple[tuple[int, int], float]]:
        via = self.weights["no_cue"] if cue is None else _vector(states, cue)
        of = np.concatenate([_vector(states, content), via])
        scores = self._scores("to_source", of, cue or content, states, sources)
        order = np.argsort(-scores[:-1], kind="stable")
        return [(sources[i], float(scores[i] - scores[-1])) for i in order]

    def _scores(
        self,
        link: str,
        of: Floats,
        anchor: tuple[int, int],
        states: Floats,
        targets: list[tuple[int, int]],
    ) -> Floats:
        w = self.weights
        query = w[f"{link}.query.weight"] @ of + w[f"{link}.query.bias"]
        scale = np.float32(1 / np.sqrt(len(query)))
        out = np.empty(len(targets) + 1, dtype=np.float32)
        for i, target in enumerate(targets):
            key = w[f"{link}.key.weight"] @ _vector(states, target) + w[f"{link}.key.bias"]
            out[i] = query @ key * scale + w[f"{link}.distance.weight"][distance_bucket(anchor, target), 0]
        out[-1] = query @ w[f"{link}.none"] * scale
        return out


@cache
def shipped_model() -> Model:
    """The model that comes with the package, loaded once."""
    with as_file(files("quotesdb.extract") / "model") as folder:
        return Model(folder)


def viterbi(logs: Floats) -> NDArray[np.int64]:
    """The likeliest tags in which every inside tag follows its own begin or inside tag."""
    count = logs.shape[1]
    step = np.zeros((count, count), dtype=np.float32)
    for inside in range(2, count, 2):
        step[:, inside] = _FORBIDDEN
        step[[inside - 1, inside], inside] = 0
    score = logs[0].copy()
    score[2::2] += _FORBIDDEN
    back = np.empty(logs.shape, dtype=np.int64)
    for t in range(1, len(logs)):
        moves = score[:, None] + step
        back[t] = moves.argmax(0)
        score = moves.max(0) + logs[t]
    tags = np.empty(len(logs), dtype=np.int64)
    tags[-1] = score.argmax()
    for t in range(len(logs) - 1, 0, -1):
        tags[t - 1] = back[t, tags[t]]
    return tags


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
    """A span of word pieces, extended to the borders of its words."""
    while start and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(start, end)


def _vector(states: Floats, piece: tuple[int, int]) -> Floats:
    a, b = piece
    return np.concatenate([states[a:b].mean(0), states[a]])


def _log_softmax(scores: Floats) -> Floats:
    top = scores - scores.max(-1, keepdims=True)
    return np.asarray(top - np.log(np.exp(top).sum(-1, keepdims=True)), dtype=np.float32)
