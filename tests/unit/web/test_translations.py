"""Every language is whole: each word translated, its placeholders kept, its catalogue compiled."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from scripts.translations.files import LOCALE, folder, missing, read
from scripts.translations.pseudo import LANGUAGE, make, pseudo
from scripts.translations.words import catalogue, placeholders

LANGUAGES = sorted(path.name for path in LOCALE.iterdir() if path.is_dir())


@pytest.fixture(scope="module")
def words() -> Catalog:
    """Every word of the pages."""
    return catalogue()


def texts(of: Message) -> list[str]:
    """The singular and the plural of a message's own words."""
    return [of.id] if isinstance(of.id, str) else [*of.id]


def translations(of: Message) -> list[str]:
    """Every form of its translation."""
    return [of.string] if isinstance(of.string, str) else [*(of.string or ())]


def test_there_is_european_portuguese() -> None:
    assert "pt" in LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_pages_is_translated(language: str, words: Catalog) -> None:
    known = read(language)
    assert missing(known) == []
    new = [message.id for message in words if message.id and message.id not in known]
    assert new == [], f"run: python -m scripts.translations update {language}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_their_placeholders(language: str) -> None:
    for message in read(language):
        if not message.id:
            continue
        wanted = frozenset().union(*map(placeholders, texts(message)))
        for text in translations(message):
            # A singular may say "one" in a word of its own.
            assert placeholders(text) <= wanted, message.id
        assert placeholders(translations(message)[-1]) == placeholders(texts(message)[-1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_words(language: str) -> None:
    with (folder(language) / "django.mo").open("rb") as file:
        compiled = {texts(m)[0]: translations(m) for m in read_mo(file) if m.id}
    assert compiled == {texts(m)[0]: translations(m) for m in read(language) if m.id}


def test_the_pseudo_language_keeps_what_is_not_words() -> None:
    assert pseudo("%(n)d <b>items</b> of {name}") == "⟦%(n)d <b>ítéms</b> óf {name}⟧"


def test_a_further_language_is_a_folder_of_files(tmp_path: Path, words: Catalog) -> None:
    made = read(LANGUAGE, make(tmp_path))
    assert len(made) == len(words)
    assert (folder(LANGUAGE, tmp_path) / "django.mo").exists()
