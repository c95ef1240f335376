"""Signed-in clients."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from django.test import Client

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.content.store import put_picture
from openmoderator.lists import catalogue
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.models import ImageList, TermList
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.models import ContentType, Review

MakePicture = Callable[..., Review]
PNG = b"\x89PNG\r\n\x1a\n of the tests"


@pytest.fixture
def as_anna(anna: User) -> Client:
    """A browser in which Anna is signed in."""
    client = Client()
    client.force_login(anna)
    return client


@pytest.fixture
def lead(team: Team) -> User:
    """An administrator of the team."""
    return create_user("lead@team.test", team, "admin", "correct horse battery", "Lea").user


@pytest.fixture
def as_lead(lead: User) -> Client:
    """A browser in which the administrator is signed in."""
    client = Client()
    client.force_login(lead)
    return client


@pytest.fixture
def make_picture() -> MakePicture:
    """Stores a picture review of a team; the first one is PNG, and no two are alike."""
    number = count()

    def make(team: Team, media_type: str = "image/png") -> Review:
        data = PNG + b"." * next(number)
        new = NewReview(
            type=ContentType.IMAGE,
            content_id="picture",
            content=put_picture(team, data, media_type, 640, 480),
        )
        return create_review(team, new, None, team.public_id)

    return make


@pytest.fixture
def words(team: Team) -> TermList:
    """An empty term list."""
    return catalogue.create(TermList, team, ListFields("Scams"))


@pytest.fixture
def known(team: Team) -> ImageList:
    """An empty image list."""
    return catalogue.create(ImageList, team, ListFields("Known"))
