"""The nodes of a workflow expression (contract 10.2), as frozen values.

Names are kept as the caller spelled them, since the report shows outputs that way
(contract 9.3). Nothing here reads JSON, asks a connector or knows a database.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias


class Operator(StrEnum):
    """How a condition compares an output with its value."""

    EQ = "eq"
    NE = "ne"
    GT = "gt"
    GE = "ge"
    LT = "lt"
    LE = "le"
    CONTAINS = "contains"


class How(StrEnum):
    """How a Combine joins its two sides."""

    AND = "AND"
    OR = "OR"


@dataclass(frozen=True, slots=True)
class Condition:
    """One output of one connector compared with a value.

    `value` is always text (contract 10.2), also for numbers and booleans.
    `alternate_input` is None or `Connector.Output`, the output that this one reads
    instead of the content of the job.
    """

    connector: str
    output: str
    operator: Operator
    value: str
    alternate_input: str | None = None


@dataclass(frozen=True, slots=True)
class Combine:
    """Two tests joined by AND or OR."""

    left: "Test"
    right: "Test"
    how: How


@dataclass(frozen=True, slots=True)
class TagRule:
    """Presets a tag on the new review when its condition holds."""

    tag: str
    condition: Condition


@dataclass(frozen=True, slots=True)
class CreateReview:
    """The one action there is: put the content before a person.

    `subteam` None means the default one; `callback_endpoint` None means the job's.
    """

    subteam: str | None = None
    callback_endpoint: str | None = None
    tags: tuple[TagRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Actions:
    """What a branch does, in this order; may be empty."""

    perform: tuple[CreateReview, ...] = ()


@dataclass(frozen=True, slots=True)
class Logic:
    """If the test holds then one branch, otherwise the other or nothing."""

    test: "Test"
    then: "Branch"
    otherwise: "Branch | None" = None


Test: TypeAlias = Condition | Combine
Branch: TypeAlias = Actions | Logic
Expression: TypeAlias = Logic | Condition | Combine

BARE_ACTION: Final = CreateReview()
"""What a bare Condition or Combine does when it holds (contract 10.4)."""
