"""Manage Reviews: filters, acts on many, deletion with the number typed, export."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils import timezone
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.members import remove
from openmoderator.accounts.models import Team, User
from openmoderator.accounts.subteams import create_subteam
from openmoderator.clock import database_now
from openmoderator.reviews.decide import decide
from openmoderator.reviews.models import Review, State
from openmoderator.reviews.timers import finalise_due

pytestmark = pytest.mark.django_db


def complete(team: Team, user: User, rows: list[Review], **tags: bool) -> None:
    decide(team, user, uuid4(), {row.pk: tags for row in rows})
    finalise_due(database_now() + timedelta(hours=2))


def text_of(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def said(client: Client, form: dict[str, object], path: str = "/admin/reviews/act") -> str:
    """What the page says after a form was sent."""
    response = client.post(path, form, follow=True)
    assert response.status_code in (200, 422)
    return response.content.decode()


@pytest.mark.parametrize("path", ["/admin/reviews", "/admin/reviews/result"])
def test_reviewers_are_told_that_the_page_is_for_administrators(as_anna: Client, path: str) -> None:
    assert as_anna.get(path).status_code == 403
    assert as_anna.post("/admin/reviews/act", {"act": "delete"}).status_code == 403


def test_the_list_shows_the_team_and_nobody_else(
    as_lead: Client, make_reviews: MakeReviews, other_team: Team
) -> None:
    mine, theirs = make_reviews(2)
    Review.objects.filter(pk=theirs.pk).update(team=other_team)
    page = text_of(as_lead, "/admin/reviews")
    assert mine.pk in page
    assert theirs.pk not in page


def test_filters_of_the_address_narrow_the_list_and_stand_in_the_form(
    as_lead: Client, team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    open_, done = make_reviews(2)
    complete(team, anna, [done], a=True)
    page = text_of(as_lead, "/admin/reviews?state=complete&tag=a")
    assert done.pk in page
    assert open_.pk not in page
    assert '<option value="complete" selected>' in page


def test_a_filter_that_cannot_be_read_is_told_beside_its_field(as_lead: Client) -> None:
    page = text_of(as_lead, "/admin/reviews?created_from=yesterday", 400)
    assert "Write a day as 2026-01-31." in page


@pytest.mark.parametrize(
    "query",
    ["after=x", "after=~", "state=%00", "by=999999999999999999999", "metadata=%00", "sort=x"],
)
def test_nonsense_in_the_address_is_no_crash(as_lead: Client, query: str) -> None:
    assert as_lead.get(f"/admin/reviews?{query}").status_code in (200, 400)


def test_who_left_the_team_can_still_be_asked_for_by_what_they_decided(
    as_lead: Client, team: Team, lead: User, anna: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    complete(team, anna, [review])
    remove(team, lead, anna.pk)
    page = text_of(as_lead, f"/admin/reviews?by={anna.pk}")
    assert f'<option value="{anna.pk}" selected>' in page
    assert review.pk in page


def test_the_list_takes_as_many_queries_for_fifty_rows_as_for_two(
    as_lead: Client, make_reviews: MakeReviews
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_reviews(2)
    text_of(as_lead, "/admin/reviews")
    with CaptureQueriesContext(connection) as few:
        text_of(as_lead, "/admin/reviews")
    make_reviews(50)
    with CaptureQueriesContext(connection) as many:
        page = text_of(as_lead, "/admin/reviews")
    assert len(many) == len(few)
    assert page.count("data-tick\n") + page.count("data-tick>") == 50


def test_markup_in_a_text_stays_characters(as_lead: Client, make_reviews: MakeReviews) -> None:
    (review,) = make_reviews(1)
    assert review.stored is not None
    review.stored.text = "<script>alert(1)</script>"
    review.stored.save()
    page = text_of(as_lead, "/admin/reviews")
    assert "&lt;script&gt;alert(1)" in page


def test_ticked_reviews_are_moved_and_the_count_is_told(
    as_lead: Client, team: Team, make_reviews: MakeReviews
) -> None:
    first, second, stays = make_reviews(3)
    subteam = create_subteam(team, "Second line")
    page = said(as_lead, {"act": "move", "subteam": subteam.pk, "id": [first.pk, second.pk]})
    assert "2 reviews: done." in page
    assert set(Review.objects.filter(subteam=subteam)) == {first, second}
    assert Review.objects.get(pk=stays.pk).subteam is None


def test_all_that_match_are_acted_on_and_what_does_not_match_is_left(
    as_lead: Client, team: Team, make_reviews: MakeReviews
) -> None:
    make_reviews(60)
    said(as_lead, {"act": "hold", "minutes": "5", "all": "1", "query": "content_id=item-3"})
    assert [row.content_id for row in Review.objects.filter(state=State.HELD)] == ["item-3"]
    said(as_lead, {"act": "hold", "minutes": "5", "all": "1", "query": ""})
    assert Review.objects.filter(state=State.HELD).count() == 60


def test_a_filter_that_cannot_be_read_never_means_everything(
    as_lead: Client, make_reviews: MakeReviews
) -> None:
    make_reviews(2)
    said(as_lead, {"act": "hold", "minutes": "5", "all": "1", "query": "created_from=x"})
    assert not Review.objects.filter(state=State.HELD).exists()


def test_assign_hold_and_release_do_what_they_say(
    as_lead: Client, anna: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    said(as_lead, {"act": "assign", "person": anna.pk, "note": "yours", "id": review.pk})
    said(as_lead, {"act": "hold", "minutes": "10", "id": review.pk})
    review.refresh_from_db()
    assert (review.assigned_to, review.state) == (anna, State.HELD)
    assert review.notes.get().text == "yours"
    said(as_lead, {"act": "release", "id": review.pk})
    review.refresh_from_db()
    assert review.state == State.WAITING


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"act": "hold", "minutes": "soon"}, "whole number"),
        ({"act": "hold", "minutes": "99999999"}, "30 days"),
        ({"act": "move", "subteam": ""}, "Choose the queue"),
        ({"act": "move", "subteam": "12345"}, "no such subteam"),
        ({"act": "assign", "person": "12345"}, "not in the team"),
        ({"act": "assign", "person": "none", "note": "x" * 5_000}, "4,000"),
    ],
)
def test_an_act_that_cannot_be_done_keeps_what_was_ticked_and_typed(
    as_lead: Client, make_reviews: MakeReviews, form: dict[str, str], words: str
) -> None:
    review = make_reviews(2)[0]
    response = as_lead.post("/admin/reviews/act", {**form, "id": review.pk})
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert page.count(" checked data-tick") == 1
    assert form.get("minutes", "") in page
    assert form.get("note", "") in page


def test_what_could_not_be_changed_is_told(
    as_lead: Client, team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    open_, done = make_reviews(2)
    complete(team, anna, [done])
    page = said(as_lead, {"act": "hold", "minutes": "5", "id": [open_.pk, done.pk]})
    assert "1 review: done." in page
    assert "1 review was passed over" in page


def test_reopening_leads_back_to_the_queue_of_the_administrator(
    as_lead: Client, team: Team, anna: User, lead: User, make_reviews: MakeReviews
) -> None:
    (done,) = make_reviews(1)
    complete(team, anna, [done])
    said(as_lead, {"act": "reopen", "why": "an appeal", "to_me": "1", "id": done.pk})
    done.refresh_from_db()
    assert (done.state, done.assigned_to) == (State.WAITING, lead)


def test_reopening_tells_when_the_content_is_gone(
    as_lead: Client, team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    (done,) = make_reviews(1)
    complete(team, anna, [done])
    Review.objects.update(stored=None)
    page = said(as_lead, {"act": "reopen", "id": done.pk})
    assert "no longer kept" in page


def test_nothing_is_deleted_before_its_number_is_typed(
    as_lead: Client, make_reviews: MakeReviews
) -> None:
    rows = make_reviews(3)
    form: dict[str, object] = {"act": "delete", "id": [row.pk for row in rows[:2]]}
    assert "Delete 2 reviews?" in said(as_lead, form)
    assert "That is not 2" in said(as_lead, {**form, "count": "3"})
    assert Review.objects.count() == 3
    assert "2 reviews: done." in said(as_lead, {**form, "count": "2"})
    assert list(Review.objects.all()) == [rows[2]]


def test_deleting_all_that_match_asks_for_the_number_there_is_now(
    as_lead: Client, make_reviews: MakeReviews
) -> None:
    make_reviews(2)
    form: dict[str, object] = {"act": "delete", "all": "1", "query": "", "count": "2"}
    make_reviews(1)
    assert "That is not 3" in said(as_lead, form)
    assert Review.objects.count() == 3


def test_ids_of_another_team_are_passed_over(
    as_lead: Client, other_team: Team, make_reviews: MakeReviews
) -> None:
    (theirs,) = make_reviews(1)
    Review.objects.update(team=other_team)
    said(as_lead, {"act": "delete", "id": theirs.pk, "count": "1"})
    said(as_lead, {"act": "hold", "minutes": "5", "id": theirs.pk})
    assert Review.objects.get().state == State.WAITING


def test_an_act_without_anything_ticked_says_so(as_lead: Client) -> None:
    assert "Select the reviews you mean first." in said(as_lead, {"act": "hold"})


def export(client: Client, **form: object) -> str:
    response = client.post("/admin/reviews/export", form)
    assert isinstance(response, StreamingHttpResponse)
    return b"".join(response.streaming_content).decode()


def test_the_csv_has_what_matches_and_no_cell_is_a_formula(
    as_lead: Client, make_reviews: MakeReviews
) -> None:
    make_reviews(2)
    Review.objects.filter(content_id="item-0").update(content_id="=1+1")
    text = export(as_lead, format="csv", query="")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert {row["ContentId"] for row in rows} == {"'=1+1", "item-1"}


def test_the_json_lines_have_what_is_ticked(
    as_lead: Client, other_team: Team, make_reviews: MakeReviews
) -> None:
    ticked, _other, theirs = make_reviews(3)
    Review.objects.filter(pk=theirs.pk).update(team=other_team)
    lines = export(as_lead, format="jsonl", query="", id=[ticked.pk, theirs.pk]).splitlines()
    assert [json.loads(line)["id"] for line in lines] == [ticked.pk]


def test_the_result_of_a_period_shows_what_was_completed_in_it(
    as_lead: Client, team: Team, anna: User, make_reviews: MakeReviews
) -> None:
    today, long_ago, waiting = make_reviews(3)
    complete(team, anna, [today, long_ago])
    Review.objects.filter(pk=today.pk).update(modified_at=timezone.now())
    Review.objects.filter(pk=long_ago.pk).update(modified_at=timezone.now() - timedelta(days=90))
    page = text_of(as_lead, "/admin/reviews/result?period=7-days")
    assert today.pk in page
    assert long_ago.pk not in page
    assert waiting.pk not in page


def test_an_act_on_the_result_leads_back_to_it(as_lead: Client, make_reviews: MakeReviews) -> None:
    (review,) = make_reviews(1)
    response = as_lead.post(
        "/admin/reviews/act",
        {"act": "release", "id": review.pk, "view": "manage-result", "query": "period=today"},
    )
    assert response["Location"].startswith("/admin/reviews/result?")


def test_the_history_is_for_everybody_in_the_team_and_takes_notes(
    as_anna: Client, other_team: Team, make_reviews: MakeReviews
) -> None:
    mine, theirs = make_reviews(2)
    Review.objects.filter(pk=theirs.pk).update(team=other_team)
    path = f"/review/item/{mine.pk}/history"
    assert "Created" in text_of(as_anna, path)
    assert "looks &lt;b&gt;fine&lt;/b&gt;" in said(as_anna, {"text": "looks <b>fine</b>"}, path)
    assert as_anna.get(f"/review/item/{theirs.pk}/history").status_code == 404


def test_a_note_that_is_too_long_comes_back_with_what_was_typed(
    as_anna: Client, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    page = said(as_anna, {"text": "y" * 4_001}, f"/review/item/{review.pk}/history")
    assert "y" * 4_001 in page
    assert "1 to 4,000 characters" in page


def test_the_history_of_a_shadow_review_reads_like_any_other(
    as_anna: Client, anna: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    path = f"/review/item/{review.pk}/history"
    facts = text_of(as_anna, path)
    Review.objects.update(purpose="golden", assigned_to=anna)
    assert text_of(as_anna, path).count("Nobody") == facts.count("Nobody") == 1
