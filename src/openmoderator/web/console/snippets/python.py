"""A request as Python with requests."""

from __future__ import annotations

from openmoderator.web.console.composing import KEY_HEADER, Composed


def python(request: Composed, key: str | None = None) -> str:
    """The program; without a `key` it reads ``KEY`` from the environment."""
    given = repr(key) if key else 'os.environ["KEY"]'
    lines = [
        *(() if key else ("import os",)),
        *(("from pathlib import Path",) if request.file is not None else ()),
        *(() if key and request.file is None else ("",)),
        "import requests",
        "",
        "answer = requests.request(",
        f"    {request.method!r},",
        f"    {request.url!r},",
        "    headers={",
        f"        {KEY_HEADER!r}: {given},",
        *(f"        {name!r}: {value!r}," for name, value in request.headers),
        "    },",
        *_data(request),
        "    timeout=60,",
        ")",
        "print(answer.status_code)",
        "print(answer.text)",
    ]
    return "\n".join(lines) + "\n"


def _data(request: Composed) -> list[str]:
    if request.file is not None:
        return [f"    data=Path({request.file!r}).read_bytes(),"]
    if request.body is None:
        return []
    return [f"    data={request.body!r}.encode(),"]
