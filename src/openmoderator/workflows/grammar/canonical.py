"""The one form in which an expression is given back (contract 10.1, GET).

All keys in the recorded order, nulls filled in, `Type` on every node. Connector and
output names stay as the caller spelled them, as the recorded `isadult` did.
"""

from typing import Any, TypeAlias

from openmoderator.workflows.grammar.nodes import (
    Actions,
    Branch,
    Combine,
    Condition,
    CreateReview,
    Expression,
    Logic,
    TagRule,
    Test,
)
from openmoderator.workflows.grammar.parsing import CREATE_REVIEW

Json: TypeAlias = dict[str, Any]


def canonical(expression: Expression) -> Json:
    """JSON values from which `parse_expression` reads an equal expression."""
    return _logic(expression) if isinstance(expression, Logic) else _test(expression)


def _logic(logic: Logic) -> Json:
    otherwise = logic.otherwise
    return {
        "If": _test(logic.test),
        "Then": _branch(logic.then),
        "Else": None if otherwise is None else _branch(otherwise),
        "Type": "Logic",
    }


def _branch(branch: Branch) -> Json:
    return _logic(branch) if isinstance(branch, Logic) else _actions(branch)


def _test(test: Test) -> Json:
    return _condition(test) if isinstance(test, Condition) else _combine(test)


def _combine(combine: Combine) -> Json:
    return {
        "Left": _test(combine.left),
        "Right": _test(combine.right),
        "Combine": combine.how.value,
        "Type": "Combine",
    }


def _condition(condition: Condition) -> Json:
    return {
        "ConnectorName": condition.connector,
        "OutputName": condition.output,
        "Operator": condition.operator.value,
        "Value": condition.value,
        "AlternateInput": condition.alternate_input,
        "Type": "Condition",
    }


def _actions(actions: Actions) -> Json:
    return {"Perform": [_action(action) for action in actions.perform], "Type": "Actions"}


def _action(action: CreateReview) -> Json:
    return {
        "Name": CREATE_REVIEW,
        "Subteam": action.subteam,
        "CallbackEndpoint": action.callback_endpoint,
        "Tags": [_rule(rule) for rule in action.tags],
    }


def _rule(rule: TagRule) -> Json:
    return {"Tag": rule.tag, "IfCondition": _condition(rule.condition)}
