"""A corrected word, and a text with its corrections."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Correction:
    """`text` is meant where a text has `[start:end]`, in code points; start < end."""

    start: int
    end: int
    text: str


def corrected(text: str, corrections: Sequence[Correction]) -> str:
    """Return `text` with the corrections in it, which are in its order and do not overlap."""
    pieces: list[str] = []
    done = 0
    for correction in corrections:
        pieces += text[done : correction.start], correction.text
        done = correction.end
    return "".join([*pieces, text[done:]])
