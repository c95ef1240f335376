"""Features of the linear model."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.detect.text.categories.linear import (
    BITS,
    HALF,
    LinearModel,
    features,
    normed,
)


@given(st.text())
def test_features_of_any_text_are_ascending_slots_with_positive_values(text: str) -> None:
    numbers, values = features(text)
    assert len(numbers) == len(values)
    assert (np.diff(numbers) > 0).all()
    assert ((numbers >= 0) & (numbers < 2**BITS)).all()
    assert (values >= 1).all()


def test_case_makes_no_difference() -> None:
    assert features("Good Morning")[0].tolist() == features("good morning")[0].tolist()


def test_a_word_twice_is_one_feature_of_a_higher_value() -> None:
    once, twice = features("x yes x no"), features("x yes x no yes")
    shared = np.intersect1d(once[0][once[0] >= HALF], twice[0][twice[0] >= HALF])
    assert len(shared) >= 5
    assert twice[1].max() > 1


def test_runs_and_words_are_normed_apart() -> None:
    numbers, values = features("good morning to you")
    even = normed(numbers, values)
    cut = int(np.searchsorted(numbers, HALF))
    assert np.isclose(np.square(even[:cut]).sum(), 1)
    assert np.isclose(np.square(even[cut:]).sum(), 1)


def test_margins_are_the_stored_weights_of_the_features_plus_the_bias() -> None:
    numbers, _ = features("abc")
    weights = np.zeros((2**BITS, 2), np.int8)
    weights[numbers, 0] = 10
    rarity = np.ones(2**BITS, np.float16)
    steps, biases = np.array([0.5, 1], np.float32), np.array([1, -2], np.float32)
    model = LinearModel(("one", "two"), rarity, weights, steps, biases)
    values = normed(numbers, np.ones(len(numbers), np.float32))
    found = model.margins("abc")
    assert np.allclose(found, [1 + 5 * values.sum(), -2])


def test_features_never_seen_in_training_count_nothing() -> None:
    size = (2**BITS, 1)
    bias = np.array([-1.5], np.float32)
    unseen = np.zeros(2**BITS, np.float16)
    weights = np.full(size, 100, np.int8)
    model = LinearModel(("one",), unseen, weights, np.ones(1, np.float32), bias)
    assert model.margins("anything at all").tolist() == [-1.5]
