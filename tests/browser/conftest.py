"""A real browser (Debian's Chromium) against a real server process of its own thread."""

from __future__ import annotations

import functools
import io
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import numpy as np
import pytest
from django.core.cache import cache
from django.db import connection
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from openmoderator.accounts.links import sign_in_link
from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.teams import create_team
from openmoderator.content.store import put_picture, put_text
from openmoderator.demo.pictures import sample_pictures
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.models import ContentType, Review

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
"""Names of the browser on the PATH, as the Makefile looks for them."""
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PASSWORD = "correct horse battery"

OpenPage = Callable[..., Page]
OpenTab = Callable[[str], Page]
MakePictures = Callable[..., list[Review]]
MakeTexts = Callable[..., list[Review]]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the file; without one the tests are left out, and fail where CI is true.

    Not for the whole run: its event loop would be in the way of other files in this process.
    """
    executable = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if executable is None:
        leave_out = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        leave_out(f"NO BROWSER TESTS: none of {', '.join(CHROMIUMS)} is installed.")
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as playwright:
        # Playwright runs an event loop in this thread, in which Django would refuse to work.
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server of the whole product, on a free port of 127.0.0.1."""
    running = LiveServer("127.0.0.1")
    yield running.url
    running.stop()


@pytest.fixture
def team(transactional_db: None) -> Team:
    """A team with its tags. Its drawn pictures repeat, so each is a card of its own."""
    made = create_team("Test Team").team
    made.group_alike = False
    made.save(update_fields=["group_alike"])
    return made


@pytest.fixture
def anna(team: Team) -> User:
    """A reviewer."""
    return create_user("anna@team.test", team, "reviewer", PASSWORD, "Anna").user


@pytest.fixture
def ben(team: Team) -> User:
    """Another reviewer."""
    return create_user("ben@team.test", team, "reviewer", PASSWORD, "Ben").user


@functools.cache
def drawn() -> tuple[tuple[str, bytes], ...]:
    """The demo's pictures, drawn once."""
    return tuple(sample_pictures())


@functools.cache
def picture(number: int) -> tuple[str, bytes]:
    """Name and PNG of a picture that is like no other: the demo's, then they with a patchwork."""
    name, data = drawn()[number % len(drawn())]
    if number < len(drawn()):
        return name, data
    patches = np.random.default_rng(number).integers(0, 256, (6, 8, 3), dtype=np.uint8)
    patchwork = Image.fromarray(patches).resize((320, 240), Image.Resampling.NEAREST)
    with Image.open(io.BytesIO(data)) as sample:
        mixed = Image.blend(sample.convert("RGB").resize(patchwork.size), patchwork, 0.6)
    out = io.BytesIO()
    mixed.save(out, "PNG", compress_level=1)
    return f"{number}-{name}", out.getvalue()


@pytest.fixture
def make_pictures(team: Team) -> MakePictures:
    """Stores picture reviews with scores, oldest first; no two of one call are alike."""

    def make(count: int, **fields: Any) -> list[Review]:
        made = []
        for number in range(count):
            name, data = picture(number)
            metadata = [
                ("adultScore", f"{(number * 37 % 100) / 100:.2f}"),
                ("racyScore", f"{(number * 61 % 100) / 100:.2f}"),
                ("a", str(number % 5 == 3)),
                ("r", str(number % 4 == 1)),
                ("ExternalId", name),
            ]
            new = NewReview(
                type=ContentType.IMAGE,
                content_id=name,
                content=put_picture(team, data, "image/png", 640, 480),
                metadata=fields.get("metadata", metadata),
            )
            made.append(create_review(team, new, fields.get("subteam"), team.public_id))
        return made

    return make


@pytest.fixture
def make_texts(team: Team) -> MakeTexts:
    """Stores text reviews, oldest first."""

    def make(*texts: str) -> list[Review]:
        return [
            create_review(
                team,
                NewReview(
                    type=ContentType.TEXT,
                    content_id=f"text-{number}",
                    content=put_text(team, text),
                    metadata=[("text.HasProfanity", "True"), ("text.language", "eng")],
                ),
                None,
                team.public_id,
            )
            for number, text in enumerate(texts)
        ]

    return make


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What browsers wrote to their consoles; a test that leaves any fails."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def open_page(
    chromium: Browser, server: str, transactional_db: None, complaints: list[str]
) -> Iterator[OpenPage]:
    """Opens a page of the server in a browser profile of its own, signed in as `user`."""
    # Tests before this one may have used up the tries to sign in.
    cache.clear()
    with ExitStack() as closing:
        closing.callback(wait_until_idle)

        def open_one(user: User | None = None, path: str = "/", **options: Any) -> Page:
            context: BrowserContext = chromium.new_context(base_url=server, **options)
            closing.callback(context.close)
            page = _listened_to(context.new_page(), complaints)
            if user is not None:
                user.refresh_from_db()
                page.goto(f"{sign_in_link(user)}?next={path}")
            else:
                page.goto(path)
            return page

        yield open_one


@pytest.fixture
def open_tab(chromium: Browser, complaints: list[str]) -> Iterator[OpenTab]:
    """Opens an address of any server in a browser profile of its own."""
    with ExitStack() as closing:

        def open_one(address: str) -> Page:
            context = chromium.new_context()
            closing.callback(context.close)
            page = _listened_to(context.new_page(), complaints)
            page.goto(address)
            return page

        yield open_one


def wait_until_idle() -> None:
    """Until the server has answered what pages sent while they closed: emptying the tables
    beneath an open request would be a deadlock."""
    busy = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND state <> 'idle'"
    )
    quiet = 0
    with connection.cursor() as cursor:
        while quiet < 4:
            cursor.execute(busy)
            (count,) = cursor.fetchone() or (0,)
            quiet = 0 if count else quiet + 1
            time.sleep(0.03)


def _listened_to(page: Page, complaints: list[str]) -> Page:
    page.on("console", lambda message: _hear(message, complaints))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return page


def _hear(message: ConsoleMessage, complaints: list[str]) -> None:
    if message.type in ("error", "warning"):
        complaints.append(message.text)
