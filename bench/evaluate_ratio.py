"""The comparison of `bench.evaluate` for two usual pictures, as figures for the table.

python -m bench.evaluate_ratio [--rounds N]
"""

from __future__ import annotations

from bench.evaluate import BUDGET, compare, photo
from bench.measuring import Figure, Options, read_options, report


def measure(options: Options) -> list[Figure]:
    """Medians of the whole call and of its parts."""
    figures = []
    for kind, width, height in (("JPEG", 640, 480), ("JPEG", 1920, 1080), ("PNG", 640, 480)):
        parts, whole = compare(photo(width, height, kind), options.rounds)
        what = f"Evaluate, {kind} {width} x {height}, p50"
        budget = f"ratio <= {BUDGET}"
        figures.append(Figure(what, whole, "ms", "decode + forward pass", parts, budget))
    return figures


if __name__ == "__main__":
    report(measure, read_options(__doc__, rounds=30))
