"""Help says what each screen is for, to whoever may open it."""

from __future__ import annotations

from django.test import Client

from openmoderator.accounts.models import Membership, User
from openmoderator.web.frame.places import TABS
from openmoderator.web.help.texts import BY_KEY


def test_every_screen_has_its_help() -> None:
    assert {place.key for tab in TABS for place in tab.places} == set(BY_KEY)


def test_help_opens_with_the_screen_one_came_from(as_anna: Client) -> None:
    answer = as_anna.get("/help/text")
    assert answer.context["topics"][0].place.key == "text"
    assert b'<details class="topic" open>' in answer.content


def test_a_reviewer_reads_nothing_of_pages_for_administrators(as_anna: Client, anna: User) -> None:
    assert as_anna.get("/help/manage").status_code == 404
    Membership.objects.filter(user=anna).update(role="admin")
    assert as_anna.get("/help/manage").status_code == 200


def test_help_on_nothing_is_not_found(as_anna: Client) -> None:
    assert as_anna.get("/help/none").status_code == 404
