"""How hard an item may be to look at, from what machines said of it. Pure but for `thresholds`.

Severe (3): adult. ``adultScore`` reaches its threshold, or ``a`` or ``isAdult`` is true.
Medium (2): racy, or strong words. ``racyScore`` reaches its threshold, ``r`` or ``isRacy`` is
true, or the text holds a strong term of the built-in list.
Mild (1): any other word of that list, or ``text.HasProfanity`` or ``text.HasPII`` is true.
Else 0. Keys are read case-blind (contract 9.4, 12); a tag that says false does not overrule a
score, because a severity that is too high only softens what is shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from openmoderator.accounts.models import Team

NONE, MILD, MEDIUM, SEVERE = range(4)
STRONG: Final = 3
"""The highest severity of a built-in term."""

Pairs = Iterable[Sequence[str]]


@dataclass(frozen=True)
class Thresholds:
    """Scores, 0 to 1, from which on a picture counts as adult or racy."""

    adult: float
    racy: float


@dataclass(frozen=True)
class Weight:
    """What a review stores: `score` sorts its queue, `severity` protects who looks."""

    score: float
    severity: int


def thresholds(team: Team) -> Thresholds:
    """The team's, where it has set them, else the installation's."""
    own, installed = (team.adult_threshold, team.racy_threshold), settings.OPENMODERATOR
    return Thresholds(
        installed.adult_threshold if own[0] is None else own[0],
        installed.racy_threshold if own[1] is None else own[1],
    )


def of(metadata: Pairs, limits: Thresholds, strongest_term: int = 0) -> Weight:
    """Score and severity of an item with this metadata.

    The score is the highest value between 0 and 1 whose key ends with ``score``; 0 without
    one. `strongest_term` is 0 (no term of the built-in list in the text) to 3.
    """
    given = {key.lower(): value.strip().lower() for key, value in metadata}
    found = dict(_scores(given))
    true = {key for key, value in given.items() if value == "true"}
    return Weight(max(found.values(), default=0.0), _severity(found, true, limits, strongest_term))


def strongest_term(text: str | None) -> int:
    """The severity, 1 to 3, of the strongest built-in term in `text`; 0 when there is none."""
    if not text:
        return 0
    # Not at the top: the list is large, and pictures do not need it.
    from openmoderator.detect.text.terms import find_terms

    return max((match.severity for match in find_terms(text)), default=0)


def _severity(
    scores: dict[str, float], true: set[str], limits: Thresholds, strongest_term: int
) -> int:
    if scores.get("adultscore", -1) >= limits.adult or true & {"a", "isadult"}:
        return SEVERE
    racy = scores.get("racyscore", -1) >= limits.racy or true & {"r", "isracy"}
    if racy or strongest_term >= STRONG:
        return MEDIUM
    mild = strongest_term > 0 or true & {"text.hasprofanity", "text.haspii"}
    return MILD if mild else NONE


def _scores(given: dict[str, str]) -> Iterator[tuple[str, float]]:
    for key, value in given.items():
        if not key.endswith("score"):
            continue
        try:
            number = float(value)
        except ValueError:
            continue
        if math.isfinite(number) and 0 <= number <= 1:
            yield key, number
