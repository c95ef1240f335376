"""The encoder as an ONNX graph: int8 products, attention and norms as onnxruntime's fused nodes.

Built node by node from the trained weights, so that no exporter is needed. Weights are uint8
with a scale an output (uint8, not int8: without VNNI the latter overflow), activations uint8 with
a fixed scale a product, measured beforehand on training texts. So the scores of a text do not
depend on its neighbours in a batch. Word vectors are int8 with a scale a word.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

WIDTH: Final = 384
INNER: Final = 1536
SPLIT: Final = 12
TOP: Final = 127
LAYERS: Final = 6
FUSED: Final = "com.microsoft"

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Range:
    """What goes into a product: `low` to `high` after a division of each column by `columns`."""

    low: float
    high: float
    columns: Floats


Ranges = Mapping[str, Range]


class Graph:
    """Collects nodes and constants. Without `ranges` everything stays in float32."""

    def __init__(self, weights: Mapping[str, Floats], ranges: Ranges | None) -> None:
        self.weights = weights
        self.ranges = ranges
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name])

    def node(
        self, kind: str, inputs: Sequence[str], output: str, domain: str = "", **settings: Any
    ) -> str:
        made = helper.make_node(kind, list(inputs), [output], output, domain=domain, **settings)
        self.nodes.append(made)
        return output

    def product(self, before: str, name: str, weight: Floats, bias: Floats | None = None) -> str:
        """`before` times the transposed weight (outputs, inputs), plus the bias."""
        added = [] if bias is None else [self.constant(f"{name}.b", bias)]
        if self.ranges is None:
            inputs = [before, self.constant(f"{name}.w", weight.T)]
            if not added:
                return self.node("MatMul", inputs, name)
            return self.node("Add", [self.node("MatMul", inputs, f"{name}.m"), *added], name)
        small, scale, zero = self.rounded(before, name)
        table, scales, zeros = self.rounded_weight(name, weight * self.ranges[before].columns)
        inputs = [small, table, scale, scales, zero, zeros, *added]
        return self.node("MatMulIntegerToFloat", inputs, name, FUSED)

    def rounded(self, before: str, name: str) -> tuple[str, str, str]:
        """`before` as uint8 in the measured range, with the names of its scale and zero."""
        assert self.ranges is not None
        span = self.ranges[before]
        even = before
        if not np.all(span.columns == 1):
            even = self.node(
                "Mul", [before, self.constant(f"{name}.c", 1 / span.columns)], f"{name}.e"
            )
        low, step = span.low, (span.high - span.low) / 255
        scale = self.constant(f"{name}.x", np.array(step, np.float32))
        zero = self.constant(f"{name}.z", np.array(np.clip(np.rint(-low / step), 0, 255), np.uint8))
        return self.node("QuantizeLinear", [even, scale, zero], f"{name}.q"), scale, zero

    def rounded_weight(self, name: str, weight: Floats) -> tuple[str, str, str]:
        """The weight (inputs, outputs) as uint8 around 128, its scale an output, its zeros."""
        scales = np.maximum(np.abs(weight).max(axis=1), 1e-12) / TOP
        table = np.rint(weight / scales[:, None]).astype(np.int8)
        return (
            self.constant(f"{name}.w", table.T),
            self.constant(f"{name}.s", scales.astype(np.float32)),
            self.constant(f"{name}.o", np.zeros(len(scales), np.int8)),
        )


def build(
    weights: Mapping[str, Floats], heads: Sequence[str], ranges: Ranges | None = None
) -> ModelProto:
    """The model: `ids` and `mask` (texts, tokens) int32 to `logits` (texts, heads).

    `ranges` gives for each product's input the values it may have, and makes it an int8 model.
    """
    graph = Graph(weights, ranges)
    hidden = _embedded(graph)
    last = graph.constant("last", np.array([1]))
    graph.node("Cast", ["mask"], "real", to=TensorProto.FLOAT)
    graph.node("ReduceSum", ["mask", last], "lengths", keepdims=0)
    for number in range(LAYERS):
        hidden = _layer(graph, number, hidden)
    _pooled(graph, hidden)
    return _model(graph, heads)


def product_inputs() -> dict[str, tuple[str, ...]]:
    """The values whose ranges `build` wants, each with the weights it is multiplied with."""
    inputs: dict[str, tuple[str, ...]] = {}
    hidden = "norm"
    for number in range(LAYERS):
        name = f"layers.{number}"
        inputs[hidden] = tuple(f"{name}.{part}.weight" for part in ("query", "key", "value"))
        inputs[f"{name}.seen"] = (f"{name}.mixed.weight",)
        inputs[f"{name}.mixed_out"] = (f"{name}.inner.weight",)
        inputs[f"{name}.gelu"] = (f"{name}.outer.weight",)
        hidden = f"{name}.outer_out"
    return inputs


def _embedded(graph: Graph) -> str:
    """Words and places, summed and normed."""
    words = graph.weights["words.weight"]
    if graph.ranges is None:
        vectors = graph.node("Gather", [graph.constant("words", words), "ids"], "vectors")
    else:
        scales = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-12) / 127
        table = graph.constant("words", np.rint(words / scales).astype(np.int8))
        scale = graph.constant("words.s", scales.astype(np.float32))
        small = graph.node("Gather", [table, "ids"], "small")
        wide = graph.node("Cast", [small], "wide", to=TensorProto.FLOAT)
        vectors = graph.node(
            "Mul", [wide, graph.node("Gather", [scale, "ids"], "scale")], "vectors"
        )
    graph.node("Shape", ["ids"], "length", start=1, end=2)
    places = graph.weights["places.weight"] + graph.weights["kinds.weight"][0]
    bounds = [
        graph.constant("from", np.array([0])),
        "length",
        graph.constant("axis", np.array([0])),
    ]
    near = graph.node("Slice", [graph.constant("places", places), *bounds], "near")
    placed = graph.node("Add", [vectors, near], "placed")
    inputs = [placed, graph.weight("norm.weight"), graph.weight("norm.bias")]
    return graph.node("LayerNormalization", inputs, "norm", axis=-1, epsilon=1e-12)


def _layer(graph: Graph, number: int, hidden: str) -> str:
    """Attention and feed-forward of one layer."""
    name = f"layers.{number}"
    seen = _attention(graph, name, hidden)
    hidden = _residual(graph, f"{name}.mixed", seen, hidden)
    inner = graph.product(hidden, f"{name}.inner", graph.weights[f"{name}.inner.weight"])
    inner = graph.node(
        "BiasGelu", [inner, graph.weight(f"{name}.inner.bias")], f"{name}.gelu", FUSED
    )
    return _residual(graph, f"{name}.outer", inner, hidden)


def _attention(graph: Graph, name: str, hidden: str) -> str:
    """The three products as one, and what the tokens see of each other."""
    parts = [f"{name}.{part}" for part in ("query", "key", "value")]
    weight = np.concatenate([graph.weights[f"{part}.weight"] for part in parts])
    bias = np.concatenate([graph.weights[f"{part}.bias"] for part in parts])
    offsets = graph.constant(f"{name}.bias", bias)
    settings = {"num_heads": SPLIT}
    if graph.ranges is None:
        inputs = [hidden, graph.constant(f"{name}.w", weight.T), offsets, "lengths"]
        return graph.node("Attention", inputs, f"{name}.seen", FUSED, **settings)
    small, scale, zero = graph.rounded(hidden, f"{name}.all")
    even = weight * graph.ranges[hidden].columns
    table, scales, zeros = graph.rounded_weight(f"{name}.all", even)
    inputs = [small, table, offsets, scale, scales, "lengths", zero, zeros]
    return graph.node("QAttention", inputs, f"{name}.seen", FUSED, **settings)


def _residual(graph: Graph, name: str, before: str, hidden: str) -> str:
    """A product, its bias and the way around it, normed.

    `Sum`, not `Add`: onnxruntime fuses the latter with the norm into a node that is six times
    as slow on a processor.
    """
    bias = graph.weights[f"{name}.bias"]
    product = graph.product(before, name, graph.weights[f"{name}.weight"], bias)
    both = graph.node("Sum", [product, hidden], f"{name}_sum")
    inputs = [both, graph.weight(f"{name}_norm.weight"), graph.weight(f"{name}_norm.bias")]
    return graph.node("LayerNormalization", inputs, f"{name}_out", axis=-1, epsilon=1e-12)


def _pooled(graph: Graph, hidden: str) -> None:
    """The mean over the tokens and the heads."""
    row = graph.node("Unsqueeze", ["real", "last"], "row")
    total = graph.node("Squeeze", [graph.node("MatMul", [row, hidden], "total"), "last"], "flat")
    count = graph.node("ReduceSum", ["real", "last"], "count", keepdims=1)
    mean = graph.node("Div", [total, count], "mean")
    inputs = [
        graph.constant("heads.w", graph.weights["heads.weight"].T),
        graph.weight("heads.bias"),
    ]
    graph.node("Gemm", [mean, *inputs], "logits")


def _model(graph: Graph, heads: Sequence[str]) -> ModelProto:
    """The finished model; it names its heads in its metadata."""
    size = ["texts", "tokens"]
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT32, size) for n in ("ids", "mask")]
    output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["texts", len(heads)])
    made = helper.make_graph(graph.nodes, "categories", inputs, [output], graph.constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(FUSED, 1)]
    model = helper.make_model(made, opset_imports=opsets, ir_version=9)
    model.producer_name = "scripts/training/export.py"
    helper.set_model_props(model, {"heads": ",".join(heads)})
    return model
