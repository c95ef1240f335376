"""Each Keras layer of the adult-content model as ONNX nodes (height and width last).

One layer becomes one node, or one node and an activation, under the layer's own name, so that
any of them can be looked at and recomputed by itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper
from scripts.models.tfjs_layers import Floats, Layer, Model

INPUT: Final = "pixels"
OUTPUT: Final = "probabilities"


@dataclass
class GraphDraft:
    """Nodes and initialisers collected so far."""

    weights: dict[str, Floats]
    nodes: list[NodeProto] = field(default_factory=list)
    initialisers: list[TensorProto] = field(default_factory=list)
    alias: dict[str, str] = field(default_factory=dict)
    padding: dict[str, list[int]] = field(default_factory=dict)

    def source(self, layer: Layer, index: int = 0) -> str:
        """The tensor that the layer reads."""
        name = layer.inputs[index]
        return self.alias.get(name, name)

    def constant(self, name: str, values: Floats) -> str:
        """Keep a tensor as an initialiser; returns its name."""
        self.initialisers.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def node(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> None:
        """Append a node with one output."""
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))


def build_graph(model: Model, name: str, size: int) -> GraphProto:
    """The whole graph: input (n, 3, size, size) in 0..1, output (n, classes)."""
    draft = GraphDraft(model.weights)
    for layer in model.layers:
        LAYERS[layer.kind](draft, layer)
    last = draft.nodes[-1]
    classes = len(model.weights[f"{model.layers[-1].name}/bias"])
    last.output[0] = OUTPUT
    float32 = TensorProto.FLOAT
    return helper.make_graph(
        draft.nodes,
        name,
        [helper.make_tensor_value_info(INPUT, float32, ["n", 3, size, size])],
        [helper.make_tensor_value_info(OUTPUT, float32, ["n", classes])],
        draft.initialisers,
    )


def _input(draft: GraphDraft, layer: Layer) -> None:
    draft.alias[layer.name] = INPUT


def _pass_through(draft: GraphDraft, layer: Layer) -> None:
    """Dropout does nothing outside training."""
    draft.alias[layer.name] = draft.source(layer)


def _zero_pad(draft: GraphDraft, layer: Layer) -> None:
    """Zeros are added by the convolution that follows."""
    (top, bottom), (left, right) = layer.config["padding"]
    draft.padding[layer.name] = [top, left, bottom, right]
    draft.alias[layer.name] = draft.source(layer)


def _pads(draft: GraphDraft, layer: Layer, kernel: tuple[int, int]) -> list[int]:
    """Top, left, bottom, right."""
    if layer.config["padding"] == "valid":
        return draft.padding.get(layer.inputs[0], [0, 0, 0, 0])
    if list(layer.config["strides"]) != [1, 1] or layer.inputs[0] in draft.padding:
        message = f"{layer.name}: 'same' with a stride or behind a padding is not known here"
        raise SystemExit(message)
    return [kernel[0] // 2, kernel[1] // 2] * 2


def _conv(draft: GraphDraft, layer: Layer) -> None:
    kernel = draft.weights[f"{layer.name}/kernel"].transpose(3, 2, 0, 1)
    _convolution(draft, layer, kernel, groups=1)


def _depthwise(draft: GraphDraft, layer: Layer) -> None:
    kernel = draft.weights[f"{layer.name}/depthwise_kernel"].transpose(2, 3, 0, 1)
    _convolution(draft, layer, kernel, groups=kernel.shape[0])


def _convolution(draft: GraphDraft, layer: Layer, kernel: Floats, groups: int) -> None:
    if layer.config["use_bias"] or layer.config["activation"] != "linear":
        message = f"{layer.name}: a convolution with bias or activation is not known here"
        raise SystemExit(message)
    shape = (int(kernel.shape[2]), int(kernel.shape[3]))
    draft.node(
        "Conv",
        [draft.source(layer), draft.constant(f"{layer.name}/kernel", kernel)],
        layer.name,
        group=groups,
        kernel_shape=list(shape),
        pads=_pads(draft, layer, shape),
        strides=list(layer.config["strides"]),
    )


def _batch_norm(draft: GraphDraft, layer: Layer) -> None:
    names = ("gamma", "beta", "moving_mean", "moving_variance")
    weights = {name: draft.weights.get(f"{layer.name}/{name}") for name in names}
    if not layer.config["scale"]:
        weights["gamma"] = np.ones_like(draft.weights[f"{layer.name}/beta"])
    constants = [
        draft.constant(f"{layer.name}/{name}", values)
        for name, values in weights.items()
        if values is not None
    ]
    inputs = [draft.source(layer), *constants]
    draft.node("BatchNormalization", inputs, layer.name, epsilon=layer.config["epsilon"])


def _relu(draft: GraphDraft, layer: Layer) -> None:
    low = draft.constant(f"{layer.name}/low", np.array(0.0, np.float32))
    high = draft.constant(f"{layer.name}/high", np.array(layer.config["max_value"], np.float32))
    draft.node("Clip", [draft.source(layer), low, high], layer.name)


def _activation(draft: GraphDraft, layer: Layer) -> None:
    if layer.config["activation"] != "relu":
        message = f"{layer.name}: the activation {layer.config['activation']} is not known here"
        raise SystemExit(message)
    draft.node("Relu", [draft.source(layer)], layer.name)


def _concatenate(draft: GraphDraft, layer: Layer) -> None:
    sources = [draft.source(layer, index) for index in range(len(layer.inputs))]
    draft.node("Concat", sources, layer.name, axis=1)


def _add(draft: GraphDraft, layer: Layer) -> None:
    draft.node("Add", [draft.source(layer, 0), draft.source(layer, 1)], layer.name)


def _pool(kind: str) -> Callable[[GraphDraft, Layer], None]:
    """Averages leave the padding out, in Keras and in ONNX."""

    def add(draft: GraphDraft, layer: Layer) -> None:
        height, width = layer.config["pool_size"]
        attributes = {"kernel_shape": [height, width], "strides": list(layer.config["strides"])}
        if any(pads := _pads(draft, layer, (height, width))):
            attributes["pads"] = pads
        draft.node(kind, [draft.source(layer)], layer.name, **attributes)

    return add


def _flatten(draft: GraphDraft, layer: Layer) -> None:
    """The pooled picture is one by one, so the order of the axes does not matter."""
    draft.node("Flatten", [draft.source(layer)], layer.name)


def _dense(draft: GraphDraft, layer: Layer) -> None:
    kernel = draft.constant(f"{layer.name}/kernel", draft.weights[f"{layer.name}/kernel"])
    bias = draft.constant(f"{layer.name}/bias", draft.weights[f"{layer.name}/bias"])
    raw = f"{layer.name}/raw"
    draft.node("Gemm", [draft.source(layer), kernel, bias], raw)
    draft.node(
        {"relu": "Relu", "softmax": "Softmax"}[layer.config["activation"]], [raw], layer.name
    )


LAYERS: Final[dict[str, Callable[[GraphDraft, Layer], None]]] = {
    "InputLayer": _input,
    "ZeroPadding2D": _zero_pad,
    "Conv2D": _conv,
    "DepthwiseConv2D": _depthwise,
    "BatchNormalization": _batch_norm,
    "ReLU": _relu,
    "Add": _add,
    "Activation": _activation,
    "Concatenate": _concatenate,
    "AveragePooling2D": _pool("AveragePool"),
    "MaxPooling2D": _pool("MaxPool"),
    "Flatten": _flatten,
    "Dense": _dense,
    "Dropout": _pass_through,
}
