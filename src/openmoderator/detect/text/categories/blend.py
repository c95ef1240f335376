"""How the three scores of a window come from the logits of the encoder and the linear model.

Reads the weights from a JSON file that scripts/training/calibrate.py writes. The rule of each
score is a weighted sum of logits, each held within +-CLIP, with Platt's scale and offset in it,
through a sigmoid. `suggestive` is derived: the sexual score read at a bar lower by LOWER on the
logit scale, so it is never below `sexual`.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from openmoderator.detect.text.categories.values import Classification

CLIP: Final = 8.0
LOWER: Final = 1.5


@dataclass(frozen=True, slots=True)
class Rule:
    """A score: offset plus the sum of weight times logit, by head."""

    encoder: Mapping[str, float]
    linear: Mapping[str, float]
    offset: float

    def logit(self, encoder: Mapping[str, float], linear: Mapping[str, float]) -> float:
        """The calibrated logit. Raises KeyError where a head is missing."""
        return (
            self.offset
            + sum(weight * _held(encoder[head]) for head, weight in self.encoder.items())
            + sum(weight * _held(linear[head]) for head, weight in self.linear.items())
        )


@dataclass(frozen=True, slots=True)
class Blend:
    """For each language (ISO 639-3) the rule of `sexual` and of `offensive`."""

    rules: Mapping[str, Mapping[str, Rule]]

    def score(
        self, language: str, encoder: Mapping[str, float], linear: Mapping[str, float]
    ) -> Classification:
        """The scores of one window. Raises KeyError for a language without rules."""
        rules = self.rules[language]
        sexual = rules["sexual"].logit(encoder, linear)
        offensive = rules["offensive"].logit(encoder, linear)
        return Classification(_share(sexual), _share(sexual + LOWER), _share(offensive))


def read_blend(path: Path) -> Blend:
    """The rules stored at `path`."""
    stored = json.loads(path.read_text("utf-8"))
    return Blend(
        {
            language: {category: Rule(**rule) for category, rule in rules.items()}
            for language, rules in stored.items()
        }
    )


def _held(logit: float) -> float:
    return max(-CLIP, min(CLIP, logit))


def _share(logit: float) -> float:
    """Logistic function, to four places."""
    return round(1 / (1 + math.exp(-logit)), 4)
