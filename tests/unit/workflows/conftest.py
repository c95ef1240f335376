"""Random expressions, the contract's examples, and a small connector to check against."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import strategies as st

from openmoderator.workflows.connectors.base import (
    ConnectorAnswer,
    ConnectorInput,
    OutputSpec,
    OutputType,
    Value,
    find_output,
)
from openmoderator.workflows.connectors.registry import Registry
from openmoderator.workflows.evaluation.compare import OPERATORS
from openmoderator.workflows.grammar.nodes import (
    Actions,
    Combine,
    Condition,
    CreateReview,
    Expression,
    How,
    Logic,
    TagRule,
    Test,
)

FLAG = OutputSpec("flag", OutputType.BOOLEAN, frozenset({"Image"}))
SCORE = OutputSpec("some.score", OutputType.NUMBER, frozenset({"Image", "Text"}))
WORDS = OutputSpec("words", OutputType.STRING, frozenset({"Image"}))
TONE = OutputSpec("tone", OutputType.STRING, frozenset({"Text"}))
OUTPUTS = (FLAG, SCORE, WORDS, TONE)


@dataclass
class TableSession:
    """Answers from a table, and keeps what it was asked."""

    connector: "TableConnector"
    content: ConnectorInput

    def ask(self, output: str) -> ConnectorAnswer:
        spec = find_output(self.connector, output)
        self.connector.asked.append((spec.name, self.content.text))
        value = self.connector.values[spec.name]
        return ConnectorAnswer(value, ((spec.name, str(value)), ("source", spec.name)))


@dataclass
class TableConnector:
    """A connector whose values are written down: for the rules around connectors."""

    values: dict[str, Value] = field(
        default_factory=lambda: {"flag": True, "some.score": 0.5, "words": "A B", "tone": "kind"}
    )
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    opened: list[ConnectorInput] = field(default_factory=list)
    name: str = "table"
    title: str = "Table"
    aliases: Sequence[str] = ("oldtable",)
    outputs: Sequence[OutputSpec] = OUTPUTS

    def session(self, content: ConnectorInput) -> TableSession:
        self.opened.append(content)
        return TableSession(self, content)


@pytest.fixture
def table() -> TableConnector:
    return TableConnector()


@pytest.fixture
def registry(table: TableConnector) -> Registry:
    return Registry((table,))


@pytest.fixture(scope="session")
def whole_registry() -> Registry:
    """For property tests, which want one for all examples."""
    return Registry((TableConnector(),))


def _recased(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from([name, name.upper(), name.capitalize()])


def _values(kind: OutputType) -> st.SearchStrategy[str]:
    if kind is OutputType.BOOLEAN:
        return st.sampled_from(["true", "false", "True", "FALSE"])
    if kind is OutputType.NUMBER:
        return st.sampled_from(["0", "0.4", "0.5", "1", "-1.5", "4e-1"])
    return st.sampled_from(["A B", "a", "kind", "unkind", "b"])


@st.composite
def _conditions(draw: st.DrawFn) -> Condition:
    spec = draw(st.sampled_from(OUTPUTS))
    alternate = None
    if spec in (TONE, SCORE):
        alternate = draw(st.none() | _recased("table.words"))
    return Condition(
        draw(_recased("table")),
        draw(_recased(spec.name)),
        draw(st.sampled_from(OPERATORS[spec.type])),
        draw(_values(spec.type)),
        alternate,
    )


def _tests() -> st.SearchStrategy[Test]:
    return st.recursive(
        _conditions(),
        lambda inner: st.builds(Combine, inner, inner, st.sampled_from(How)),
        max_leaves=12,
    )


_NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1).filter(
    lambda text: text == text.strip()
)
_TAG_RULES = st.builds(TagRule, st.sampled_from(["a", "r", "cb"]), _conditions())
_ACTIONS = st.builds(
    CreateReview,
    st.none() | _NAMES,
    st.none() | _NAMES,
    st.lists(_TAG_RULES, max_size=4).map(tuple),
)
_BRANCHES = st.recursive(
    st.lists(_ACTIONS, max_size=3).map(tuple).map(Actions),
    lambda inner: st.builds(Logic, _tests(), inner, st.none() | inner),
    max_leaves=6,
)


@pytest.fixture(scope="session")
def expressions() -> st.SearchStrategy[Expression]:
    """Random expressions over the table connector, of every node and operator."""
    return st.builds(Logic, _tests(), _BRANCHES, st.none() | _BRANCHES) | _tests()


def _condition(output: str, value: str = "true", operator: str = "eq") -> dict[str, Any]:
    return {
        "Type": "Condition",
        "ConnectorName": "moderator",
        "OutputName": output,
        "Operator": operator,
        "Value": value,
    }


def _combine(how: str, left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    return {"Type": "Combine", "Combine": how, "Left": left, "Right": right}


def _review(**parts: object) -> dict[str, Any]:
    action: dict[str, Any] = {
        "Name": "createreview",
        "Subteam": None,
        "CallbackEndpoint": None,
        "Tags": [],
    }
    return {"Type": "Actions", "Perform": [{**action, **parts}]}


@pytest.fixture(scope="session")
def example() -> Callable[[str], dict[str, Any]]:
    """The three expressions of contract 10.3, by name: ocr, nested, text."""
    profane = _condition("text.HasProfanity")
    ocr = _combine(
        "AND",
        {**_condition("hasText"), "AlternateInput": None},
        {**profane, "AlternateInput": "moderator.ocrText"},
    )
    adult = _combine("AND", _condition("isadult"), _condition("adultscore", "0.4", "ge"))
    racy = _combine("AND", _condition("isracy"), _condition("racyscore", "0.5", "ge"))
    tags = [
        {"Tag": "a", "IfCondition": _condition("isadult")},
        {"Tag": "r", "IfCondition": _condition("isracy")},
    ]
    hook = "https://app.example/hook"
    examples: dict[str, dict[str, Any]] = {
        "ocr": {"Type": "Logic", "If": ocr, "Then": _review(), "Else": None},
        "nested": {
            "Type": "Logic",
            "If": _combine("OR", adult, racy),
            "Then": _review(Tags=tags),
            "Else": None,
        },
        "text": {
            "Type": "Logic",
            "If": profane,
            "Then": _review(Subteam="escalation", CallbackEndpoint=hook),
            "Else": {"Type": "Actions", "Perform": []},
        },
    }
    return examples.__getitem__
