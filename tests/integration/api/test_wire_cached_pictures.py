"""Pictures kept with CacheImage=true: used again by their id, by their own team, for a while."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from openmoderator.accounts.models import Team
from openmoderator.content import store
from openmoderator.content.models import Content
from openmoderator.content.retention import expire

Call = Callable[..., Any]
EVALUATE, FACES, OCR = "/ProcessImage/Evaluate", "/ProcessImage/FindFaces", "/ProcessImage/OCR"
FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_[0-9]{18}")


@pytest.fixture
def picture() -> bytes:
    """A small gradient as PNG."""
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((160, 160)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def cache_id(moderate: Call, picture: bytes) -> str:
    """The id of the kept picture."""
    made: str = moderate(EVALUATE + "?CacheImage=true", picture).json()["CacheID"]
    return made


@pytest.mark.parametrize(
    ("path", "name"), [(EVALUATE, "CacheID"), (FACES, "CacheId"), (OCR, "CacheId")]
)
def test_the_id_has_the_spelling_of_its_call_and_the_recorded_form(
    moderate: Call, picture: bytes, path: str, name: str
) -> None:
    shown = moderate(path + "?cacheimage=True", picture).json()
    assert list(shown)[-1] == name
    assert FORM.fullmatch(shown[name])


def test_without_asking_nothing_is_kept(moderate: Call, picture: bytes) -> None:
    shown = moderate(EVALUATE + "?CacheImage=false", picture).json()
    assert not {"CacheID", "CacheId"} & set(shown)
    assert not Content.objects.exists()


def test_a_kept_picture_is_judged_as_when_it_was_sent(
    moderate: Call, picture: bytes, cache_id: str
) -> None:
    sent, kept = moderate(EVALUATE, picture), moderate(f"{EVALUATE}?CacheID={cache_id}")
    score = "AdultClassificationScore"
    assert kept.json()[score] == sent.json()[score]
    assert kept.json()["AdvancedInfo"] == []


@pytest.mark.parametrize("path", [EVALUATE, FACES, OCR])
@pytest.mark.parametrize("name", ["CacheID", "CacheId", "cacheid"])
def test_a_kept_picture_can_be_used_again_and_again_by_every_call(
    moderate: Call, cache_id: str, path: str, name: str
) -> None:
    for _ in range(2):
        assert moderate(f"{path}?{name}={cache_id.upper()}").status_code == 200


def test_a_body_wins_over_an_id(moderate: Call, picture: bytes) -> None:
    assert moderate(f"{EVALUATE}?CacheID=none", picture).status_code == 200


def test_a_kept_picture_runs_out(moderate: Call, cache_id: str) -> None:
    Content.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    response = moderate(f"{EVALUATE}?CacheID={cache_id}")
    assert response.status_code == 404
    assert response.json()["Error"]["Code"] == "CacheIdNotFound"
    assert expire() == 1


def test_the_time_to_live_is_a_setting(
    set_up: Callable[..., None], moderate: Call, picture: bytes
) -> None:
    set_up(cached_picture_minutes=7)
    moderate(EVALUATE + "?CacheImage=true", picture)
    row = Content.objects.get()
    assert row.expires_at is not None
    assert abs(row.expires_at - row.created_at - timedelta(minutes=7)) < timedelta(seconds=30)


def test_another_teams_picture_is_answered_as_one_that_never_was(
    other_key: str, cache_id: str
) -> None:
    def ask(asked: str) -> tuple[int, str]:
        path = f"/contentmoderator/moderate/v1.0/ProcessImage/Evaluate?CacheID={asked}"
        headers = {"Ocp-Apim-Subscription-Key": other_key}
        response = Client().generic("POST", path, headers=headers)
        return response.status_code, response.json()["Message"].replace(asked, "ID")

    assert ask(cache_id) == ask(cache_id.replace(cache_id[:8], "0" * 8))
    assert ask(cache_id)[0] == 404


def test_an_id_with_another_time_is_none(moderate: Call, cache_id: str) -> None:
    wrong = cache_id[:-1] + ("0" if cache_id[-1] != "0" else "1")
    assert moderate(f"{EVALUATE}?CacheID={wrong}").status_code == 404


def test_content_of_a_job_is_no_kept_picture(moderate: Call, team: Team, picture: bytes) -> None:
    row = store.put_picture(team, picture, "image/png")
    ticks = int((row.created_at.timestamp() + 62135596800) * 10**6) * 10
    assert moderate(f"{EVALUATE}?CacheID={row.pk}_{ticks}").status_code == 404


@pytest.mark.parametrize("cache_id", ["x", "%00", "1" * 5000, "%F0%9F%98%80"])
def test_what_is_no_id_names_no_picture(moderate: Call, cache_id: str) -> None:
    assert moderate(f"{EVALUATE}?CacheID={cache_id}").status_code == 404
