"""The language of terms: any code a caller knows, kept as ISO 639-3 (contract 15)."""

from __future__ import annotations

from openmoderator.detect.text.language_codes import parse_language
from openmoderator.lists.errors import UnknownLanguage


def language_of(code: str) -> str:
    """The ISO 639-3 code of ISO 639-1 or 639-3, BCP-47 or one of the service's own codes.

    Raises `UnknownLanguage`.
    """
    found = parse_language(code)
    if found is None:
        message = (
            f"'{code[:40]}' is no language that is known. Give a code of ISO 639-3 such as eng,"
            " of ISO 639-1 such as en, or BCP-47 such as en-US."
        )
        raise UnknownLanguage(message)
    return found
