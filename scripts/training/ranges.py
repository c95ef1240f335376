"""The range of values that go into each product of the encoder, measured on texts.

Runs the float32 graph in onnxruntime with those values as outputs. A few columns reach far
beyond the others; dividing them before rounding, and multiplying the weight instead, keeps the
rest fine (SmoothQuant, Xiao et al. 2023). Of the divisions and clippings tried for a product
the pair that changes its result least is kept.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
import numpy.typing as npt
import onnxruntime as ort  # type: ignore[import-untyped]
from onnx import ModelProto, TensorProto, helper
from scripts.training.onnx_graph import TOP, Range, product_inputs

POWERS: Final = (0.0, 0.35, 0.5, 0.65, 0.8)
SHRUNK: Final = (1.0, 0.85, 0.7, 0.5)
ROWS_OF_TEXT: Final = 6

Floats = npt.NDArray[np.float32]
Batch = Mapping[str, npt.NDArray[np.int32]]


def measured(
    model: ModelProto, weights: Mapping[str, Floats], batches: Iterable[Batch]
) -> dict[str, Range]:
    """The range for each of `product_inputs`, over the batches."""
    inputs = product_inputs()
    rows, highest = _rows(model, list(inputs), batches)
    return {
        name: _best(rows[name], highest[name], np.concatenate([weights[part] for part in parts]))
        for name, parts in inputs.items()
    }


def _rows(
    model: ModelProto, names: list[str], batches: Iterable[Batch]
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """A few rows of each text, and the largest absolute value of each column over all rows."""
    for name in names:
        model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, None))
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    source = np.random.default_rng(0)
    samples: dict[str, list[Floats]] = {name: [] for name in names}
    highest: dict[str, Floats] = {}
    for batch in batches:
        for name, values in zip(names, session.run(names, batch), strict=True):
            flat = values.reshape(-1, values.shape[-1])
            top = np.abs(flat).max(axis=0)
            highest[name] = np.maximum(highest.get(name, top), top)
            samples[name].append(flat[source.integers(0, len(flat), ROWS_OF_TEXT)])
    return {name: np.concatenate(samples[name]) for name in names}, highest


def _best(rows: Floats, highest: Floats, weight: Floats) -> Range:
    """The range that changes `rows` times `weight` least."""
    right = rows @ weight.T
    tried = []
    for power in POWERS:
        columns = _columns(highest, weight, power)
        even = rows / columns
        packed = _rounded_weight(weight * columns)
        for share in SHRUNK:
            low, high = float(even.min()) * share, float(even.max()) * share
            error = float(np.square(_rounded(even, low, high) @ packed.T - right).mean())
            tried.append((error, power, share, Range(low, high, columns)))
    return min(tried, key=lambda entry: entry[:3])[3]


def _columns(highest: Floats, weight: Floats, power: float) -> Floats:
    """By how much to divide each column."""
    if not power:
        return np.ones_like(highest)
    heavy = np.maximum(np.abs(weight).max(axis=0), 1e-5)
    scales = np.maximum(highest, 1e-5) ** power / heavy ** (1 - power)
    return np.asarray(scales / np.median(scales), dtype=np.float32)


def _rounded(values: Floats, low: float, high: float) -> Floats:
    step = (high - low) / 255
    zero = np.clip(np.rint(-low / step), 0, 255)
    return np.asarray((np.clip(np.rint(values / step) + zero, 0, 255) - zero) * step, np.float32)


def _rounded_weight(weight: Floats) -> Floats:
    scales = np.maximum(np.abs(weight).max(axis=1, keepdims=True), 1e-12) / TOP
    return np.asarray(np.rint(weight / scales) * scales, np.float32)
