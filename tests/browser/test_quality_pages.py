"""Quality and wellbeing in a real browser: a lead settles with the keyboard, pages look right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.clock import database_now
from openmoderator.quality import making
from openmoderator.quality.models import GoldenAnswer, SecondOpinion
from openmoderator.reviews.decide import decide
from openmoderator.reviews.models import Decision, Purpose, Review
from openmoderator.reviews.timers import finalise

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]
SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("main *")].filter((one) => !one.closest(".table-frame table")
        && one.getBoundingClientRect().right > innerWidth).map((one) => one.outerHTML.slice(0, 90))
        .concat([String(document.documentElement.scrollWidth)])"""


@pytest.fixture
def lead(team: Team) -> User:
    """An administrator."""
    return create_user("lead@team.test", team, "admin", "correct horse battery", "Lead").user


def answer(team: Team, user: User, review: Review, *on: str) -> None:
    decide(team, user, uuid4(), {review.pk: dict.fromkeys(on, True)})
    made = Decision.objects.get(review=review, state="pending")
    finalise(made.pk, database_now() + timedelta(hours=1))


@pytest.fixture
def answered_twice(
    team: Team, anna: User, ben: User, make_pictures: MakeReviews
) -> list[SecondOpinion]:
    """24 pictures that Anna and Ben answered; on the first two they differ."""
    team.second_opinion_percent = 100
    team.save()
    for number, review in enumerate(make_pictures(24)):
        answer(team, anna, review, *(("a",) if number % 3 == 0 else ()))
        shadow = Review.objects.get(purpose=Purpose.OPINION, origin=review)
        answer(team, ben, shadow, *(("a",) if number % 3 == 0 and number else ("r",)[number > 1 :]))
    return list(SecondOpinion.objects.filter(agrees=False).order_by("answered_at"))


@pytest.fixture
def explained(team: Team, anna: User, lead: User) -> GoldenAnswer:
    """A golden item that Anna answered otherwise than is right."""
    item = making.from_text(
        team, lead, "A text whose answer is known.", [["a", True], ["r", False]], "Rule seven."
    )
    review = Review.objects.create(
        id=uuid4().hex,
        team=team,
        type="Text",
        content_id="c",
        created_by="t",
        created_at=database_now(),
        purpose=Purpose.GOLDEN,
        assigned_to=anna,
    )
    row = GoldenAnswer.objects.create(golden=item, user=anna, review=review)
    answer(team, anna, review, "r")
    row.refresh_from_db()
    return row


def look(page: Page, path: str, name: str) -> None:
    """A picture wide and light, and narrow and dark, each held against axe."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.goto(path)
    for theme, width in (("light", 1440), ("dark", 390)):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=SHOTS / f"{name}-{width}-{theme}.png", full_page=True)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate(TOO_WIDE) == [], f"{name} scrolls sideways at {width}"


def test_a_lead_settles_and_reopens_by_keyboard(
    open_page: OpenPage, lead: User, answered_twice: list[SecondOpinion]
) -> None:
    page = open_page(lead, "/admin/quality")
    page.locator("tbody a").first.press("Enter")
    expect(page.get_by_text("went out to the caller")).to_have_count(0)
    page.get_by_text("Show the picture").press("Enter")
    expect(page.get_by_role("img", name="The picture in question")).to_be_visible()

    page.get_by_role("button", name="The left one is right").press("Enter")
    expect(page.get_by_text("Settled by Lead")).to_be_visible()
    expect(page.get_by_text("went out to the caller")).to_have_count(1)
    row = SecondOpinion.objects.exclude(settled="").get()
    reopen = page.get_by_role("button", name="Reopen this review")
    expect(reopen).to_have_count(1 if row.settled == "second" else 0)


def test_pages_of_quality_look_right(
    open_page: OpenPage, lead: User, answered_twice: list[SecondOpinion], explained: GoldenAnswer
) -> None:
    page = open_page(lead, "/admin/quality")
    look(page, "/admin/quality", "quality-disagreements")
    look(page, f"/admin/quality/pairs/{answered_twice[0].pk}?names=1", "quality-pair")
    look(page, "/admin/quality/agreement", "quality-agreement-figures")
    look(page, "/admin/quality/golden", "quality-golden-items")
    look(page, "/admin/quality/golden/new", "quality-new")


def test_pages_about_oneself_look_right(
    open_page: OpenPage, anna: User, answered_twice: list[SecondOpinion], explained: GoldenAnswer
) -> None:
    page = open_page(anna, "/account/wellbeing")
    look(page, "/account/quality", "my-answers")
    look(page, "/account/wellbeing", "my-wellbeing")
    page.get_by_label("Remind me of a break after").fill("99")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("Your team has 25.")).to_be_visible()
    page.get_by_label("Remind me of a break after").fill("9")
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("Your limits are kept.")).to_be_visible()
