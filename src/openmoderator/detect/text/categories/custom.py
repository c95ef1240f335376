"""The larger tier: any ONNX text classifier from a folder that a team brings along.

The folder holds one `*.onnx` file, `tokenizer.json`, `config.json` with `id2label`, and
`categories.json` where the labels do not have the names of our categories:
{"sexual": ["S"], "offensive": ["toxic", "insult"], "languages": ["eng", "deu"]}.
Never fetches anything, never changes the folder.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from openmoderator.detect.models.store import Network
from openmoderator.detect.text.categories.errors import CategoryModelError
from openmoderator.detect.text.categories.folder import Labels, only_network, read_labels
from openmoderator.detect.text.categories.values import Classification, worst
from openmoderator.detect.text.categories.windows import OVERLAP, spans

Floats = npt.NDArray[np.float32]

KNOWN_INPUTS: Final = frozenset({"input_ids", "attention_mask", "token_type_ids"})


@dataclass(frozen=True, slots=True)
class CustomModel:
    """A classifier of its own labels. Safe among threads."""

    network: Network
    tokenizer: Tokenizer
    labels: Labels
    inputs: tuple[str, ...]

    @property
    def languages(self) -> frozenset[str]:
        return self.labels.languages

    def classify_many(
        self, texts: Sequence[str], languages: Sequence[str]
    ) -> list[Classification | None]:
        """One answer a text: the worst of its windows; None for a language it does not score."""
        return [
            self._classify(text) if language in self.labels.languages else None
            for text, language in zip(texts, languages, strict=True)
        ]

    def _classify(self, text: str) -> Classification:
        windows = self._windows(text.encode("utf-8", "replace").decode())
        scores = [self.labels.score(self._logits(window)) for window in windows]
        return worst(scores) if scores else Classification(0.0, 0.0, 0.0)

    def _windows(self, text: str) -> list[str]:
        """The parts of the text that fit the model."""
        offsets = self.tokenizer.encode(text, add_special_tokens=False).offsets
        room = self.labels.tokens - self.tokenizer.num_special_tokens_to_add(False)
        cuts = spans(len(offsets), room, min(OVERLAP, room // 2))
        return [text[offsets[start][0] : offsets[end - 1][1]] for start, end in cuts]

    def _logits(self, window: str) -> Floats:
        encoded = self.tokenizer.encode(window)
        given = {
            "input_ids": encoded.ids[: self.labels.tokens],
            "attention_mask": encoded.attention_mask[: self.labels.tokens],
            "token_type_ids": encoded.type_ids[: self.labels.tokens],
        }
        values = {name: np.array([given[name]], np.int64) for name in self.inputs}
        logits = self.network.run_first(values)
        return np.asarray(logits, np.float32).reshape(-1)


def open_custom(folder: Path) -> CustomModel:
    """The classifier in `folder`. Raises CategoryModelError that says what is missing."""
    labels = read_labels(folder)
    tokenizer = _tokenizer(folder)
    path = only_network(folder)
    try:
        network = Network(path.read_bytes())
    except Exception as error:  # onnxruntime's errors have no common class
        raise CategoryModelError(folder, f"{path.name} cannot be opened: {error}") from error
    inputs = network.input_names()
    if unknown := sorted(set(inputs) - KNOWN_INPUTS) or "input_ids" not in inputs:
        message = f"{path.name} wants other inputs than {sorted(KNOWN_INPUTS)}: {unknown}"
        raise CategoryModelError(folder, message)
    model = CustomModel(network, tokenizer, labels, inputs)
    _check_outputs(folder, model)
    return model


def _tokenizer(folder: Path) -> Tokenizer:
    """The tokeniser, without its own cutting and padding."""
    path = folder / "tokenizer.json"
    if not path.is_file():
        message = "tokenizer.json is missing; save it with the fast tokenizer of the model."
        raise CategoryModelError(folder, message)
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises bare Exception
        raise CategoryModelError(folder, f"tokenizer.json cannot be read: {error}") from error
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _check_outputs(folder: Path, model: CustomModel) -> None:
    """The model must answer a word with one number a label."""
    try:
        given = len(model._logits("word"))
    except Exception as error:  # whatever the model's own graph raises
        raise CategoryModelError(folder, f"the model does not run: {error}") from error
    if given != len(model.labels.names):
        message = (
            f"the model gives {given} numbers, but id2label in config.json has "
            f"{len(model.labels.names)}: both must be one for each label."
        )
        raise CategoryModelError(folder, message)
