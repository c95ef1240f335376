"""Every control of every page is reached with Tab alone, and one sees where the focus is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.browser.test_every_page import each_screen, opened
from tests.browser.worlds import World, make_world

OpenPage = Callable[..., Page]

MOST_TABS = 600
CONTROLS = """() => {
  const all = document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]');
  let number = 0;
  for (const one of all) {
    const usable = one.checkVisibility({ visibilityProperty: true }) && !one.disabled;
    if (usable && one.tabIndex >= 0 && one.type !== 'radio') one.dataset.mustReach = number++;
  }
  return number;
}"""
HERE = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const look = getComputedStyle(one);
  const inside = one.matches('input, .tag input') ? getComputedStyle(one.parentElement) : look;
  const ring = look.outlineStyle !== 'none' || inside.outlineStyle !== 'none'
    || inside.boxShadow !== 'none';
  return { number: one.dataset.mustReach ?? '', ring, html: one.outerHTML.slice(0, 120) };
}"""
NOT_REACHED = """(reached) => [...document.querySelectorAll('[data-must-reach]')]
  .filter((one) => !reached.includes(one.dataset.mustReach) && one.checkVisibility())
  .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def world(transactional_db: None) -> World:
    """A team with something of everything."""
    return make_world()


def tab_through(page: Page) -> list[str]:
    """Press Tab until the focus has gone round; what was not reached or had no ring."""
    count = page.evaluate(CONTROLS)
    reached: list[str] = []
    bare: list[str] = []
    rounds = 0
    # A page may begin with the focus in a field: go round to what stands before it.
    for _ in range(min(2 * count + 30, MOST_TABS)):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            rounds += 1
            if rounds == 2:
                break
            continue
        reached.append(here["number"])
        if not here["ring"]:
            bare.append(f"no ring: {here['html']}")
    return [*page.evaluate(NOT_REACHED, reached), *bare]


def test_tab_reaches_every_control_of_every_page_and_shows_where_it_is(
    open_page: OpenPage, world: World
) -> None:
    wrong: dict[str, list[str]] = {}
    for screen, page in each_screen(opened(open_page, world, "en"), world):
        wrong[screen.name] = tab_through(page)
    assert {name: found for name, found in wrong.items() if found} == {}
