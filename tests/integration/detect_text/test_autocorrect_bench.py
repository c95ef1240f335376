"""Misspellings and correct sentences written for this bench, with the real dictionary.

`python -m tests.integration.detect_text.test_autocorrect_bench` prints the figures of
docs/autocorrect.md and what is wrong.
"""

import sys
from pathlib import Path

import pytest

from openmoderator.detect.text.autocorrect import corrected, find_corrections

HERE = Path(__file__).parent
PAGE = HERE.parents[2] / "docs" / "autocorrect.md"
CARRIER = "they said {} again"


def correct(text: str) -> str:
    """The text with its corrections."""
    return corrected(text, find_corrections(text))


def misspellings() -> list[tuple[str, str]]:
    """Pairs of what is written and what is meant."""
    lines = (HERE / "misspellings.tsv").read_text(encoding="utf-8").splitlines()
    return [(written, meant) for written, meant in (line.split("\t") for line in lines)]


def sentences() -> list[str]:
    """Sentences in which nothing is wrong."""
    return (HERE / "correct.txt").read_text(encoding="utf-8").splitlines()


def wrong_words() -> list[tuple[str, str]]:
    """Misspellings that do not become what is meant, and what they become."""
    made = ((written, meant, correct(CARRIER.format(written))) for written, meant in misspellings())
    return [(written, text) for written, meant, text in made if text != CARRIER.format(meant)]


def changed_sentences() -> list[tuple[str, str]]:
    """Correct sentences that are changed, and to what."""
    return [(text, made) for text in sentences() if (made := correct(text)) != text]


def figures() -> str:
    """What the page says."""
    words, texts = len(misspellings()), len(sentences())
    right, kept = words - len(wrong_words()), texts - len(changed_sentences())
    return (
        f"{right} of {words} misspellings corrected as meant ({right / words:.1%}), "
        f"{kept} of {texts} correct sentences left as they are ({kept / texts:.1%})."
    )


def test_there_are_two_hundred_of_each() -> None:
    assert len(set(misspellings())) >= 200
    assert len(set(sentences())) >= 200


def test_nine_misspellings_of_ten_are_corrected_as_meant() -> None:
    assert len(wrong_words()) <= len(misspellings()) * 0.1


def test_correct_sentences_are_left_as_they_are() -> None:
    assert len(changed_sentences()) <= len(sentences()) * 0.01


def test_the_page_has_the_figures_that_are_measured() -> None:
    assert figures() in " ".join(PAGE.read_text(encoding="utf-8").split())


@pytest.mark.parametrize("case", [str, str.upper, str.capitalize])
def test_the_case_of_a_word_is_kept(case: type[str]) -> None:
    text = "teh lzay fox recieved it"
    assert correct(case(text)) == case("the lazy fox received it")


if __name__ == "__main__":
    for pair in (*wrong_words(), *changed_sentences()):
        sys.stdout.write(f"{pair[0]} -> {pair[1]}\n")
    sys.stdout.write(figures() + "\n")
