"""Faint spaces between words are kept, everything else stays as the network said it."""

import numpy as np

from openmoderator.detect.image.spaces import with_faint_spaces
from openmoderator.detect.models.store import Floats

SPACE = 2


def line(*steps: tuple[float, float, float]) -> Floats:
    """One line; each step: chance of no character, of a letter, of a space."""
    return np.array([steps], dtype=np.float32)


def test_a_faint_space_beats_no_character() -> None:
    raised = with_faint_spaces(line((0.0, 1.0, 0.0), (0.7, 0.0, 0.3), (0.0, 1.0, 0.0)), SPACE)
    assert raised.argmax(axis=2).tolist() == [[1, 2, 1]]


def test_a_trace_of_a_space_changes_nothing() -> None:
    chances = line((0.0, 1.0, 0.0), (0.95, 0.0, 0.05), (0.0, 1.0, 0.0))
    assert np.array_equal(with_faint_spaces(chances, SPACE), chances)


def test_a_letter_is_never_replaced_by_a_space() -> None:
    chances = line((0.1, 0.6, 0.3))
    assert with_faint_spaces(chances, SPACE).argmax(axis=2).tolist() == [[1]]


def test_the_chances_given_are_not_changed() -> None:
    chances = line((0.7, 0.0, 0.3))
    with_faint_spaces(chances, SPACE)
    assert chances[0, 0, 0] == np.float32(0.7)
