"""Makes an ONNX file of a model of the npm package nsfwjs, and checks it.

    npm pack nsfwjs@4.4.0
    python -m scripts.models.convert_nsfwjs nsfwjs-4.4.0.tgz OUTPUT.onnx [MODEL]

MODEL is mobilenet_v2 (the default; it comes along) or inception_v3 (the larger one, for
OPENMODERATOR_NUDITY_MODEL).

The package is compared with its published checksum first. A whole forward pass in numpy must
agree with onnxruntime, layer by layer, before anything is written.
"""

import base64
import hashlib
import sys
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import onnxruntime as ort  # type: ignore[import-untyped]
from onnx import ModelProto, helper
from scripts.models.keras_reference import forward
from scripts.models.onnx_layers import INPUT, OUTPUT, build_graph
from scripts.models.tfjs_layers import Model, read_model

PACKAGE_SHA512: Final = (
    "krC1fgeTLXtZwgdpKJ0jm7hqv0gTSRQQRL+FhOaxaJ9Wj92t42BO3csO2odwgTAgZgf2RvkwPtp0R8Aa7dc+MA=="
)
SIZES: Final = {"mobilenet_v2": 224, "inception_v3": 299}
CLASSES: Final = "Drawing,Hentai,Neutral,Porn,Sexy"
TOLERANCE: Final = 1e-3


def convert(model: Model, name: str) -> ModelProto:
    """The ONNX model; it tells its classes and its origin itself."""
    opset = [helper.make_opsetid("", 17)]
    graph = build_graph(model, f"nsfw_{name}", SIZES[name])
    converted = helper.make_model(graph, opset_imports=opset, ir_version=8)
    converted.producer_name = "scripts/models/convert_nsfwjs.py"
    origin = {"classes": CLASSES, "origin": f"npm:nsfwjs@4.4.0 {name}", "licence": "MIT"}
    helper.set_model_props(converted, origin)
    onnx.checker.check_model(converted, full_check=True)
    return converted


def verify(model: Model, converted: ModelProto, size: int) -> float:
    """The largest difference of any layer, relative to the layer's own largest value."""
    probe = ModelProto()
    probe.CopyFrom(converted)
    layers = {layer.name for layer in model.layers}
    names = [node.output[0] for node in probe.graph.node if node.output[0] in layers]
    probe.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    session = ort.InferenceSession(probe.SerializeToString(), providers=["CPUExecutionProvider"])
    pixels = np.random.default_rng(1).random((size, size, 3))
    expected = forward(model, pixels)
    expected[OUTPUT] = expected[model.layers[-1].name]
    batch = pixels.astype(np.float32).transpose(2, 0, 1)[None]
    worst = 0.0
    for name, got in zip(
        [*names, OUTPUT], session.run([*names, OUTPUT], {INPUT: batch}), strict=True
    ):
        values = got[0].transpose(1, 2, 0) if got.ndim == 4 else got[0]
        error = np.abs(values - expected[name]).max() / np.abs(expected[name]).max()
        worst = max(worst, float(error))
    print(f"{len(names) + 1} layers compared with numpy")
    return worst


def main(package: Path, output: Path, name: str = "mobilenet_v2") -> None:
    """Check, convert, verify, write."""
    digest = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if digest != PACKAGE_SHA512:
        raise SystemExit("the package is not nsfwjs 4.4.0 as published: its checksum differs")
    if name not in SIZES:
        message = f"there is no model {name}: choose one of {', '.join(SIZES)}"
        raise SystemExit(message)
    model = read_model(package, name)
    converted = convert(model, name)
    worst = verify(model, converted, SIZES[name])
    if worst > TOLERANCE:
        message = f"the conversion is wrong: a layer differs by {worst:.2e}"
        raise SystemExit(message)
    data = converted.SerializeToString(deterministic=True)
    output.write_bytes(data)
    print(f"largest relative difference {worst:.1e}; {len(data)} bytes")
    print(f"sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:4])
