"""The model as shipped: small, and with weights that every processor multiplies alike."""

from __future__ import annotations

from importlib.resources import as_file, files

import numpy as np
import pytest

from tests.onnx_file import Graph, read_graph

LARGEST = 30_000_000
SEVEN_BITS = 64
MULTIPLIES = {"MatMulInteger", "MatMulIntegerToFloat", "DynamicQuantizeMatMul"}
MATRICES_OF_A_LAYER = 4


@pytest.fixture(scope="module")
def graph() -> Graph:
    return read_graph((files("quotesdb.extract") / "model" / "encoder.onnx").read_bytes())


def test_the_model_files_stay_under_thirty_megabytes() -> None:
    with as_file(files("quotesdb.extract") / "model") as folder:
        data = [path for path in folder.iterdir() if path.is_file() and path.suffix != ".py"]
        sizes = {path.name: path.stat().st_size for path in data}
    assert set(sizes) == {"confidence.json", "encoder.onnx", "links.npz", "settings.json", "tokenizer.json"}
    assert sum(sizes.values()) < LARGEST


def test_no_processor_can_saturate_when_it_adds_two_products(graph: Graph) -> None:
    multiplied = [name for kind, inputs in graph.nodes if kind in MULTIPLIES for name in inputs]
    weights = {name: graph.int8[name] for name in multiplied if name in graph.int8 and graph.int8[name].any()}
    assert len(weights) >= MATRICES_OF_A_LAYER
    assert all(np.abs(w.astype(int)).max() <= SEVEN_BITS for w in weights.values())
    assert 2 * SEVEN_BITS * np.iinfo(np.uint8).max <= np.iinfo(np.int16).max
