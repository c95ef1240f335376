"""One press, two messages: a decision that is corrected, and one that settles items alike."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.integration.callbacks.conftest import Receiver

from openmoderator.accounts.models import Team
from openmoderator.accounts.people import create_user
from openmoderator.callbacks.turns import deliver
from openmoderator.clock import database_now
from openmoderator.egress.urls import host_of
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.decide import decide
from openmoderator.reviews.history import history
from openmoderator.reviews.models import ContentType, Decision, Review
from openmoderator.reviews.reversal import reopen
from openmoderator.reviews.timers import finalise_due

pytestmark = pytest.mark.django_db(transaction=True)


def make_final(team: Team, review: Review, **tags: bool) -> None:
    user = create_user("lead@team.test", team, "admin", "correct horse battery").user
    decide(team, user, uuid4(), {review.pk: tags})
    finalise_due(database_now() + timedelta(hours=2))


def test_the_receiver_gets_both_messages_and_the_second_names_the_first(
    transactional_db: None, team: Team, receiver: Receiver
) -> None:
    new = NewReview(
        type=ContentType.TEXT, content_id="item", text="words", callback_endpoint=receiver.url
    )
    review = create_review(team, new, None, team.public_id)
    lead = create_user("lead@team.test", team, "admin", "correct horse battery").user
    make_final(team, review, a=True)
    deliver(host_of(receiver.url))
    reopen(team, lead, [review.pk], "an appeal")
    assert len(receiver.posts) == 1
    make_final(team, review)
    deliver(host_of(receiver.url))

    (first_headers, first), (second_headers, second) = receiver.posts
    told, corrected = json.loads(first), json.loads(second)
    assert first_headers["webhook-id"] != second_headers["webhook-id"]
    assert corrected["Corrects"] == first_headers["webhook-id"]
    assert "Corrects" not in told
    assert (told["ReviewerResultTags"]["a"], corrected["ReviewerResultTags"]["a"]) == (
        "True",
        "False",
    )
    assert corrected["ReviewId"] == told["ReviewId"] == review.pk
    delivered = [event.detail for event in history(review) if "delivered" in event.what]
    assert delivered == [first_headers["webhook-id"], second_headers["webhook-id"]]


def test_items_alike_are_told_each_by_a_message_of_its_own(
    transactional_db: None, team: Team, receiver: Receiver
) -> None:
    new = NewReview(
        type=ContentType.TEXT, content_id="spam", text="buy now", callback_endpoint=receiver.url
    )
    first, second = (create_review(team, new, None, team.public_id) for _ in range(2))
    anna = create_user("anna@team.test", team, "reviewer", "correct horse battery").user
    client = Client()
    client.force_login(anna)
    page = client.get("/review/text").content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert page.count('name="item"') == 1
    client.post("/review/text/next", {**fields, f"on.{fields['item']}": "r"})
    finalise_due(database_now() + timedelta(hours=2))
    deliver(host_of(receiver.url))

    told = [json.loads(body) for _headers, body in receiver.posts]
    assert {body["ReviewId"] for body in told} == {first.pk, second.pk}
    assert [body["ReviewerResultTags"] for body in told] == [{"a": "False", "r": "True"}] * 2
    assert len({headers["webhook-id"] for headers, _body in receiver.posts}) == 2
    assert Decision.objects.filter(state="final").count() == 2
