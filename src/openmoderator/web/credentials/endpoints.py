"""The addresses that programs call, as people of this installation write them. Pure but for
the setting that fixes them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Endpoint:
    """One of the three APIs: a name for its copy button, what it is, and its address."""

    key: str
    name: str | Promise
    address: str


def origin(request: HttpRequest) -> str:
    """Scheme and host under which this server is called, without a slash at the end."""
    public: str | None = settings.OPENMODERATOR.public_url
    return (public or request.build_absolute_uri("/")).rstrip("/")


def endpoints(request: HttpRequest) -> tuple[Endpoint, ...]:
    """Base for SDKs first, then each API of its own."""
    base = origin(request)
    wire = f"{base}/contentmoderator"
    return (
        Endpoint("base", _("Endpoint (for SDKs)"), base),
        Endpoint("review", _("Review API"), f"{wire}/review/v1.0"),
        Endpoint("moderate", _("Moderation API"), f"{wire}/moderate/v1.0"),
        Endpoint("lists", _("Lists API"), f"{wire}/lists/v1.0"),
    )
