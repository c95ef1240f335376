"""Many cards at once, and what else is done with them: select, move, hold, skip, alike, keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.subteams import create_subteam
from openmoderator.reviews.models import Decision, Draft, Note, Review, Skip, State

OpenPage = Callable[..., Page]
MakeReviews = Callable[..., list[Review]]

DESK = "/review/image"


def picked(page: Page) -> int:
    """How many cards are selected."""
    return page.locator("#desk .pick input:checked").count()


def centre(page: Page, number: int) -> tuple[float, float]:
    """The middle of a card, counted from 0."""
    box = page.locator("#desk [data-card]").nth(number).bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


KEYS_PRESSED = Path(__file__).parents[2] / "build" / "keys-pressed.txt"
COUNT_KEYS = """() => {
  window.pressed = 0;
  addEventListener("keydown", () => (window.pressed += 1), true);
}"""


def settled(page: Page) -> None:
    """Nothing is on its way."""
    page.wait_for_load_state("networkidle")


def test_a_grid_of_twelve_takes_one_key_for_each_exception_and_one_for_the_rest(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    anna.preferences = {"desk": {"positions": True}}
    anna.save()
    reviews = make_pictures(12, metadata=[])
    page = open_page(anna, DESK)
    expect(page.locator("[data-card]")).to_have_count(12)
    page.evaluate(COUNT_KEYS)
    for key in ("w", "d", "v", "n"):
        page.keyboard.press(key)
    expect(page.get_by_text("Nothing waits here")).to_be_visible()
    on = {row.review_id for row in Decision.objects.all() if dict(row.tags)["a"]}
    assert on == {reviews[place].pk for place in (1, 6, 11)}
    pressed = page.evaluate("window.pressed")
    KEYS_PRESSED.parent.mkdir(exist_ok=True)
    KEYS_PRESSED.write_text(f"Keys for 12 items with {len(on)} exceptions: {pressed}\n")
    assert pressed == len(on) + 1


def test_a_sweep_over_cards_selects_them_and_one_key_tags_them_all(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    reviews = make_pictures(8, metadata=[])
    page = open_page(anna, DESK)
    page.mouse.move(*centre(page, 1))
    page.mouse.down()
    page.mouse.move(*centre(page, 6), steps=6)
    page.mouse.up()
    assert picked(page) == 4
    expect(page.locator("[data-picked]")).to_have_text("4")
    with page.expect_response("**/draft"):
        page.keyboard.press("2")
    tagged = {row.review_id for row in Draft.objects.all() if row.tags["r"]}
    assert tagged == {reviews[place].pk for place in (1, 2, 5, 6)}
    page.get_by_role("button", name="Clear all", exact=False).first.click()
    expect(page.locator("#desk .tag input:checked")).to_have_count(0)
    page.keyboard.press("Escape")
    assert picked(page) == 0


def test_shift_with_arrows_and_control_a_select(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(8, metadata=[])
    page = open_page(anna, DESK)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert picked(page) == 6
    page.keyboard.press("Control+a")
    assert picked(page) == 8


def test_the_selected_cards_are_moved_and_keep_their_tags(
    open_page: OpenPage, anna: User, ben: User, team: Team, make_pictures: MakeReviews
) -> None:
    lisbon = create_subteam(team, "Lisbon")
    reviews = make_pictures(4, metadata=[])
    page = open_page(anna, DESK)
    page.keyboard.press("1")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("m")
    page.locator("#acts").get_by_role("button", name="Lisbon").click()
    expect(page.locator(".note")).to_contain_text("2 items moved to Lisbon.")
    expect(page.locator("[data-card]")).to_have_count(2)
    assert set(Review.objects.filter(subteam=lisbon)) == set(reviews[:2])
    settled(page)
    his = open_page(ben, f"{DESK}?subteam={lisbon.pk}")
    expect(his.locator("#desk .tag input").first).to_be_checked()


def test_one_key_holds_and_one_skips_the_current_card(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    reviews = make_pictures(3, metadata=[])
    page = open_page(anna, DESK)
    page.keyboard.press("h")
    expect(page.locator(".note")).to_contain_text("1 item is on hold.")
    page.keyboard.press("s")
    expect(page.locator(".note")).to_contain_text("1 item goes to others.")
    expect(page.locator("[data-card]")).to_have_count(1)
    reviews[0].refresh_from_db()
    assert reviews[0].state == State.HELD
    assert Skip.objects.get().review == reviews[1]


def test_enter_in_the_note_assigns_and_decides_nothing(
    open_page: OpenPage, anna: User, ben: User, make_pictures: MakeReviews
) -> None:
    make_pictures(2, metadata=[])
    page = open_page(anna, DESK)
    page.locator("[data-acts]").locator("visible=true").first.click()
    page.locator("#acts select").select_option(label="Ben")
    page.locator("#acts [name=note]").fill("You know this kind")
    page.locator("#acts [name=note]").press("Enter")
    expect(page.locator(".note")).to_contain_text("1 item is now for Ben.")
    assert not Decision.objects.exists()
    assert Note.objects.get().text == "You know this kind"
    his = open_page(ben, DESK)
    expect(his.get_by_text("for you")).to_be_visible()
    expect(his.get_by_text("1 note", exact=True)).to_be_visible()


def test_a_changed_key_works_at_once_and_a_taken_one_is_told(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews, complaints: list[str]
) -> None:
    make_pictures(1, metadata=[])
    page = open_page(anna, DESK)
    page.keyboard.press("?")
    change = page.get_by_role("button", name="Change the key of: Next")
    change.click()
    page.keyboard.press("h")
    expect(page.locator("#keys [role=alert]")).to_contain_text("H is taken: Hold for later")
    complaints.clear()
    change.click()
    with page.expect_response("**/review/keys"):
        page.keyboard.press("x")
    expect(page.locator(".next kbd")).to_have_text("X")
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator("[data-card]")).to_have_count(1)
    page.keyboard.press("x")
    expect(page.get_by_text("Nothing waits here")).to_be_visible()


def test_items_alike_are_one_card_and_one_can_be_taken_out(
    open_page: OpenPage, anna: User, team: Team, make_texts: MakeReviews
) -> None:
    team.group_alike = True
    team.save()
    reviews = make_texts("buy now", "buy now", "buy now")
    page = open_page(anna, "/review/text")
    expect(page.get_by_text("+2 alike")).to_be_visible()
    page.keyboard.press("v")
    expect(page.locator("#details .members li")).to_have_count(2)
    page.locator("#details").get_by_role("button", name="Take item 2 out").click()
    expect(page.get_by_text("+1 alike")).to_be_visible()
    page.keyboard.press("1")
    page.keyboard.press("n")
    expect(page.locator(".undo")).to_be_enabled()
    expect(page.get_by_text("alike")).to_have_count(0)
    given = {row.review_id: dict(row.tags)["a"] for row in Decision.objects.all()}
    assert given == {reviews[0].pk: True, reviews[1].pk: True}


def test_a_note_is_added_in_the_details(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(1, metadata=[])
    page = open_page(anna, DESK)
    page.keyboard.press("v")
    page.locator("#details textarea").fill("vna? looks staged")
    page.locator("#details").get_by_role("button", name="Add note").click()
    expect(page.locator("#details .said")).to_contain_text("vna? looks staged")
    assert Note.objects.get().user == anna
    assert not Decision.objects.exists()


def test_handing_on_gives_everything_back_and_asks_nothing(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(3)
    page = open_page(anna, DESK)
    page.locator(".mine > summary").click()
    page.get_by_role("button", name="Hand on what I have").click()
    expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    assert not Review.objects.filter(claimed_by=anna).exists()


def test_the_tour_is_offered_until_it_is_put_aside(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(1)
    page = open_page(anna, DESK)
    with page.expect_response("**/review/toured"):
        page.get_by_role("button", name="Not now").click()
    expect(page.locator("[data-tour]")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-card]")).to_have_count(1)
    expect(page.locator("[data-tour]")).to_have_count(0)


def test_half_a_note_survives_a_reload(
    open_page: OpenPage, anna: User, make_pictures: MakeReviews
) -> None:
    make_pictures(1, metadata=[])
    page = open_page(anna, DESK)
    page.keyboard.press("v")
    with page.expect_response("**/typed"):
        page.locator("#details textarea").press_sequentially("looks st")
    page.reload()
    page.keyboard.press("v")
    expect(page.locator("#details textarea")).to_have_value("looks st")
    page.locator("#details textarea").press("End")
    page.locator("#details textarea").press_sequentially("aged")
    page.locator("#details").get_by_role("button", name="Add note").click()
    expect(page.locator("#details .said")).to_contain_text("looks staged")
    expect(page.locator("#details textarea")).to_have_value("")
    page.reload()
    page.keyboard.press("v")
    expect(page.locator("#details textarea")).to_have_value("")
