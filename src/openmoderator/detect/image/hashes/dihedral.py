"""The hashes of a picture's eight orientations, from one set of cosine terms.

Turning or mirroring a picture changes only signs and order of its terms, so that copies that
were turned are found without computing another transform. Same rules as the reference.
"""

from typing import Final

import numpy as np

from openmoderator.detect.image.hashes.pdq import Spectrum, bits_of

# Names say what was done to the asked picture; the first is the picture itself.
ORIENTATIONS: Final = (
    "as it is",
    "turned left",
    "turned around",
    "turned right",
    "mirrored top to bottom",
    "mirrored left to right",
    "mirrored along the main diagonal",
    "mirrored along the other diagonal",
)
# Odd frequencies sit at even indices, because the constant term is left out: mirroring an
# axis changes the signs of exactly those.
_SIGNS: Final = np.where(np.arange(16) % 2 == 0, np.float32(-1), np.float32(1))


def dihedral(spectrum: Spectrum) -> tuple[bytes, ...]:
    """The hashes in the order of ORIENTATIONS."""
    upside = spectrum * _SIGNS[:, None]
    sideways = spectrum * _SIGNS
    around = upside * _SIGNS
    turned = (sideways.T, around, upside.T, upside, sideways, spectrum.T, around.T)
    return tuple(bits_of(terms) for terms in (spectrum, *turned))
