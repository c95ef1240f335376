"""Runs every bench with small counts and prints one table.

    python -m bench [--repeat N] [--million] [--calls] [--write]

``--repeat`` takes all of it N times and shows the smallest, median and largest of each figure;
``--calls`` takes the benches of the moderation and list calls instead; ``--write`` puts the table
into docs/performance.md. Each bench is a process of its own that has three minutes, with
``--million`` or ``--calls`` six; one that fails is named, the others go on, and the exit code is 1.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.measuring import Figure, Options, cells, read_options, rounded, table

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
CALLS_BEGIN, CALLS_END = "<!-- calls: begin -->", "<!-- calls: end -->"
COMMANDS = (
    ("workflow", "--rounds=100"),
    ("screen_terms", "--rounds=300"),
    ("evaluate_ratio", "--rounds=15"),
    ("job_latency", "--jobs=100"),
    ("job_throughput", "--text=200", "--adult=60", "--ocr=8", "--rounds=3"),
    ("review_page", "--rounds=60"),
    ("open_tabs", "--seconds=8"),
    ("dashboard", "--rounds=10"),
    ("start", "--restarts=3"),
)
CALLS = (
    ("http_calls", "--rounds=30", "--seconds=4"),
    ("classify", "--rounds=60"),
    ("ocr", "--rounds=5"),
    ("match", "--rounds=100"),
    ("term_snapshot", "--rounds=100"),
    ("screen_file", "--megabytes=2"),
    ("lists_at_scale", "--terms=1000000", "--hashes=1000000"),
)
SECONDS, SECONDS_FOR_A_MILLION = 180, 360


def run(command: Sequence[str], seconds: int) -> list[Figure]:
    """The figures of one bench; none, with its last words on stderr, when it fails."""
    name, *counts = command
    tell(f"bench.{name} ...")
    process = subprocess.Popen(
        [sys.executable, "-m", f"bench.{name}", *counts, "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.terminate()
        out, err = process.communicate()
        err += f"took more than {seconds} s"
    if process.returncode != 0:
        tell(f"bench.{name} failed: {' '.join(err.strip().splitlines()[-1:])}")
        return []
    return [Figure(**found) for found in json.loads(out.splitlines()[-1])]  # Behind what it says.


def run_all(options: Options) -> tuple[list[list[Figure]], bool]:
    """Every bench as often as asked: one list for each figure, and whether any failed."""
    found: dict[str, list[Figure]] = defaultdict(list)
    failed = False
    for _ in range(options.repeat):
        for command in CALLS if options.calls else COMMANDS:
            million = options.million and command[0] == "review_page"
            extra = ("--million",) if million else ()
            seconds = SECONDS_FOR_A_MILLION if million or options.calls else SECONDS
            figures = run((*command, *extra), seconds)
            failed = failed or not figures
            for figure in figures:
                found[figure.what].append(figure)
    return list(found.values()), failed


def median(taken: list[Figure]) -> Figure:
    """One figure for several takes of it."""
    values = statistics.median(figure.value for figure in taken)
    baselines = statistics.median(figure.baseline for figure in taken)
    return replace(taken[0], value=values, baseline=baselines)


def markdown(figures: list[list[Figure]]) -> str:
    """The table with the spread of the takes, for the page."""
    lines = [
        "| What | Median | Smallest to largest | Baseline | Ratio | Budget | Compared with |",
        "|---|---|---|---|---|---|---|",
    ]
    for taken in figures:
        what, value, baseline, ratio, budget, against = cells(median(taken))
        values = [figure.value for figure in taken]
        ends = f"{rounded(min(values))} to {rounded(max(values))}"
        lines.append(f"| {what} | {value} | {ends} | {baseline} | {ratio} | {budget} | {against} |")
    return "\n".join(lines)


def machine(options: Options) -> str:
    """What it was measured on, and how busy that was."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return (
        f"`python -m bench --repeat {options.repeat}{' --million' if options.million else ''}"
        f"{' --calls' if options.calls else ''}` on "
        f"{os.cpu_count()} cores ({platform.machine()}, {platform.system()}), "
        f"Python {platform.python_version()}; load when it began: {load:.1f}."
    )


def write(heading: str, figures: list[list[Figure]], begin: str, end: str) -> None:
    """Put the table between the marks of the page; the rest of it stays."""
    page = PAGE.read_text()
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    PAGE.write_text(f"{before}{begin}\n{heading}\n\n{markdown(figures)}\n{end}{after}")


def tell(message: str) -> None:
    """Progress, apart from the table."""
    print(message, file=sys.stderr, flush=True)


def main(options: Options) -> None:
    """Run, print, write; exit code 1 when a bench failed."""
    heading = machine(options)
    figures, failed = run_all(options)
    print("\n".join(table(median(taken) for taken in figures)))
    if options.write:
        write(heading, figures, *((CALLS_BEGIN, CALLS_END) if options.calls else (BEGIN, END)))
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main(read_options(__doc__, repeat=1, million=False, calls=False, write=False))
