"""What is looked at when a workflow is saved, beyond its form.

Errors (the workflow is refused): a connector, an output or an AlternateInput that there
is not, an operator or value that does not fit the type of the output: such a workflow
could only fail. Warnings (it is saved): an unknown subteam or tag (contract 10.4), an
output that does not fit the content type (contract 10.1: the service saved those), a
callback address that is none. Knows names and types only; asks no connector.
"""

from collections.abc import Collection
from typing import TypeAlias
from urllib.parse import urlsplit

from openmoderator.errors import BadInput
from openmoderator.workflows.connectors.base import (
    ContentType,
    OutputSpec,
    OutputType,
    UnknownConnector,
    find_output,
)
from openmoderator.workflows.connectors.registry import Registry
from openmoderator.workflows.evaluation.compare import operator_problem, value_problem
from openmoderator.workflows.grammar.alternate import alternate_source
from openmoderator.workflows.grammar.errors import Problem, WorkflowError
from openmoderator.workflows.grammar.nodes import Condition, CreateReview, Expression
from openmoderator.workflows.grammar.walk import actions, conditions

Problems: TypeAlias = list[Problem]


def check(
    expression: Expression,
    content_type: str,
    *,
    subteams: Collection[str],
    tags: Collection[str],
    connectors: Registry,
) -> tuple[Problem, ...]:
    """The warnings for a workflow of that content type ("Image" or "Text", any case).

    `subteams` and `tags` are the names and codes of the team, compared in any case.
    Raises WorkflowError with all errors, each with what is allowed.
    """
    judge = _Conditions(connectors, content_type)
    for path, condition in conditions(expression):
        judge.look_at(path, condition)
    if judge.errors:
        raise WorkflowError(judge.errors)
    return (*judge.warnings, *_action_warnings(expression, subteams, tags))


class _Conditions:
    """The errors and warnings of the conditions looked at so far."""

    def __init__(self, connectors: Registry, content_type: str) -> None:
        self._connectors = connectors
        self._content_type = content_type.casefold()
        self.errors: Problems = []
        self.warnings: Problems = []

    def look_at(self, path: str, condition: Condition) -> None:
        spec = self._spec(path, condition.connector, condition.output)
        if spec is not None:
            self._comparison(path, condition, spec)
        if condition.alternate_input is not None:
            self._alternate(f"{path}.AlternateInput", condition.alternate_input, spec)
        elif spec is not None:
            self._fit(f"{path}.OutputName", spec)

    def _comparison(self, path: str, condition: Condition, spec: OutputSpec) -> None:
        problem = operator_problem(spec.type, condition.operator)
        if problem:
            self._error(f"{path}.Operator", f"does not fit: {spec.name} {problem}")
            return
        problem = value_problem(spec.type, condition.operator, condition.value)
        if problem:
            self._error(f"{path}.Value", f"does not fit: {spec.name} {problem}")

    def _alternate(self, path: str, text: str, reader: OutputSpec | None) -> None:
        """The named output must give text, and the output that reads it must take text."""
        source = self._spec(path, *(alternate_source(text) or (text, "")), path)
        if source is None:
            return
        if source.type is not OutputType.STRING:
            self._error(path, f"is {text!r}, which is a {source.type} and gives no text to read")
        if reader is not None and "Text" not in reader.content:
            self._error(path, f"is {text!r}, but {reader.name} does not read text; allowed: null")
        self._fit(path, source)

    def _fit(self, path: str, spec: OutputSpec) -> None:
        fitting: dict[str, ContentType] = {name.casefold(): name for name in spec.content}
        if self._content_type not in fitting:
            needed = " or ".join(sorted(spec.content))
            message = f"names {spec.name}, which needs {needed}: jobs of this type end in Error"
            self.warnings.append(Problem(path, message))

    def _spec(
        self, path: str, connector: str, output: str, both: str | None = None
    ) -> OutputSpec | None:
        try:
            return find_output(self._connectors.find(connector), output)
        except BadInput as error:
            key = "ConnectorName" if isinstance(error, UnknownConnector) else "OutputName"
            found = str(error).rstrip(".")
            self._error(both or f"{path}.{key}", f"is unknown: {found}")
            return None

    def _error(self, path: str, message: str) -> None:
        self.errors.append(Problem(path, message))


def _action_warnings(
    expression: Expression, subteams: Collection[str], tags: Collection[str]
) -> Problems:
    known_subteams = {name.casefold() for name in subteams}
    known_tags = {code.casefold() for code in tags}
    warnings: Problems = []
    for path, action in actions(expression):
        warnings += _subteam_warnings(path, action, known_subteams)
        warnings += _callback_warnings(path, action)
        warnings += [
            Problem(f"{path}.Tags[{index}].Tag", f"is the unknown tag {rule.tag!r}: it is ignored")
            for index, rule in enumerate(action.tags)
            if rule.tag.casefold() not in known_tags
        ]
    return warnings


def _subteam_warnings(path: str, action: CreateReview, known: set[str]) -> Problems:
    if action.subteam is None or action.subteam.casefold() in known:
        return []
    message = f"is the unknown subteam {action.subteam!r}: reviews go to the default one"
    return [Problem(f"{path}.Subteam", message)]


def _callback_warnings(path: str, action: CreateReview) -> Problems:
    address = action.callback_endpoint
    if address is None or _is_web_address(address):
        return []
    message = f"is {address[:40]!r}, no http or https address: nothing can be posted there"
    return [Problem(f"{path}.CallbackEndpoint", message)]


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
