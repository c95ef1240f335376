"""`openmoderator evaluate images` on a small labelled folder."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from openmoderator.commands.evaluate import command


def labelled_folder(folder: Path, count: int = 60) -> Path:
    """Noise that is called adult and plain colours that are harmless, half and half."""
    folder.mkdir()
    rows = []
    for number in range(count):
        rng = np.random.default_rng(number)
        noise = number % 2 == 0
        shape, low = ((96, 96, 3), 0) if noise else ((1, 1, 3), 100)
        pixels = rng.integers(low, 256, shape, dtype=np.uint8)
        image = Image.fromarray(pixels).resize((96, 96))
        image.save(folder / f"{number}.png")
        rows.append((f"{number}.png", "adult" if noise else "harmless"))
    return write_labels(folder / "labels.csv", rows)


def write_labels(path: Path, rows: list[tuple[str, str]]) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([("file", "label"), *rows])
    return path


def run(labels: Path, *options: str) -> Result:
    arguments = ["images", str(labels.parent), "--labels", str(labels), *options]
    return CliRunner().invoke(command, arguments)


def test_it_prints_figures_and_the_settings_to_use(tmp_path: Path) -> None:
    done = run(labelled_folder(tmp_path / "own"))
    assert done.exit_code == 0, done.output
    assert "60 pictures. With the settings in force" in done.output
    assert "OPENMODERATOR_NUDITY_TEMPERATURE=" in done.output
    assert "OPENMODERATOR_ADULT_THRESHOLD=" in done.output


def test_its_figures_are_those_of_the_half_that_did_not_choose(tmp_path: Path) -> None:
    done = run(labelled_folder(tmp_path / "own"), "--json")
    outcome = json.loads(done.stdout)
    adult = outcome["scores"]["adult"]
    assert 20 <= adult["positives"] + adult["negatives"] <= 40
    assert 0 <= adult["ranking"] <= 1
    assert outcome["now"]["scores"]["adult"]["positives"] == 30


def test_a_picture_that_cannot_be_read_is_named_and_passed_over(tmp_path: Path) -> None:
    labels = labelled_folder(tmp_path / "own")
    (labels.parent / "3.png").write_bytes(b"no picture")
    (labels.parent / "5.png").unlink()
    done = run(labels)
    assert done.exit_code == 0
    assert "3.png: passed over. The content is not a picture" in done.stderr
    assert "5.png: passed over. It cannot be read" in done.stderr
    assert "58 pictures" in done.stdout


def test_without_harmless_pictures_no_threshold_is_recommended(tmp_path: Path) -> None:
    labels = labelled_folder(tmp_path / "own")
    write_labels(labels, [(f"{number}.png", "adult") for number in range(60)])
    assert "Label harmless pictures too" in str(run(labels).exception)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("file,label\n1.png,lewd\n", "line 2: the label 'lewd' of '1.png' is none of adult, racy"),
        ("name,label\n1.png,adult\n", "needs the columns file and label"),
        ("file,label\n1.png,adult\n", "each half needs 20"),
    ],
)
def test_labels_that_cannot_be_used_are_explained(
    tmp_path: Path, text: str, complaint: str
) -> None:
    Image.new("RGB", (64, 64)).save(tmp_path / "1.png")
    labels = tmp_path / "labels.csv"
    labels.write_text(text)
    assert complaint in str(run(labels).exception)
