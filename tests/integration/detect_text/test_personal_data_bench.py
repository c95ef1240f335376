"""The labelled bench of personal data: every kind is found, and little else (docs/pii.md)."""

import pytest
from tests.integration.detect_text.personal_data import KINDS, Tally, samples, tally


@pytest.fixture(scope="module")
def result() -> Tally:
    return tally()


def test_the_bench_has_as_many_traps_as_finds() -> None:
    everything = list(samples())
    with_data = [sample for sample in everything if sample.wanted]
    assert len(with_data) >= 400
    assert len(everything) - len(with_data) >= 400


@pytest.mark.parametrize("kind", KINDS)
def test_recall_of_each_kind_is_at_least_95_of_100(result: Tally, kind: str) -> None:
    assert result.recall(kind) >= 0.95, result.notes


@pytest.mark.parametrize("kind", KINDS)
def test_precision_of_each_kind_is_at_least_95_of_100(result: Tally, kind: str) -> None:
    assert result.precision(kind) >= 0.95, result.notes
