"""The two ways of fine-tuning whose weights are averaged for the model that ships.

`plain` starts with new heads and reads 256 tokens; `probed` fits the heads first, keeps soft
labels (see probe.py), reads 512 tokens and goes more slowly. Their average was better on
sexual texts than either.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Recipe:
    """Learning rates, tokens of a text, and rows of an epoch by source.

    `tweets`: rows of hate, offensive and neither.
    """

    probed: bool
    rate: float
    head_rate: float
    tokens: int
    tweets: tuple[int, int, int]
    templates: int
    functional: int
    german: int


RECIPES: Final = {
    "plain": Recipe(
        probed=False,
        rate=6e-5,
        head_rate=1e-3,
        tokens=256,
        tweets=(900, 1600, 1600),
        templates=800,
        functional=1400,
        german=2800,
    ),
    "probed": Recipe(
        probed=True,
        rate=5e-5,
        head_rate=3e-4,
        tokens=512,
        tweets=(900, 1300, 1300),
        templates=700,
        functional=1200,
        german=2000,
    ),
}
