"""What a press of the desk does on the server, with and without script."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.subteams import create_subteam
from openmoderator.clock import database_now
from openmoderator.quality.copies import Copy, refer_again, store
from openmoderator.reviews.models import (
    Decision,
    Draft,
    Note,
    NoteDraft,
    Purpose,
    Review,
    Skip,
    State,
)
from openmoderator.reviews.queue import Queue, claim
from openmoderator.wellbeing.exposure import day_of
from openmoderator.wellbeing.models import Exposure

MakeReviews = Callable[..., list[Review]]
TEXT = "/review/text"
NEW = (
    r'(csrfmiddlewaretoken|token|batch)" value="[^"]*"|data-pulse="[^"]*"|20\d{4}t\w{32}'
    r'|data-waiting="\d"|data-count="\d"><span class="sr">waiting: </span>\d'
    r'|datetime="[^"]*"( title="[^"]*"|>[^<]*UTC)'
)
"""What differs between any two loads: tokens, ids, moments and the badges' figures."""


def form(*reviews: Review, **more: object) -> dict[str, object]:
    """What the desk would send of these cards, the first tag on."""
    sent: dict[str, object] = {"token": str(uuid.uuid4()), "batch": str(uuid.uuid4())}
    sent["item"] = [review.pk for review in reviews]
    for review in reviews:
        sent |= {f"of.{review.pk}": "a r", f"on.{review.pk}": "a"}
    return sent | more


def test_a_moved_item_leaves_the_desk_and_keeps_its_toggles(
    as_anna: Client, team: Team, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews()
    lisbon = create_subteam(team, "Lisbon")
    page = as_anna.post(f"{TEXT}/move", form(review, only=review.pk, to=lisbon.pk), follow=True)
    assert "1 item moved to Lisbon." in page.content.decode()
    review.refresh_from_db()
    assert (review.subteam, review.carried_tags) == (lisbon, {"a": True, "r": False})


def test_an_act_is_about_the_selected_cards_and_what_they_settle(
    as_anna: Client, anna: User, make_reviews: MakeReviews
) -> None:
    first, alike, other = make_reviews(3)
    sent = form(first, other, pick=first.pk, **{f"also.{first.pk}": alike.pk})
    as_anna.post(f"{TEXT}/hold", sent)
    states = dict(Review.objects.values_list("pk", "state"))
    assert states == {first.pk: State.HELD, alike.pk: State.HELD, other.pk: State.WAITING}


def test_without_a_selection_nothing_happens_and_the_page_says_so(
    as_anna: Client, make_reviews: MakeReviews
) -> None:
    page = as_anna.post(f"{TEXT}/skip", form(*make_reviews(2)), follow=True)
    assert "Select cards first" in page.content.decode()
    assert not Skip.objects.exists()


@pytest.mark.parametrize("act", ["hold", "skip", "move", "assign"])
def test_items_of_another_team_are_left_alone(
    as_anna: Client, anna: User, other_team: Team, make_reviews: MakeReviews, act: str
) -> None:
    (review,) = make_reviews()
    Review.objects.update(team=other_team)
    as_anna.post(f"{TEXT}/{act}", form(review, only=review.pk, person=anna.pk))
    review.refresh_from_db()
    assert (review.state, review.assigned_to, review.subteam) == (State.WAITING, None, None)
    assert not Skip.objects.exists()


def test_an_impossible_hold_time_is_told(as_anna: Client, make_reviews: MakeReviews) -> None:
    (review,) = make_reviews()
    sent = form(review, only=review.pk, minutes="99999999")
    page = as_anna.post(f"{TEXT}/hold", sent, follow=True)
    assert "A hold lasts from 1" in page.content.decode()
    assert not Review.objects.filter(state=State.HELD).exists()


def test_one_answer_settles_the_items_alike_each_with_its_own_decision(
    as_anna: Client, make_reviews: MakeReviews
) -> None:
    shown, first, second = make_reviews(3)
    sent = form(shown, **{f"also.{shown.pk}": f"{first.pk} {second.pk} "})
    as_anna.post(f"{TEXT}/next", sent)
    given = {row.review_id: dict(row.tags) for row in Decision.objects.all()}
    assert set(given) == {shown.pk, first.pk, second.pk}
    assert all(tags == {"a": True, "r": False} for tags in given.values())


def test_a_page_that_turned_is_told_how_things_stand_and_no_new_batch_is_claimed(
    as_anna: Client, anna: User, team: Team, make_reviews: MakeReviews
) -> None:
    decided, kept, free = make_reviews(3)
    token, ahead = uuid.uuid4(), uuid.uuid4()
    queue = Queue(team, "Text")
    claim(queue, anna, 1, token)
    answer = as_anna.post(f"{TEXT}/ahead", {"ahead": ""})
    assert kept.pk in answer.content.decode()
    ahead = Review.objects.get(pk=kept.pk).claim_token or ahead
    sent = form(decided, turned=str(ahead))
    answer = as_anna.post(f"{TEXT}/next", sent, headers={"HX-Request": "true"})
    assert '<footer class="foot"' in answer.content.decode()
    assert 'id="desk"' not in answer.content.decode()
    assert "Desk" not in answer
    assert list(Review.objects.filter(claimed_by=anna)) == [kept]
    assert Review.objects.get(pk=free.pk).claimed_by is None


def test_the_page_gives_back_and_renews_both_of_its_batches(
    as_anna: Client, anna: User, team: Team, make_reviews: MakeReviews
) -> None:
    make_reviews(2)
    token = uuid.uuid4()
    claim(Queue(team, "Text"), anna, 1, token)
    as_anna.post(f"{TEXT}/ahead", {})
    ahead = Review.objects.exclude(claim_token=token).get().claim_token
    tokens = {"token": str(token), "ahead": str(ahead)}
    hx = {"HX-Request": "true"}
    Review.objects.update(claimed_until=(old := database_now()))
    # Only what is on the page is said to be held: what is ready must not stand in for it.
    assert as_anna.post(f"{TEXT}/extend", tokens, headers=hx).json()["held"] == 1
    assert not Review.objects.filter(claimed_until=old).exists()
    as_anna.post(f"{TEXT}/release", tokens)
    assert not Review.objects.filter(claimed_by=anna).exists()


def test_nobody_is_shown_more_once_the_day_is_full(
    as_anna: Client, anna: User, team: Team, make_reviews: MakeReviews
) -> None:
    make_reviews(2)
    as_anna.get(TEXT)
    assert Review.objects.filter(claimed_by=anna).exists()
    team.daily_severe_limit = 5
    team.save()
    _see(anna, severe=5)
    page = as_anna.get(TEXT).content.decode()
    assert "That is enough for today" in page
    assert not Review.objects.filter(claimed_by=anna).exists()
    assert as_anna.post(f"{TEXT}/ahead", {}).status_code == 204


def test_nothing_is_kept_ready_that_may_come_after_the_limit_of_the_day(
    as_anna: Client, anna: User, team: Team, make_reviews: MakeReviews
) -> None:
    make_reviews(4)
    team.daily_severe_limit = 5
    team.save()
    _see(anna, severe=4)
    as_anna.get(TEXT)
    assert as_anna.post(f"{TEXT}/ahead", {}).status_code == 200
    Review.objects.filter(claimed_by=anna).update(severity=3)
    Review.objects.filter(claimed_at=None).update(claimed_by=None, claimed_until=None)
    assert as_anna.post(f"{TEXT}/ahead", {}).status_code == 204


def test_a_break_is_offered_and_hands_nothing_on(
    as_anna: Client, anna: User, team: Team, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    _see(anna, severe=30, severe_since_break=30)
    assert "A few minutes away help" in as_anna.get(TEXT).content.decode()
    page = as_anna.post(f"{TEXT}/break", form(), follow=True).content.decode()
    assert "Enjoy your break" in page
    assert "A few minutes away help" not in page
    assert Review.objects.filter(claimed_by=anna).count() == 1


def test_handing_on_keeps_drafts_and_gives_everything_back(
    as_anna: Client, anna: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews()
    as_anna.get(TEXT)
    answer = as_anna.post(f"{TEXT}/hand-on", form(review))
    assert answer["Location"] == "/"
    assert not Review.objects.filter(claimed_by=anna).exists()
    assert Draft.objects.get().tags == {"a": True, "r": False}


def test_a_key_is_changed_without_script_and_a_taken_one_comes_back_as_typed(
    as_anna: Client, anna: User
) -> None:
    assert as_anna.post("/review/keys", {"action": "next", "key": "x"}).status_code == 302
    anna.refresh_from_db()
    assert anna.preferences["keys"] == {"next": "x"}
    answer = as_anna.post("/review/keys", {"action": "hold", "key": "x"})
    assert answer.status_code == 400
    assert "X is taken: Next" in answer.content.decode()
    as_anna.post("/review/keys", {"reset": "1"})
    anna.refresh_from_db()
    assert anna.preferences["keys"] == {}


def test_a_note_is_kept_and_one_that_cannot_be_comes_back_as_typed(
    as_anna: Client, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews()
    path = f"/review/item/{review.pk}/note"
    assert as_anna.post(path, {"text": "watch this sender"}).status_code == 302
    assert Note.objects.get().text == "watch this sender"
    answer = as_anna.post(path, {"text": "x" * 4001})
    assert answer.status_code == 400
    assert "x" * 4001 in answer.content.decode()


def test_options_are_remembered_with_the_person(as_anna: Client, anna: User) -> None:
    as_anna.post(f"{TEXT}/view", form(blur="off", positions="on"))
    other = Client()
    other.force_login(anna)
    page = other.get("/review/image").content.decode()
    assert 'class="desk is-grey has-positions"' in page


def test_a_page_asks_as_many_queries_for_many_cards_as_for_few(
    as_anna: Client, make_reviews: MakeReviews
) -> None:
    make_reviews(1)
    Review.objects.update(type="Image")
    as_anna.get("/review/image")
    with CaptureQueriesContext(connection) as few:
        as_anna.get("/review/image")
    make_reviews(11)
    Review.objects.update(type="Image")
    as_anna.get("/review/image")
    with CaptureQueriesContext(connection) as many:
        as_anna.get("/review/image")
    assert len(many) <= len(few) + 1


def _see(user: User, **counts: int) -> None:
    Exposure.objects.create(user=user, day=day_of(database_now()), **counts)


def test_what_is_looked_at_for_quality_reads_like_any_other_item(
    as_anna: Client, anna: User, team: Team, make_reviews: MakeReviews
) -> None:
    (plain,) = make_reviews()
    expected = _pages(as_anna, plain)
    Review.objects.update(state=State.COMPLETE, claimed_by=None)
    with transaction.atomic():
        content = refer_again(plain.stored)
        assert content is not None
        golden = store(
            Copy(
                team,
                None,
                plain.type,
                plain.metadata,
                plain.content_id,
                plain.created_by,
                plain.created_at,
                Purpose.GOLDEN,
                assigned_to=anna,
            ),
            content,
        )
    assert _pages(as_anna, golden) == expected


def _pages(client: Client, review: Review) -> list[str]:
    """The desk and the details without ids and what every load makes anew."""
    item = f"/review/item/{review.pk}"
    paths = ("/review/text", item, f"{item}/history")
    return [
        line
        for path in paths
        for line in re.sub(NEW, "", client.get(path).content.decode()).splitlines()
    ]


def test_a_note_that_is_being_typed_is_there_again_for_its_writer_alone(
    as_anna: Client, ben: User, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews()
    path = f"/review/item/{review.pk}"
    as_anna.post(f"{path}/typed", {"text": "half a"})
    assert as_anna.post(f"{path}/typed", {"text": "half a th"}).status_code == 204
    assert ">half a th</textarea>" in as_anna.get(path).content.decode()
    other = Client()
    other.force_login(ben)
    assert "half a" not in other.get(path).content.decode()


def test_a_note_once_kept_is_no_longer_being_typed(
    as_anna: Client, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews()
    path = f"/review/item/{review.pk}"
    as_anna.post(f"{path}/typed", {"text": "whole"})
    as_anna.post(f"{path}/note", {"text": "whole"})
    as_anna.post(f"{path}/typed", {"text": "whole"})
    assert not NoteDraft.objects.exists()
    as_anna.post(f"{path}/typed", {"text": "more"})
    as_anna.post(f"{path}/typed", {"text": " "})
    assert not NoteDraft.objects.exists()
