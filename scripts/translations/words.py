"""Every word of the pages that can be translated, read from the templates and the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_python
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "openmoderator"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
PERCENT = re.compile(r"%\((\w+)\)s|%\((\w+)\)d")


def catalogue() -> Catalog:
    """All words, in the order of the files, each with the files it stands in."""
    found = Catalog(project="OpenModerator", charset="utf-8")
    for path in _sources():
        name = path.relative_to(PACKAGE).as_posix()
        for message in _messages(path):
            found.add(message, locations=[(name, 0)], flags=_flags(message))
    return found


def placeholders(text: str) -> frozenset[str]:
    """Names of the values that are put into `text`."""
    return frozenset(a or b for a, b in PERCENT.findall(text))


def _sources() -> Iterator[Path]:
    kinds = {".py", ".html", ".txt"}
    for path in sorted(PACKAGE.rglob("*")):
        inside = path.relative_to(PACKAGE).parts
        if path.suffix in kinds and not {"migrations", "detect", "locale"} & set(inside):
            yield path


def _messages(path: Path) -> Iterator[str | tuple[str, str]]:
    text = path.read_text()
    if path.suffix != ".py":
        if "{%" not in text:
            return
        text = templatize(text, origin=str(path))
    elif "translation" not in text:
        return
    found = extract_python(BytesIO(text.encode()), KEYWORDS, (), {"encoding": "utf-8"})
    for _line, function, words, _notes in found:
        message = _message(str(function), words)
        if message:
            yield message


def _message(function: str, words: object) -> str | tuple[str, str] | None:
    if function.startswith("ngettext") and isinstance(words, tuple):
        first, second = words[0], words[1]
        return (first, second) if first and second else None
    word = words[0] if isinstance(words, tuple) else words
    return word if isinstance(word, str) and word else None


def _flags(message: str | tuple[str, str]) -> list[str]:
    texts = message if isinstance(message, tuple) else (message,)
    return ["python-format"] if any(placeholders(text) for text in texts) else []
