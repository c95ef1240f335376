"""A reviewer at the real pages, without script: signs in, reads the desk, presses Next.

Never follows the redirect after Next: the redirect itself is the answer that counts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

import requests
from tests.acceptance.calling import direct
from tests.acceptance.running import PASSWORD

SIGN_IN = "/sign-in"


class SignedOut(Exception):
    """The server no longer knows this session."""


@dataclass
class Desk:
    """The form of a page with reviews: its hidden fields and which reviews it shows."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    reviews: list[str] = field(default_factory=list)
    tags: dict[str, list[str]] = field(default_factory=dict)

    def answered(self, chosen: dict[str, set[str]]) -> list[tuple[str, str]]:
        """The form as a browser sends it with exactly these tags on."""
        on = [(f"on.{pk}", code) for pk in self.reviews for code in sorted(chosen[pk])]
        return [*self.fields, *on]


class _Reader(HTMLParser):
    """Reads the fields of the form with the id ``desk``, or of the only form."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = "action" not in found or not found["action"].startswith(
                ("/theme", "/team", "/sign-out")
            )
        elif tag == "input" and self._inside and "name" in found:
            self._take(found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False

    def _take(self, found: dict[str, str]) -> None:
        name, value = found["name"], found.get("value", "")
        if found.get("type") in ("checkbox", "radio"):
            if name.startswith("on."):
                self.desk.tags.setdefault(name.removeprefix("on."), []).append(value)
            return
        self.desk.fields.append((name, value))
        if name == "item":
            self.desk.reviews.append(value)


class Person:
    """One browser session."""

    def __init__(self, base: str, email: str) -> None:
        self._base = base
        self._email = email
        self.session = direct()

    def sign_in(self) -> None:
        """Fill in the sign-in form."""
        self.session.cookies.clear()
        page = self._read(SIGN_IN)
        form = {**dict(page.fields), "login": self._email, "password": PASSWORD}
        answer = self.post(SIGN_IN, list(form.items()))
        assert answer.status_code == 302, f"{answer.status_code}: {answer.text[:500]}"

    def desk(self, kind: str) -> Desk:
        """The batch that ``image`` or ``text`` shows. Raises `SignedOut`."""
        return self._read(f"/review/{kind}")

    def press_next(self, kind: str, desk: Desk, chosen: dict[str, set[str]]) -> None:
        """Send the decisions. Returning means that the server answered that it has them.

        Raises `SignedOut`, or `requests.RequestException` for anything but a redirect to a desk.
        """
        answer = self.post(f"/review/{kind}/next", desk.answered(chosen))
        if answer.status_code == 302:
            _stay_signed_in(answer)
            return
        raise requests.HTTPError(f"Next was answered with {answer.status_code}")

    def get(self, path: str) -> requests.Response:
        """One page, redirects not followed."""
        return self.session.get(self._base + path, timeout=30, allow_redirects=False)

    def post(self, path: str, fields: list[tuple[str, str]]) -> requests.Response:
        """Send a form, redirects not followed."""
        url = self._base + path
        headers = {"Referer": url}
        return self.session.post(
            url, data=fields, headers=headers, timeout=30, allow_redirects=False
        )

    def _read(self, path: str) -> Desk:
        answer = self.get(path)
        if answer.status_code == 302:
            _stay_signed_in(answer)
        answer.raise_for_status()
        reader = _Reader()
        reader.feed(answer.text)
        return reader.desk


def _stay_signed_in(answer: requests.Response) -> None:
    if answer.headers["Location"].startswith(SIGN_IN):
        raise SignedOut
