"""What the desk offers around deciding: looking, sorting, details, switches, texts."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.subteams import create_subteam
from openmoderator.reviews.models import Decision, Review

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]

DESK = "/review/image"


def test_pictures_are_soft_at_first_and_the_choice_is_remembered(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(1)
    page = open_page(anna, DESK)
    picture = page.locator("#desk .stage > img").first
    expect(picture).to_have_css("filter", "blur(16px) grayscale(1)")
    page.keyboard.press("b")
    page.keyboard.press("g")
    expect(picture).to_have_css("filter", "none")
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(picture).to_have_css("filter", "none")


def test_a_held_pointer_or_key_opens_a_lens_that_arrows_move_until_it_is_let_go(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(1)
    page = open_page(anna, DESK)
    page.locator("#desk .stage > img").hover()
    page.mouse.down()
    expect(page.locator("img.lens")).to_have_css("filter", "none")
    page.mouse.up()
    expect(page.locator("img.lens")).to_have_count(0)
    page.keyboard.down("r")
    lens = page.locator("img.lens")
    expect(lens).to_have_css("clip-path", re.compile(r"circle\(.* at 50% 50%\)"))
    page.keyboard.press("ArrowLeft")
    expect(lens).to_have_css("clip-path", re.compile(r"circle\(.* at 38% 50%\)"))
    page.keyboard.press(" ")
    expect(lens).to_have_css("clip-path", "none")
    expect(page.locator("#desk .tag input").first).not_to_be_checked()
    page.keyboard.up("r")
    expect(page.locator("img.lens")).to_have_count(0)
    expect(page.locator("#desk .stage > img")).to_have_css("filter", "blur(16px) grayscale(1)")
    page.keyboard.down("r")
    page.evaluate("dispatchEvent(new Event('blur'))")
    expect(page.locator("img.lens")).to_have_count(0)


def test_presses_in_quick_succession_do_not_cross(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(3, metadata=[])
    page = open_page(anna, DESK)
    for key in ("b", "g", "1", "-", "-"):
        page.keyboard.press(key)
    expect(page.locator("[data-stop]")).to_have_text("8")
    page.reload()
    expect(page.locator("#desk")).to_have_class("desk")
    expect(page.locator("#desk .tag input").first).to_be_checked()
    expect(page.locator(".note")).to_have_count(0)


def test_details_change_the_card(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    (review,) = make_pictures(1, metadata=[("adultScore", "0.91")])
    page = open_page(anna, DESK)
    page.keyboard.press("v")
    dialog = page.locator("#details[open]")
    expect(dialog).to_contain_text(review.pk)
    expect(dialog).to_contain_text("adult 0.91")
    dialog.locator(".tag input").first.check()
    page.keyboard.press("Escape")
    expect(page.locator("#desk .tag input").first).to_be_checked()


def test_tagged_and_untagged_come_first_on_demand(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(2, metadata=[])
    last = make_pictures(1, metadata=[("a", "true")])[0]
    page = open_page(anna, DESK)
    expect(page.get_by_role("button", name="untagged (2)")).to_be_visible()
    page.get_by_role("button", name="tagged (1)", exact=True).click()
    first = page.locator("#desk [data-card] input[name=item]").first
    expect(first).to_have_value(last.pk)


def test_the_slider_is_moved_and_remembered(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(9)
    page = open_page(anna, DESK)
    expect(page.locator("[data-card]")).to_have_count(9)
    page.keyboard.press("-")
    expect(page.locator("[data-card]")).to_have_count(8)
    page.locator("#stop").fill("1")
    expect(page.locator("[data-card]")).to_have_count(2)
    page.goto(DESK)
    expect(page.locator("[data-card]")).to_have_count(2)


def test_a_subteam_has_a_queue_of_its_own(
    open_page: OpenPage, anna: User, team: Team, make_pictures: MakeReviews
) -> None:
    make_pictures(1)
    theirs = make_pictures(2, subteam=create_subteam(team, "Lisbon"))
    page = open_page(anna, DESK)
    expect(page.locator("[data-card]")).to_have_count(1)
    page.locator(".tool-menu > summary").click()
    page.get_by_role("button", name="Lisbon").click()
    expect(page.locator("[data-card]")).to_have_count(2)
    expect(page.locator("#desk input[name=item]").first).to_have_value(theirs[0].pk)
    assert Review.objects.filter(claimed_by=anna).count() == 2


def test_a_picture_still_being_fetched_appears_by_itself(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    (review,) = make_pictures(1)
    stored = review.stored
    Review.objects.update(stored=None, source_url="https://x.test/a.png")
    page = open_page(anna, DESK)
    expect(page.get_by_text("Fetching the picture")).to_be_visible()
    Review.objects.update(stored=stored)
    expect(page.locator("#desk .stage > img")).to_be_visible()


def test_keys_rest_while_a_dialog_is_open(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(1)
    page = open_page(anna, DESK)
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    assert not Decision.objects.exists()


def test_markup_is_shown_as_characters_and_what_is_hidden_as_symbols(
    open_page: OpenPage, anna: User, make_texts: MakeReviews
) -> None:
    make_texts("<b>not bold</b> and \u202ehidden", "second")
    page = open_page(anna, "/review/text")
    expect(page.locator(".prose")).to_contain_text("<b>not bold</b> and RLOhidden")
    page.keyboard.press("n")
    expect(page.locator(".prose")).to_have_text("second")


def test_marks_are_explained_on_focus(
    open_page: OpenPage, anna: User, make_texts: MakeReviews
) -> None:
    make_texts("you are a damn fool, write to max@example.com")
    page = open_page(anna, "/review/text")
    page.locator("mark.term").focus()
    expect(page.locator("mark.term .why")).to_be_visible()
    expect(page.locator("mark.term .why")).to_contain_text("Profanity")
    expect(page.locator("mark.pii .why")).to_be_hidden()
    expect(page.locator("mark.pii")).to_contain_text("max@example.com")


def test_the_page_is_light(open_page: OpenPage, anna: User, make_pictures: MakeReviews) -> None:
    make_pictures(48)
    page = open_page(anna, DESK)
    weights: list[int] = []
    page.on(
        "requestfinished", lambda request: weights.append(_weight(request.resource_type, request))
    )
    for stop in (16, 24, 48):
        page.keyboard.press("+")
        expect(page.locator("[data-card]")).to_have_count(stop)
    page.wait_for_load_state("networkidle")
    weights.clear()
    page.reload()
    page.wait_for_load_state("networkidle")
    assert sum(weights) < 100_000


def _weight(kind: str, request: object) -> int:
    if kind == "image":
        return 0
    sizes = request.sizes()  # type: ignore[attr-defined]
    return int(sizes["responseBodySize"]) + int(sizes["responseHeadersSize"])
