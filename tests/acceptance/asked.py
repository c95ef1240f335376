"""What the person who runs the tests says in the environment, whoever removed it since.

The settings of a run are fixed: `tests.conftest` drops every OPENMODERATOR_ variable before a
test is collected. What the process was started with is still known to Linux. Not under xdist,
whose workers are started later.
"""

from __future__ import annotations

import os
from pathlib import Path


def asked(name: str) -> str:
    """The value that the process was started with; empty where there was none."""
    started = Path("/proc/self/environ")
    if not started.exists():
        return os.environ.get(name, "")
    pairs = (entry.partition(b"=") for entry in started.read_bytes().split(b"\0"))
    return next((os.fsdecode(value) for key, _, value in pairs if os.fsdecode(key) == name), "")
