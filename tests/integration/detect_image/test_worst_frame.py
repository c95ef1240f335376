"""Animations before the adult and racy network: the worst frame counts."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from openmoderator.detect.errors import ModelFileError
from openmoderator.detect.image.decode import decode
from openmoderator.detect.image.nudity import NudityDetector, default_temperature, prepared
from openmoderator.detect.image.picture import Picture


def noise(seed: int, side: int = 224) -> Image.Image:
    pixels = np.random.default_rng(seed).integers(0, 256, (side, side, 3), dtype=np.uint8)
    return Image.fromarray(pixels)


@pytest.fixture(scope="module")
def detector() -> NudityDetector:
    return NudityDetector()


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF"])
def test_an_animation_scores_as_its_worst_frame(detector: NudityDetector, kind: str) -> None:
    stills = [noise(1), noise(2), Image.new("RGB", (224, 224), "#88aacc")]
    buffer = io.BytesIO()
    stills[0].save(buffer, kind, save_all=True, append_images=stills[1:])
    picture = decode(buffer.getvalue())
    alone = [detector.score(Picture(frame, "", "")) for frame in picture.frames]
    together = detector.score(picture)
    assert len(alone) == 3
    assert together.adult == max(one.adult for one in alone)
    assert together.racy == max(one.racy for one in alone)
    assert together.racy > min(one.racy for one in alone)


def test_a_temperature_of_one_leaves_the_networks_own_probabilities(
    detector: NudityDetector,
) -> None:
    plain = NudityDetector(temperature=1.0)
    picture = Picture(noise(3), "", "")
    assert plain.probabilities(picture) == pytest.approx(plain.raw(picture)[0], abs=1e-6)
    assert max(detector.probabilities(picture)) < max(plain.probabilities(picture))


def test_our_model_and_another_have_their_own_temperatures() -> None:
    assert default_temperature(None) == 2.5
    assert default_temperature(Path("other.onnx")) == 1.0


def test_another_file_of_the_same_kind_is_used_instead(tmp_path: Path) -> None:
    import openmoderator.detect.models.store as store

    copy = tmp_path / "other.onnx"
    copy.write_bytes(store.model_path("nsfw_mobilenet_v2").read_bytes())
    picture = Picture(noise(4), "", "")
    ours, other = NudityDetector(temperature=1.0), NudityDetector(copy)
    assert other.score(picture) == ours.score(picture)


def test_a_missing_model_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match=r"nowhere\.onnx is missing.*NUDITY_MODEL"):
        NudityDetector(tmp_path / "nowhere.onnx")


@pytest.mark.parametrize("data", [b"", b"no model", None])
def test_a_file_that_is_no_such_model_is_named(tmp_path: Path, data: bytes | None) -> None:
    from openmoderator.detect.models.store import model_path

    wrong = tmp_path / "wrong.onnx"
    wrong.write_bytes(model_path("centerface").read_bytes() if data is None else data)
    with pytest.raises(ModelFileError, match="classes=Drawing,Hentai,Neutral,Porn,Sexy"):
        NudityDetector(wrong)


def test_a_network_of_another_input_size_is_prepared_for() -> None:
    assert prepared(noise(5), 299).shape == (1, 3, 299, 299)
