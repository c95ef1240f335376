"""The console's own key: it lives an hour, is made when the console is opened, kept sealed in
the session of the browser, made anew when it runs out, and revoked when the person signs out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from openmoderator.accounts import sealing
from openmoderator.accounts.keys import create_key, digest, revoke_key
from openmoderator.accounts.models import ApiKey
from openmoderator.web.team import MemberRequest

SESSION_KEY: Final = "console_keys"
"""In the session: sealed keys by the id of their team."""
LIFE: Final = timedelta(hours=1)
MARGIN: Final = timedelta(minutes=5)
"""A key with less time left is replaced: who reads a page for a while can still send."""
NAME: Final = "API console"


@dataclass(frozen=True)
class ConsoleKey:
    """A key in the clear, and when it ends."""

    key: str
    expires_at: datetime


def own_key(request: MemberRequest) -> ConsoleKey:
    """The console's key for the team of the page; a new one where there is none that lasts."""
    held = _held(request).get(str(request.team.pk))
    if held is not None:
        row = _lasting(request, held)
        if row is not None and row.expires_at is not None:
            return ConsoleKey(held, row.expires_at)
    return _new(request)


def chosen_key(request: MemberRequest, given: str) -> str:
    """The key to send: what the person wrote, but the console's own in its newest form."""
    given = given.strip()
    if not given or ApiKey.objects.filter(digest=digest(given), for_console=True).exists():
        return own_key(request).key
    return given


def _new(request: MemberRequest) -> ConsoleKey:
    ends = timezone.now() + LIFE
    made = create_key(
        request.team, NAME, created_by=request.user, expires_at=ends, for_console=True
    )
    sealed = dict(request.session.get(SESSION_KEY, {}))
    sealed[str(request.team.pk)] = sealing.seal(made.key).decode()
    request.session[SESSION_KEY] = sealed
    return ConsoleKey(made.key, ends)


def _lasting(request: MemberRequest, key: str) -> ApiKey | None:
    return ApiKey.objects.filter(
        team=request.team,
        digest=digest(key),
        revoked_at__isnull=True,
        expires_at__gt=timezone.now() + MARGIN,
    ).first()


def _held(request: HttpRequest) -> dict[str, str]:
    """The keys of the session in the clear; those that cannot be opened are as good as gone."""
    opened = {}
    for team, sealed in request.session.get(SESSION_KEY, {}).items():
        try:
            opened[team] = sealing.unseal(sealed.encode())
        except sealing.SealBroken:
            continue
    return opened


@receiver(user_logged_out, dispatch_uid="console keys end with the session")
def _revoke_at_sign_out(request: HttpRequest | None, user: Any, **_kwargs: object) -> None:
    """Shut the keys of the session that ends."""
    if request is None or not hasattr(request, "session"):
        return
    digests = [digest(key) for key in _held(request).values()]
    if not digests:
        return
    open_ones = ApiKey.objects.filter(digest__in=digests, revoked_at__isnull=True)
    for row in open_ones.select_related("team"):
        revoke_key(row.team, user, row.pk)
