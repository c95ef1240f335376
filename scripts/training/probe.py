"""What the untouched encoder knows: its heads fitted alone, before anything is fine-tuned.

New heads bend the encoder while they are still wrong; fitted first they do not (Kumar et al.
2022). And what they say of texts from other sources is kept as a soft label for the heads of
the moderation samples, which have few labels: so the encoder does not forget what it knew.
"""

import random
from typing import Final

import numpy as np
import torch  # type: ignore[import-not-found,unused-ignore]
from scripts.training.encoder import Encoder
from sklearn.linear_model import (  # type: ignore[import-not-found,import-untyped,unused-ignore]
    LogisticRegression,
)
from torch import Tensor

ROWS: Final = 1200
TOKENS: Final = 512
AT_ONCE: Final = 24
SOFT_HEADS: Final = 4
EDGE: Final = 0.002

Example = tuple[list[int], list[float], float]
"""Token ids, a label a head (-1 unknown, between 0 and 1 soft), and the weight of the row."""


def probe(model: Encoder, examples: dict[str, list[Example]]) -> None:
    """Set the heads of the model, and give soft labels to the rows looked at."""
    source = random.Random(0)
    places = [
        (name, number)
        for name, rows in sorted(examples.items())
        for number in sorted(source.sample(range(len(rows)), min(ROWS, len(rows))))
    ]
    places.sort(key=lambda place: len(examples[place[0]][place[1]][0]))
    features = _features(model, [examples[name][number][0] for name, number in places])
    labels = np.array([examples[name][number][1] for name, number in places])
    logits = _fit(model, features, labels)
    for place, (name, number) in enumerate(places):
        ids, known, weight = examples[name][number]
        examples[name][number] = (ids, _softened(known, logits[place]), weight)


def _features(model: Encoder, texts: list[list[int]]) -> Tensor:
    """The pooled vector of each text."""
    model.eval()
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        found = [
            model.pooled(*padded([text[:TOKENS] for text in texts[start : start + AT_ONCE]]))
            for start in range(0, len(texts), AT_ONCE)
        ]
    return torch.cat(found).float()


def _fit(
    model: Encoder, features: Tensor, labels: "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
) -> Tensor:
    """Logistic regression of each head on vectors of length 1; the logits of all rows."""
    size = float(features.norm(dim=1).mean())
    unit = torch.nn.functional.normalize(features, dim=1).numpy()
    for head in range(labels.shape[1]):
        known = labels[:, head] >= 0
        fitted = LogisticRegression(C=10, max_iter=1000).fit(unit[known], labels[known, head])
        with torch.no_grad():
            model.heads.weight[head] = torch.tensor(fitted.coef_[0] / size)
            model.heads.bias[head] = float(fitted.intercept_[0])
    with torch.no_grad():
        logits: Tensor = model.heads(features)
    return logits


def _softened(labels: list[float], logits: Tensor) -> list[float]:
    """The labels, with what the probe says for the first SOFT_HEADS where nothing is known."""
    shares = torch.sigmoid(logits).clamp(EDGE, 1 - EDGE).tolist()
    return [
        shares[head] if head < SOFT_HEADS and label < 0 else label
        for head, label in enumerate(labels)
    ]


def padded(texts: list[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids and their mask, as long as the longest."""
    longest = max(map(len, texts))
    ids = torch.tensor([text + [0] * (longest - len(text)) for text in texts])
    mask = torch.tensor([[1] * len(text) + [0] * (longest - len(text)) for text in texts]).bool()
    return ids, mask
