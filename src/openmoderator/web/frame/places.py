"""Where one can go: the tabs of the header and the sub-tabs below each, in their order.

Owns which screen stands where and who sees it. The screens guard themselves (`web.access`).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from openmoderator.accounts.models import Membership, Role


@dataclass(frozen=True)
class Place:
    """A screen: the name of its address, what its tab says, and who is shown it."""

    key: str
    name: str | Promise
    url: str
    admin: bool = False
    badge: str = ""
    """Which of the frame's counts stands beside it; empty: none."""


@dataclass(frozen=True)
class Tab:
    """A tab of the header with what is below it; one place alone needs no sub-tabs."""

    key: str
    name: str | Promise
    icon: str
    places: tuple[Place, ...]
    badge: str = ""

    @property
    def keys(self) -> frozenset[str]:
        """Of its places, to know whether one is on screen."""
        return frozenset(place.key for place in self.places)


TABS = (
    Tab(
        "dashboard",
        _("Dashboard"),
        "M3 17V9m5 8V3m5 14v-6m5 6V6",
        (
            Place("dashboard", _("Queues"), "dashboard"),
            Place("completed", _("Completed"), "dashboard-completed"),
            Place("my-day", _("My day"), "my-day"),
        ),
    ),
    Tab(
        "try",
        _("Try"),
        "M4 16h12M10 3v9m0-9L6.5 6.5M10 3l3.5 3.5",
        (Place("try-image", _("Image"), "try-image"), Place("try-text", _("Text"), "try-text")),
    ),
    Tab(
        "review",
        _("Review"),
        "M3 4h14v12H3zM6.5 10.5 9 13l5-6",
        (
            Place("image", _("Image"), "review-image", badge="image"),
            Place("text", _("Text"), "review-text", badge="text"),
            Place("limbo", _("Limbo"), "limbo"),
            Place("held", _("Held"), "held"),
        ),
        badge="all",
    ),
    Tab(
        "lists",
        _("Lists"),
        "M7 5h10M7 10h10M7 15h10M3 5h.01M3 10h.01M3 15h.01",
        (
            Place("term-lists", _("Terms"), "term-lists", admin=True),
            Place("image-lists", _("Images"), "image-lists", admin=True),
        ),
    ),
    Tab(
        "workflows",
        _("Workflows"),
        "M4 4h5v4H4zM11 12h5v4h-5zM6.5 8v6H11",
        (
            Place("workflows", _("Workflows"), "workflows", admin=True),
            Place("jobs", _("Jobs"), "jobs", admin=True),
            Place("callbacks", _("Callbacks"), "callbacks", admin=True),
        ),
    ),
    Tab(
        "admin",
        _("Admin"),
        "M3 6h8m4 0h2M3 14h2m4 0h8M13 4v4M7 12v4",
        (
            Place("manage", _("Manage reviews"), "manage", admin=True),
            Place("people", _("Team"), "people", admin=True),
            Place("tags", _("Tags"), "tags", admin=True),
            Place("credentials", _("Credentials"), "credentials", admin=True),
            Place("quality", _("Quality"), "quality", admin=True),
            Place("settings", _("Settings"), "team-settings", admin=True),
            Place("console", _("API console"), "console", admin=True),
        ),
    ),
)
BY_PLACE = {place.key: (tab, place) for tab in TABS for place in tab.places}


def tabs_of(membership: Membership | None) -> list[Tab]:
    """The tabs that a person is shown, each with the places they may open."""
    if membership is None:
        return []
    is_admin = membership.role == Role.ADMIN
    shown = []
    for tab in TABS:
        places = tuple(p for p in tab.places if is_admin or not p.admin)
        if places:
            shown.append(Tab(tab.key, tab.name, tab.icon, places, tab.badge))
    return shown
