"""The languages that a caller may name (contract 15). Unknown ones are a 400, never a guess."""

from __future__ import annotations

from typing import Final

from openmoderator.detect.text.language_codes import (
    UNDETERMINED,
    UnknownLanguage,
    parse_language,
)

OCR_DEFAULT: Final = "eng"


def screen_language(text: str) -> str | None:
    """The ISO 639-3 code that is meant; None where none is named, so that it is detected.

    Raises `UnknownLanguage`.
    """
    if not text.strip():
        return None
    code = parse_language(text)
    if code is None:
        raise UnknownLanguage(text)
    return None if code == UNDETERMINED else code


def ocr_language(text: str) -> str:
    """As `screen_language`; English where none is named, as documented."""
    return screen_language(text) or OCR_DEFAULT
