"""No page asks the database more often because there is more to show.

Every page of `screens.SCREENS` is opened in a team with a little of everything, and again after
dozens of everything have come.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from itertools import product
from string import ascii_lowercase

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.browser.screens import SCREENS, Screen
from tests.browser.worlds import PASSWORD, World, make_world

from openmoderator.accounts import subteams
from openmoderator.accounts.invitations import invite
from openmoderator.accounts.keys import create_key
from openmoderator.accounts.people import create_user
from openmoderator.accounts.teams import create_team
from openmoderator.callbacks.deliveries import enqueue
from openmoderator.jobs.accept import NewJob, accept
from openmoderator.jobs.run import run
from openmoderator.lists import copying
from openmoderator.lists.models import ImageList, TermList
from openmoderator.quality.making import from_text
from openmoderator.quality.models import GoldenAnswer, SecondOpinion
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.decide import decide
from openmoderator.reviews.holding import hold
from openmoderator.reviews.models import ContentType, Review
from openmoderator.reviews.notes import add_note
from openmoderator.reviews.queue import Queue, claim
from openmoderator.reviews.timers import finalise_due
from openmoderator.tags.tags import create_tag
from openmoderator.workflows import store

LITTLE, MUCH = 5, 60
CODES = map("".join, product("hijk", ascii_lowercase))
"""Codes of tags that the world does not have."""


@pytest.fixture
def world(db: None) -> World:
    """A team with something of everything."""
    return make_world()


def test_no_page_asks_more_often_because_there_is_more_to_show(world: World) -> None:
    grow(world, LITTLE, "few")
    screens = [screen for screen in SCREENS if screen.role != "stranger"]
    for screen in screens:
        queries(world, screen)  # What is read once a process is read now.
    before = {screen.name: queries(world, screen) for screen in screens}
    grow(world, MUCH, "many")
    after = {screen.name: queries(world, screen) for screen in screens}
    more = {name: (before[name], count) for name, count in after.items() if count > before[name]}
    assert more == {}


def queries(world: World, screen: Screen) -> int:
    """How many queries the page costs; what it changes is undone."""
    client = Client()
    client.force_login(world.people[screen.role])
    path = screen.path.format_map(world.places)
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
        transaction.set_rollback(True)
    assert answer.status_code == 200, path
    return len([one for one in asked if "SAVEPOINT" not in one["sql"]])


def grow(world: World, count: int, name: str) -> None:
    """`count` more of everything that any list shows."""
    for number in range(count):
        _people_and_rights(world, f"{name}{number}")
        _machinery(world, f"{name}-{number}")
        _lists(world, f"{name}-{number}")
    _work(world, count, name)
    _quality(world, count, name)


def _people_and_rights(world: World, name: str) -> None:
    team, admin = world.team, world.people["admin"]
    person = create_user(f"{name}@acme.test", team, "reviewer", display_name=name).user
    invite(team, admin, f"{name}@else.example", "reviewer")
    create_key(team, name, created_by=person)
    subteam = subteams.create_subteam(team, name, admin)
    subteams.add_member(team, admin, subteam.pk, person.pk)
    subteams.add_member(team, admin, subteam.pk, world.people["reviewer"].pk)
    create_tag(team, next(CODES), name)
    other = create_team(f"Other {name}").team
    for role in ("admin", "reviewer"):
        create_user(world.people[role].email, other, "reviewer", PASSWORD)


def _machinery(world: World, name: str) -> None:
    team = world.team
    expression = store.create_review_if("text.HasProfanity")
    store.save(team, store.NewWorkflow(name, name, "Text", expression, ""))
    store.save(team, store.NewWorkflow("default", name, "Image", expression_of(world), ""))
    run(accept(team, NewJob("Text", name, text="a damn text")).pk)
    body: dict[str, str | dict[str, str]] = {"CallBackType": "Job", "JobId": name}
    enqueue(team=team, kind="Job", subject_id=name, url=f"http://{name}.test/", body=body)


def expression_of(world: World) -> object:
    """That of the default workflow."""
    return store.find(world.team, "default").expression


def _lists(world: World, name: str) -> None:
    for model in (TermList, ImageList):
        # An installation may allow that many: here it is the pages that are asked.
        model.objects.create(team=world.team, name=name)
    copying.import_terms(world.team, int(world.places["term_list"]), "eng", [f"term {name}"])


def _work(world: World, count: int, name: str) -> None:
    team, admin, anna = world.team, world.people["admin"], world.people["reviewer"]
    made = [_text(world, f"{name} of {number}") for number in range(count * 4)]
    hold(team, anna, made[:count], 90)
    decide(team, anna, uuid.uuid4(), {pk: {"r": True} for pk in made[count : 2 * count]})
    for pk in made[2 * count : 3 * count]:
        Review.objects.filter(pk=pk).update(callback_endpoint="http://127.0.0.1:9/hook")
    batch = made[2 * count : 3 * count]
    decide(team, admin, uuid.uuid4(), {pk: {"r": True, "sc": True} for pk in batch})
    finalise_due(timezone.now() + timedelta(seconds=3_500))
    for number in range(count):
        for place in ("review", "done"):
            add_note(team, anna, world.places[place], f"{name} {number}")


def _text(world: World, text: str) -> str:
    new = NewReview(ContentType.TEXT, text, text=text)
    return create_review(world.team, new, None, world.team.public_id).pk


def _quality(world: World, count: int, name: str) -> None:
    team, admin, anna = world.team, world.people["admin"], world.people["reviewer"]
    team.golden_percent = team.second_opinion_percent = 100
    team.save()
    for number in range(count):
        from_text(team, admin, f"golden {name} {number}", [["a", True]], "because")
    texts = [_text(world, f"{name} pair {number}") for number in range(count)]
    decide(team, admin, uuid.uuid4(), {pk: {"a": True} for pk in texts})
    finalise_due(timezone.now() + timedelta(hours=2))
    asked = SecondOpinion.objects.filter(team=team, second=None).values_list("review", flat=True)
    decide(team, anna, uuid.uuid4(), {pk: {"r": True} for pk in asked})
    for _ in range(count // 4 + 1):
        shown = claim(Queue(team, "Text"), anna, 48, uuid.uuid4())
        golden = [row.pk for row in shown if row.purpose == "golden"]
        decide(team, anna, uuid.uuid4(), dict.fromkeys(golden, NOTHING))
    finalise_due(timezone.now() + timedelta(hours=4))
    team.golden_percent = team.second_opinion_percent = 0
    team.save()
    assert GoldenAnswer.objects.exists()


NOTHING: dict[str, bool] = {}
