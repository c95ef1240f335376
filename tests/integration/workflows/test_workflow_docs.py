"""The page on workflows says what the code does: its example reads, its tables are whole."""

import re
from pathlib import Path

import pytest

from openmoderator.workflows.connectors.moderator.connector import Moderator
from openmoderator.workflows.connectors.registry import Registry
from openmoderator.workflows.grammar.checks import check
from openmoderator.workflows.grammar.nodes import Operator
from openmoderator.workflows.grammar.parsing import parse_expression_text
from openmoderator.workflows.grammar.place import MAX_DEPTH, MAX_NODES


@pytest.fixture(scope="module")
def page() -> str:
    path = Path(__file__).parents[3] / "docs" / "workflows.md"
    return path.read_text(encoding="utf-8")


def test_the_example_of_the_page_is_a_workflow_without_warnings(page: str) -> None:
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    expression = parse_expression_text(example)
    registry = Registry((Moderator(),))
    assert check(expression, "Image", subteams=(), tags=("a",), connectors=registry) == ()


def test_the_page_names_every_output_operator_and_limit(page: str) -> None:
    names = [spec.name for spec in Moderator.outputs] + list(Operator)
    assert [name for name in names if f"`{name}`" not in page] == []
    assert f"more than {MAX_DEPTH} nodes" in page
    assert f"more than {MAX_NODES:,} nodes" in page
