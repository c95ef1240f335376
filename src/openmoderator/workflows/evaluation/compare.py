"""Comparing an output with the value of a condition, by the type of the output.

Contract 10.2: numbers take all six comparisons, booleans `eq` and `ne`, strings `eq`,
`ne` and `contains`. Strings compare without regard to letter case, and a run of white
space equals one blank, ends apart: the text of a picture ends its lines with blank,
CR, LF, which nobody writes into a condition. Nothing here asks a connector.
"""

import math
import operator
import re
from collections.abc import Callable
from typing import Any, Final

from openmoderator.errors import BadInput
from openmoderator.workflows.connectors.base import OutputType, Value
from openmoderator.workflows.grammar.nodes import Operator

OPERATORS: Final[dict[OutputType, tuple[Operator, ...]]] = {
    OutputType.BOOLEAN: (Operator.EQ, Operator.NE),
    OutputType.NUMBER: (
        Operator.EQ,
        Operator.NE,
        Operator.GT,
        Operator.GE,
        Operator.LT,
        Operator.LE,
    ),
    OutputType.STRING: (Operator.EQ, Operator.NE, Operator.CONTAINS),
}

_COMPARISONS: Final[dict[Operator, Callable[[Any, Any], bool]]] = {
    Operator.EQ: operator.eq,
    Operator.NE: operator.ne,
    Operator.GT: operator.gt,
    Operator.GE: operator.ge,
    Operator.LT: operator.lt,
    Operator.LE: operator.le,
    Operator.CONTAINS: operator.contains,
}
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_ALLOWED: Final = {
    OutputType.BOOLEAN: "true or false",
    OutputType.NUMBER: 'a number such as "0.4"',
    OutputType.STRING: "a text",
}


class CannotCompare(BadInput):
    """The operator or the value of a condition does not fit the type of its output."""


def holds(answer: Value, how: Operator, value: str) -> bool:
    """Whether `answer how value` is true; raises CannotCompare where the two do not fit."""
    kind = type_of(answer)
    wanted = _parsed(kind, value)
    if wanted is None or how not in OPERATORS[kind] or (how is Operator.CONTAINS and not wanted):
        problem = operator_problem(kind, how) or value_problem(kind, how, value)
        message = f"The output {problem}."
        raise CannotCompare(message)
    return _COMPARISONS[how](_comparable(answer), wanted)


def type_of(answer: Value) -> OutputType:
    """The type of an answer; bool is looked for first since Python counts it as a number."""
    if isinstance(answer, bool):
        return OutputType.BOOLEAN
    return OutputType.STRING if isinstance(answer, str) else OutputType.NUMBER


def operator_problem(kind: OutputType, how: Operator) -> str | None:
    """Why the operator does not fit outputs of that type, as the end of a sentence."""
    if how in OPERATORS[kind]:
        return None
    allowed = ", ".join(OPERATORS[kind])
    return f"is a {kind} and cannot be compared with {how.value!r}; allowed: {allowed}"


def value_problem(kind: OutputType, how: Operator, value: str) -> str | None:
    """Why the value does not fit outputs of that type, as the end of a sentence."""
    if how is Operator.CONTAINS and not value.strip():
        return "is a string and contains every blank text; write the text to look for"
    if _parsed(kind, value) is not None:
        return None
    return f"is a {kind} and cannot be compared with {value[:40]!r}; allowed: {_ALLOWED[kind]}"


def _parsed(kind: OutputType, value: str) -> Value | None:
    if kind is OutputType.STRING:
        return _folded(value)
    text = value.strip()
    if kind is OutputType.BOOLEAN:
        return {"true": True, "false": False}.get(text.casefold())
    number = float(text) if _NUMBER.fullmatch(text) else math.inf
    return number if math.isfinite(number) else None


def _comparable(answer: Value) -> Value:
    return _folded(answer) if isinstance(answer, str) else answer


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
