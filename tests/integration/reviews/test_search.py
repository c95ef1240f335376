"""Finding reviews by filters, page by page, and handing them out with their decisions."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.subteams import create_subteam
from openmoderator.clock import database_now
from openmoderator.reviews.assigning import assign
from openmoderator.reviews.decide import decide
from openmoderator.reviews.errors import BadFilter
from openmoderator.reviews.export import csv_rows, header, json_lines
from openmoderator.reviews.holding import hold
from openmoderator.reviews.models import Review
from openmoderator.reviews.moving import move
from openmoderator.reviews.reversal import reopen
from openmoderator.reviews.search import PAGE, Filters, count, ids, matching, page, read
from openmoderator.reviews.timers import finalise_due

pytestmark = pytest.mark.django_db


def complete(team: Team, user: User, rows: list[Review], **tags: bool) -> None:
    decide(team, user, uuid4(), {row.pk: tags for row in rows})
    finalise_due(database_now() + timedelta(hours=2))


def found(team: Team, **asked: Any) -> set[str]:
    return set(ids(team, Filters(**asked)))


def test_each_state_finds_its_own(team: Team, anna: User, make_reviews: MakeReviews) -> None:
    waiting, held, limbo, done = make_reviews(4)
    complete(team, anna, [done])
    hold(team, anna, [held.pk])
    decide(team, anna, uuid4(), {limbo.pk: {}})
    assert found(team, state="waiting") == {waiting.pk}
    assert found(team, state="held") == {held.pk}
    assert found(team, state="limbo") == {limbo.pk}
    assert found(team, state="complete") == {done.pk}
    assert found(team, state="pending") == {waiting.pk, held.pk, limbo.pk}


def test_a_tag_finds_those_in_which_it_was_left_on(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    adult, racy, _open = make_reviews(3)
    complete(team, anna, [adult], a=True)
    complete(team, ben, [racy], r=True)
    assert found(team, tag="a") == {adult.pk}
    assert found(team, by=str(ben.pk)) == {racy.pk}


def test_queue_and_person_are_found_by_id_or_by_none(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    first, second, third = make_reviews(3)
    subteam = create_subteam(team, "Second line")
    move(team, anna, [first.pk], subteam)
    assign(team, anna, [second.pk], ben)
    assert found(team, subteam=str(subteam.pk)) == {first.pk}
    assert found(team, subteam="none") == {second.pk, third.pk}
    assert found(team, assigned=str(ben.pk)) == {second.pk}
    assert found(team, assigned="none") == {first.pk, third.pk}


def test_days_count_from_midnight_to_midnight(team: Team, make_reviews: MakeReviews) -> None:
    before, within, after = make_reviews(3)
    for row, moment in (
        (before, datetime(2026, 3, 1, 23, 59, 59, 999_999, UTC)),
        (within, datetime(2026, 3, 2, 0, 0, tzinfo=UTC)),
        (after, datetime(2026, 3, 3, 0, 0, tzinfo=UTC)),
    ):
        Review.objects.filter(pk=row.pk).update(created_at=moment, modified_at=moment)
    day = date(2026, 3, 2)
    assert found(team, created_from=day, created_to=day) == {within.pk}
    assert found(team, modified_from=day, modified_to=day) == {within.pk}


def test_content_id_and_metadata_are_found_exactly(team: Team, make_reviews: MakeReviews) -> None:
    first, second = make_reviews(2)
    Review.objects.filter(pk=first.pk).update(metadata=[["shop", "north"], ["n", "1"]])
    Review.objects.filter(pk=second.pk).update(metadata=[["shop", "south"]])
    assert found(team, content_id="item-1") == {second.pk}
    assert found(team, content_id="item") == set()
    assert found(team, metadata="shop=north") == {first.pk}
    assert found(team, metadata="shop") == {first.pk, second.pk}


def test_other_teams_and_shadow_reviews_are_never_found(
    team: Team, other_team: Team, make_reviews: MakeReviews
) -> None:
    shown, shadow = make_reviews(2)
    Review.objects.filter(pk=shadow.pk).update(purpose="opinion")
    assert found(team) == {shown.pk}
    assert found(other_team) == set()


@pytest.mark.parametrize("key", ["created", "modified", "score"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_pages_follow_each_other_in_both_directions(
    team: Team, make_reviews: MakeReviews, key: str, sign: str
) -> None:
    rows = make_reviews(PAGE + 7)
    Review.objects.filter(pk__in=[row.pk for row in rows[:30]]).update(score=0.5)
    asked = Filters(sort=sign + key)
    first = page(team, asked)
    rest = page(team, asked, first.after)
    column = {"created": "created_at", "modified": "modified_at", "score": "score"}[key]
    seen = [(getattr(row, column), row.pk) for row in (*first.rows, *rest.rows)]
    assert (len(first.rows), len(rest.rows), rest.after) == (PAGE, 7, "")
    assert seen == sorted(seen, reverse=sign == "-")
    assert len(set(seen)) == PAGE + 7


@pytest.mark.parametrize("cursor", ["x", "~", "2026-01-01~x", "1", "2026-13-01~x"])
def test_a_cursor_of_nowhere_is_refused(team: Team, cursor: str) -> None:
    with pytest.raises(BadFilter) as caught:
        page(team, Filters(), cursor)
    assert caught.value.field == "after"


def test_an_address_and_its_filters_say_the_same() -> None:
    asked = Filters(
        state="complete",
        tag="a",
        type="Text",
        subteam="none",
        by="7",
        created_from=date(2026, 1, 31),
        content_id="a b&c=d",
        metadata="key=valué",
        sort="score",
    )
    assert read(QueryDict(asked.query).dict()) == asked
    assert Filters().query == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("state", "gone"),
        ("type", "Sound"),
        ("sort", "-name"),
        ("subteam", "first"),
        ("by", "9" * 30),
        ("created_from", "31.1.2026"),
        ("modified_to", "0001-01-01"),
        ("content_id", "a\0b"),
    ],
)
def test_a_filter_that_cannot_be_read_names_its_field(field: str, value: str) -> None:
    with pytest.raises(BadFilter) as caught:
        read({field: value})
    assert caught.value.field == field


def test_a_page_takes_as_many_queries_for_fifty_rows_as_for_one(
    team: Team,
    make_reviews: MakeReviews,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_reviews(PAGE)
    with django_assert_num_queries(1):
        for row in page(team, Filters()).rows:
            assert (row.start.startswith("text"), row.subteam) == (True, None)  # type: ignore[attr-defined]


def test_counting_stops_where_it_is_told(team: Team, make_reviews: MakeReviews) -> None:
    make_reviews(5)
    assert (count(team, Filters()), count(team, Filters(), 3)) == (5, 3)


@pytest.fixture
def reopened(team: Team, anna: User, ben: User, make_reviews: MakeReviews) -> Callable[[], Review]:
    """A review decided by Anna, reopened and decided anew by Ben."""

    def make() -> Review:
        lead = create_user("lead@team.test", team, "admin", "correct horse battery").user
        (review,) = make_reviews(1)
        complete(team, anna, [review], a=True)
        reopen(team, lead, [review.pk])
        complete(team, ben, [review], r=True)
        return review

    return make


def test_json_lines_have_every_decision(team: Team, reopened: Callable[[], Review]) -> None:
    review = reopened()
    (line,) = json_lines(matching(team, Filters()))
    said = json.loads(line)
    assert (said["id"], said["result_tags"]) == (review.pk, [["a", False], ["r", True]])
    first, second = said["decisions"]
    assert (first["by"], first["state"], first["corrects"]) == ("anna", "reversed", None)
    assert (second["by"], second["state"], second["corrects"]) == ("ben", "final", first["id"])


def test_a_csv_row_says_who_decided_and_what_was_left_on(
    team: Team, reopened: Callable[[], Review]
) -> None:
    reopened()
    (row,) = csv_rows(matching(team, Filters()))
    said = dict(zip(header(), row, strict=True))
    assert (said["Decided by"], said["Tags left on"], said["Decisions"]) == ("ben", "r", 2)


def test_an_export_takes_no_more_queries_for_more_rows(
    team: Team,
    make_reviews: MakeReviews,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_reviews(20)
    with django_assert_num_queries(2):
        assert len(list(json_lines(matching(team, Filters())))) == 20
