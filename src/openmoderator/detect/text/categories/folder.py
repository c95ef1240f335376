"""What the files of a brought-along classifier say: its labels, and which category each is.

Reads `config.json` and `categories.json`; every complaint names the file and what to write.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from openmoderator.detect.text.categories.errors import CategoryModelError
from openmoderator.detect.text.categories.values import Classification

CATEGORIES: Final = ("sexual", "suggestive", "offensive")
LONGEST: Final = 512


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels in the order of the model's numbers, and the numbers of each category.

    `exclusive`: the labels share one softmax; else each has its own sigmoid. `tokens`: how many
    the model reads at once.
    """

    names: tuple[str, ...]
    categories: Mapping[str, tuple[int, ...]]
    exclusive: bool
    tokens: int
    languages: frozenset[str]

    def score(self, logits: npt.NDArray[np.float32]) -> Classification:
        """Of exclusive labels a category is their sum, else their highest."""
        shares = _softmax(logits) if self.exclusive else 1 / (1 + np.exp(-logits.astype(float)))
        found = {name: self._of(shares, numbers) for name, numbers in self.categories.items()}
        sexual = found.get("sexual", 0.0)
        suggestive = max(sexual, found.get("suggestive", 0.0))
        return Classification(sexual, suggestive, found.get("offensive", 0.0))

    def _of(self, shares: npt.NDArray[np.float64], numbers: tuple[int, ...]) -> float:
        chosen = shares[list(numbers)]
        return round(min(1.0, float(chosen.sum() if self.exclusive else chosen.max())), 4)


def read_labels(folder: Path) -> Labels:
    """What the folder says. Raises CategoryModelError."""
    if not folder.is_dir():
        raise CategoryModelError(folder, "there is no such folder.")
    config = _read(folder, "config.json")
    names = _names(folder, config)
    given = _read(folder, "categories.json") if (folder / "categories.json").exists() else {}
    return Labels(
        names,
        _categories(folder, names, given),
        config.get("problem_type") == "single_label_classification",
        _tokens(config),
        frozenset(_strings(folder, given.get("languages", ["eng"]), "languages")),
    )


def only_network(folder: Path) -> Path:
    """The one ONNX file of the folder."""
    found = sorted(folder.glob("*.onnx"))
    if len(found) != 1:
        many = "has none" if not found else f"has {len(found)} ({found[0].name}, ...)"
        raise CategoryModelError(folder, f"it must hold one *.onnx file and {many}.")
    return found[0]


def _read(folder: Path, name: str) -> dict[str, Any]:
    """A JSON object of the folder."""
    path = folder / name
    if not path.is_file():
        raise CategoryModelError(folder, f"{name} is missing.")
    try:
        value = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise CategoryModelError(folder, f"{name} is no JSON: {error}") from error
    if not isinstance(value, dict):
        raise CategoryModelError(folder, f"{name} must hold a JSON object.")
    return value


def _names(folder: Path, config: Mapping[str, Any]) -> tuple[str, ...]:
    """The labels of id2label by their numbers."""
    labels = config.get("id2label")
    if not isinstance(labels, dict) or not labels:
        raise CategoryModelError(folder, "config.json has no id2label with the model's labels.")
    numbers = [str(number) for number in range(len(labels))]
    if sorted(labels) != sorted(numbers):
        message = f"id2label in config.json must number its labels from 0 to {len(labels) - 1}."
        raise CategoryModelError(folder, message)
    return tuple(str(labels[number]) for number in numbers)


def _categories(
    folder: Path, names: tuple[str, ...], given: Mapping[str, Any]
) -> dict[str, tuple[int, ...]]:
    """The numbers of the labels of each category; where `given` maps none, labels named like a
    category stand for it."""
    chosen: dict[str, tuple[int, ...]] = {}
    mapped = any(category in given for category in CATEGORIES)
    for category in CATEGORIES:
        default = [] if mapped else [name for name in names if name.lower() == category]
        labels = _strings(folder, given.get(category, default), category)
        if unknown := [label for label in labels if label not in names]:
            message = f"categories.json names {unknown[0]!r}, which is none of {list(names)}."
            raise CategoryModelError(folder, message)
        if labels:
            chosen[category] = tuple(names.index(label) for label in labels)
    if not chosen:
        message = (
            f"no label stands for a category: write categories.json that maps some of "
            f"{list(CATEGORIES)} to labels of {list(names)}."
        )
        raise CategoryModelError(folder, message)
    return chosen


def _strings(folder: Path, value: object, name: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise CategoryModelError(folder, f"{name!r} in categories.json must be a list of strings.")
    return value


def _tokens(config: Mapping[str, Any]) -> int:
    """How many tokens fit; RoBERTa's first two places are never used."""
    places = config.get("max_position_embeddings")
    if not isinstance(places, int):
        return LONGEST
    spare = 2 if str(config.get("model_type", "")).endswith("roberta") else 0
    return max(8, min(LONGEST, places - spare))


def _softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    powers = np.exp(logits.astype(float) - float(logits.max()))
    return np.asarray(powers / powers.sum())
