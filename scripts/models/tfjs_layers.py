"""Reads a Keras model out of the JavaScript files of a TensorFlow.js bundle.

Such a bundle is a script that exports one object literal (the topology) and one that exports
the weights as base64, here each tensor as uint8 with a scale and a minimum. No JavaScript is
run: the literal is tokenised and read as JSON.
"""

import base64
import json
import re
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

FOLDER: Final = "package/dist/models"
TOKEN: Final = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*")|(?P<flag>![01])|(?P<name>[A-Za-z_$][\w$]*)'
    r"|(?P<number>-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|(?P<mark>[{}\[\],:])"
)


@dataclass(frozen=True, slots=True)
class Layer:
    """One Keras layer: its class, its configuration and the names of the layers it reads."""

    name: str
    kind: str
    config: dict[str, Any]
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """Layers in order of evaluation, and the weights by "layer/weight" in Keras' shapes."""

    layers: tuple[Layer, ...]
    weights: dict[str, Floats]


def read_model(package: Path, name: str) -> Model:
    """The model of that folder inside the npm package (a .tgz file)."""
    with tarfile.open(package) as archive:
        topology = _object_literal(_text(archive, f"{FOLDER}/{name}/model.min.js"))
        files = [path for group in topology["weightsManifest"] for path in group["paths"]]
        scripts = [_text(archive, f"{FOLDER}/{name}/{file}.min.js") for file in files]
    packed = b"".join(base64.b64decode(_string_literal(script)) for script in scripts)
    layers = topology["modelTopology"]["model_config"]["config"]["layers"]
    specs = [spec for group in topology["weightsManifest"] for spec in group["weights"]]
    return Model(tuple(_layer(layer) for layer in layers), _weights(specs, packed))


def _text(archive: tarfile.TarFile, name: str) -> str:
    """One file of the archive as text."""
    member = archive.extractfile(name)
    if member is None:
        message = f"{name} is not in the package; is it another version?"
        raise SystemExit(message)
    return member.read().decode()


def _object_literal(script: str) -> dict[str, Any]:
    """The object after "exports=" as JSON: names quoted, !0 and !1 as booleans, .5 as 0.5."""
    position = script.index(".exports={") + len(".exports=")
    depth, out = 0, []
    while True:
        match = TOKEN.match(script, position)
        if match is None:
            message = f"unknown token at {position}: {script[position : position + 20]!r}"
            raise SystemExit(message)
        out.append(_as_json(match))
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return dict(json.loads("".join(out)))
        position = match.end()


def _as_json(match: re.Match[str]) -> str:
    """One JavaScript token as JSON."""
    token = match.group()
    if match.lastgroup == "flag":
        return "true" if token == "!0" else "false"
    if match.lastgroup == "name":
        return token if token == "null" else f'"{token}"'
    if match.lastgroup == "number":
        return repr(float(token)) if "." in token or "e" in token else token
    return token


def _string_literal(script: str) -> str:
    """The one long string after "exports="."""
    start = script.index('.exports="') + len('.exports="')
    return script[start : script.index('"', start)]


def _layer(raw: dict[str, Any]) -> Layer:
    """A layer of the topology; each is used once, by one node."""
    nodes = raw["inbound_nodes"]
    inputs = tuple(str(reference[0]) for reference in nodes[0]) if nodes else ()
    return Layer(str(raw["name"]), str(raw["class_name"]), raw["config"], inputs)


def _weights(specs: list[dict[str, Any]], packed: bytes) -> dict[str, Floats]:
    """Every tensor: value = quantised * scale + minimum, counted in double precision."""
    weights: dict[str, Floats] = {}
    offset = 0
    for spec in specs:
        count = int(np.prod(spec["shape"]))
        stored = np.frombuffer(packed, np.uint8, count, offset).astype(np.float64)
        offset += count
        rule = spec["quantization"]
        values = stored * float(rule["scale"]) + float(rule["min"])
        weights[str(spec["name"])] = values.reshape(spec["shape"]).astype(np.float32)
    if offset != len(packed):
        message = f"the weights have {len(packed)} bytes, the topology names {offset}"
        raise SystemExit(message)
    return weights
