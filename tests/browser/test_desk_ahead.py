"""The batch after Next: there at once, given back with the page, and never at an answer's cost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from openmoderator.accounts.models import Team, User
from openmoderator.reviews.models import Decision, Draft, Review

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]

DESK = "/review/image"
MEASURED = Path(__file__).parents[2] / "build" / "next-to-paint.txt"
PICTURES_LOADED = """() => performance.getEntriesByType("resource")
  .filter((entry) => entry.name.includes("/content/")).length"""
NEXT_TO_PAINT = """() => new Promise((done) => {
  const pressed = performance.now();
  const painted = () => requestAnimationFrame(() => done(performance.now() - pressed));
  document.addEventListener("desk", () => requestAnimationFrame(painted), { once: true });
  document.querySelector("#desk .next").click();
})"""
"""Presses Next; milliseconds until the next batch has been painted."""


@pytest.fixture
def four_at_a_time(anna: User, team: Team) -> None:
    """Anna's desk has four cards; what she decides can be taken back for long."""
    anna.preferences = {"desk": {"count": 4}}
    anna.save()
    team.undo_seconds = 600
    team.save()


def shown(page: Page) -> list[str]:
    """Ids of the reviews on the page."""
    fields = page.locator("#desk [data-card] input[name=item]").all()
    return [field.get_attribute("value") or "" for field in fields]


def open_ready(open_page: OpenPage, user: User) -> Page:
    """A desk that keeps the next batch ready."""
    page = open_page(user, DESK)
    expect(page.locator("#desk input[name=ahead]")).not_to_have_value("")
    for _ in range(200):
        if page.evaluate(PICTURES_LOADED) >= 8:
            break
        page.wait_for_timeout(50)
    return page


def test_the_next_batch_is_painted_before_the_server_answers(
    open_page: OpenPage, anna: User, four_at_a_time: None, make_pictures: MakeReviews
) -> None:
    reviews = [review.pk for review in make_pictures(16, metadata=[])]
    page = open_ready(open_page, anna)
    held: list[Route] = []
    page.route("**/next", lambda route: held.append(route))
    page.keyboard.press("2")
    page.wait_for_load_state("networkidle")
    taken = page.evaluate(NEXT_TO_PAINT)
    MEASURED.parent.mkdir(exist_ok=True)
    MEASURED.write_text(f"Next to paint: {taken:.0f} ms\n")
    expect(page.locator("#desk input[name=item]").first).to_have_value(reviews[4])
    assert shown(page) == reviews[4:8]
    assert page.evaluate(
        "[...document.querySelectorAll('#desk [data-stage] > img')].every((i) => i.complete)"
    )
    assert not Decision.objects.exists()
    page.keyboard.press("1")
    held[0].continue_()
    expect(page.locator(".undo")).to_be_enabled()
    expect(page.locator("#desk .tag input").first).to_be_checked()
    assert {row.review_id for row in Decision.objects.all()} == set(reviews[:4])
    assert dict(Decision.objects.get(review=reviews[0]).tags)["r"] is True


def test_prev_brings_back_the_batch_before_the_one_that_was_ready(
    open_page: OpenPage, anna: User, four_at_a_time: None, make_pictures: MakeReviews
) -> None:
    reviews = [review.pk for review in make_pictures(16, metadata=[])]
    page = open_ready(open_page, anna)
    page.keyboard.press("1")
    page.keyboard.press("n")
    expect(page.locator(".undo")).to_be_enabled()
    page.keyboard.press("p")
    expect(page.locator("#desk input[name=item]").first).to_have_value(reviews[0])
    assert shown(page) == reviews[:4]
    expect(page.locator("#desk .tag input").first).to_be_checked()
    assert not Decision.objects.exclude(state="withdrawn").exists()


def test_a_network_that_fails_in_the_middle_of_next_brings_the_batch_back(
    open_page: OpenPage,
    anna: User,
    four_at_a_time: None,
    make_pictures: MakeReviews,
    complaints: list[str],
) -> None:
    reviews = [review.pk for review in make_pictures(16, metadata=[])]
    page = open_ready(open_page, anna)
    page.keyboard.press("1")
    page.wait_for_load_state("networkidle")
    page.route("**/next", lambda route: route.abort())
    page.keyboard.press("n")
    expect(page.locator(".note.bad")).to_contain_text("could not be reached")
    assert shown(page) == reviews[:4]
    expect(page.locator("#desk .tag input").first).to_be_checked()
    page.unroute("**/next")
    page.keyboard.press("n")
    expect(page.locator(".undo")).to_be_enabled()
    assert shown(page) == reviews[4:8]
    assert dict(Decision.objects.get(review=reviews[0]).tags)["a"] is True
    assert Decision.objects.count() == 4
    complaints.clear()


def test_a_session_that_ended_brings_the_batch_back_with_its_tags(
    open_page: OpenPage,
    anna: User,
    four_at_a_time: None,
    make_pictures: MakeReviews,
    complaints: list[str],
) -> None:
    reviews = [review.pk for review in make_pictures(16, metadata=[])]
    page = open_ready(open_page, anna)
    Session.objects.all().delete()
    page.keyboard.press("1")
    page.keyboard.press("n")
    expect(page.locator(".note.bad").first).to_contain_text("Your session ended")
    expect(page.locator("#desk input[name=item]").first).to_have_value(reviews[0])
    expect(page.locator("#desk .tag input").first).to_be_checked()
    assert not Draft.objects.exists()
    complaints.clear()


def test_two_batches_in_a_row_are_decided_each_once(
    open_page: OpenPage, anna: User, four_at_a_time: None, make_pictures: MakeReviews
) -> None:
    reviews = [review.pk for review in make_pictures(20, metadata=[])]
    page = open_ready(open_page, anna)
    page.keyboard.press("n")
    expect(page.locator("#desk input[name=item]").first).to_have_value(reviews[4])
    page.keyboard.press("n")
    expect(page.locator(f"#desk input[name=item][value='{reviews[7]}']")).to_have_count(0)
    expect(page.locator("#desk")).not_to_have_attribute("aria-busy", "true")
    assert sorted(row.review_id for row in Decision.objects.all()) == sorted(reviews[:8])
    assert len(shown(page)) == 4


def test_a_page_that_goes_gives_back_what_it_kept_ready(
    open_page: OpenPage, anna: User, four_at_a_time: None, make_pictures: MakeReviews
) -> None:
    make_pictures(16)
    page = open_ready(open_page, anna)
    assert Review.objects.filter(claimed_by=anna).count() == 8
    page.goto("/")
    for _ in range(100):
        if not Review.objects.filter(claimed_by=anna).exists():
            break
        page.wait_for_timeout(50)
    assert not Review.objects.filter(claimed_by=anna).exists()


def test_the_clock_warns_before_the_items_go_back_and_a_key_extends_it(
    open_page: OpenPage, anna: User, team: Team, make_pictures: MakeReviews
) -> None:
    team.lease_seconds = 300
    team.save()
    make_pictures(1, metadata=[])
    page = open_page(anna, DESK)
    page.clock.install()
    page.reload()
    expect(page.locator("[data-clock]")).to_have_text("5")
    page.clock.fast_forward(200_000)
    expect(page.locator(".clock")).to_have_class("button plain clock is-short")
    page.clock.fast_forward(50_000)
    expect(page.locator(".note")).to_contain_text("Less than a minute left")
    with page.expect_response("**/extend"):
        page.keyboard.press("e")
    expect(page.locator(".clock")).to_have_class("button plain clock")
    expect(page.locator(".note")).to_have_count(0)


def test_a_double_click_on_next_decides_one_batch(
    open_page: OpenPage, anna: User, four_at_a_time: None, make_pictures: MakeReviews
) -> None:
    reviews = [review.pk for review in make_pictures(16, metadata=[])]
    page = open_ready(open_page, anna)
    page.locator(".next").dblclick()
    expect(page.locator("#desk")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator(".undo")).to_be_enabled()
    expect(page.locator("#desk input[name=ahead]")).not_to_have_value("")
    assert shown(page) == reviews[4:8]
    assert {row.review_id for row in Decision.objects.all()} == set(reviews[:4])


def test_prev_pressed_before_the_server_has_answered_is_not_lost(
    open_page: OpenPage, anna: User, four_at_a_time: None, make_pictures: MakeReviews
) -> None:
    reviews = [review.pk for review in make_pictures(16, metadata=[])]
    page = open_ready(open_page, anna)
    held: list[Route] = []
    page.route("**/next", lambda route: held.append(route))
    page.keyboard.press("n")
    expect(page.locator("#desk input[name=item]").first).to_have_value(reviews[4])
    page.keyboard.press("p")
    held[0].continue_()
    expect(page.locator("#desk input[name=item]").first).to_have_value(reviews[0])
    assert shown(page) == reviews[:4]
    assert not Decision.objects.exclude(state="withdrawn").exists()


def test_a_hold_pressed_before_the_server_has_answered_is_not_lost(
    open_page: OpenPage, anna: User, four_at_a_time: None, make_pictures: MakeReviews
) -> None:
    reviews = [review.pk for review in make_pictures(16, metadata=[])]
    page = open_ready(open_page, anna)
    held: list[Route] = []
    page.route("**/next", lambda route: held.append(route))
    page.keyboard.press("n")
    expect(page.locator("#desk input[name=item]").first).to_have_value(reviews[4])
    page.keyboard.press("h")
    held[0].continue_()
    expect(page.locator(".note")).to_contain_text("1 item is on hold.")
    assert [row.pk for row in Review.objects.filter(state="held")] == [reviews[4]]


REMEMBER_DESKS = """() => {
  window.desks = new Set();
  document.addEventListener("desk", () => desks.add(new WeakRef(document.getElementById("desk"))));
}"""
DESKS_KEPT = "() => new Set([...desks].map((one) => one.deref()).filter(Boolean)).size"


def test_a_desk_that_turned_many_times_keeps_none_of_those_before(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    anna.preferences = {"desk": {"count": 1}}
    anna.save()
    make_pictures(30, metadata=[])
    page = open_page(anna, DESK)
    memory = page.context.new_cdp_session(page)
    page.evaluate(REMEMBER_DESKS)
    for _ in range(20):
        expect(page.locator("#desk input[name=ahead]")).not_to_have_value("")
        page.keyboard.press("n")
        expect(page.locator("#desk")).not_to_have_attribute("aria-busy", "true")
    memory.send("HeapProfiler.collectGarbage")
    assert Decision.objects.count() == 20
    assert page.evaluate(DESKS_KEPT) <= 3
