"""Whatever stands in a field or in an address: no page answers it with an error of the server.

Every route, with every name that its page's forms have or its code reads, one at a time over
what the form holds otherwise. Each request is rolled back, so that none of them changes what
the next one meets.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.urls.resolvers import URLResolver
from tests.browser.worlds import World, make_world

import openmoderator.web
from openmoderator.accounts.invitations import invite
from openmoderator.accounts.keys import create_key
from openmoderator.quality.making import from_text
from openmoderator.web.tryout.trials import Item, Trial, keep

WEB = Path(openmoderator.web.__file__).parent
READ = re.compile(
    r"(?:GET|POST|query|form|sent|body)\.(?:get|getlist)\(\s*[f]?\"([\w.{}]+)\""
    r"|(?:POST|GET)\[\"(\w+)\"\]|\"(\w+)\" in request\.(?:POST|GET)"
)
DIGITS = "9" * 5_000
VALUES = {
    "NUL": b"%00",
    "NUL within": b"a%00b",
    "half a pair": b"%ED%A0%80",
    "no UTF-8": b"%FF%FE",
    "more digits than Python reads": DIGITS.encode(),
    "beyond every integer": b"99999999999999999999999",
    "below every integer": b"-99999999999999999999999",
    "a digit that is none": b"%C2%B2",
    "digits of another script": b"%D9%A3",
    "beyond every float": b"1e999",
    "no number": b"NaN",
    "the first moment": b"0001-01-01T00:00:00%2B23:59",
    "the first moment and an id": b"0001-01-01T00:00:00%2B23:59~1",
    "deep brackets": b"%5B" * 15_000,
}
LONG = b"x" * 1_000_000
WORST = {what: VALUES[what] for what in ("NUL within", "more digits than Python reads")}
SKIPPED = {"csrfmiddlewaretoken"}
SWITCHING = {"in_team", "subteam"}
"""What leads to 404 before anything else is read."""


@dataclass
class Form:
    """A form of a page: where it leads and what it holds."""

    action: str
    method: str
    held: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path, self.found = path, list[Form]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = given.get("action") or self._path
            self.found.append(Form(action.partition("?")[0], given.get("method", "get").lower()))
        elif tag in ("input", "button", "select", "textarea") and self.found:
            if given.get("name") and given["name"] not in SKIPPED:
                self.found[-1].held.setdefault(given["name"], given.get("value", ""))
            if given.get("formaction"):
                other = given["formaction"].partition("?")[0]
                self.found.append(Form(other, "post", self.found[-1].held))


@pytest.fixture
def world(db: None) -> World:
    """A team with something of everything."""
    return make_world()


def test_no_value_in_an_address_is_an_error_of_the_server(world: World) -> None:
    client = _client(world)
    wrong = [
        f"GET {path} {given}"
        for path, names, _held in _routes(world, client, "get")
        for given, query in _tried(names, set(), {})
        if _fails(client, "get", f"{path}?{query[:60_000].decode()}")
    ]
    assert wrong == []


def test_no_value_in_a_form_is_an_error_of_the_server(world: World) -> None:
    client = _client(world)
    wrong = [
        f"POST {path} {given}"
        for path, names, held in _routes(world, client, "post")
        for given, body in _tried(names, set(held), held)
        if _fails(client, "post", path, body)
    ]
    assert wrong == []


def test_no_value_in_a_path_is_an_error_of_the_server(world: World) -> None:
    client = _client(world)
    values = ("%00", "a%00b", "%ED%A0%80", "%FF", DIGITS, "9" * 25, "-1", "²", "x" * 10_000)
    wrong = []
    for pattern, route in _patterns():
        for place in re.findall(r"<(?:\w+:)?(\w+)>", route):
            for value in values:
                path = _path(route, {**_places(world), place: value})
                methods = [how for how in ("get", "post") if path and _fails(client, how, path)]
                wrong += [f"{how} {pattern.pattern} {place} = {value[:20]}" for how in methods]
    assert wrong == []


def _client(world: World) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.people["admin"])
    return client


def _fails(client: Client, method: str, path: str, body: bytes = b"") -> bool:
    """Whether the server fails."""
    return _status(client, method, path, body) >= 500


def _status(client: Client, method: str, path: str, body: bytes = b"") -> int:
    """The status of the whole answer; what the request did is undone."""
    kind = "application/x-www-form-urlencoded"
    with transaction.atomic():
        answer = client.generic(method.upper(), path, body, content_type=kind)
        if answer.streaming:
            b"".join(answer.streaming_content)  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    return answer.status_code


def _tried(names: set[str], own: set[str], held: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """Each value in all fields together, and in one at a time: every value in the page's `own`
    fields, the worst ones in those that only the code knows of."""
    for what, value in VALUES.items():
        yield f"all = {what}", b"&".join(_pair(name, value) for name in sorted(names - SWITCHING))
    for name in sorted(names):
        tried = {**VALUES, "a million characters": LONG} if name in own else WORST
        for what, value in tried.items():
            others = {key: text for key, text in held.items() if key != name}
            yield f"{name} = {what}", urlencode(others).encode() + b"&" + _pair(name, value)


def _pair(name: str, value: bytes) -> bytes:
    return quote(name).encode() + b"=" + value


def _routes(
    world: World, client: Client, method: str
) -> Iterator[tuple[str, set[str], dict[str, str]]]:
    """(path, names of fields, what they hold otherwise) of every page."""
    forms = _forms(world, client)
    for pattern, route in _patterns():
        path = _path(route, _places(world))
        if not path:
            continue
        if _status(client, method, path) == 405:
            continue
        own = [form for form in forms if form.action == path and form.method == method]
        held = {name: value for form in own for name, value in form.held.items()}
        names = {re.sub(r"{[\w.]+}", world.places["text"], name) for name in _read_by(pattern)}
        yield path, names | set(held), held


def _forms(world: World, client: Client) -> list[Form]:
    found = []
    for _pattern, route in _patterns():
        path = _path(route, _places(world))
        if path:
            with transaction.atomic():
                answer = client.get(path)
                transaction.set_rollback(True)
            if answer.status_code == 200 and "html" in answer["Content-Type"]:
                reader = Forms(path)
                reader.feed(answer.content.decode())
                found += reader.found
    return found


def _patterns() -> Iterator[tuple[URLPattern, str]]:
    """The routes of pages; the API has its own tests."""
    for one in _below(get_resolver().url_patterns):
        if _module(one).startswith("openmoderator.web."):
            yield one, str(one.pattern)


def _below(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _below(one.url_patterns)
        else:
            yield one


def _module(pattern: URLPattern) -> str:
    view = pattern.callback
    return str(getattr(view, "view_class", view).__module__)


@cache
def _read_in(folder: str) -> frozenset[str]:
    texts = [path.read_text() for path in (WEB / folder).rglob("*.py")]
    return frozenset(
        name for text in texts for found in READ.findall(text) for name in found if name
    )


def _read_by(pattern: URLPattern) -> frozenset[str]:
    """Names that the code of the screen reads."""
    return _read_in(_module(pattern).split(".")[2]) | {"in_team"}


def _places(world: World) -> dict[str, str]:
    team, admin = world.team, world.people["admin"]
    places = world.places
    kept = _kept(world)
    return {
        "review_id": places["text"],
        "job_id": places["job"],
        "name": places["workflow"],
        "number": "1",
        "list_id": places["term_list"],
        "delivery_id": places["delivery"],
        "user_id": str(world.people["ben"].pk),
        "kind": "text",
        "team": team.public_id,
        "operation_id": "create_job",
        "place": "image",
        "by": "days",
        "code": "sc",
        "token": "none",
        "key": kept["key"] if admin else "",
        "pk": kept["pk"],
        "item": kept["item"],
        "trial_id": kept["trial_id"],
        "kept": "none",
    }


_made: dict[int, dict[str, str]] = {}


def _kept(world: World) -> dict[str, str]:
    """Things of the team that `make_world` has not."""
    if world.team.pk not in _made:
        team, admin = world.team, world.people["admin"]
        invite(team, admin, "somebody@else.example", "reviewer")
        trial = keep(team, admin, Trial("Text", (Item("try", 5, text="hello"),)))
        _made[world.team.pk] = {
            "key": str(create_key(team, "shop").row.pk),
            "pk": str(team.subteams.get().pk),
            "item": str(from_text(team, admin, "known", [["a", True]], "").pk),
            "trial_id": trial.id or str(uuid.uuid4()),
        }
    return _made[world.team.pk]


def _path(route: str, places: dict[str, str]) -> str:
    """The address of a route; empty for the one that is a pattern of its own."""
    if "(?P" in route:
        return "/password/1-none"
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: quote(places[found[1]], "%"), route)
