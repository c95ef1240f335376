"""The reviewer of the demonstration: signs in, reads the page's form, presses Next.

Works on the pages as a browser without script would, so what it does anybody can do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

from openmoderator.errors import OpenModeratorError

TIMEOUT = 30


class PageChanged(OpenModeratorError):
    """The page does not have the form that was looked for."""


@dataclass
class Form:
    """A form as sent by a browser: where to, and the fields that are on."""

    action: str = ""
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[tuple[str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    """Collects the forms of a page, also fields tied to one by the ``form`` attribute."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.by_id: dict[str, Form] = {}
        self._open: Form | None = None
        self._tied: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(found.get("action", ""))
            self.forms.append(self._open)
            self.by_id[found.get("id", "")] = self._open
        elif tag in ("input", "button"):
            self._tied.append((tag, found)) if "form" in found else self._take(
                self._open, tag, found
            )

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None

    def close(self) -> None:
        super().close()
        for tag, found in self._tied:
            self._take(self.by_id.get(found["form"]), tag, found)

    @staticmethod
    def _take(form: Form | None, tag: str, found: dict[str, str]) -> None:
        name, value = found.get("name", ""), found.get("value", "on")
        if form is None or not name:
            return
        if tag == "button" or found.get("type") == "submit":
            form.buttons.append((name, value))
        elif found.get("type") in ("checkbox", "radio"):
            form.boxes.append((name, value))
            if "checked" in found:
                form.fields.append((name, value))
        else:
            form.fields.append((name, found.get("value", "")))


class Reviewer:
    """A person at the pages, with a session of their own."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._session = requests.Session()
        self._session.trust_env = False

    def open(self, path: str) -> str:
        """The text of a page."""
        response = self._session.get(urljoin(self._base, path), timeout=TIMEOUT)
        response.raise_for_status()
        return response.text

    def sign_in(self, path: str, email: str, password: str) -> None:
        """Fill in the sign-in form."""
        form = _form_with(self.open(path), "password")
        filled = {**dict(form.fields), "login": email, "password": password}
        self._send(form.action or path, list(filled.items()))

    def press_next(self, path: str, review_id: str, switch_on: str) -> None:
        """Switch one tag of one review on, leave the rest as preset, and press Next."""
        page = self.open(path)
        if review_id not in page:
            raise PageChanged(f"The review {review_id} is not on the page {path}.")
        form = _form_with(page, "token")
        box = (f"on.{review_id}", switch_on)
        if box not in form.boxes:
            raise PageChanged(
                f"The review {review_id} has no tag '{switch_on}' on the page {path}."
            )
        self._send(form.action or path, [*form.fields, box])

    def _send(self, path: str, fields: list[tuple[str, str]]) -> None:
        url = urljoin(self._base, path)
        response = self._session.post(url, fields, headers={"Referer": url}, timeout=TIMEOUT)
        response.raise_for_status()


def _form_with(page: str, name: str) -> Form:
    parser = _Forms()
    parser.feed(page)
    parser.close()
    for form in parser.forms:
        if any(name == field for field, _ in [*form.fields, *form.boxes]):
            return form
    raise PageChanged(f"The page has no form with a field '{name}'.")
