"""Terms as files come back as they were."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openmoderator.lists import term_files
from openmoderator.lists.errors import UnusableTerm

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TERMS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda it: it.strip())
)
PLAIN = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1).filter(
        lambda it: it.strip()
    )
)


@UNHURRIED
@given(TERMS)
def test_any_terms_come_back_from_json(terms: list[str]) -> None:
    file = io.StringIO(newline="")
    term_files.write(terms, file, "json")
    file.seek(0)
    assert list(term_files.read(file, "json")) == terms


@UNHURRIED
@given(PLAIN)
def test_terms_without_line_breaks_come_back_from_text(terms: list[str]) -> None:
    file = io.StringIO(newline="")
    term_files.write(terms, file, "txt")
    file.seek(0)
    assert list(term_files.read(file, "txt")) == terms


def test_a_term_that_a_line_cannot_hold_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnusableTerm, match="--format json"):
        term_files.write(["two\nlines"], io.StringIO(), "txt")


def test_blank_lines_and_windows_line_ends_are_passed_over() -> None:
    assert list(term_files.read(io.StringIO("a\r\n\r\n \nb"), "txt")) == ["a", "b"]


@pytest.mark.parametrize("line", ["bare", "1", '["a"]', '"open'])
def test_what_is_no_json_string_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(UnusableTerm, match="Line 2 is no JSON string"):
        list(term_files.read(io.StringIO(f'"a"\n{line}\n'), "json"))
