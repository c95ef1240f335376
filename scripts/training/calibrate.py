"""Fit the rules that make scores of logits, on the calibration rows.

    python -m scripts.training.calibrate DATA FOLDER LINEAR.npz OUTPUT.json

FOLDER holds the exported encoder and tokeniser, LINEAR.npz the linear model; both must have
been trained on train rows only. How much each head counts is written in MIXES; the slope and
the offset (Platt 1999, with his smoothed targets) are fitted, every source weighing the same.
Needs numpy only; runs with PYTHONPATH=src.
"""

import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
from scripts.training.split import HEADS, Row, read_rows
from tokenizers import Tokenizer

from openmoderator.detect.models.store import Network
from openmoderator.detect.text.categories.blend import Rule
from openmoderator.detect.text.categories.linear import LinearModel, read_linear
from openmoderator.detect.text.categories.model import Encoder

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Mix:
    """How much each head counts, and the labels on which slope and offset are fitted."""

    encoder: dict[str, float]
    linear: dict[str, float]
    labels: tuple[str, ...]


SEXUAL: Final = Mix({"sexual": 1.0}, {"sexual": 0.7}, ("sexual",))
MIXES: Final = {
    "eng": {
        "sexual": SEXUAL,
        "offensive": Mix(
            {"hate": 1.0, "talk_toxic": 0.5, "tweet_offensive": 0.35, "functional_hate": 0.7},
            {"hate": 0.5, "talk_toxic": 0.3},
            ("hate", "talk_toxic", "tweet_offensive", "functional_hate"),
        ),
    },
    "deu": {
        "sexual": SEXUAL,
        "offensive": Mix(
            {"german_offensive": 1.0}, {"german_offensive": 2.5}, ("german_offensive",)
        ),
    },
}


def main() -> None:
    """Read the arguments, fit, write."""
    data, folder, linear_path, output = map(Path, sys.argv[1:5])
    rows = [row for row in read_rows(data) if row.part == "calibration"]
    tokenizer = Tokenizer.from_file(str(folder / "text_categories_tokenizer.json"))
    network = Network((folder / "text_categories.onnx").read_bytes())
    encoder = Encoder(network, tokenizer, HEADS)
    linear = read_linear(linear_path)
    rules = {
        language: {name: _rule(mix, rows, encoder, linear) for name, mix in mixes.items()}
        for language, mixes in MIXES.items()
    }
    output.write_text(json.dumps(rules, indent=2) + "\n", "utf-8")


def _rule(
    mix: Mix, rows: list[Row], encoder: Encoder, linear: LinearModel
) -> dict[str, dict[str, float] | float]:
    """The mix with its slope multiplied in, and the offset."""
    known = [(row, label) for row in rows for label in mix.labels if label in row.labels]
    windows = [encoder.windows(row.text)[0] for row, _ in known]
    logits = encoder.logits(windows)
    plain = Rule(mix.encoder, mix.linear, 0.0)
    sums = np.array(
        [
            plain.logit(
                dict(zip(encoder.heads, logits[number].tolist(), strict=True)),
                dict(zip(linear.heads, linear.margins(window.text).tolist(), strict=True)),
            )
            for number, window in enumerate(windows)
        ]
    )
    labels = np.array([row.labels[label] for row, label in known], float)
    slope, offset = platt(sums, labels, _weights([label for _, label in known]))
    print(f"{mix.labels}: {len(known)} rows, slope {slope:.3f}, offset {offset:.3f}")
    return {
        "encoder": {head: round(weight * slope, 4) for head, weight in mix.encoder.items()},
        "linear": {head: round(weight * slope, 4) for head, weight in mix.linear.items()},
        "offset": round(offset, 4),
    }


def _weights(labels: list[str]) -> Doubles:
    """The same sum for each label, the mean 1."""
    counts = Counter(labels)
    return np.array([len(labels) / len(counts) / counts[label] for label in labels])


def platt(sums: Doubles, labels: Doubles, weights: Doubles) -> tuple[float, float]:
    """Slope and offset of the logistic curve, by Newton's method."""
    positive, negative = float(labels @ weights), float((1 - labels) @ weights)
    targets = np.where(labels == 1, (positive + 1) / (positive + 2), 1 / (negative + 2))
    design = np.stack([sums, np.ones_like(sums)], axis=1)
    curve = np.array([0.3, 0.0])
    for _ in range(60):
        shares = 1 / (1 + np.exp(-design @ curve))
        slope = design.T @ (weights * (targets - shares)) - 1e-3 * curve
        bend = (design * (weights * shares * (1 - shares))[:, None]).T @ design + 1e-3 * np.eye(2)
        curve = curve + np.clip(np.linalg.solve(bend, slope), -1, 1)
    return float(curve[0]), float(curve[1])


if __name__ == "__main__":
    main()
