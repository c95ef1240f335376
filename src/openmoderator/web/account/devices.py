"""Sessions in words: which browser on which system, as far as it says so itself. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.base import SessionBase

# The order matters: most browsers also name those that they descend from.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class Device:
    """One session as the list shows it; an unknown browser shows how it calls itself."""

    session: UserSession
    name: str
    is_this: bool


def described(sessions: Iterable[UserSession], own: SessionBase) -> list[Device]:
    """This session first, then by when they were last seen."""
    devices = [
        Device(row, name_of(row.user_agent), row.session_key == own.session_key) for row in sessions
    ]
    newest_first = sorted(devices, key=lambda it: it.session.last_seen_at, reverse=True)
    return sorted(newest_first, key=lambda it: not it.is_this)


def name_of(user_agent: str) -> str:
    """Such as ``Firefox, Linux``."""
    browser = next((name for mark, name in BROWSERS if re.search(rf"\b{mark}\w*/", user_agent)), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return ", ".join(filter(None, (browser, system))) or user_agent[:60]
