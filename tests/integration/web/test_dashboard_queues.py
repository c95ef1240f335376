"""The table of queues: who is led where, how old things may get, what the filter leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmoderator.accounts.models import Subteam, SubteamMember, Team, User
from openmoderator.accounts.subteams import create_subteam
from openmoderator.clock import database_now
from openmoderator.reviews.models import Review

MakePicture = Callable[..., Review]


@pytest.fixture
def lisbon(team: Team, make_picture: MakePicture) -> Subteam:
    """A queue with one picture, which came 50 minutes ago."""
    subteam = create_subteam(team, "Lisbon")
    came = database_now() - timedelta(minutes=50)
    Review.objects.filter(pk=make_picture(team).pk).update(subteam=subteam, created_at=came)
    return subteam


def page_of(client: Client, path: str = "/") -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_badge_of_a_queue_opens_it(as_anna: Client, lisbon: Subteam) -> None:
    page = page_of(as_anna)
    assert f'href="/review/image?subteam={lisbon.pk}"' in page
    assert 'aria-label="1 pending: open Lisbon, Image"' in page


def test_a_queue_of_other_people_is_counted_and_leads_nowhere(
    as_anna: Client, ben: User, lisbon: Subteam
) -> None:
    SubteamMember.objects.create(subteam=lisbon, user=ben)
    page = page_of(as_anna)
    assert "pending, for other people of the team" in page
    assert f"subteam={lisbon.pk}" not in page


@pytest.mark.parametrize(
    ("minutes", "standing", "words"),
    [
        (120, "fine", "1 h 9 min left"),
        (60, "soon", "9 min left"),
        (20, "overdue", "overdue by 30 min"),
    ],
)
def test_the_oldest_is_told_against_its_target_in_words(
    as_anna: Client, lisbon: Subteam, minutes: int, standing: str, words: str
) -> None:
    lisbon.target_minutes = minutes
    lisbon.save()
    page = page_of(as_anna)
    assert f'class="target {standing}"' in page
    assert words in page


def test_the_target_of_the_whole_team_counts_for_its_own_queue(
    as_anna: Client, team: Team, make_picture: MakePicture
) -> None:
    team.target_minutes = 10
    team.save()
    review = make_picture(team)
    Review.objects.filter(pk=review.pk).update(created_at=database_now() - timedelta(hours=3))
    assert "overdue by 2 h 50 min" in page_of(as_anna)


def test_a_queue_without_a_target_has_nothing_to_miss(as_anna: Client, lisbon: Subteam) -> None:
    assert 'class="target' not in page_of(as_anna)


def test_queues_are_found_by_a_part_of_their_name_in_any_case(
    as_anna: Client, team: Team, lisbon: Subteam
) -> None:
    create_subteam(team, "Porto")
    page = page_of(as_anna, "/?q=LISB")
    assert ">Lisbon</th>" in page
    assert "Porto" not in page
    assert "No queue has this in its name." in page_of(as_anna, "/?q=nowhere")


def test_a_type_leaves_the_other_types_out_and_nonsense_leaves_nothing_out(
    as_anna: Client, lisbon: Subteam
) -> None:
    assert f"/review/image?subteam={lisbon.pk}" not in page_of(as_anna, "/?type=Text")
    assert f"/review/text?subteam={lisbon.pk}" not in page_of(as_anna, "/?type=Image")
    both = page_of(as_anna, "/?type=%00")
    assert f"/review/image?subteam={lisbon.pk}" in both
    assert f"/review/text?subteam={lisbon.pk}" in both


def test_what_is_typed_into_the_filter_stays_text(as_anna: Client, lisbon: Subteam) -> None:
    page = page_of(as_anna, "/?q=%22%3E%3Cscript%3E")
    assert "<script>" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


def test_many_queues_cost_no_more_queries_than_one(
    as_anna: Client, team: Team, lisbon: Subteam
) -> None:
    page_of(as_anna)
    with CaptureQueriesContext(connection) as few:
        page_of(as_anna)
    for number in range(8):
        create_subteam(team, f"queue {number}")
    with CaptureQueriesContext(connection) as many:
        page_of(as_anna)
    assert len(many) == len(few)


def test_the_queues_can_be_downloaded_as_they_are_filtered(
    as_anna: Client, team: Team, lisbon: Subteam
) -> None:
    create_subteam(team, "=Porto")
    assert 'href="/queues.csv?q=LISB"' in page_of(as_anna, "/?q=LISB")
    lines = b"".join(as_anna.get("/queues.csv?q=lisb&type=Image")).decode("utf-8-sig").splitlines()
    assert lines[0] == "Queue,Type,Waiting,Held,In limbo,Completed,Oldest (UTC)"
    assert [line.rpartition(",")[0] for line in lines[1:]] == ["Lisbon,Image,1,0,0,0"]
    assert lines[1].endswith("+00:00")
    assert "'=Porto,Text,0,0,0,0," in b"".join(as_anna.get("/queues.csv")).decode()
