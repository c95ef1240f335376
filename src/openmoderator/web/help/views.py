"""The help pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from openmoderator.web.access import for_members
from openmoderator.web.frame.places import Place, tabs_of
from openmoderator.web.help.texts import BY_KEY, Help
from openmoderator.web.team import MemberRequest


@dataclass(frozen=True)
class Topic:
    """A screen that the person may open, with its help."""

    place: Place
    tab: str
    help: Help


@require_safe
@for_members
def index(request: MemberRequest, place: str = "") -> HttpResponse:
    """Every screen the person may open; the one they came from stands first and open."""
    topics = [
        Topic(each, str(tab.name), BY_KEY[each.key])
        for tab in tabs_of(request.membership)
        for each in tab.places
        if each.key in BY_KEY
    ]
    if place and place not in {topic.place.key for topic in topics}:
        raise Http404
    topics.sort(key=lambda topic: topic.place.key != place)
    return render(request, "help/help.html", {"topics": topics, "asked": place})
