"""docs/api.md names every operation and every limit as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from openmoderator.api.azure.fields import MAX_ID, MAX_TEXT
from openmoderator.api.azure.new_reviews import MAX_ITEMS
from openmoderator.api.docs import document
from openmoderator.egress.urls import MAX_LENGTH
from openmoderator.workflows.grammar.place import MAX_DEPTH, MAX_NODES

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text()


def test_every_operation_is_on_the_page() -> None:
    for path, methods in document()["paths"].items():
        for method in methods:
            short = path.partition("{teamName}")[2] or path.partition("/v1")[2].removeprefix(".0")
            assert f"`{method.upper()} {short}`" in PAGE


@pytest.mark.parametrize("limit", [MAX_TEXT, MAX_ID, MAX_ITEMS, MAX_LENGTH, MAX_DEPTH, MAX_NODES])
def test_every_limit_is_on_the_page(limit: int) -> None:
    assert f"{limit:,} " in PAGE.partition("## Limits")[2].partition("##")[0]
