"""The languages of the pages: English, and whatever has a folder of translations.

A new language is a folder with a catalogue and needs no code. Knows no Django settings: they are
made from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf.locale import LANG_INFO


def languages(folders: Iterable[Path]) -> list[tuple[str, str]]:
    """(code, own name) of English and of every compiled catalogue in `folders`."""
    found = {_code(path) for folder in folders for path in folder.glob("*/LC_MESSAGES/django.mo")}
    return [(code, _own_name(code)) for code in ["en", *sorted(found - {"en"})]]


def _code(catalogue: Path) -> str:
    return catalogue.parent.parent.name.replace("_", "-").lower()


def _own_name(code: str) -> str:
    known = LANG_INFO.get(code, {}).get("name_local", code)
    return str(known)[:1].upper() + str(known)[1:]
