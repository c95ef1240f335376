"""The packaged classifier on real texts."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from openmoderator.detect.models.store import checked_path, records
from openmoderator.detect.text.categories import (
    Classification,
    classifier,
    classify,
    classify_many,
    load_category_model,
)
from openmoderator.detect.text.categories.errors import CategoryModelError

KIND = "Thank you so much, the parcel came on time and the lamp works well."
RUDE = "You are a stupid, worthless idiot and everybody hates you."
LEWD = "She moaned as he undressed her and they had sex all night long."
TEXTS = [KIND, RUDE, LEWD, "", "ok", KIND * 60]
NEAR = 0.02


@pytest.fixture(autouse=True)
def packaged() -> Iterator[None]:
    load_category_model()
    yield
    load_category_model()


def english(text: str) -> Classification:
    found = classify(text, "eng")
    assert found is not None
    return found


def test_an_insult_is_offensive_and_thanks_are_not() -> None:
    assert english(RUDE).offensive > 0.8
    assert english(KIND).offensive < 0.2


def test_an_explicit_scene_is_sexual_and_an_insult_is_not() -> None:
    assert english(LEWD).sexual > 0.5
    assert english(KIND).sexual < 0.2
    assert english(RUDE).sexual < 0.4


def test_what_is_sexual_is_suggestive_too() -> None:
    found = english(LEWD)
    assert found.suggestive >= found.sexual


def test_german_is_scored_by_german_texts() -> None:
    rude = classify("Halt die Fresse, du dummes Arschloch, ich hasse dich.", "deu")
    kind = classify("Vielen Dank für den schönen Abend und das gute Essen.", "deu")
    assert rude is not None
    assert kind is not None
    assert rude.offensive > 0.6 > 0.4 > kind.offensive


@pytest.mark.parametrize("language", ["fra", "por", "jpn", "und", ""])
def test_other_languages_have_no_scores(language: str) -> None:
    assert classify(RUDE, language) is None


def test_an_insult_in_the_middle_of_a_long_text_counts() -> None:
    long = KIND + " " + "The garden needs water and the gate needs paint. " * 120
    assert english(long).offensive < 0.3
    assert english(long + (RUDE + " ") * 14 + long).offensive > 0.6


@pytest.mark.parametrize("text", ["", " \n", "\ud800", "🙂🙂", "!!!???", "\x00", "ا" * 5000])
def test_any_text_has_scores_between_0_and_1(text: str) -> None:
    found = english(text)
    assert all(0 <= score <= 1 for score in (found.sexual, found.suggestive, found.offensive))


def test_a_text_without_words_scores_nothing() -> None:
    assert english(" \n") == Classification(0, 0, 0)


def test_many_texts_at_once_score_as_each_alone() -> None:
    together = classify_many(TEXTS)
    for text, found in zip(TEXTS, together, strict=True):
        alone = english(text)
        assert found is not None
        assert found.offensive == pytest.approx(alone.offensive, abs=NEAR)
        assert found.sexual == pytest.approx(alone.sexual, abs=NEAR)


def test_languages_can_differ_within_a_batch() -> None:
    found = classify_many([RUDE, RUDE, KIND], ["eng", "fra", "deu"])
    assert [answer is None for answer in found] == [False, True, False]


def test_threads_share_one_model_and_agree() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(english, [RUDE] * 16))
        models = set(pool.map(lambda _: id(classifier()), range(8)))
    assert len(set(found)) == 1
    assert len(models) == 1


def test_a_folder_that_cannot_be_used_leaves_the_loaded_model_in_place(tmp_path: Path) -> None:
    before = classifier()
    with pytest.raises(CategoryModelError, match=r"config\.json is missing"):
        load_category_model(tmp_path)
    assert classifier() is before


def test_the_weights_that_are_committed_stay_small() -> None:
    files = [record for name, record in records().items() if name.startswith("text_categories")]
    assert len(files) == 4
    assert sum(checked_path(record).stat().st_size for record in files) <= 30e6
