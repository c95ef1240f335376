"""Ids and times have the recorded forms (contract 1.5, 1.6)."""

import re
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from openmoderator.identifiers import ReviewMark, job_id, modified_on, report_time, review_id

AWARE = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis wants naive bounds
    max_value=datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.timezones(),
)


@given(AWARE)
def test_a_job_id_opens_with_the_utc_month_and_has_32_hex_digits(at: datetime) -> None:
    assert re.fullmatch(at.astimezone(UTC).strftime("%Y%m") + "[0-9a-f]{32}", job_id(at))


def test_a_review_id_carries_the_letter_of_its_type() -> None:
    at = datetime(2017, 12, 31, 23, 30, tzinfo=timezone(timedelta(hours=-2)))
    assert re.fullmatch("201801i[0-9a-f]{32}", review_id(at, ReviewMark.IMAGE))
    assert re.fullmatch("201801t[0-9a-f]{32}", review_id(at, ReviewMark.TEXT))


def test_two_ids_of_one_moment_differ() -> None:
    at = datetime.now(UTC)
    assert job_id(at) != job_id(at)


@given(AWARE)
def test_a_report_time_has_no_zone_and_no_trailing_zeros(at: datetime) -> None:
    text = report_time(at)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,5}[1-9])?", text)
    assert datetime.fromisoformat(text).replace(tzinfo=UTC) == at.astimezone(UTC)


@given(AWARE)
def test_modified_on_has_seven_digits_and_a_z(at: datetime) -> None:
    text = modified_on(at)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z", text)
    assert datetime.fromisoformat(text[:-2]).replace(tzinfo=UTC) == at.astimezone(UTC)
