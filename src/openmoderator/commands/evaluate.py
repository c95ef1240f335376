"""``openmoderator evaluate``: how right the detectors are on a team's own labelled pictures."""

from __future__ import annotations

import json
from pathlib import Path

import click

from openmoderator.commands.labelled import LABELS, Scored, read_labels, score_pictures
from openmoderator.commands.options import json_option


@click.group("evaluate")
def command() -> None:
    """Measure detectors on your own material."""


@command.command("images")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--labels",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"CSV with the columns file and label; labels are {', '.join(LABELS)}.",
)
@click.option(
    "--most-false-alarms",
    default=0.01,
    show_default=True,
    type=click.FloatRange(0, 1),
    help="Share of harmless pictures that may be flagged at the thresholds to be found.",
)
@json_option
def images(folder: Path, labels: Path, most_false_alarms: float, as_json: bool) -> None:
    """Scores of the pictures of FOLDER against their labels, and what to set.

    One half of the pictures chooses temperature and thresholds, the other half measures them;
    the column `group`, where there is one, keeps pictures of one source in one half. Nothing is
    stored and nothing leaves the machine.
    """
    from openmoderator.commands.calibrating import calibrated, measured, sentences
    from openmoderator.config import load
    from openmoderator.detect.image.nudity import default_temperature

    config = load()
    temperature = config.nudity_temperature or default_temperature(config.nudity_model)
    scored = score_pictures(folder, read_labels(labels), config.nudity_model, config.max_pixels)
    _say_unread(scored)
    outcome = calibrated(scored.rows, most_false_alarms)
    thresholds = {"adult": config.adult_threshold, "racy": config.racy_threshold}
    outcome["now"] = measured(scored.rows, temperature, thresholds)
    click.echo(json.dumps(outcome) if as_json else "\n".join(sentences(outcome)))


def _say_unread(scored: Scored) -> None:
    for name, why in scored.unread:
        click.echo(f"{name}: passed over. {why}", err=True)
