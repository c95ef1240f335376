"""Model files by name: checked against their published checksum, opened in onnxruntime.

A file that is missing or differs is an error that names the file; it is never fetched.
"""

import hashlib
import importlib.util
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import onnxruntime as ort  # type: ignore[import-untyped]

from openmoderator.detect.errors import ModelFileError

Floats = npt.NDArray[np.float32]
Values = npt.NDArray[np.generic]

HERE: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class ModelRecord:
    """One entry of provenance.json. `package` is the importable package that holds `file`."""

    name: str
    purpose: str
    package: str
    file: str
    origin: str
    version: str
    licence: str
    licence_file: str | None
    sha256: str
    script: str | None


class Network:
    """An opened ONNX model: one thread, no spinning, on the processor. Safe among threads."""

    def __init__(self, data: bytes) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        self._session: Any = ort.InferenceSession(data, options, providers=["CPUExecutionProvider"])

    def run(self, outputs: list[str], inputs: Mapping[str, Values]) -> list[Floats]:
        """The named outputs for the named inputs."""
        return list(self._session.run(outputs, dict(inputs)))

    def run_first(self, inputs: Mapping[str, Values]) -> Floats:
        """The first output of the model, whatever its name."""
        return self.run([self._session.get_outputs()[0].name], inputs)[0]

    def input_names(self) -> tuple[str, ...]:
        """The names of the inputs, in the model's order."""
        return tuple(found.name for found in self._session.get_inputs())

    def input_shape(self, name: str) -> list[int | str]:
        """The sizes of an input; a name stands for one that may vary. Raises KeyError."""
        return {found.name: list(found.shape) for found in self._session.get_inputs()}[name]

    def property(self, name: str) -> str | None:
        """What the file says of itself under that name."""
        return dict(self._session.get_modelmeta().custom_metadata_map).get(name)


@cache
def records() -> dict[str, ModelRecord]:
    """Every model of the product, by name."""
    entries = json.loads((HERE / "provenance.json").read_text("utf-8"))
    return {entry["name"]: ModelRecord(**entry) for entry in entries}


def model_path(name: str) -> Path:
    """Where the model lies. Raises ModelFileError if it is missing or not the published one."""
    return checked_path(records()[name])


def checked_path(record: ModelRecord) -> Path:
    """Where the file of the record lies, once it was compared with the record's checksum."""
    path = _package_folder(record) / record.file
    if not path.is_file():
        message = f"The model file {path} is missing; install {_source(record)} again."
        raise ModelFileError(message)
    _check(record, path, path.read_bytes())
    return path


def open_model(name: str) -> Network:
    """The model, ready to run. Raises ModelFileError as `model_path` does."""
    return Network(model_path(name).read_bytes())


def _package_folder(record: ModelRecord) -> Path:
    """The folder of the package that carries the file, without importing the package."""
    spec = importlib.util.find_spec(record.package)
    if spec is None or spec.origin is None:
        message = f"The package {record.package}, which carries {record.file}, is not installed."
        raise ModelFileError(message)
    return Path(spec.origin).parent


def _check(record: ModelRecord, path: Path, data: bytes) -> None:
    """Compare with the checksum that provenance.json gives."""
    digest = hashlib.sha256(data).hexdigest()
    if digest != record.sha256:
        message = (
            f"The model file {path} is not the published one (sha256 {digest}, expected "
            f"{record.sha256}); install {_source(record)} again."
        )
        raise ModelFileError(message)


def _source(record: ModelRecord) -> str:
    """What to install to get the file."""
    if record.package == "rapidocr":
        return f"rapidocr {record.version}"
    return "openmoderator"
