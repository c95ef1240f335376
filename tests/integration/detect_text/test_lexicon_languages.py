"""The bench of each built-in list: harmful sentences with their terms, innocent ones without any.

A line of `languages/<iso3>.tsv` is the terms to be reported, parted by commas and in the order
of the text, a tab, and the sentence. Nothing stands before the tab of an innocent sentence.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from openmoderator.detect.text.lexicon import listed_languages, read_entries
from openmoderator.detect.text.matching import TermIndex

_BENCHES: Final = Path(__file__).parent / "languages"
_LANGUAGES: Final = tuple(lang for lang in listed_languages() if lang != "eng")
_HARMFUL, _INNOCENT = 40, 60


@cache
def _index(language: str) -> TermIndex:
    return TermIndex(read_entries(language))


def _bench(language: str) -> Iterator[tuple[str, str]]:
    file = _BENCHES / f"{language}.tsv"
    for line in file.read_text(encoding="utf-8").split("\n") if file.exists() else ():
        if line:
            terms, _, text = line.partition("\t")
            yield terms, text


_SENTENCES = [
    pytest.param(language, terms, text, id=f"{language}-{terms or 'none'}-{text}")
    for language in _LANGUAGES
    for terms, text in _bench(language)
]


@pytest.mark.parametrize(("language", "terms", "text"), _SENTENCES)
def test_the_terms_of_a_sentence_are_found_and_no_other(
    language: str, terms: str, text: str
) -> None:
    found = _index(language).find(text)
    assert ",".join(match.term for match in found) == terms


@pytest.mark.parametrize("language", _LANGUAGES)
def test_the_bench_of_a_language_is_large_and_says_nothing_twice(language: str) -> None:
    bench = list(_bench(language))
    texts = [text for _, text in bench]
    assert sorted(texts) == sorted(set(texts))
    assert sum(bool(terms) for terms, _ in bench) >= _HARMFUL
    assert sum(not terms for terms, _ in bench) >= _INNOCENT
