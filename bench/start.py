"""From ``serve`` to /readyz, in a new folder and again in the same one.

    python -m bench.start [--restarts N]

Ready means: database up, migrations applied, models loaded and warmed in a worker. The peer is
a bare Python process that loads and warms the same models and does nothing else. Looked at
every 0.2 s, so a time is up to that much too long.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
from pathlib import Path

from bench.measuring import Figure, Options, milliseconds, read_options, report
from bench.serving import data_folder, free_port
from openmoderator.demo.server import Server

LOAD = (
    "from openmoderator.detect.detectors import image_detectors as pictures;"
    "from openmoderator.detect.text.screen import text_detectors as texts;"
    "pictures().warm(); texts().warm()"
)
AGAINST = "bare process that loads and warms the models"


def seconds_to_ready(data: Path) -> float:
    """Start, wait until ready, stop; the stopping is not counted."""
    server = Server(data, free_port())
    try:
        return milliseconds(server.__enter__) / 1000
    finally:
        server.__exit__()


def seconds_to_load() -> float:
    """Load and warm the models in a process of their own."""
    command = [sys.executable, "-c", LOAD]
    return milliseconds(lambda: subprocess.run(command, check=True, capture_output=True)) / 1000


def measure(options: Options) -> list[Figure]:
    """One first start, and the median of the restarts."""
    with data_folder() as data:
        bare = [seconds_to_load()]
        fresh = seconds_to_ready(data)
        again = []
        for _ in range(options.restarts):
            bare.append(seconds_to_load())
            again.append(seconds_to_ready(data))
    loading = statistics.median(bare)
    return [
        Figure("first start to /readyz", fresh, "s", AGAINST, loading),
        Figure("restart to /readyz", statistics.median(again), "s", AGAINST, loading, "< 5 s"),
    ]


if __name__ == "__main__":
    report(measure, read_options(__doc__, restarts=3))
