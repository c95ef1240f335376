"""The report of what became final, and a person's own day."""

from __future__ import annotations

import uuid
from datetime import UTC, date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Membership, Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.subteams import create_subteam
from openmoderator.clock import database_now
from openmoderator.reviews.decide import decide
from openmoderator.reviews.models import DecidedCount


@pytest.fixture
def today(db: None) -> date:
    """The day it is in UTC."""
    return database_now().astimezone(UTC).date()


@pytest.fixture
def as_admin(team: Team) -> Client:
    """A browser of an administrator."""
    admin = create_user("eva@team.test", team, "admin", "correct horse battery", "Eva").user
    client = Client()
    client.force_login(admin)
    return client


def store(team: Team, day: date, count: int, user: User | None = None, **more: object) -> None:
    """Figures as finished decisions leave them."""
    fields = {"type": "Image", "user_id": user.pk if user else 0} | more
    DecidedCount.objects.create(team=team, day=day, count=count, **fields)


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    body = b"".join(response) if response.streaming else response.content
    return bytes(body).decode()


def rows_of(client: Client, path: str) -> list[str]:
    """The lines of a CSV without its head."""
    return text_of(client, path).splitlines()[1:]


def test_an_administrator_sees_everybody_and_a_reviewer_only_themselves(
    as_admin: Client, as_anna: Client, team: Team, anna: User, ben: User, today: date
) -> None:
    store(team, today, 3, anna)
    store(team, today, 5, ben)
    assert rows_of(as_admin, "/completed/people.csv") == ["ben,5", "anna,3"]
    assert rows_of(as_anna, "/completed/people.csv") == ["anna,3"]
    page = text_of(as_anna, "/completed")
    assert "ben" not in page
    assert "<strong>8</strong>" in page


def test_a_reviewer_cannot_ask_for_somebody_else(
    as_anna: Client, team: Team, anna: User, ben: User, today: date
) -> None:
    store(team, today, 3, anna)
    store(team, today, 5, ben)
    assert "<strong>8</strong>" in text_of(as_anna, f"/completed?user={ben.pk}")
    assert "<strong>3</strong>" in text_of(as_anna, f"/completed?user={anna.pk}")


def test_who_left_is_a_removed_person(
    as_admin: Client, team: Team, anna: User, ben: User, today: date
) -> None:
    store(team, today, 3, anna)
    store(team, today, 5, ben)
    Membership.objects.filter(user__in=[anna, ben]).delete()
    assert rows_of(as_admin, "/completed/people.csv") == ["removed person,8"]


def test_queues_and_tags_have_their_names(as_anna: Client, team: Team, today: date) -> None:
    lisbon = create_subteam(team, "=Lisbon")
    store(team, today, 3)
    store(team, today, 5, subteam_id=lisbon.pk)
    store(team, today, 2, subteam_id=999_999)
    store(team, today, 4, tag="a")
    store(team, today, 1, tag="zz")
    assert rows_of(as_anna, "/completed/queues.csv") == [
        "'=Lisbon,5",
        "Default,3",
        "removed queue,2",
    ]
    assert rows_of(as_anna, "/completed/tags.csv") == ["a · isadult,4", "zz,1"]


@pytest.mark.parametrize(
    ("period", "days"),
    [("today", 1), ("yesterday", 1), ("last7", 7), ("last30", 30), ("", 7), ("nonsense", 7)],
)
def test_a_period_has_its_days(as_anna: Client, period: str, days: int) -> None:
    assert len(rows_of(as_anna, f"/completed/days.csv?period={period}")) == days


def test_a_range_of_ones_own_counts_both_ends(as_anna: Client, team: Team) -> None:
    for day, count in ((4, 1), (5, 2), (6, 4), (7, 8)):
        store(team, date(2026, 3, day), count)
    path = "/completed/days.csv?period=custom&first=2026-03-05&last=2026-03-06"
    assert rows_of(as_anna, path) == ["2026-03-05,2", "2026-03-06,4"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("first=2026-03-05", "A custom range needs both days."),
        ("first=2026-03-05&last=2026-03-04", "The last day is before the first."),
        ("first=0001-01-01&last=2026-03-04", "A range has ten years at most."),
        ("first=tomorrow&last=2026-03-04", "Enter a valid date."),
    ],
)
def test_a_range_that_cannot_be_is_told_beside_its_field(
    as_anna: Client, query: str, told: str
) -> None:
    page = text_of(as_anna, f"/completed?period=custom&{query}")
    assert told in page


def test_a_long_range_has_a_column_a_month(as_anna: Client, team: Team) -> None:
    store(team, date(2025, 3, 5), 2)
    path = "/completed?period=custom&first=2025-01-01&last=2025-12-31"
    page = text_of(as_anna, path)
    assert "By month" in page
    assert page.count('<th scope="row"') >= 12


def test_type_queue_and_tag_narrow_the_page(as_anna: Client, team: Team, today: date) -> None:
    lisbon = create_subteam(team, "Lisbon")
    store(team, today, 1)
    store(team, today, 2, subteam_id=lisbon.pk)
    store(team, today, 4, type="Text", subteam_id=lisbon.pk)
    store(team, today, 8, tag="a")
    assert "<strong>6</strong>" in text_of(as_anna, f"/completed?subteam={lisbon.pk}")
    assert "<strong>1</strong>" in text_of(as_anna, "/completed?subteam=0")
    assert "<strong>4</strong>" in text_of(as_anna, "/completed?type=Text")
    assert "<strong>8</strong>" in text_of(as_anna, "/completed?tag=a")


def test_a_queue_of_another_team_is_no_choice(
    as_anna: Client, team: Team, other_team: Team, today: date
) -> None:
    theirs = create_subteam(other_team, "Secret")
    store(team, today, 1)
    page = text_of(as_anna, f"/completed?subteam={theirs.pk}")
    assert "<strong>1</strong>" in page
    assert "Secret" not in page


def test_an_unknown_table_does_not_exist(as_anna: Client) -> None:
    assert as_anna.get("/completed/secrets.csv").status_code == 404


def test_a_chart_has_its_table_and_its_csv(as_anna: Client, team: Team, today: date) -> None:
    store(team, today, 3)
    page = text_of(as_anna, "/completed?period=today")
    assert page.count("<details") >= 3
    assert "/completed/days.csv?period=today" in page
    assert "style=" not in page


def test_many_people_cost_no_more_queries_than_one(
    as_admin: Client, team: Team, anna: User, today: date
) -> None:
    store(team, today, 1, anna)
    text_of(as_admin, "/completed")
    with CaptureQueriesContext(connection) as few:
        text_of(as_admin, "/completed")
    for number in range(6):
        person = create_user(f"p{number}@team.test", team, "reviewer").user
        store(team, today - timedelta(days=number), 1, person)
        create_subteam(team, f"queue {number}")
    with CaptureQueriesContext(connection) as many:
        text_of(as_admin, "/completed")
    assert len(many) == len(few)


def test_my_day_shows_mine_and_nobody_elses(
    as_anna: Client, team: Team, anna: User, ben: User, make_reviews: MakeReviews
) -> None:
    first, second, theirs = make_reviews(3)
    decide(team, anna, uuid.uuid4(), {first.pk: {"a": True}, second.pk: {}})
    decide(team, ben, uuid.uuid4(), {theirs.pk: {"r": True}})
    page = text_of(as_anna, "/my-day")
    assert "<dd>2</dd>" in page
    assert "a · isadult" in page
    assert "isracy" not in page


def test_a_day_without_work_says_what_would_be_here(as_anna: Client) -> None:
    assert "Nothing finished yet today" in text_of(as_anna, "/my-day")


@pytest.mark.parametrize(
    ("by", "line"), [("types", "Texts,1"), ("hours", "00:00,"), ("tags", "a · isadult,1")]
)
def test_each_chart_of_my_day_has_its_csv(
    as_anna: Client, team: Team, anna: User, make_reviews: MakeReviews, by: str, line: str
) -> None:
    decide(team, anna, uuid.uuid4(), {make_reviews(1)[0].pk: {"a": True}})
    assert f'href="/my-day/{by}.csv"' in text_of(as_anna, "/my-day")
    assert line in b"".join(as_anna.get(f"/my-day/{by}.csv")).decode()
    assert as_anna.get("/my-day/people.csv").status_code == 404
