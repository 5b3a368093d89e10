"""Weights -> the files that quotesdb ships: python -m training.export WEIGHTS [--out FOLDER].

The encoder with its tag and mention heads becomes an int8 ONNX graph (activations quantised as they
come, weights by channel); the small matrices of linkers and cue classes become half-precision arrays.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch

from quotesdb.extract.model.encode import windows
from quotesdb.extract.model.runtime import onnxruntime
from quotesdb.extract.spans.layout import Layout
from quotesdb.text.folding import canonical
from training.graph import INPUTS, network
from training.model import Shape
from training.train import BASE_HELP, Settings, packaged_base, plain_tokenizer

_BESIDE_THE_GRAPH = ("to_cue", "to_source", "no_cue", "cue_class")


def export(weights: Path, base: Path, out: Path) -> None:
    """Write encoder.onnx, links.npz, tokenizer.json and settings.json to ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    state = _state(weights)
    onnx.save(network(state, Shape().heads), out / "encoder.onnx")
    links = {k: v.astype(np.float16) for k, v in state.items() if k.startswith(_BESIDE_THE_GRAPH)}
    np.savez(out / "links.npz", **links)
    plain_tokenizer(base).save(str(out / "tokenizer.json"), pretty=False)
    (out / "settings.json").write_text(json.dumps({"length": Settings().length}) + "\n", encoding="utf8")


def agreement(weights: Path, out: Path, texts: list[str]) -> float:
    """The share of the pieces of ``texts`` whose likeliest tag is that of the weights in full precision."""
    full = network(_state(weights), Shape().heads, int8=False).SerializeToString()
    sessions = [onnxruntime().InferenceSession(g) for g in (full, (out / "encoder.onnx").read_bytes())]
    tokenizer = plain_tokenizer(out)
    same = total = 0
    for text in texts:
        layout = Layout(text)
        for window in windows(text, layout.paragraphs, layout.quoted, tokenizer, Settings().length):
            feed = {name: np.array([getattr(window, name)], dtype=np.int64) for name in INPUTS}
            one, other = (session.run(["tags"], feed)[0].argmax(-1) for session in sessions)
            same += int((one == other).sum())
            total += one.size
    return same / total


def _state(weights: Path) -> dict[str, np.ndarray]:
    return {k: v.float().numpy() for k, v in torch.load(weights, weights_only=True).items()}


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--base", type=Path, help=BASE_HELP)
    parser.add_argument("--out", type=Path, default=Path("quotesdb/extract/model"))
    parser.add_argument("--check", nargs="*", default=(), type=Path, metavar="TEXT", help=CHECK_HELP)
    arguments = parser.parse_args()
    export(arguments.weights, arguments.base or packaged_base(), arguments.out)
    if arguments.check:
        texts = [canonical(path.read_text(encoding="utf8", errors="replace")) for path in arguments.check]
        share = agreement(arguments.weights, arguments.out, texts)
        print(f"tags as in full precision: {share:.1%} of the word pieces")


CHECK_HELP = "texts on which to compare the tags with those of the weights in full precision"

if __name__ == "__main__":
    main()
