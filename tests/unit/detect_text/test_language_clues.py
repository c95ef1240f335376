"""What scripts, letters and small words say about the language, without the model."""

import math

import pytest

from openmoderator.detect.text.language_letters import weighed
from openmoderator.detect.text.language_scripts import language_of_script


@pytest.mark.parametrize(
    ("sample", "language"),
    [
        ("καλημέρα", "ell"),
        ("שלום לכולם", "heb"),
        ("וווּ ביסטו געווען, מײַן פֿרײַנד", "yid"),
        ("ሰላም ለሁላችሁ", "amh"),
        ("ከመይ ኣለኻ ሓወይ፧ ጽቡቕ", "tir"),
        ("ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ", "chr"),
        ("ᐃᓄᒃᑎᑐᑦ", "iku"),
        ("東京タワー", "jpn"),
        ("東京", "zho"),
        ("서울 서울 東京", "kor"),
        ("ab 你好朋友们", "zho"),
    ],
)
def test_a_script_of_its_own_names_the_language(sample: str, language: str) -> None:
    assert language_of_script(sample) == language


@pytest.mark.parametrize(
    "sample", ["hello", "привет", "مرحبا", "নমস্কার", "नमस्ते", "naïve π", "გამარჯობა"]
)
def test_a_script_of_many_languages_and_a_few_foreign_letters_name_none(sample: str) -> None:
    assert language_of_script(sample) is None


@pytest.mark.parametrize(
    ("sample", "likely", "meant"),
    [
        ("Zażółć gęślą jaźń", "ces", "pol"),
        ("Őszi eső", "fin", "hun"),
        ("У нашай хаце ўжо цёпла", "rus", "bel"),
        ("Він їде додому", "rus", "ukr"),
        ("Jeg vet ikke hva det er", "dan", "nob"),
        ("Jeg ved ikke, hvad det er af", "nob", "dan"),
        ("J'ai mangé avec toi", "ita", "fra"),
    ],
)
def test_letters_and_small_words_turn_a_close_call(sample: str, likely: str, meant: str) -> None:
    assert weighed(sample, [(likely, math.log(0.5)), (meant, math.log(0.3))]) == meant


def test_a_foreign_name_does_not_turn_a_clear_call() -> None:
    candidates = [("eng", math.log(0.9)), ("pol", math.log(0.01))]
    assert weighed("Lech Wałęsa spoke of the strike and the workers", candidates) == "eng"
