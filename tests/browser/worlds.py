"""A team in the middle of its work: something of everything, so that every page has content.

Made through the product's own functions. `make_world` gives the places of `screens.SCREENS`.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.subteams import create_subteam
from openmoderator.accounts.teams import create_team
from openmoderator.callbacks.deliveries import enqueue
from openmoderator.content.store import put_picture, put_text
from openmoderator.jobs.accept import NewJob, accept
from openmoderator.jobs.models import Job
from openmoderator.jobs.run import run
from openmoderator.lists import catalogue, terms
from openmoderator.lists.models import ImageList, TermList
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.decide import decide
from openmoderator.reviews.holding import hold
from openmoderator.reviews.models import ContentType, DecidedCount, Note, Review
from openmoderator.reviews.notes import add_note
from openmoderator.reviews.timers import finalise_due
from openmoderator.samples.pictures import sample_pictures
from openmoderator.tags.tags import create_tag
from openmoderator.workflows import store
from openmoderator.workflows.models import Workflow, WorkflowVersion

PASSWORD = "correct horse battery"
TEXTS = (
    "Hello all,\n\nyou are a damn fool. Write to me at max.mustermann@example.com or call\n"
    "(425) 555-0123; the office is at 1 Microsoft Way, Redmond, WA 98052.",
    "This crap phone broke after two days.",
    "Who the hell wrote this review?",
    "A calm text about nothing in particular.",
)


@dataclass(frozen=True)
class World:
    """The team, its people by role, and what the places of a path stand for."""

    team: Team
    people: dict[str, User]
    places: dict[str, str]


def make_world(name: str = "Acme Marketplace") -> World:
    """Everything once; a second or so."""
    team = create_team(name).team
    admin = create_user("vera@acme.test", team, "admin", PASSWORD, "Vera Costa").user
    anna = create_user("anna@acme.test", team, "reviewer", PASSWORD, "Anna Lund").user
    ben = create_user("ben@acme.test", team, "reviewer", PASSWORD, "Ben Okafor").user
    for code, title in (("sc", "score"), ("vi", "violence"), ("sp", "spam")):
        create_tag(team, code, title)
    night = create_subteam(team, "Night shift")
    Subteam.objects.filter(pk=night.pk).update(target_minutes=45)
    pictures, texts = _pictures(team, 16, None), _texts(team)
    _pictures(team, 5, night)
    places = {"review": pictures[0].pk, "text": texts[0].pk}
    places["done"] = _decided(team, (anna, ben), pictures[-3:])
    hold(team, anna, [pictures[-4].pk], 90)
    add_note(team, anna, pictures[0].pk, "Seen this one before, on Tuesday.")
    _months_of_work(team, (admin, anna, ben))
    places |= _machinery(team) | _lists(team) | _limbo(team, anna, texts[-1])
    return World(team, {"admin": admin, "reviewer": anna, "ben": ben}, places)


def _pictures(team: Team, count: int, subteam: Subteam | None) -> list[Review]:
    made = []
    drawn = sample_pictures()
    for number in range(count):
        name, data = drawn[number % len(drawn)]
        metadata = (
            ("adultScore", f"{number * 37 % 100 / 100:.2f}"),
            ("racyScore", f"{number * 61 % 100 / 100:.2f}"),
            ("a", str(number % 5 == 3)),
            ("r", str(number % 4 == 1)),
            ("ExternalId", name),
        )
        content = put_picture(team, data, "image/png", 640, 480)
        new = NewReview(ContentType.IMAGE, f"listing-{number}", content=content, metadata=metadata)
        made.append(create_review(team, new, subteam, team.public_id))
    return made


def _texts(team: Team) -> list[Review]:
    metadata = (("text.HasProfanity", "True"), ("text.language", "eng"))
    return [
        create_review(
            team,
            NewReview(
                ContentType.TEXT, f"comment-{n}", content=put_text(team, text), metadata=metadata
            ),
            None,
            team.public_id,
        )
        for n, text in enumerate(TEXTS)
    ]


def _decided(team: Team, people: tuple[User, User], reviews: list[Review]) -> str:
    for number, review in enumerate(reviews):
        Review.objects.filter(pk=review.pk).update(callback_endpoint="http://127.0.0.1:9/hook")
        person = people[number % 2]
        decide(team, person, uuid.uuid4(), {review.pk: {"r": True, "sc": number % 2 == 0}})
    finalise_due(timezone.now() + timedelta(seconds=3700))
    return reviews[0].pk


def _limbo(team: Team, person: User, review: Review) -> dict[str, str]:
    Team.objects.filter(pk=team.pk).update(undo_seconds=3600)
    team.refresh_from_db()
    decide(team, person, uuid.uuid4(), {review.pk: {"sp": True}})
    return {}


def _months_of_work(team: Team, people: tuple[User, ...]) -> None:
    today = timezone.now().date()
    DecidedCount.objects.bulk_create(
        DecidedCount(
            team=team,
            day=today - timedelta(days=day),
            user_id=person.pk,
            type=type_,
            tag=tag,
            count=20 + (day * 13 + number * 7 + len(tag)) % 40,
        )
        for day in range(1, 40)
        for number, person in enumerate(people)
        for type_ in ContentType.values
        for tag in ("", "a", "r", "sp")
    )


def _machinery(team: Team) -> dict[str, str]:
    job = accept(team, NewJob("Text", "comment-77", text="Write to me at eva@example.com"))
    run(job.pk)
    delivery = enqueue(
        team=team,
        kind="Job",
        subject_id="202611000world",
        url="http://127.0.0.1:9/hook?post=7",
        body={"CallBackType": "Job", "JobId": "202611000world"},
    )
    version = store.find(team, "default")
    return {"job": job.pk, "delivery": str(delivery.pk), "workflow": version.workflow.name}


def _lists(team: Team) -> dict[str, str]:
    fields = catalogue.ListFields(name="Rivals", description="Other shops")
    listed = catalogue.create(TermList, team, fields)
    for term in ("globex", "initech", "umbrella corp"):
        terms.add(team, listed.pk, "eng", term)
    fields = catalogue.ListFields(name="Known logos")
    logos = catalogue.create(ImageList, team, fields)
    return {"term_list": str(listed.pk), "image_list": str(logos.pk)}


LONG_NAME = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzesdurchführung-80"
"""80 characters without a place to break."""


def make_absurd_world() -> World:
    """The same with names of 80 characters, and with very many tags and subteams."""
    world = make_world()
    team = world.team
    for number in range(40):
        create_tag(team, f"{'bcdefghi'[number // 5]}{'vwxyz'[number % 5]}", LONG_NAME)
        create_subteam(team, f"{LONG_NAME} {number:02}")
    for number in range(4):
        email = f"{LONG_NAME[:20].lower() * 3}{number}@acme.test"
        create_user(email, team, "reviewer", PASSWORD, LONG_NAME)
        catalogue.create(TermList, team, catalogue.ListFields(LONG_NAME, LONG_NAME))
    Team.objects.update(name=LONG_NAME)
    User.objects.update(display_name=LONG_NAME)
    Subteam.objects.filter(name="Night shift").update(name=LONG_NAME)
    Workflow.objects.filter(name="default").update(name=LONG_NAME)
    WorkflowVersion.objects.update(description=LONG_NAME)
    Review.objects.update(content_id=LONG_NAME)
    Job.objects.update(content_id=LONG_NAME, workflow_name=LONG_NAME)
    Note.objects.update(text=LONG_NAME)
    for model in (TermList, ImageList):
        model.objects.update(name=LONG_NAME, description=LONG_NAME)
    team.refresh_from_db()
    return World(team, world.people, {**world.places, "workflow": LONG_NAME})


def make_empty_world() -> World:
    """A team of one administrator and one reviewer, and nothing else."""
    team = create_team("Empty").team
    admin = create_user("vera@acme.test", team, "admin", PASSWORD, "Vera Costa").user
    anna = create_user("anna@acme.test", team, "reviewer", PASSWORD, "Anna Lund").user
    return World(team, {"admin": admin, "reviewer": anna}, {})
