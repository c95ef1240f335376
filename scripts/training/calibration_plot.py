"""A small SVG of how often texts of a score are positive: on the diagonal is well calibrated."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from scripts.training.measures import Doubles

BINS: Final = 6
SIDE: Final = 240
EDGE: Final = 44
COLOURS: Final = ("#b3263a", "#1f5fa8", "#2f7d4f")


@dataclass(frozen=True, slots=True)
class Curve:
    """Mean score, share of positives and number of rows of each bin; the bins are of like size."""

    name: str
    points: tuple[tuple[float, float, int], ...]


def curve_of(name: str, labels: Doubles, scores: Doubles) -> Curve:
    """The curve of the rows, sorted by score and cut into BINS parts."""
    order = scores.argsort(kind="stable")
    cuts = [round(len(order) * place / BINS) for place in range(BINS + 1)]
    parts = [order[start:end] for start, end in pairwise(cuts)]
    points = tuple(
        (float(scores[part].mean()), float(labels[part].mean()), len(part)) for part in parts
    )
    return Curve(name, points)


def drawn(curves: list[Curve]) -> str:
    """The picture."""
    width, height = SIDE + 2 * EDGE + 150, SIDE + 2 * EDGE
    frame = f'x="{EDGE}" y="{EDGE}" width="{SIDE}" height="{SIDE}"'
    left, top, right, bottom = EDGE, EDGE, EDGE + SIDE, EDGE + SIDE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        'font-family="sans-serif" font-size="12" fill="#555">',
        "<title>Share of positive texts against mean score, by bins of equal size</title>",
        f'<rect {frame} fill="#fff" stroke="#999"/>',
        f'<path d="M{left} {bottom}L{right} {top}" stroke="#bbb" stroke-dasharray="4 4"/>',
        f'<text x="{left + SIDE / 2}" y="{bottom + 32}" text-anchor="middle">mean score</text>',
        f'<text x="{left}" y="{top - 12}">share of positives</text>',
        *_ticks(left, bottom),
    ]
    for number, curve in enumerate(curves):
        parts += _line(curve, COLOURS[number], right + 14, top + 20 + 22 * number)
    return "\n".join([*parts, "</svg>", ""])


def _ticks(left: int, bottom: int) -> list[str]:
    ticks = []
    for share in (0, 0.5, 1):
        x, y = _at(share, share)
        ticks.append(f'<text x="{x}" y="{bottom + 16}" text-anchor="middle">{share}</text>')
        ticks.append(f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{share}</text>')
    return ticks


def _line(curve: Curve, colour: str, x: int, y: int) -> list[str]:
    """The curve, its points, and its name at x, y."""
    places = [_at(mean, share) for mean, share, _ in curve.points]
    path = " ".join(f"{across},{down}" for across, down in places)
    return [
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
        *(f'<circle cx="{across}" cy="{down}" r="3" fill="{colour}"/>' for across, down in places),
        f'<text x="{x}" y="{y}" fill="{colour}">{curve.name}</text>',
    ]


def _at(mean: float, share: float) -> tuple[float, float]:
    return round(EDGE + mean * SIDE, 1), round(EDGE + SIDE - share * SIDE, 1)
