"""From JSON values to the nodes of an expression (contract 10.2), leniently and within limits.

Reads the form only: whether connectors, outputs, tags and subteams exist is asked in
`checks`. All problems are collected and raised together.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from openmoderator.workflows.grammar.alternate import alternate_source
from openmoderator.workflows.grammar.bounded import loads_bounded
from openmoderator.workflows.grammar.errors import WorkflowError
from openmoderator.workflows.grammar.fields import Fields, describe
from openmoderator.workflows.grammar.nodes import (
    Actions,
    Branch,
    Combine,
    Condition,
    CreateReview,
    Expression,
    How,
    Logic,
    Operator,
    TagRule,
    Test,
)
from openmoderator.workflows.grammar.place import ROOT, Findings, Place
from openmoderator.workflows.grammar.positions import located

Kind: TypeAlias = Literal["Logic", "Combine", "Actions", "Condition"]
Kinds: TypeAlias = tuple[Kind, ...]

CREATE_REVIEW: Final = "createreview"
_EXPRESSION: Final[Kinds] = ("Logic", "Condition", "Combine")
_TEST: Final[Kinds] = ("Condition", "Combine")
_BRANCH: Final[Kinds] = ("Actions", "Logic")
_SIGNS: Final[dict[Kind, frozenset[str]]] = {
    "Logic": frozenset({"if", "then", "else"}),
    "Combine": frozenset({"left", "right", "combine"}),
    "Actions": frozenset({"perform"}),
    "Condition": frozenset({"connectorname", "outputname", "operator", "value"}),
}
"""The keys that tell a node whose Type is missing."""


def parse_expression(data: object) -> Expression:
    """The expression that the JSON value spells; raises WorkflowError with all problems.

    `data` is what a JSON reader gives: dicts, lists, strings, numbers, booleans, None.
    """
    reader = _Reader()
    expression = reader.expression(data, Place())
    if expression is None or reader.findings.problems:
        raise WorkflowError(reader.findings.problems)
    return expression


def parse_expression_text(text: str | bytes) -> Expression:
    """As `parse_expression`, from JSON text; text that is no JSON is a WorkflowError too."""
    value = loads_bounded(text, ROOT)
    try:
        return parse_expression(value)
    except WorkflowError as error:
        decoded = text if isinstance(text, str) else text.decode("utf-8")
        raise WorkflowError(located(error.problems, decoded)) from None


@dataclass(frozen=True, slots=True)
class _Node:
    kind: Kind
    fields: Fields
    place: Place


class _Reader:
    """One reading. Each method answers None when it has noted why there is no node."""

    def __init__(self) -> None:
        self.findings = Findings()

    def expression(self, data: object, place: Place) -> Expression | None:
        node = self._open(data, place, _EXPRESSION)
        if node is None:
            return None
        return self._logic(node) if node.kind == "Logic" else self._test_of(node)

    def _logic(self, node: _Node) -> Logic | None:
        test = self._test(node.fields.get("If"), node.place.below("If"))
        then = self._branch(node.fields.get("Then"), node.place.below("Then"))
        otherwise = None
        if "Else" in node.fields:
            otherwise = self._branch(node.fields.get("Else"), node.place.below("Else"))
        return Logic(test, then, otherwise) if test and then else None

    def _branch(self, data: object, place: Place) -> Branch | None:
        node = self._open(data, place, _BRANCH)
        if node is None:
            return None
        return self._logic(node) if node.kind == "Logic" else self._actions(node)

    def _test(self, data: object, place: Place) -> Test | None:
        node = self._open(data, place, _TEST)
        return self._test_of(node) if node else None

    def _test_of(self, node: _Node) -> Test | None:
        return self._condition(node) if node.kind == "Condition" else self._combine(node)

    def _combine(self, node: _Node) -> Combine | None:
        left = self._test(node.fields.get("Left"), node.place.below("Left"))
        right = self._test(node.fields.get("Right"), node.place.below("Right"))
        how = node.fields.choice("Combine", How)
        return Combine(left, right, how) if left and right and how else None

    def _condition(self, node: _Node) -> Condition | None:
        fields = node.fields
        connector = fields.text("ConnectorName", 'a connector name such as "moderator"')
        output = fields.text("OutputName", 'an output name such as "isAdult"')
        how = fields.choice("Operator", Operator)
        value = fields.scalar("Value")
        alternate = self._alternate(node)
        if connector is None or output is None or how is None or value is None:
            return None
        return Condition(connector, output, how, value, alternate)

    def _alternate(self, node: _Node) -> str | None:
        text = node.fields.optional_text("AlternateInput")
        if text is not None and alternate_source(text) is None:
            message = 'null or Connector.Output such as "moderator.ocrText"'
            self._unfit(node.place.key("AlternateInput"), describe(text), message)
        return text

    def _actions(self, node: _Node) -> Actions | None:
        data = node.fields.items("Perform", required=True)
        if data is None:
            return None
        places = (node.place.item("Perform", index) for index in range(len(data)))
        actions = [self._action(item, place) for item, place in zip(data, places, strict=True)]
        return Actions(tuple(action for action in actions if action))

    def _action(self, data: object, place: Place) -> CreateReview | None:
        fields = self._object(data, place, "an action object")
        if fields is None:
            return None
        name = fields.text("Name", CREATE_REVIEW)
        if name is not None and name.casefold() != CREATE_REVIEW:
            self._unfit(place.key("Name"), describe(name), CREATE_REVIEW)
        rules = fields.items("Tags", required=False) or []
        tags = [self._rule(item, place.item("Tags", index)) for index, item in enumerate(rules)]
        return CreateReview(
            fields.optional_text("Subteam"),
            fields.optional_text("CallbackEndpoint"),
            tuple(rule for rule in tags if rule),
        )

    def _rule(self, data: object, place: Place) -> TagRule | None:
        fields = self._object(data, place, "an object of Tag and IfCondition")
        if fields is None:
            return None
        tag = fields.text("Tag", 'a tag code such as "a"')
        inner = place.below("IfCondition")
        node = self._open(fields.get("IfCondition"), inner, ("Condition",))
        condition = self._condition(node) if node else None
        return TagRule(tag, condition) if tag and condition else None

    def _open(self, data: object, place: Place, allowed: Kinds) -> _Node | None:
        fields = self._object(data, place, _names(allowed))
        kind = self._kind(fields, allowed) if fields else None
        return _Node(kind, fields, place) if fields and kind else None

    def _object(self, data: object, place: Place, allowed: str) -> Fields | None:
        if not self.findings.enter(place):
            return None
        if isinstance(data, dict):
            return Fields(data, place, self.findings)
        self._unfit(place, describe(data), allowed)
        return None

    def _kind(self, fields: Fields, allowed: Kinds) -> Kind | None:
        if "Type" in fields:
            return self._named_kind(fields, allowed)
        for kind, signs in _SIGNS.items():
            if fields.names & signs:
                return self._fitting(kind, fields.place, allowed)
        if len(allowed) == 1:
            return allowed[0]
        self._unfit(fields.place, "an object without Type or any known key", _names(allowed))
        return None

    def _named_kind(self, fields: Fields, allowed: Kinds) -> Kind | None:
        given = fields.get("Type")
        folded = given.strip().casefold() if isinstance(given, str) else None
        for kind in _SIGNS:
            if kind.casefold() == folded:
                return self._fitting(kind, fields.place, allowed)
        self._unfit(fields.place.key("Type"), describe(given), _names(allowed))
        return None

    def _fitting(self, kind: Kind, place: Place, allowed: Kinds) -> Kind | None:
        if kind in allowed:
            return kind
        self._unfit(place, f"of type {kind}", _names(allowed))
        return None

    def _unfit(self, place: Place, found: str, allowed: str) -> None:
        self.findings.add(place, f"is {found}; allowed: {allowed}")


def _names(kinds: Kinds) -> str:
    return " or ".join(kinds)
