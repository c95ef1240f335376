"""Every page of `screens.SCREENS`, in a team in the middle of its work: in both themes, in every
language and from right to left, accessible, silent, light, and no wider than the screen.

Leaves a picture of each in ``build/screenshots/pages`` for people to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from django.test import override_settings
from playwright.sync_api import Page
from scripts.translations.files import LOCALE
from scripts.translations.pseudo import LANGUAGE as PSEUDO
from scripts.translations.pseudo import make as make_pseudo
from tests.browser.screens import SCREENS, Screen
from tests.browser.worlds import World, make_world

from openmoderator.accounts.models import User
from openmoderator.spoken import languages

OpenPage = Callable[..., Page]

SHOTS = Path(__file__).parents[2] / "build" / "screenshots" / "pages"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
MOST_BYTES = 100 * 1024
PHONE = 390
IN_NO_CATALOGUE = """() => [...document.querySelectorAll(
    'h1, h2, th, label, legend, summary, .button, .subtab, .tab, [aria-label]')]
  .filter((one) => one.checkVisibility() && !one.closest('[translate=no], pre, code'))
  .map((one) => (one.getAttribute('aria-label') ?? one.textContent).trim())
  .filter((words) => /[a-z]{3}/i.test(words) && !words.includes('⟦'))"""
"""Words for people that are not out of a catalogue: data is marked ``translate="no"``."""
MISWRITTEN = """() => [...document.querySelectorAll('svg *, [data-gone], input[type=number]')]
  .flatMap((one) => [...one.attributes].map((given) => [one.outerHTML.slice(0, 100), given]))
  .filter(([, { name, value }]) => /^(x|y|c[xy]|r|width|height|value|data-gone)$/.test(name)
    && value.includes(','))
  .map(([html]) => html)"""
"""Numbers for machines that are written as the language writes them for people."""


@pytest.fixture
def world(transactional_db: None) -> World:
    """A team with something of everything."""
    return make_world()


@pytest.fixture
def pseudo_language(tmp_path: Path) -> Iterator[str]:
    """English with accents, from right to left."""
    make_pseudo(tmp_path)
    paths = [tmp_path, LOCALE]
    with override_settings(LOCALE_PATHS=paths, LANGUAGES=languages(paths)):
        yield PSEUDO


def opened(open_page: OpenPage, world: World, language: str, **options: str) -> dict[str, Page]:
    """A browser for each role, in that language."""
    User.objects.update(language=language)
    people: dict[str, User | None] = {**world.people, "stranger": None}
    locale = {"locale": language} if language else {}
    return {
        role: open_page(people[role], "/help" if people[role] else "/sign-in", **locale, **options)
        for role in sorted({screen.role for screen in SCREENS})
    }


def each_screen(pages: dict[str, Page], world: World) -> Iterator[tuple[Screen, Page]]:
    """Every screen, open in the browser of who may open it."""
    for screen in SCREENS:
        page = pages[screen.role]
        answer = page.goto(screen.path.format_map(world.places))
        assert answer is not None
        assert answer.status == 200, f"{screen.name}: {answer.status}"
        # The page and its modules, not the questions that go on for ever.
        page.wait_for_load_state("load")
        yield screen, page


def complaints_of(page: Page) -> list[str]:
    """What axe says against the page as it is."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    return [
        f"{rule['id']}: {node['target']} {node['html'][:120]}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]


def shoot(page: Page, name: str) -> None:
    """Keep a picture of what is on the screen."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "pt"])
def test_every_page_is_accessible_in_both_themes_and_languages(
    open_page: OpenPage, world: World, theme: str, language: str
) -> None:
    pages = opened(open_page, world, language, color_scheme=theme)
    found: dict[str, list[str]] = {}
    for screen, page in each_screen(pages, world):
        page.set_viewport_size({"width": 1280, "height": 800})
        shoot(page, f"{screen.name}-{theme}-{language}")
        found[screen.name] = [*complaints_of(page), *page.evaluate(MISWRITTEN)]
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_fits_a_phone(open_page: OpenPage, world: World, theme: str) -> None:
    pages = opened(open_page, world, "pt", color_scheme=theme)
    wide: dict[str, int] = {}
    for screen, page in each_screen(pages, world):
        page.set_viewport_size({"width": PHONE, "height": 844})
        shoot(page, f"{screen.name}-{theme}-phone")
        wide[screen.name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: width for name, width in wide.items() if width > PHONE} == {}


def test_every_page_works_at_twice_the_size(open_page: OpenPage, world: World) -> None:
    pages = opened(open_page, world, "en")
    wide: dict[str, int] = {}
    for screen, page in each_screen(pages, world):
        # A window of 1280 pixels at 200 % is one of 640 that is drawn twice as large.
        page.set_viewport_size({"width": 640, "height": 400})
        wide[screen.name] = page.evaluate("document.documentElement.scrollWidth")
    assert {name: width for name, width in wide.items() if width > 640} == {}


def test_every_page_reads_from_right_to_left_and_has_no_word_outside_the_catalogues(
    open_page: OpenPage, world: World, pseudo_language: str
) -> None:
    pages = opened(open_page, world, pseudo_language)
    wrong: dict[str, list[str]] = {}
    for screen, page in each_screen(pages, world):
        page.set_viewport_size({"width": 1024, "height": 768})
        shoot(page, f"{screen.name}-rtl")
        assert page.locator("html").get_attribute("dir") == "rtl"
        width = page.evaluate("document.documentElement.scrollWidth")
        words = page.evaluate(IN_NO_CATALOGUE)
        wrong[screen.name] = [*words, *([f"{width} wide"] if width > 1024 else [])]
    assert {name: words for name, words in wrong.items() if words} == {}


def test_every_page_is_light(open_page: OpenPage, world: World) -> None:
    pages = opened(open_page, world, "pt")
    heavy: dict[str, int] = {}
    for screen, page in each_screen(pages, world):
        answer = page.request.get(screen.path.format_map(world.places))
        heavy[screen.name] = len(answer.body())
    assert {name: size for name, size in heavy.items() if size > MOST_BYTES} == {}


def test_no_request_of_any_page_leaves_the_origin(open_page: OpenPage, world: World) -> None:
    asked: set[str] = set()
    pages = opened(open_page, world, "en")
    for page in pages.values():
        page.on("request", lambda request: asked.add(request.url))
    for _screen, page in each_screen(pages, world):
        page.wait_for_timeout(50)
    origin = next(iter(pages.values())).evaluate("location.origin")
    assert {url for url in asked if not url.startswith(origin)} == set()
