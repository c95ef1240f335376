"""From labelled scores to settings: which temperature and thresholds, and how right they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final, TypeAlias

from openmoderator.commands.labelled import LABELS, Row
from openmoderator.detect.image.calibration import (
    best_temperature,
    ranking,
    rates,
    tempered,
    threshold_for,
)
from openmoderator.detect.image.nudity import NudityScores, scores_of, worst
from openmoderator.errors import BadInput

Outcome: TypeAlias = dict[str, Any]

POSITIVE: Final = {"adult": frozenset({"adult"}), "racy": frozenset({"adult", "racy"})}
"""Which labels each score should flag. A racy picture counts neither way for adult."""
NEUTRAL: Final = {"adult": frozenset({"racy"}), "racy": frozenset[str]()}
FEWEST: Final = 20
"""Pictures that each half needs at least."""


def calibrated(rows: Sequence[Row], most_false_alarms: float) -> Outcome:
    """Temperature and thresholds chosen on one half, and what they do on the other.

    Raises `BadInput` where there are too few pictures, or no harmless ones, to say anything.
    """
    choosing = [row for row in rows if row.chooses]
    measuring = [row for row in rows if not row.chooses]
    if min(len(choosing), len(measuring)) < FEWEST:
        message = (
            f"{len(rows)} pictures could be read ({len(choosing)} to choose by, {len(measuring)} to"
            f" measure); each half needs {FEWEST}. Label more pictures, of more sources."
        )
        raise BadInput(message)
    temperature = best_temperature(
        [row.frames[0] for row in choosing], [LABELS[row.labelled.label] for row in choosing]
    )
    return {
        "pictures": len(rows),
        "temperature": temperature,
        "most_false_alarms": most_false_alarms,
        "scores": {
            name: _score(name, choosing, measuring, temperature, most_false_alarms)
            for name in POSITIVE
        },
    }


def _score(
    name: str,
    choosing: Sequence[Row],
    measuring: Sequence[Row],
    temperature: float,
    most_false_alarms: float,
) -> Outcome:
    _, harmless = _sides(name, choosing, temperature)
    if not harmless:
        message = (
            f"No picture that counts as harmless for {name} is in the half that chooses, so no"
            " threshold can be found. Label harmless pictures too, of several sources."
        )
        raise BadInput(message)
    threshold = threshold_for(harmless, most_false_alarms)
    found: Outcome = measured(measuring, temperature, {name: threshold})["scores"][name]
    return found


def _sides(name: str, rows: Sequence[Row], temperature: float) -> tuple[list[float], list[float]]:
    """The scores of the pictures that it should flag, and of those that it should not."""
    positives: list[float] = []
    negatives: list[float] = []
    for row in rows:
        if row.labelled.label not in NEUTRAL[name]:
            side = positives if row.labelled.label in POSITIVE[name] else negatives
            side.append(float(getattr(_scores(row, temperature), name)))
    return positives, negatives


def _scores(row: Row, temperature: float) -> NudityScores:
    return worst(scores_of(tuple(frame)) for frame in tempered(row.frames, temperature).tolist())


def measured(rows: Sequence[Row], temperature: float, thresholds: Mapping[str, float]) -> Outcome:
    """What the settings in force do on all the pictures; `thresholds` by name of the score."""
    outcome: Outcome = {"temperature": temperature, "scores": {}}
    for name, threshold in thresholds.items():
        positives, negatives = _sides(name, rows, temperature)
        outcome["scores"][name] = {
            **asdict(rates(positives, negatives, threshold)),
            "positives": len(positives),
            "negatives": len(negatives),
            "ranking": ranking(positives, negatives),
        }
    return outcome


def sentences(outcome: Outcome) -> Iterator[str]:
    """The outcome for a person, with the settings to copy."""
    yield f"{outcome['pictures']} pictures. With the settings in force, on all of them:"
    yield from _lines(outcome["now"])
    yield "Chosen on one half of the pictures, measured on the other:"
    yield from _lines(outcome)
    yield "To use what was chosen:"
    yield f"OPENMODERATOR_NUDITY_TEMPERATURE={outcome['temperature']}"
    for name, found in outcome["scores"].items():
        yield f"OPENMODERATOR_{name.upper()}_THRESHOLD={found['threshold']:.2f}"


def _lines(outcome: Outcome) -> Iterator[str]:
    yield f"  temperature {outcome['temperature']}"
    for name, found in outcome["scores"].items():
        yield (
            f"  {name} from {found['threshold']:.2f}: found {_share(found['found'])} of"
            f" {found['positives']}, false alarms {_share(found['false_alarms'])} of"
            f" {found['negatives']}, precision {_share(found['precision'])}, ranking"
            f" {_share(found['ranking'])}"
        )


def _share(value: float | None) -> str:
    return "(not measured)" if value is None else f"{value:.1%}"
