"""The fine-tuned encoder: texts in, logits of its heads for every window out.

Runs onnxruntime on one thread and `tokenizers` in the caller's. Knows no category and no
threshold; `blend` makes scores of its logits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from openmoderator.detect.models.store import Network
from openmoderator.detect.text.categories.windows import spans

Floats = npt.NDArray[np.float32]

START: Final = 101
END: Final = 102
TOKENS_AT_ONCE: Final = 1024


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a tidied text, with the token ids that the encoder reads for it."""

    text: str
    ids: tuple[int, ...]


class Encoder:
    """An opened encoder with its tokeniser. Safe among threads."""

    def __init__(self, network: Network, tokenizer: Tokenizer, heads: tuple[str, ...]) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self.heads = heads
        self._network = network
        self._tokenizer = tokenizer

    def windows(self, text: str) -> list[Window]:
        """The windows of a tidied text; none where it has no token."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        ids, offsets = encoded.ids, encoded.offsets
        cuts = spans(len(ids))
        if len(cuts) == 1:
            return [Window(text, (START, *ids, END))]
        return [
            Window(text[offsets[start][0] : offsets[end - 1][1]], (START, *ids[start:end], END))
            for start, end in cuts
        ]

    def logits(self, windows: Sequence[Window]) -> Floats:
        """One row a window, one column a head.

        Windows of like length run together. A window's row does not depend on the others but
        for rounding in the last bits.
        """
        rows = np.zeros((len(windows), len(self.heads)), np.float32)
        order = sorted(range(len(windows)), key=lambda number: len(windows[number].ids))
        for batch in _batches(order, [len(window.ids) for window in windows]):
            rows[batch] = self._run([windows[number].ids for number in batch])
        return rows

    def _run(self, batch: Sequence[Sequence[int]]) -> Floats:
        """The logits of one batch, padded to its longest."""
        longest = max(map(len, batch))
        ids = np.zeros((len(batch), longest), np.int32)
        mask = np.zeros((len(batch), longest), np.int32)
        for row, text in enumerate(batch):
            ids[row, : len(text)] = text
            mask[row, : len(text)] = 1
        return self._network.run(["logits"], {"ids": ids, "mask": mask})[0]


def _batches(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """Numbers of windows, ascending by length, in groups of at most TOKENS_AT_ONCE tokens.

    A group's longest is at most a quarter longer than its shortest, or eight tokens: padding
    costs as much as text.
    """
    batches: list[list[int]] = []
    for number in order:
        length = lengths[number]
        if batches:
            batch = batches[-1]
            shortest = lengths[batch[0]]
            fits = (len(batch) + 1) * length <= TOKENS_AT_ONCE
            if fits and length <= max(shortest * 1.25, shortest + 8):
                batch.append(number)
                continue
        batches.append([number])
    return batches
