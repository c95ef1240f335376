"""A forward pass of the Keras model in plain numpy, to check a conversion against.

Written from the definition of each layer, in Keras' own layout (batch of one, height, width,
channels), and sharing nothing with the ONNX graph.
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scripts.models.tfjs_layers import Layer, Model

Values = npt.NDArray[np.float64]


def forward(model: Model, pixels: Values) -> dict[str, Values]:
    """The output of every layer for an input of shape (height, width, 3) in 0..1."""
    outputs: dict[str, Values] = {}
    for layer in model.layers:
        inputs = [outputs[name] for name in layer.inputs] or [pixels]
        weights = {
            name.split("/", 1)[1]: value.astype(np.float64)
            for name, value in model.weights.items()
            if name.split("/", 1)[0] == layer.name
        }
        outputs[layer.name] = LAYERS[layer.kind](layer, inputs, weights)
    return outputs


def _windows(layer: Layer, values: Values, kernel: tuple[int, int], outside: float = 0.0) -> Values:
    """Every window under the kernel: shape (height out, width out, channels, kh, kw)."""
    height, width = kernel
    if layer.config["padding"] == "same":  # only met with stride 1 and odd kernels here
        sides = ((height // 2,) * 2, (width // 2,) * 2, (0, 0))
        values = np.pad(values, sides, constant_values=outside)
    step_y, step_x = layer.config["strides"]
    windows = np.lib.stride_tricks.sliding_window_view(values, kernel, (0, 1))
    return windows[::step_y, ::step_x]


def _conv(layer: Layer, inputs: list[Values], weights: dict[str, Values]) -> Values:
    kernel = weights["kernel"]
    windows = _windows(layer, inputs[0], kernel.shape[:2])
    result: Values = np.einsum("yxcij,ijco->yxo", windows, kernel, optimize=True)
    return result + weights["bias"] if layer.config["use_bias"] else result


def _depthwise(layer: Layer, inputs: list[Values], weights: dict[str, Values]) -> Values:
    kernel = weights["depthwise_kernel"][:, :, :, 0]
    windows = _windows(layer, inputs[0], kernel.shape[:2])
    result: Values = np.einsum("yxcij,ijc->yxc", windows, kernel, optimize=True)
    return result


def _batch_norm(layer: Layer, inputs: list[Values], weights: dict[str, Values]) -> Values:
    deviation = np.sqrt(weights["moving_variance"] + layer.config["epsilon"])
    centred = (inputs[0] - weights["moving_mean"]) / deviation
    return np.asarray(centred * weights.get("gamma", 1.0) + weights["beta"])


def _relu(layer: Layer, inputs: list[Values], weights: dict[str, Values]) -> Values:
    return np.clip(inputs[0], 0.0, layer.config["max_value"])


def _zero_pad(layer: Layer, inputs: list[Values], weights: dict[str, Values]) -> Values:
    return np.pad(inputs[0], (*layer.config["padding"], (0, 0)))


def _add(layer: Layer, inputs: list[Values], weights: dict[str, Values]) -> Values:
    return inputs[0] + inputs[1]


def _average_pool(layer: Layer, inputs: list[Values], weights: dict[str, Values]) -> Values:
    height, width = layer.config["pool_size"]
    windows = _windows(layer, inputs[0], (height, width), np.nan)
    return np.asarray(np.nanmean(windows, axis=(3, 4)))  # what lies outside does not count


def _max_pool(layer: Layer, inputs: list[Values], weights: dict[str, Values]) -> Values:
    height, width = layer.config["pool_size"]
    windows = _windows(layer, inputs[0], (height, width), -np.inf)
    return np.asarray(windows.max(axis=(3, 4)))


def _activation(layer: Layer, inputs: list[Values], weights: dict[str, Values]) -> Values:
    return np.maximum(inputs[0], 0.0)


def _concatenate(layer: Layer, inputs: list[Values], weights: dict[str, Values]) -> Values:
    return np.concatenate(inputs, axis=2)


def _flatten(layer: Layer, inputs: list[Values], weights: dict[str, Values]) -> Values:
    return inputs[0].reshape(-1)


def _same(layer: Layer, inputs: list[Values], weights: dict[str, Values]) -> Values:
    return inputs[0]


def _dense(layer: Layer, inputs: list[Values], weights: dict[str, Values]) -> Values:
    result = inputs[0] @ weights["kernel"] + weights["bias"]
    if layer.config["activation"] == "relu":
        return np.maximum(result, 0.0)
    powers = np.exp(result - result.max())
    return np.asarray(powers / powers.sum())


LAYERS: Final[dict[str, Callable[..., Any]]] = {
    "InputLayer": _same,
    "ZeroPadding2D": _zero_pad,
    "Conv2D": _conv,
    "DepthwiseConv2D": _depthwise,
    "BatchNormalization": _batch_norm,
    "ReLU": _relu,
    "Add": _add,
    "Activation": _activation,
    "Concatenate": _concatenate,
    "AveragePooling2D": _average_pool,
    "MaxPooling2D": _max_pool,
    "Flatten": _flatten,
    "Dense": _dense,
    "Dropout": _same,
}
