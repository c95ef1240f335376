"""Five short sentences in each of many languages, written for this table: how many are told.

`python -m tests.integration.detect_text.test_language_table` prints the table of docs/language.md.
"""

import sys
from collections import defaultdict
from pathlib import Path

import pytest

from openmoderator.detect.text.language import detect_language

TABLE = Path(__file__).with_name("sentences.tsv")
PAGE = Path(__file__).parents[3] / "docs" / "language.md"
EACH = 5
FLOOR = 0.87
LARGE = "eng deu fra spa por ita nld pol rus ukr tur ara hin jpn kor zho vie ell heb tha swe fin"


def sentences() -> dict[str, list[str]]:
    """The sentences by their language."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        language, sentence = line.split("\t")
        found[language].append(sentence)
    return found


def told() -> dict[str, int]:
    """How many of the sentences of each language are told."""
    return {
        language: sum(detect_language(sentence) == language for sentence in written)
        for language, written in sentences().items()
    }


def as_table(right: dict[str, int]) -> str:
    """The figures as the page has them."""
    total = len(right) * EACH
    lines = ["| Right of 5 | Languages |", "|---|---|"]
    for number in range(EACH, -1, -1):
        if some := sorted(language for language, count in right.items() if count == number):
            lines.append(f"| {number} | {len(some)}: {' '.join(some)} |")
    share = sum(right.values()) / total
    return "\n".join([*lines, "", f"Together {sum(right.values())} of {total}: {share:.1%}."])


@pytest.fixture(scope="module")
def right() -> dict[str, int]:
    return told()


def test_the_table_has_five_sentences_in_each_of_sixty_languages_or_more() -> None:
    table = sentences()
    assert len(table) >= 60
    assert all(len(written) == len(set(written)) == EACH for written in table.values())


def test_most_short_sentences_are_told(right: dict[str, int]) -> None:
    assert sum(right.values()) >= FLOOR * EACH * len(right)


@pytest.mark.parametrize("language", LARGE.split())
def test_large_languages_are_told_but_for_one_sentence(
    right: dict[str, int], language: str
) -> None:
    assert right[language] >= EACH - 1


def test_the_page_has_the_figures_that_are_measured(right: dict[str, int]) -> None:
    assert as_table(right) in PAGE.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.stdout.write(as_table(told()) + "\n")
