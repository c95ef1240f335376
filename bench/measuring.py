"""Taking times, summing them up, and printing figures beside what they are compared with.

Knows nothing of the product. Never judges: budgets are printed, not asserted.
"""

from __future__ import annotations

import argparse
import json
import math
import signal
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

Options = argparse.Namespace
Measure = Callable[[Options], list["Figure"]]


@dataclass(frozen=True)
class Figure:
    """One result: `value` in `unit`, and the same measure of `against` in the same run."""

    what: str
    value: float
    unit: str
    against: str
    baseline: float
    budget: str = ""

    @property
    def ratio(self) -> float:
        """`value` as a multiple of the baseline."""
        return self.value / self.baseline if self.baseline else math.nan


def milliseconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


def percentile(samples: Iterable[float], percent: float) -> float:
    """The smallest sample that `percent` of all do not exceed (nearest rank)."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def in_turns(
    first: Callable[[], object], second: Callable[[], object], rounds: int, warm: int = 3
) -> tuple[list[float], list[float]]:
    """Milliseconds of both, taken alternately so that the machine's other work weighs on both."""
    pairs = [(milliseconds(first), milliseconds(second)) for _ in range(rounds + warm)][warm:]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def spread(
    what: str,
    samples: Sequence[float],
    against: str,
    baseline: Sequence[float],
    *,
    percents: Sequence[int] = (50, 99),
    budgets: dict[int, str] | None = None,
) -> list[Figure]:
    """One figure in milliseconds for each percentile, against the same one of the baseline."""
    return [
        Figure(
            f"{what}, p{percent}",
            percentile(samples, percent),
            "ms",
            against,
            percentile(baseline, percent),
            (budgets or {}).get(percent, ""),
        )
        for percent in percents
    ]


def read_options(purpose: str | None, **counts: int | bool) -> Options:
    """The command line: one option for each count or switch, and ``--json``."""
    parser = argparse.ArgumentParser(description=(purpose or "").partition("\n")[0])
    for name, value in counts.items():
        flag = f"--{name.replace('_', '-')}"
        if isinstance(value, bool):
            parser.add_argument(flag, action="store_true", default=value)
        else:
            parser.add_argument(flag, type=int, default=value, help=f"default {value}")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    return parser.parse_args()


def report(measure: Measure, options: Options) -> None:
    """Measure, and print the figures as a table or as JSON. SIGTERM ends what was started."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    figures = measure(options)
    if options.json:
        print(json.dumps([asdict(figure) for figure in figures]))
    else:
        print("\n".join(table(figures)))


def table(figures: Iterable[Figure]) -> list[str]:
    """The figures as aligned lines."""
    rows = [("what", "value", "baseline", "ratio", "budget", "compared with")]
    rows += [cells(figure) for figure in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def cells(figure: Figure) -> tuple[str, str, str, str, str, str]:
    """One figure as texts."""
    return (
        figure.what,
        f"{rounded(figure.value)} {figure.unit}",
        f"{rounded(figure.baseline)} {figure.unit}",
        rounded(figure.ratio),
        figure.budget,
        figure.against,
    )


def rounded(number: float) -> str:
    """Three significant digits, whole from 100 on, never with an exponent."""
    if not math.isfinite(number) or number == 0:
        return str(number)
    digits = max(0, 2 - math.floor(math.log10(abs(number))))
    return f"{number:,.{digits}f}"
