"""JSON text into JSON values, safe from deep nesting: the standard reader recurses.

Knows nothing of expressions but the depth that they can need.
"""

import json
import re
from typing import Final

from openmoderator.workflows.grammar.errors import Problem, Spot, WorkflowError
from openmoderator.workflows.grammar.place import MAX_DEPTH, TOO_DEEP

MAX_BRACKETS: Final = 2 * MAX_DEPTH + 8
"""A node opens two brackets at most (`[{`); the rest is for what a request wraps around it."""

_TOKEN: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)
"""A string that never ends runs to the end of the text, so that the scan stays linear."""


def loads_bounded(text: str | bytes, path: str) -> object:
    """The JSON value of the text; a byte order mark is passed over.

    Raises WorkflowError, which names `path`, for text that is no UTF-8 or no JSON, and
    for more open brackets than any permitted expression needs, before reading them.
    """
    decoded = _decoded(text, path)
    if _deepest(decoded) > MAX_BRACKETS:
        raise WorkflowError([Problem(path, TOO_DEEP)])
    try:
        value: object = json.loads(decoded)
    except json.JSONDecodeError as error:
        message = f"is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        spot = Spot(error.lineno, error.colno, error.pos)
        raise WorkflowError([Problem(path, message, spot)]) from error
    except ValueError as error:  # A whole number of more than 4,300 digits.
        raise WorkflowError([Problem(path, "holds a number that is too long")]) from error
    return value


def _decoded(text: str | bytes, path: str) -> str:
    try:
        decoded = text if isinstance(text, str) else text.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"is not UTF-8: byte {error.start} does not fit"
        raise WorkflowError([Problem(path, message)]) from error
    return decoded.removeprefix("\ufeff")


def _deepest(text: str) -> int:
    """The most brackets that are open at one time, strings apart."""
    deepest = depth = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif token[0] in "]}":
            depth -= 1
    return deepest
