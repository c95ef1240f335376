"""What may be written in an expression, from the tables that the code itself goes by."""

from __future__ import annotations

from dataclasses import dataclass

from openmoderator.workflows.connected import registry
from openmoderator.workflows.connectors.base import OutputSpec
from openmoderator.workflows.evaluation.compare import OPERATORS


@dataclass(frozen=True)
class Asked:
    """An output with the operators that fit it."""

    connector: str
    spec: OutputSpec
    operators: tuple[str, ...]

    @property
    def content(self) -> str:
        """The types of content that it can be asked of."""
        return ", ".join(sorted(self.spec.content))


def reference() -> list[Asked]:
    """Every output of every connector."""
    return [
        Asked(connector.name, spec, tuple(OPERATORS[spec.type]))
        for connector in registry().connectors
        for spec in connector.outputs
    ]
