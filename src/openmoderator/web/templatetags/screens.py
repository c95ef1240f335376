"""What templates of several screens need: addresses of assets, counts and ages for reading."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openmoderator.web import assets

register = template.Library()
CAP = 10_000


@register.simple_tag
def asset(name: str) -> str:
    """The versioned address of a file of the screens."""
    return assets.address(name)


@register.filter
def capped(count: int) -> str:
    """A badge's figure: thousands apart, and ``9,999+`` where counting stopped."""
    return f"{CAP - 1:,}+" if count >= CAP else f"{count:,}"


@register.filter
def thousands(count: int) -> str:
    """A figure with its thousands apart."""
    return f"{count:,}"


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
