"""Write the int8 ONNX file of trained weights, and the tokeniser beside it.

    python -m scripts.training.export DATA BASE OUTPUT_FOLDER WEIGHTS.npz [WEIGHTS.npz ...]

Several weights are averaged. The ranges of the activations are measured on train rows. Prints
how far the int8 model is from the float32 one. Needs onnx and onnxruntime, not torch; runs with
PYTHONPATH=src.
"""

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import onnx
from scripts.training.onnx_graph import build
from scripts.training.ranges import Batch, measured
from scripts.training.split import HEADS, read_rows
from tokenizers import Tokenizer

from openmoderator.detect.models.store import Network
from openmoderator.detect.text.categories.model import Encoder

TEXTS: Final = 240
TRIED: Final = 120

Floats = npt.NDArray[np.float32]


def main() -> None:
    """Read the arguments, build, compare, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("weights", type=Path, nargs="+")
    arguments = parser.parse_args()
    weights = averaged(arguments.weights)
    arguments.output.mkdir(parents=True, exist_ok=True)
    tokenizer = arguments.output / "text_categories_tokenizer.json"
    _write_tokenizer(arguments.base / "tokenizer.json", tokenizer)
    texts = _texts(arguments.data)
    whole = build(weights, HEADS)
    plain = Encoder(Network(whole.SerializeToString()), Tokenizer.from_file(str(tokenizer)), HEADS)
    ranges = measured(build(weights, HEADS), weights, _batches(plain, texts[:TEXTS]))
    small = build(weights, HEADS, ranges)
    onnx.save(small, arguments.output / "text_categories.onnx")
    rounded = Encoder(
        Network(small.SerializeToString()), Tokenizer.from_file(str(tokenizer)), HEADS
    )
    _compare(plain, rounded, texts[TEXTS:])


def averaged(paths: list[Path]) -> dict[str, Floats]:
    """The mean of the weights."""
    stored = [np.load(path, allow_pickle=False) for path in paths]
    return {
        name: np.mean([weights[name] for weights in stored], axis=0, dtype=np.float32)
        for name in stored[0].files
    }


def _texts(data: Path) -> list[str]:
    """Train rows of every source alike, always the same ones."""
    source = random.Random(0)
    rows = [row for row in read_rows(data) if row.part == "train"]
    kinds = sorted({row.source for row in rows})
    share = (TEXTS + TRIED) // len(kinds) + 1
    chosen = [
        row.text
        for kind in kinds
        for row in source.sample([row for row in rows if row.source == kind], share)
    ]
    source.shuffle(chosen)
    return chosen


def _batches(encoder: Encoder, texts: list[str]) -> Iterator[Batch]:
    for text in texts:
        for window in encoder.windows(text)[:1]:
            ids = np.array([window.ids], np.int32)
            yield {"ids": ids, "mask": np.ones_like(ids)}


def _compare(plain: Encoder, rounded: Encoder, texts: list[str]) -> None:
    """Print the differences of the logits, head by head."""
    windows = [window for text in texts for window in plain.windows(text)[:1]]
    differences = np.abs(plain.logits(windows) - rounded.logits(windows))
    for head, column in zip(HEADS, differences.T, strict=True):
        print(f"{head:18} mean difference {column.mean():.3f}, largest {column.max():.3f}")


def _write_tokenizer(source: Path, target: Path) -> None:
    """The base model's tokeniser without cutting and padding, in one line."""
    settings = json.loads(source.read_text("utf-8"))
    settings |= {"truncation": None, "padding": None}
    target.write_text(json.dumps(settings, ensure_ascii=False, separators=(",", ":")), "utf-8")


if __name__ == "__main__":
    main()
