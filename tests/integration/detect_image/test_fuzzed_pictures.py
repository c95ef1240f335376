"""Whatever bytes are sent: a picture or a refusal, in bounded time and memory."""

import json
import subprocess
import sys

import pytest
from tests.integration.detect_image import fuzzing
from tests.integration.detect_image.fuzzing import hostile

LIMITED_MB = 4_000_000 * 4 / 2**20
"""A picture at the limit of pixels; Pillow keeps four bytes for each."""


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    folder = tmp_path_factory.mktemp("hostile")
    for number, data in enumerate(hostile()):
        (folder / f"{number:05}").write_bytes(data)
    command = [sys.executable, fuzzing.__file__, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, float] = json.loads(done.stdout)
    return found


def test_damaged_files_of_every_format_end_as_pictures_or_refusals(
    outcome: dict[str, float],
) -> None:
    assert outcome["refused"] > 100
    assert outcome["read"] > 20


def test_memory_stays_within_a_few_pictures_of_the_largest_size(
    outcome: dict[str, float],
) -> None:
    assert outcome["peak"] < 6 * LIMITED_MB
