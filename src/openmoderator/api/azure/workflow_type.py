"""Which content a workflow is for where its PUT does not say: the old client never did."""

from __future__ import annotations

from openmoderator.errors import BadInput
from openmoderator.workflows.connectors.base import ContentType, find_output
from openmoderator.workflows.connectors.registry import Registry
from openmoderator.workflows.grammar.alternate import alternate_source
from openmoderator.workflows.grammar.nodes import Condition
from openmoderator.workflows.grammar.parsing import parse_expression
from openmoderator.workflows.grammar.walk import conditions


def inferred_type(expression: object, connectors: Registry) -> ContentType:
    """``Text`` where every output that is asked reads texts, else ``Image``.

    What cannot be told (an output that there is not) counts for nothing here: saving the
    workflow says so. Raises `WorkflowError` for what is no expression.
    """
    found = [_content(item, connectors) for _, item in conditions(parse_expression(expression))]
    known = [content for content in found if content]
    return "Text" if known and all("Text" in content for content in known) else "Image"


def _content(condition: Condition, connectors: Registry) -> frozenset[ContentType]:
    """The content that the condition begins with: its alternate input's, where it has one."""
    source = alternate_source(condition.alternate_input or "")
    connector, output = source or (condition.connector, condition.output)
    try:
        return find_output(connectors.find(connector), output).content
    except BadInput:
        return frozenset()
