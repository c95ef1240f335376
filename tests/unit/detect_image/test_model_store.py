"""Model files are the published ones, or the error says which is not and what to install."""

from dataclasses import replace
from pathlib import Path

import pytest

from openmoderator.detect.errors import ModelFileError
from openmoderator.detect.models.store import HERE, checked_path, model_path, open_model, records


@pytest.mark.parametrize("name", sorted(records()))
def test_every_model_has_the_checksum_of_its_provenance(name: str) -> None:
    assert model_path(name).name == Path(records()[name].file).name


def test_every_model_file_of_the_package_has_its_provenance() -> None:
    told = {record.file for record in records().values() if record.package.startswith("open")}
    kept = {path.name for path in HERE.iterdir() if path.is_file()}
    own = {name for name in kept if name.endswith(".py") or name.startswith("LICENSE.")}
    assert kept - own - {"provenance.json"} == told


@pytest.mark.parametrize("name", sorted(records()))
def test_every_licence_text_named_is_there(name: str) -> None:
    record = records()[name]
    assert record.licence in {"MIT", "Apache-2.0"}
    if record.licence_file is not None:
        assert "Permission is hereby granted" in (HERE / record.licence_file).read_text("utf-8")


def test_a_file_with_another_checksum_is_refused_by_name() -> None:
    record = replace(records()["centerface"], sha256="0" * 64)
    with pytest.raises(ModelFileError, match=r"centerface\.onnx is not the published one"):
        checked_path(record)


def test_a_missing_file_is_refused_by_name() -> None:
    record = replace(records()["ocr_angle"], file="models/none.onnx")
    with pytest.raises(ModelFileError, match=r"none\.onnx is missing; install rapidocr 3"):
        checked_path(record)


def test_a_missing_package_is_refused_by_name() -> None:
    record = replace(records()["ocr_angle"], package="no_such_package")
    with pytest.raises(ModelFileError, match="no_such_package"):
        checked_path(record)


def test_an_unknown_model_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        open_model("no such model")
