"""A team that has a little of everything leaves no row behind when it is erased."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.apps import apps
from tests.browser.worlds import make_world

from openmoderator.accounts.invitations import invite
from openmoderator.accounts.models import Team
from openmoderator.accounts.subteams import add_member
from openmoderator.audit.erasure import erase_team
from openmoderator.quality.making import from_text
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.decide import decide
from openmoderator.reviews.models import ContentType, Review
from openmoderator.reviews.queue import Queue, claim
from openmoderator.web.tryout.trials import Item, Trial, keep

PEOPLES = {"User", "EmailAddress", "Exposure"}
"""People keep their accounts, and what they were shown on a day, whoever showed it."""
QUEUES = "procrastinate"
"""Tasks hold ids alone. They find nothing when their turn comes, and are swept."""


def counts() -> dict[str, int]:
    """Rows of every table of the product by the name of its model."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model.__name__ not in PEOPLES and model._meta.app_label != QUEUES
    }


@pytest.mark.django_db
def test_nothing_of_an_erased_team_is_left(other_team: Team) -> None:
    before = counts()
    world = make_world()
    team, admin, anna = world.team, world.people["admin"], world.people["reviewer"]
    invite(team, admin, "new@else.example", "reviewer")
    add_member(team, admin, team.subteams.get().pk, anna.pk)
    from_text(team, admin, "known", [["a", True]], "")
    for number in range(30):
        create_review(team, NewReview(ContentType.TEXT, "c", text=f"text {number}"), None, "x")
    Team.objects.filter(pk=team.pk).update(golden_percent=100)
    team.refresh_from_db()
    keep(team, admin, Trial("Text", (Item("try", 5, text="hello"),)))
    shown = claim(Queue(team, ContentType.TEXT), anna, 12, uuid4())
    decide(team, anna, uuid4(), {row.pk: {"a": True} for row in shown})
    assert Review.objects.filter(team=team, purpose="golden").exists()
    grown = counts()
    assert sum(grown.values()) > sum(before.values()) + 100
    erase_team(team, admin)
    left = {name: count for name, count in counts().items() if count != before[name]}
    assert left == {}
