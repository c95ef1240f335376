"""Where a long text is cut into windows that the encoder can read.

A window holds at most WINDOW tokens and shares at least OVERLAP of them with the next one, so
that no passage shorter than that is cut apart. At most MOST windows are read: a longer text is
sampled evenly, its beginning and its end always included.
"""

from typing import Final

WINDOW: Final = 126
OVERLAP: Final = 16
MOST: Final = 24


def spans(count: int, window: int = WINDOW, overlap: int = OVERLAP) -> tuple[tuple[int, int], ...]:
    """Start and end of each window over `count` tokens, in order; none for no token.

    Windows are as few as can be, and of one length.
    """
    if count <= window:
        return ((0, count),) if count else ()
    number = min(MOST, -(-(count - overlap) // (window - overlap)))
    length = min(window, -(-(count + (number - 1) * overlap) // number))
    last = count - length
    starts = [place * last // (number - 1) for place in range(number)]
    return tuple((start, start + length) for start in starts)
