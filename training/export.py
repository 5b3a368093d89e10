"""Weights -> the files that quotesdb ships: python -m training.export WEIGHTS --base FOLDER --out FOLDER.

The encoder and tag head become an int8 ONNX graph (dynamic, per-channel); the linkers' small
matrices become half-precision arrays.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.model import Shape, Tagger
from training.train import Settings, plain_tokenizer


def export(weights: Path, base: Path, out: Path, *, int8: bool = True) -> None:
    """Write encoder.onnx, links.npz, tokenizer.json and settings.json to ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    model = Tagger(Shape())
    model.load_state_dict(torch.load(weights, weights_only=True))
    model.eval()
    example = tuple(torch.ones(1, 32, dtype=torch.long) for _ in range(3))
    with tempfile.TemporaryDirectory() as folder:
        full = out / "encoder.onnx" if not int8 else Path(folder) / "full.onnx"
        names = ["ids", "features", "layout"]
        torch.onnx.export(
            model,
            example,
            str(full),
            input_names=names,
            output_names=["states", "tags"],
            dynamic_axes={n: {0: "batch", 1: "pieces"} for n in [*names, "states", "tags"]},
            opset_version=17,
            dynamo=False,
        )
        if int8:
            quantize_dynamic(
                str(full),
                str(out / "encoder.onnx"),
                per_channel=True,
                reduce_range=True,
                weight_type=QuantType.QInt8,
            )
    state = model.state_dict()
    links = {k: v.numpy().astype(np.float16) for k, v in state.items() if k.startswith(("to_", "no_cue"))}
    np.savez(out / "links.npz", **links)
    plain_tokenizer(base).save(str(out / "tokenizer.json"), pretty=False)
    (out / "settings.json").write_text(json.dumps({"length": Settings().length}) + "\n", encoding="utf8")


def main() -> None:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("quotesdb/extract/model"))
    arguments = parser.parse_args()
    export(arguments.weights, arguments.base, arguments.out)


if __name__ == "__main__":
    main()
