"""Review Create and Review Get over HTTP, stored for real."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from openmoderator.accounts.models import Team
from openmoderator.accounts.subteams import create_subteam
from openmoderator.api.azure.new_reviews import MAX_ITEMS
from openmoderator.content.store import put_picture
from openmoderator.reviews.addresses import is_signed
from openmoderator.reviews.models import Review, State

Call = Callable[..., Any]
URL = "https://img.example/1.png"
IMAGE = {"Type": "Image", "Content": URL, "ContentId": "item-1"}
TEXT = {"Type": "Text", "Content": "hello", "ContentId": "item-2"}


def create(call: Call, *items: object, query: str = "", **more: Any) -> list[str]:
    """The ids answered for the items."""
    response = call("POST", "/reviews" + query, json.dumps(list(items)), **more)
    assert response.status_code == 200, response.content
    ids: list[str] = response.json()
    return ids


def test_ids_come_in_the_order_of_the_items(call: Call) -> None:
    ids = create(call, IMAGE, TEXT, IMAGE)
    assert [one[6] for one in ids] == ["i", "t", "i"]
    assert [Review.objects.get(pk=one).content_id for one in ids] == ["item-1", "item-2", "item-1"]


def test_the_documented_item_is_shown_as_recorded(call: Call, team: Team) -> None:
    callback = "https://app.example/hook?x=1"
    pairs = [{"Key": "sc", "Value": "true"}, {"Key": "sc", "Value": "again"}]
    (made,) = create(call, {**TEXT, "CallbackEndpoint": callback, "Metadata": pairs})
    assert call("GET", f"/reviews/{made}").json() == {
        "ReviewId": made,
        "SubTeam": "public",
        "CreatedBy": team.public_id,
        "Metadata": pairs,
        "ReviewerResultTags": [],
        "Type": "Text",
        "Content": "hello",
        "ContentId": "item-2",
        "CallbackEndpoint": callback,
        "Status": "Pending",
    }


def test_the_camel_case_of_the_net_client_is_read(call: Call) -> None:
    item = {"type": "text", "content": "hi", "contentId": 5, "metadata": None}
    (made,) = create(call, item, headers={"UrlContentType": "Image"}, kind="text/json")
    shown = call("GET", f"/reviews/{made}").json()
    assert (shown["ContentId"], shown["Metadata"]) == ("5", [])


def test_numbers_and_booleans_of_metadata_are_kept_as_texts(call: Call) -> None:
    values = [True, False, 0.5, 3, None]
    pairs = [{"Key": f"k{index}", "Value": value} for index, value in enumerate(values)]
    (made,) = create(call, {**TEXT, "Metadata": pairs})
    shown = call("GET", f"/reviews/{made}").json()["Metadata"]
    assert [pair["Value"] for pair in shown] == ["True", "False", "0.5", "3", ""]


def test_a_single_item_without_an_array_is_taken(call: Call) -> None:
    assert len(call("POST", "/reviews", json.dumps(TEXT)).json()) == 1


def test_no_items_make_no_reviews(call: Call) -> None:
    assert create(call) == []


@pytest.mark.parametrize(
    ("query", "subteam"), [("?SUBTEAM=Escalation", "escalation"), ("", "public")]
)
def test_a_subteam_is_found_in_any_case(call: Call, team: Team, query: str, subteam: str) -> None:
    create_subteam(team, "escalation")
    (made,) = create(call, TEXT, query=query)
    assert call("GET", f"/reviews/{made}").json()["SubTeam"] == subteam


def test_an_unknown_subteam_is_refused_with_those_there_are(call: Call, team: Team) -> None:
    create_subteam(team, "escalation")
    response = call("POST", "/reviews?subTeam=nobody", json.dumps([TEXT]))
    assert response.status_code == 400
    assert "public, escalation" in response.json()["Message"]


def test_one_bad_item_leaves_nothing_behind(call: Call) -> None:
    bad = {**IMAGE, "Content": "no address"}
    response = call("POST", "/reviews", json.dumps([TEXT, IMAGE, bad, {**bad, "ContentId": "4"}]))
    assert response.status_code == 400
    said = [error["Message"] for error in response.json()["Errors"]]
    assert [message.partition(" ")[0] for message in said] == ["[2].Content", "[3].Content"]
    assert Review.objects.count() == 0


def test_more_items_than_one_call_takes_are_refused(call: Call) -> None:
    response = call("POST", "/reviews", json.dumps([TEXT] * (MAX_ITEMS + 1)))
    assert response.status_code == 400
    assert Review.objects.count() == 0


def test_a_picture_that_is_not_fetched_yet_shows_where_it_came_from(call: Call) -> None:
    (made,) = create(call, IMAGE)
    assert call("GET", f"/reviews/{made}").json()["Content"] == URL


def test_a_stored_picture_shows_a_signed_address_of_ours(call: Call, team: Team) -> None:
    (made,) = create(call, IMAGE)
    Review.objects.filter(pk=made).update(stored=put_picture(team, b"x", "image/png"))
    address = urlsplit(call("GET", f"/reviews/{made}").json()["Content"])
    assert (address.scheme, address.netloc) == ("http", "testserver")
    assert is_signed(made, address.query.removeprefix("sig="))


def test_a_complete_review_shows_its_tags_until_its_content_has_run_out(call: Call) -> None:
    (made,) = create(call, TEXT)
    row = Review.objects.get(pk=made)
    row.state, row.result_tags = State.COMPLETE, [["a", False], ["r", True]]
    row.save()
    shown = call("GET", f"/reviews/{made}").json()
    assert (shown["Status"], shown["Content"]) == ("Complete", "hello")
    assert shown["ReviewerResultTags"] == [
        {"Key": "a", "Value": "False"},
        {"Key": "r", "Value": "True"},
    ]
    assert row.stored is not None
    row.stored.expires_at = timezone.now() - timedelta(seconds=1)
    row.stored.save()
    assert call("GET", f"/reviews/{made}").json()["Content"] == ""
