"""What templates of several screens need: addresses of assets, counts and ages for reading."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openmoderator.web import assets
from openmoderator.web.frame.places import BY_PLACE, tabs_of

register = template.Library()
CAP = 10_000


@register.inclusion_tag("frame/subtabs.html", takes_context=True)
def subtabs(context: template.Context) -> dict[str, object]:
    """The sub-tabs of the screen that the view names as ``place``; none where it names none."""
    here = context.get("place", "")
    membership = getattr(context["request"], "membership", None)
    own = BY_PLACE[here][0].key if here in BY_PLACE else ""
    places = [place for tab in tabs_of(membership) if tab.key == own for place in tab.places]
    return {"here": here, "places": places, "frame": context.get("frame")}


@register.simple_tag
def asset(name: str) -> str:
    """The versioned address of a file of the screens."""
    return assets.address(name)


@register.filter
def capped(count: int) -> str:
    """A badge's figure: thousands apart, and ``9,999+`` where counting stopped."""
    return f"{thousands(CAP - 1)}+" if count >= CAP else thousands(count)


@register.filter
def thousands(count: int) -> str:
    """A figure with its thousands apart, as the language of the page writes it."""
    return number_format(count, force_grouping=True)


@register.filter
def ago(moment: datetime) -> str:
    """How long ago that was, in the largest unit that fits."""
    seconds = max(0, int((timezone.now() - moment).total_seconds()))
    if seconds < 60:
        return _("just now")
    if seconds < 3600:
        return ngettext("%(n)d min ago", "%(n)d min ago", seconds // 60) % {"n": seconds // 60}
    if seconds < 86400:
        return ngettext("%(n)d h ago", "%(n)d h ago", seconds // 3600) % {"n": seconds // 3600}
    days = seconds // 86400
    return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}


@register.filter
def exact(moment: datetime) -> str:
    """The moment in UTC to the second."""
    return moment.astimezone(timezone.get_default_timezone()).strftime("%Y-%m-%d %H:%M:%S UTC")
