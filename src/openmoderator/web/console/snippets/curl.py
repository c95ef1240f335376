"""A request as one line for a POSIX shell."""

from __future__ import annotations

from shlex import quote

from openmoderator.web.console.composing import KEY_HEADER, Composed


def curl(request: Composed, key: str | None = None) -> str:
    """The curl line; without a `key` the shell fills in ``$KEY``."""
    given = quote(f"{KEY_HEADER}: {key}") if key else f'"{KEY_HEADER}: $KEY"'
    parts = ["curl", "-X", request.method, quote(request.url), "-H", given]
    for name, value in request.headers:
        parts += ["-H", quote(f"{name}: {value}")]
    if request.file is not None:
        parts += ["--data-binary", quote(f"@{request.file}")]
    elif request.body is not None:
        # Not -d: it takes a text that begins with @ for the name of a file.
        parts += ["--data-raw", quote(request.body)]
    elif request.method in ("POST", "PUT"):
        parts += ["--data-raw", "''"]
    return " ".join(parts)
