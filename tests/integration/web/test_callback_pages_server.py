"""Callbacks: the list, one with its attempts, replaying for real, the secret."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.test import Client
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.callbacks import deliveries, turns
from openmoderator.callbacks.models import Delivery, DeliveryAttempt, State
from openmoderator.clock import database_now
from openmoderator.demo.receiver import Receiver

pytestmark = pytest.mark.django_db
BODY = {"JobId": "j", "Metadata": {"note": "<b>bold</b>"}}


def deliver(
    team: Team, subject: str, url: str = "http://h.test:81/x", kind: str = "Job"
) -> Delivery:
    return deliveries.enqueue(team=team, kind=kind, subject_id=subject, url=url, body=BODY)  # type: ignore[arg-type]


def fail(delivery: Delivery) -> None:
    DeliveryAttempt.objects.create(
        delivery=delivery,
        number=1,
        started_at=database_now(),
        milliseconds=12,
        status=500,
        answer="<h1>broken</h1>",
    )
    delivery.state, delivery.attempts_made, delivery.next_attempt_at = State.FAILED, 10, None
    delivery.save()


def subjects(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/workflows/callbacks{query}").content.decode()
    return [part.split("<")[0] for part in page.split('<span class="clip quiet">')[1:]]


def test_the_list_is_filtered_by_state_kind_subject_and_receiver(
    as_lead: Client, team: Team
) -> None:
    fail(deliver(team, "one"))
    deliver(team, "two", kind="Review")
    deliver(team, "three", "https://other.test/hook")
    assert subjects(as_lead) == ["three", "two", "one"]
    assert subjects(as_lead, "?state=failed") == ["one"]
    assert subjects(as_lead, "?kind=Review") == ["two"]
    assert subjects(as_lead, "?id=three") == ["three"]
    assert subjects(as_lead, "?receiver=h.test:81") == ["two", "one"]
    assert subjects(as_lead, "?after=nonsense&state=nonsense") == ["three", "two", "one"]


def test_more_goes_on_where_the_page_ended(as_lead: Client, team: Team) -> None:
    for number in range(52):
        deliver(team, f"s-{number}")
    page = as_lead.get("/workflows/callbacks").content.decode()
    more = page.split('class="more"><a class="button" href="')[1].split('"')[0]
    assert subjects(as_lead, more) == ["s-1", "s-0"]


def test_one_shows_body_and_attempts_as_text(as_lead: Client, team: Team) -> None:
    delivery = deliver(team, "one", "https://h.test/x?id=<7>")
    fail(delivery)
    page = as_lead.get(f"/workflows/callbacks/{delivery.pk}").content.decode()
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "&lt;h1&gt;broken&lt;/h1&gt;" in page
    assert "https://h.test/x?id=&lt;7&gt;" in page
    assert ">500</td>" in page
    assert "12 ms" in page


def test_what_is_another_teams_is_not_found(as_lead: Client, other_team: Team) -> None:
    delivery = deliver(other_team, "one")
    fail(delivery)
    assert subjects(as_lead) == []
    assert as_lead.get(f"/workflows/callbacks/{delivery.pk}").status_code == 404
    assert as_lead.post(f"/workflows/callbacks/{delivery.pk}/replay").status_code == 404
    assert as_lead.post(f"/workflows/callbacks/{uuid4()}/replay").status_code == 404
    as_lead.post("/workflows/callbacks/replay", {"receiver": delivery.receiver})
    delivery.refresh_from_db()
    assert delivery.state == State.FAILED


@pytest.mark.django_db(transaction=True)
def test_a_replay_reaches_the_receiver_signed_with_the_shown_secret(
    as_lead: Client, team: Team, lead: User, settings: LazySettings
) -> None:
    loopback = ("127.0.0.0/8",)
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, allow_private_networks=loopback)
    with Receiver(team.webhook_secret()) as receiver:
        delivery = deliver(team, "one", receiver.url)
        fail(delivery)
        answer = as_lead.post(f"/workflows/callbacks/{delivery.pk}/replay", follow=True)
        assert "posted again as soon as" in answer.content.decode()
        turns.deliver(delivery.receiver)
        assert receiver.bodies == [BODY]
    page = as_lead.get(f"/workflows/callbacks/{delivery.pk}").content.decode()
    assert ">204</td>" in page
    assert "delivered" in page
    assert AuditEntry.objects.get(action="delivery.replayed").actor == lead


def test_all_that_failed_at_one_receiver_is_posted_again(
    as_lead: Client, team: Team, lead: User
) -> None:
    mended = [deliver(team, name) for name in ("one", "two")]
    elsewhere = deliver(team, "three", "https://other.test/")
    for delivery in (*mended, elsewhere):
        fail(delivery)
    page = as_lead.get("/workflows/callbacks").content.decode()
    assert 'value="h.test:81">Post all again' in page
    answer = as_lead.post("/workflows/callbacks/replay", {"receiver": "h.test:81"}, follow=True)
    assert "2 are posted again." in answer.content.decode()
    states = dict(Delivery.objects.values_list("subject_id", "state"))
    assert states == {"one": "pending", "two": "pending", "three": "failed"}
    assert {
        delivery.attempts_of_schedule for delivery in Delivery.objects.exclude(pk=elsewhere.pk)
    } == {0}
    acted = AuditEntry.objects.get(action="delivery.replayed_failed")
    assert (acted.actor, acted.detail) == (lead, {"receiver": "h.test:81", "count": 2})


def test_a_receiver_where_nothing_failed_is_told(as_lead: Client) -> None:
    answer = as_lead.post("/workflows/callbacks/replay", {"receiver": "x\0y"}, follow=True)
    assert "Nothing failed at “xy”." in answer.content.decode()


def test_the_secret_is_shown_only_when_asked_for_and_that_is_recorded(
    as_lead: Client, team: Team, lead: User
) -> None:
    secret = team.webhook_secret()
    assert secret not in as_lead.get("/workflows/callbacks").content.decode()
    assert as_lead.get("/workflows/callbacks/secret").status_code == 405
    answer = as_lead.post("/workflows/callbacks/secret")
    assert secret in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert AuditEntry.objects.get(action="webhook_secret.shown").actor == lead


def test_reviewers_are_not_let_in(as_anna: Client, team: Team) -> None:
    assert as_anna.get("/workflows/callbacks").status_code == 403
    assert as_anna.post("/workflows/callbacks/secret").status_code == 403


def test_the_history_of_a_review_leads_administrators_to_its_callbacks(
    as_lead: Client, as_anna: Client, make_reviews: MakeReviews
) -> None:
    (review,) = make_reviews(1)
    path = f"/review/item/{review.pk}/history"
    link = f"/workflows/callbacks?kind=Review&amp;id={review.pk}"
    assert link in as_lead.get(path).content.decode()
    assert link not in as_anna.get(path).content.decode()
