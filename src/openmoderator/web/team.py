"""Which team a signed-in person works in, and what every page's frame shows of it.

Owns the choice: what the page names, else what the session keeps, else the first membership.
Never decides what a role may do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from openmoderator.accounts.models import Membership, Role, Team, User
from openmoderator.reviews.counts import pending_by_type
from openmoderator.web.frame.places import Tab, tabs_of
from openmoderator.web.live.pulse import token

SESSION_KEY = "team"
PAGE_KEY = "in_team"
"""The field in which a page names its team, in a form or an address. The session may have
turned to another one in another tab since the page was opened."""


class MemberRequest(HttpRequest):
    """A request of somebody who is signed in and member of `team`."""

    user: User
    team: Team
    membership: Membership
    turned_away: bool
    """Whether the page is of another team than the one the session is in."""


class CurrentTeam:
    """Middleware: sets ``request.team`` and ``request.membership``, None for strangers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look the membership up once for the request."""
        membership = current_membership(request)
        request.membership = membership  # type: ignore[attr-defined]
        request.team = membership.team if membership else None  # type: ignore[attr-defined]
        return self._get_response(request)


def current_membership(request: HttpRequest) -> Membership | None:
    """The membership of the team chosen last, or the first there is."""
    if not request.user.is_authenticated:
        return None
    mine = list(Membership.objects.filter(user=request.user).select_related("team").order_by("pk"))
    chosen = request.session.get(SESSION_KEY)
    return next((row for row in mine if row.team_id == chosen), mine[0] if mine else None)


def enter_team_of_page(request: HttpRequest) -> None:
    """Work in the team that the page names; 404 when the person is no member of it."""
    named = named_team(request)
    chosen: Team | None = getattr(request, "team", None)
    request.turned_away = bool(named and chosen and named != chosen.public_id)  # type: ignore[attr-defined]
    if request.turned_away:  # type: ignore[attr-defined]
        mine = Membership.objects.filter(user=request.user.pk).select_related("team")
        membership = get_object_or_404(mine, team__public_id=named)
        request.membership = membership  # type: ignore[attr-defined]
        request.team = membership.team  # type: ignore[attr-defined]


def named_team(request: HttpRequest) -> str:
    """The team that the page names; empty when it names none."""
    return request.POST.get(PAGE_KEY) or request.GET.get(PAGE_KEY, "")


class Frame:
    """What the header shows. Asks the database only for what the template prints."""

    def __init__(self, user: User, membership: Membership | None) -> None:
        self.team = membership.team if membership else None
        self.is_admin = membership is not None and membership.role == Role.ADMIN
        self._user = user
        self._membership = membership

    @property
    def pulse(self) -> str:
        """What the page asks for news with; empty without a team."""
        return token(self.team) if self.team else ""

    @cached_property
    def tabs(self) -> list[Tab]:
        """The tabs that the person may open."""
        return tabs_of(self._membership)

    @property
    def languages(self) -> list[tuple[str, str]]:
        """(code, own name) of every language of the pages."""
        return list(settings.LANGUAGES)

    @cached_property
    def waiting(self) -> dict[str, int]:
        """Reviews that wait, by ``image``, ``text`` and ``all``."""
        return waiting(self.team) if self.team else {}

    @cached_property
    def teams(self) -> list[Team]:
        """Every team of the person, by name."""
        return list(Team.objects.filter(memberships__user=self._user).order_by("name"))


def waiting(team: Team) -> dict[str, int]:
    """Counts for the badges, each capped."""
    counts = {type_.lower(): count for type_, count in pending_by_type(team).items()}
    return {**counts, "all": sum(counts.values())}


def frame(request: HttpRequest) -> dict[str, object]:
    """Context processor: the frame of a signed-in person's page, and the theme."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"frame": None, "theme": "system"}
    return {"frame": Frame(user, getattr(request, "membership", None)), "theme": user.theme}
