"""What an answer leads to: the jobs and reviews whose ids are in it. Pure.

`answers.js` does the same for calls that the browser makes.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Found:
    """An id in an answer: of a ``job`` or a ``review``."""

    kind: str
    id: str


def found_in(operation_id: str, body: bytes) -> list[Found]:
    """The ids in the order of the answer."""
    try:
        value: Any = json.loads(body)
    except ValueError:
        return []
    if operation_id == "create_reviews" and isinstance(value, list):
        return [Found("review", each) for each in value if isinstance(each, str)]
    if not isinstance(value, dict):
        return []
    kinds = {"JobId": "job", "ReviewId": "review"}
    return [
        Found(kind, value[name])
        for name, kind in kinds.items()
        if isinstance(value.get(name), str) and value[name]
    ]


def shown(body: bytes) -> str:
    """The body for reading: JSON indented, anything else as text."""
    text = body.decode("utf-8", "replace")
    try:
        return json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    except ValueError:
        return text
