"""Every page with names of 80 characters, with very many things and with none: nothing sticks
out of the window, on a desk or on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.browser.screens import SCREENS
from tests.browser.worlds import World, make_absurd_world, make_empty_world

from openmoderator.accounts.models import User

OpenPage = Callable[..., Page]

SIZES = ((1280, 800), (390, 844))
OUTSIDE = """() => {
  const inside = (one) => {
    for (let above = one.parentElement; above; above = above.parentElement) {
      const { overflowX, clipPath } = getComputedStyle(above);
      if (overflowX !== 'visible' && above !== document.body) return true;
      if (clipPath !== 'none') return true;
    }
    return false;
  };
  const wide = document.documentElement.scrollWidth > innerWidth
    ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
  return [...wide, ...[...document.body.querySelectorAll('*')]
    .filter((one) => one.checkVisibility() && !one.closest('.sr, .skip, svg *'))
    .filter((one) => {
      const { left, right } = one.getBoundingClientRect();
      return (left < -1 || right > innerWidth + 1) && !inside(one);
    })
    .map((one) => one.outerHTML.slice(0, 120))];
}"""


def sticking_out(open_page: OpenPage, world: World) -> dict[str, list[str]]:
    """What of each page that the world has is outside of the window, by page and width."""
    people: dict[str, User | None] = {**world.people, "stranger": None}
    pages: dict[str, Page] = {}
    found: dict[str, list[str]] = {}
    for screen in SCREENS:
        if "{" in screen.path and not world.places:
            continue
        if screen.role not in pages:
            user = people[screen.role]
            pages[screen.role] = open_page(user, "/help" if user else "/sign-in")
        page = pages[screen.role]
        answer = page.goto(screen.path.format_map(world.places))
        assert answer is not None
        assert answer.status == 200, f"{screen.name}: {answer.status}"
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            found[f"{screen.name} at {width}"] = page.evaluate(OUTSIDE)
    return {name: outside for name, outside in found.items() if outside}


@pytest.mark.parametrize("make", [make_absurd_world, make_empty_world])
def test_no_page_sticks_out_of_the_window_whatever_the_team_has(
    open_page: OpenPage, transactional_db: None, make: Callable[[], World]
) -> None:
    assert sticking_out(open_page, make()) == {}
