"""Train the linear heads on hashed counts, and store them in a few hundred kilobytes.

    python -m scripts.training.train_linear DATA OUTPUT.npz [--final]

Logistic regression for each head on the rows that know its label; train rows only, with
`--final` the calibration rows too. Features that fewer than two texts have are dropped. Weights
are stored as int8 with a step a head. Needs scikit-learn and scipy; runs with PYTHONPATH=src.
"""

import argparse
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.sparse import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
    csr_matrix,
)
from scripts.training.split import Row, read_rows
from sklearn.linear_model import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
    LogisticRegression,
)

from openmoderator.detect.text.categories.linear import BITS, Floats, Indexes, features, normed

LINEAR_HEADS: Final = {
    "sexual": 10.0,
    "hate": 10.0,
    "talk_toxic": 10.0,
    "tweet_offensive": 10.0,
    "tweet_hate": 10.0,
    "german_offensive": 10.0,
}
SEEN: Final = 2


def main() -> None:
    """Read the arguments, train, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--final", action="store_true")
    arguments = parser.parse_args()
    parts = ("train", "calibration") if arguments.final else ("train",)
    rows = [row for row in read_rows(arguments.data) if row.part in parts]
    rows = [row for row in rows if any(head in row.labels for head in LINEAR_HEADS)]
    found = [features(row.text) for row in rows]
    rarity = _rarity(found)
    weighted = _weighted(found, rarity)
    fitted = [_fit(head, strength, rows, weighted) for head, strength in LINEAR_HEADS.items()]
    _write(arguments.output, rarity, fitted)


def _rarity(found: list[tuple[Indexes, Floats]]) -> npt.NDArray[np.float16]:
    """The logarithm of how rare each feature is; zero below SEEN texts."""
    seen = np.bincount(np.concatenate([numbers for numbers, _ in found]), minlength=2**BITS)
    rarity = np.log((1 + len(found)) / (1 + seen)) + 1
    return np.where(seen >= SEEN, rarity, 0).astype(np.float16)


def _weighted(found: list[tuple[Indexes, Floats]], rarity: npt.NDArray[np.float16]) -> Any:
    """The features of each text as a sparse matrix, weighted and normed as they are in use."""
    rows = [
        normed(numbers, values * rarity[numbers].astype(np.float32)) for numbers, values in found
    ]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    numbers = np.concatenate([numbers for numbers, _ in found])
    return csr_matrix((np.concatenate(rows), numbers, ends), (len(rows), 2**BITS))


def _fit(
    head: str, strength: float, rows: list[Row], weighted: Any
) -> tuple[npt.NDArray[np.float64], float]:
    """Weights and bias of one head."""
    known = [number for number, row in enumerate(rows) if head in row.labels]
    labels = np.array([rows[number].labels[head] for number in known])
    model = LogisticRegression(C=strength, max_iter=300, solver="liblinear", random_state=0)
    model.fit(weighted[known], labels)
    return model.coef_[0], float(model.intercept_[0])


def _write(
    path: Path,
    rarity: npt.NDArray[np.float16],
    fitted: list[tuple[npt.NDArray[np.float64], float]],
) -> None:
    weights = np.stack([weight for weight, _ in fitted], axis=1)
    steps = np.abs(weights).max(axis=0) / 127
    np.savez_compressed(
        path,
        heads=np.array(",".join(LINEAR_HEADS)),
        rarity=rarity,
        weights=np.rint(weights / steps).astype(np.int8),
        steps=steps.astype(np.float32),
        biases=np.array([bias for _, bias in fitted], dtype=np.float32),
    )


if __name__ == "__main__":
    main()
