"""The network as a graph for onnxruntime, written node by node from the trained weights.

A traced and afterwards quantised graph gives the same tags, but takes a quarter more time: here
attention is one fused node, and sums stay apart from the normalisation behind them, because
onnxruntime's node for both is slower than the two. Each word vector has a scale of its own, and the
small heads stay in full precision.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[Any]
INPUTS = ("ids", "features", "layout")
HEADS = ("tags", "mentions")
WEIGHT_LIMIT = 64
"""Largest quantised weight. Processors without dot-product instructions add two products of a weight and
an eight-bit activation in sixteen bits: two times 64 times 255 still fits, so all give the same sums."""

_WORD_LIMIT = 127
_TINY = 1e-6
_EPSILON = 1e-12
_FUSED = "com.microsoft"
_OPSET, _IR = 18, 9


class _Nodes:
    """A graph that is being written."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Array) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """A node with one output; its name."""
        return self.split(kind, *inputs, parts=1, domain=domain, **attributes)[0]

    def split(self, kind: str, *inputs: str, parts: int, domain: str = "", **attributes: Any) -> list[str]:
        """A node with several outputs; their names."""
        outputs = [f"{kind}{len(self.nodes)}.{part}" for part in range(parts)]
        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **attributes))
        return outputs

    def name(self, value: str, output: str) -> None:
        """Give a value the name of a graph output."""
        self.nodes.append(helper.make_node("Identity", [value], [output]))


def network(state: Mapping[str, Array], heads: int, *, int8: bool = True) -> onnx.ModelProto:
    """The graph of a `training.model.Tagger`'s weights: ids, features, layout -> states, tags, mentions."""
    graph = _Nodes()
    x = _embedded(graph, state, int8=int8)
    layers = 1 + max(int(key.split(".")[2]) for key in state if key.startswith("encoder.layers."))
    for number in range(layers):
        x = _layer(graph, state, f"encoder.layers.{number}.", x, heads, int8=int8)
    graph.name(x, "states")
    for head in HEADS:
        graph.name(_linear(graph, state, head, x, int8=False), head)
    widths = {"states": state["tags.weight"].shape[1], **{h: state[f"{h}.weight"].shape[0] for h in HEADS}}
    shape = ("batch", "pieces")
    made = helper.make_graph(
        graph.nodes,
        "tagger",
        [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in INPUTS],
        [helper.make_tensor_value_info(n, TensorProto.FLOAT, (*shape, w)) for n, w in widths.items()],
        graph.constants,
    )
    opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=_IR)


def _embedded(graph: _Nodes, state: Mapping[str, Array], *, int8: bool) -> str:
    """The sum of what is known of each piece, normalised."""
    words = state["encoder.words.weight"]
    if int8:
        scale = np.maximum(np.abs(words).max(1, keepdims=True), _TINY) / _WORD_LIMIT
        stored = graph.constant("words", np.rint(words / scale).astype(np.int8))
        whole = graph.add("Cast", graph.add("Gather", stored, "ids"), to=TensorProto.FLOAT)
        scales = graph.constant("words.scale", scale.astype(np.float32))
        x = graph.add("Mul", whole, graph.add("Gather", scales, "ids"))
    else:
        x = graph.add("Gather", graph.constant("words", words), "ids")
    length = graph.add("Shape", "ids", start=1, end=2)
    zero = graph.constant("zero", np.zeros(1, np.int64))
    places = graph.constant("places", state["encoder.places.weight"])
    x = graph.add("Add", x, graph.add("Slice", places, zero, length, zero))
    for table, feed in (("encoder.features.weight", "features"), ("encoder.layouts.weight", "layout")):
        x = graph.add("Add", x, graph.add("Gather", graph.constant(table, state[table]), feed))
    return _normalised(graph, state, "encoder.norm", x)


def _layer(graph: _Nodes, state: Mapping[str, Array], at: str, x: str, heads: int, *, int8: bool) -> str:
    joined = _linear(graph, state, f"{at}qkv", x, int8=int8)
    query, key, value = graph.split("Split", joined, parts=3, axis=-1, num_outputs=3)
    seen = graph.add("MultiHeadAttention", query, key, value, domain=_FUSED, num_heads=heads)
    y = _linear(graph, state, f"{at}out", seen, int8=int8)
    x = _normalised(graph, state, f"{at}norm1", graph.add("Add", x, y))
    inner = graph.add("Gelu", _linear(graph, state, f"{at}up", x, int8=int8), domain=_FUSED)
    y = _linear(graph, state, f"{at}down", inner, int8=int8)
    return _normalised(graph, state, f"{at}norm2", graph.add("Add", x, y))


def _normalised(graph: _Nodes, state: Mapping[str, Array], key: str, x: str) -> str:
    weight, bias = (graph.constant(f"{key}.{part}", state[f"{key}.{part}"]) for part in ("weight", "bias"))
    return graph.add("LayerNormalization", x, weight, bias, axis=-1, epsilon=_EPSILON)


def _linear(graph: _Nodes, state: Mapping[str, Array], key: str, x: str, *, int8: bool) -> str:
    weight, bias = state[f"{key}.weight"].T, graph.constant(f"{key}.bias", state[f"{key}.bias"])
    if not int8:
        return graph.add("Add", graph.add("MatMul", x, graph.constant(f"{key}.weight", weight)), bias)
    scale = np.maximum(np.abs(weight).max(0), _TINY) / WEIGHT_LIMIT
    stored = graph.constant(f"{key}.weight", np.rint(weight / scale).astype(np.int8))
    scales = graph.constant(f"{key}.scale", scale.astype(np.float32))
    zeros = graph.constant(f"{key}.zero", np.zeros(len(scale), np.int8))
    return graph.add("DynamicQuantizeMatMul", x, stored, scales, zeros, bias, domain=_FUSED)
