"""A team's own classifier from a folder: a tiny one is built here, with weights that are known."""

import json
import math
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from openmoderator.detect.text.categories.custom import CustomModel, open_custom
from openmoderator.detect.text.categories.errors import CategoryModelError

WORDS = {"[UNK]": 0, "rude": 1, "lewd": 2, "fine": 3}
WEIGHTS = np.array([[0, 0], [3, 0], [0, 3], [-3, -3]], np.float32)
LABELS = {"0": "insult", "1": "lewdness"}
MAPPING = {"offensive": ["insult"], "sexual": ["lewdness"]}


def model_of(inputs: tuple[str, ...] = ("input_ids", "attention_mask")) -> bytes:
    """A classifier that adds up a row of weights for each word."""
    nodes = [
        helper.make_node("Gather", ["weights", inputs[0]], ["rows"]),
        helper.make_node("ReduceSum", ["rows", "axis"], ["logits"], keepdims=0),
    ]
    values = [helper.make_tensor_value_info(n, TensorProto.INT64, ["b", "t"]) for n in inputs]
    output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["b", 2])
    constants = [
        numpy_helper.from_array(WEIGHTS, "weights"),
        numpy_helper.from_array(np.array([1]), "axis"),
    ]
    graph = helper.make_graph(nodes, "tiny", values, [output], constants)
    opset = [helper.make_opsetid("", 17)]
    made: bytes = helper.make_model(graph, opset_imports=opset, ir_version=8).SerializeToString()
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A whole folder."""
    (tmp_path / "model.onnx").write_bytes(model_of())
    tokenizer = Tokenizer(WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    write(tmp_path, "config.json", {"id2label": LABELS, "max_position_embeddings": 10})
    write(tmp_path, "categories.json", MAPPING)
    return tmp_path


def write(folder: Path, name: str, value: object) -> None:
    (folder / name).write_text(json.dumps(value), "utf-8")


def offensive(model: CustomModel, text: str) -> float:
    found = model.classify_many([text], ["eng"])[0]
    assert found is not None
    return found.offensive


def test_labels_become_categories_as_the_mapping_says(folder: Path) -> None:
    found = open_custom(folder).classify_many(["rude rude lewd"], ["eng"])[0]
    assert found is not None
    assert found.offensive == pytest.approx(1 / (1 + math.exp(-6)), abs=1e-4)
    assert found.sexual == pytest.approx(1 / (1 + math.exp(-3)), abs=1e-4)
    assert found.suggestive == found.sexual


def test_exclusive_labels_share_one_softmax(folder: Path) -> None:
    settings = {"id2label": LABELS, "problem_type": "single_label_classification"}
    write(folder, "config.json", settings)
    assert offensive(open_custom(folder), "rude") == pytest.approx(
        math.exp(3) / (math.exp(3) + 1), abs=1e-4
    )


def test_labels_named_like_a_category_need_no_mapping(folder: Path) -> None:
    (folder / "categories.json").unlink()
    write(folder, "config.json", {"id2label": {"0": "Offensive", "1": "Sexual"}})
    assert offensive(open_custom(folder), "rude") > 0.9


def test_languages_can_be_named_without_a_mapping(folder: Path) -> None:
    write(folder, "categories.json", {"languages": ["fra"]})
    write(folder, "config.json", {"id2label": {"0": "Offensive", "1": "Sexual"}})
    found = open_custom(folder).classify_many(["rude"], ["fra"])[0]
    assert found is not None
    assert found.offensive > 0.9


def test_the_worst_window_of_a_long_text_counts(folder: Path) -> None:
    model = open_custom(folder)
    assert offensive(model, "fine " * 30 + "rude " * 10 + "fine " * 30) > 0.99
    assert offensive(model, "fine " * 70) < 0.01


def test_languages_are_english_unless_the_folder_names_others(folder: Path) -> None:
    assert open_custom(folder).classify_many(["rude"], ["fra"]) == [None]
    write(folder, "categories.json", {**MAPPING, "languages": ["fra"]})
    assert open_custom(folder).classify_many(["rude"], ["fra"]) != [None]


def test_a_text_without_tokens_scores_nothing(folder: Path) -> None:
    assert offensive(open_custom(folder), "") == 0


@pytest.mark.parametrize("name", ["tokenizer.json", "config.json"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(CategoryModelError, match=f"{name} is missing"):
        open_custom(folder)


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(CategoryModelError, match="no such folder"):
        open_custom(tmp_path / "nowhere")


def test_a_folder_without_or_with_two_models_is_refused(folder: Path) -> None:
    (folder / "other.onnx").write_bytes(model_of())
    with pytest.raises(CategoryModelError, match="has 2"):
        open_custom(folder)
    for path in folder.glob("*.onnx"):
        path.unlink()
    with pytest.raises(CategoryModelError, match="has none"):
        open_custom(folder)


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("config.json", {}, "no id2label"),
        ("config.json", {"id2label": {"1": "a", "2": "b"}}, "number its labels from 0 to 1"),
        ("config.json", {"id2label": {"0": "insult"}}, "'lewdness', which is none of"),
        ("config.json", {"id2label": {**LABELS, "2": "third"}}, "gives 2 numbers"),
        ("config.json", [], "must hold a JSON object"),
        ("categories.json", {}, "no label stands for a category"),
        ("categories.json", {"sexual": "lewdness"}, "must be a list of strings"),
    ],
)
def test_what_does_not_fit_is_said(folder: Path, name: str, value: object, complaint: str) -> None:
    write(folder, name, value)
    with pytest.raises(CategoryModelError, match=complaint):
        open_custom(folder)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_damaged_file_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"{ nothing")
    with pytest.raises(CategoryModelError, match=name):
        open_custom(folder)


def test_a_model_with_inputs_that_nobody_can_fill_is_refused(folder: Path) -> None:
    (folder / "model.onnx").write_bytes(model_of(("input_ids", "pixels")))
    with pytest.raises(CategoryModelError, match="pixels"):
        open_custom(folder)


def test_the_model_of_the_test_is_a_valid_one(folder: Path) -> None:
    onnx.checker.check_model(str(folder / "model.onnx"))
