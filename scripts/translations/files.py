"""The files of a language: brought up to date with the words, and compiled."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from scripts.translations.words import PACKAGE, catalogue

LOCALE = PACKAGE / "locale"
SOME_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""The format wants a date; a real one would change the files without need."""


def folder(language: str, root: Path = LOCALE) -> Path:
    """Where the two files of `language` are."""
    return root / language / "LC_MESSAGES"


def read(language: str, root: Path = LOCALE) -> Catalog:
    """What is translated so far; an empty catalogue for a new language."""
    path = folder(language, root) / "django.po"
    if not path.exists():
        return Catalog(locale=language, project="OpenModerator", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> list[str]:
    """Bring both files up to date; returns the words that have no translation yet."""
    known = read(language)
    known.update(catalogue(), no_fuzzy_matching=True)
    known.obsolete.clear()
    write(known, folder(language))
    return missing(known)


def missing(of: Catalog) -> list[str]:
    """Words without a translation, or with an unsure one."""
    return [_first(m.id) for m in of if m.id and (m.fuzzy or not _whole(m.string))]


def write(catalog: Catalog, where: Path) -> None:
    """Both files, without dates and line numbers, so that only words change them."""
    where.mkdir(parents=True, exist_ok=True)
    catalog.header_comment, catalog.fuzzy = f"# OpenModerator: {catalog.locale}.", False
    catalog.creation_date = catalog.revision_date = SOME_DAY
    with (where / "django.po").open("wb") as file:
        write_po(file, catalog, width=100, omit_header=False, include_lineno=False)
    with (where / "django.mo").open("wb") as file:
        write_mo(file, catalog)


def _whole(text: object) -> bool:
    return all(text) if isinstance(text, tuple) else bool(text)


def _first(words: object) -> str:
    return str(words[0]) if isinstance(words, tuple) else str(words)
