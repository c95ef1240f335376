"""A 64-bit hash of every piece of a text, each in constant time after one pass.

A polynomial over the code points modulo 2^64 whose sums are kept for every prefix, with its bits
mixed afterwards. Same on every machine and in every process; equal hashes are verified by
comparing texts, so a forged collision costs time and never a wrong answer.
"""

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from openmoderator.detect.text.folded import Codes, Places

Hashes: TypeAlias = NDArray[np.uint64]

_BASE: Final = 0x9E3779B97F4A7C15
_INVERSE: Final = pow(_BASE, -1, 1 << 64)
_SALTING: Final = np.uint64(0xD1342543DE82EF95)
_FIRST_MIX: Final = np.uint64(0xBF58476D1CE4E5B9)
_SECOND_MIX: Final = np.uint64(0x94D049BB133111EB)
_AT_FIRST: Final = 1 << 12


class _Powers:
    """The powers of one number, as many as were asked for so far. Any thread may ask."""

    def __init__(self, base: int) -> None:
        self._base = base
        self._powers = self._made(_AT_FIRST)

    def first(self, count: int) -> Hashes:
        """Return at least `count` powers, beginning with one."""
        powers = self._powers
        if len(powers) < count:
            powers = self._powers = self._made(1 << (count - 1).bit_length())
        return powers

    def _made(self, count: int) -> Hashes:
        factors = np.full(count, self._base, np.uint64)
        factors[0] = 1
        return np.multiply.accumulate(factors)


_powers: Final = _Powers(_BASE)
_inverses: Final = _Powers(_INVERSE)


class Hashed:
    """Code points whose pieces can be hashed."""

    def __init__(self, codes: Codes) -> None:
        self._prefixes = np.zeros(len(codes) + 1, np.uint64)
        terms = (codes.astype(np.uint64) + np.uint64(1)) * _powers.first(len(codes))[: len(codes)]
        np.cumsum(terms, out=self._prefixes[1:])

    def of(self, starts: Places, ends: Places, salts: Places) -> Hashes:
        """Return the hashes of the pieces from each start to its end. Salts are small numbers:
        the same piece has unrelated hashes under different ones. One salt may serve all.
        """
        inverses = _inverses.first(len(self._prefixes))
        pieces = (self._prefixes[ends] - self._prefixes[starts]) * inverses[starts]
        return _mixed(pieces + salts.astype(np.uint64) * _SALTING)


def _mixed(hashes: Hashes) -> Hashes:
    hashes = (hashes ^ (hashes >> np.uint64(30))) * _FIRST_MIX
    hashes = (hashes ^ (hashes >> np.uint64(27))) * _SECOND_MIX
    return hashes ^ (hashes >> np.uint64(31))
