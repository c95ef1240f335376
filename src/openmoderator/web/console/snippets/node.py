"""A request as JavaScript for Node, with the fetch that it has built in."""

from __future__ import annotations

import json

from openmoderator.web.console.composing import KEY_HEADER, Composed


def node(request: Composed, key: str | None = None) -> str:
    """The module; without a `key` it reads ``KEY`` from the environment."""
    given = quoted(key) if key else "process.env.KEY"
    lines = [
        *(('import { readFile } from "node:fs/promises";', "") if request.file is not None else ()),
        f"const answer = await fetch({quoted(request.url)}, {{",
        f"  method: {quoted(request.method)},",
        "  headers: {",
        f"    {quoted(KEY_HEADER)}: {given},",
        *(f"    {quoted(name)}: {quoted(value)}," for name, value in request.headers),
        "  },",
        *_body(request),
        "});",
        "console.log(answer.status);",
        "console.log(await answer.text());",
    ]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A string literal: JSON in ASCII is one of JavaScript, also inside a page."""
    return json.dumps(text).replace("</", "<\\/")


def _body(request: Composed) -> list[str]:
    if request.file is not None:
        return [f"  body: await readFile({quoted(request.file)}),"]
    return [] if request.body is None else [f"  body: {quoted(request.body)},"]
