"""Links that let somebody in are in no line of the log."""

from __future__ import annotations

import logging

import pytest

from openmoderator.logs import WithoutLinks


def said(message: str, *values: object) -> str:
    """The line as it is written."""
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, message, values, None)
    assert WithoutLinks().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    "path", ["/join/WyJhYiJd:sig-1_2", "/sign-in/a:b:c", "/password/3-c7x-0a1b2c"]
)
def test_a_link_is_left_out(path: str) -> None:
    line = said("%s: %s", "Forbidden", path)
    assert path.rpartition("/")[2] not in line
    assert line == f"Forbidden: {path.rpartition('/')[0]}/..."


@pytest.mark.parametrize("path", ["/review/item/202611i1", "/sign-in", "/joint/venture", "100 %"])
def test_other_lines_stay_as_they_are(path: str) -> None:
    assert said("%s: %s", "Not Found", path) == f"Not Found: {path}"


def test_a_line_without_values_stays_as_it_is() -> None:
    assert said("100 % of it") == "100 % of it"
