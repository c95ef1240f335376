"""Terms as files: one a line, or one JSON string a line for terms with line breaks in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from openmoderator.lists.errors import UnusableTerm

JSON = "json"


def read(stream: TextIO, form: str) -> Iterator[str]:
    """The terms in `stream`; blank lines are passed over. Raises `UnusableTerm` with the line."""
    for number, line in enumerate(stream, 1):
        text = line.rstrip("\r\n")
        if text.strip():
            yield _parsed(text, number) if form == JSON else text


def write(terms: Iterable[str], stream: TextIO, form: str) -> None:
    """Write the terms. Raises `UnusableTerm` where a line cannot hold one."""
    for term in terms:
        if form != JSON and len(f"{term}.".splitlines()) > 1:
            message = f"The term {term[:40]!r} has a line break: export it with --format json."
            raise UnusableTerm(message)
        stream.write((json.dumps(term, ensure_ascii=False) if form == JSON else term) + "\n")


def _parsed(text: str, number: int) -> str:
    try:
        term = json.loads(text)
    except json.JSONDecodeError:
        term = None
    if not isinstance(term, str):
        message = f"Line {number} is no JSON string: {text[:40]!r}."
        raise UnusableTerm(message)
    return term
