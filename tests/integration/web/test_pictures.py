"""Serving pictures: to whom, and under which rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from openmoderator.accounts.models import Team
from openmoderator.reviews.addresses import path, signed_path
from openmoderator.reviews.models import Review

MakePicture = Callable[..., Review]


def test_a_member_sees_the_picture(as_anna: Client, team: Team, make_picture: MakePicture) -> None:
    response = as_anna.get(path(make_picture(team)))
    assert response.status_code == 200
    assert response.content.startswith(b"\x89PNG")
    assert response["Content-Type"] == "image/png"


def test_the_picture_can_do_nothing(as_anna: Client, team: Team, make_picture: MakePicture) -> None:
    response = as_anna.get(path(make_picture(team)))
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("inline")
    assert response["Cache-Control"].startswith("private")


@pytest.mark.parametrize("kind", ["image/tiff", "image/svg+xml", "text/html", "image/x-icon"])
def test_what_is_not_known_safe_is_handed_out_as_a_file(
    as_anna: Client, team: Team, make_picture: MakePicture, kind: str
) -> None:
    response = as_anna.get(path(make_picture(team, kind)))
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"


def test_a_stranger_gets_nothing_and_a_signed_address_opens_it(
    team: Team, make_picture: MakePicture
) -> None:
    review = make_picture(team)
    assert Client().get(path(review)).status_code == 404
    assert Client().get(signed_path(review)).status_code == 200


def test_a_signature_of_another_picture_does_not_open_it(
    team: Team, make_picture: MakePicture
) -> None:
    one, other = make_picture(team), make_picture(team)
    wrong = path(one) + "?" + signed_path(other).partition("?")[2]
    assert Client().get(wrong).status_code == 404


def test_a_member_of_another_team_gets_nothing(
    as_anna: Client, team: Team, other_team: Team, make_picture: MakePicture
) -> None:
    theirs = make_picture(other_team)
    assert as_anna.get(path(theirs)).status_code == 404
    under_mine = path(theirs).replace(other_team.public_id, team.public_id)
    assert as_anna.get(under_mine).status_code == 404
