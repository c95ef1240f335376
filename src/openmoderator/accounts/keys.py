"""API keys: 256 random bits, shown once, looked up by their SHA-256.

A key opens its team until it is revoked or its time is over; both are kept, never deleted.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from openmoderator.accounts import signals
from openmoderator.accounts.models import ApiKey, Team, User
from openmoderator.errors import BadInput

USED_EVERY = timedelta(minutes=1)
MAX_NAME = 120


@dataclass(frozen=True)
class CreatedKey:
    """A new key in the clear (never seen again) and its row."""

    key: str
    row: ApiKey


def digest(key: str) -> bytes:
    """SHA-256 of a key: random 256 bits need no slow hash."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


def create_key(
    team: Team,
    name: str = "",
    *,
    created_by: User | None = None,
    expires_at: datetime | None = None,
    for_console: bool = False,
) -> CreatedKey:
    """Make a key of 64 hex digits for `team`. Raises `BadInput` for a long name or a past end."""
    name = name.strip()
    if len(name) > MAX_NAME:
        raise BadInput(f"A key's name has at most {MAX_NAME} characters.")
    if expires_at is not None and expires_at <= timezone.now():
        raise BadInput("The key would have expired already. Choose a time to come.")
    key = secrets.token_hex(32)
    with transaction.atomic():
        row = ApiKey.objects.create(
            team=team,
            name=name,
            digest=digest(key),
            hint=key[-4:],
            created_by=created_by,
            expires_at=expires_at,
            for_console=for_console,
        )
        _tell(row, created_by, "key.created")
    return CreatedKey(key, row)


def revoke_key(team: Team, user: User | None, pk: int) -> bool:
    """Shut a key of `team` for good; False when the team has no such key that is open."""
    with transaction.atomic():
        row = (
            ApiKey.objects.select_for_update()
            .filter(team=team, pk=pk, revoked_at__isnull=True)
            .first()
        )
        if row is None:
            return False
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        _tell(row, user, "key.revoked")
    return True


def revoke_console_keys(team: Team, user: User) -> None:
    """Shut the keys that the console made for somebody who may not open it any more."""
    rows = ApiKey.objects.filter(team=team, created_by=user, for_console=True)
    rows.filter(revoked_at__isnull=True).update(revoked_at=timezone.now())


def keys_of(team: Team) -> list[ApiKey]:
    """Keys that people made, newest first, also revoked and expired ones."""
    listed = ApiKey.objects.filter(team=team, for_console=False)
    return list(listed.select_related("created_by").order_by("-pk"))


def authenticate(key: str) -> ApiKey | None:
    """The live row of `key` with its team, or None. Notes its use once a minute at most."""
    if not key:
        return None
    row = (
        ApiKey.objects.select_related("team")
        .filter(digest=digest(key), revoked_at__isnull=True)
        .first()
    )
    if row is None or (row.expires_at is not None and row.expires_at <= timezone.now()):
        return None
    _note_use(row)
    return row


def _tell(row: ApiKey, actor: User | None, action: str) -> None:
    detail = {"name": row.name, "hint": row.hint, "for_console": row.for_console}
    signals.tell(row.team, actor, action, ("key", str(row.pk)), detail)


def _note_use(row: ApiKey) -> None:
    now = timezone.now()
    if row.last_used_at is None or now - row.last_used_at > USED_EVERY:
        stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USED_EVERY)
        ApiKey.objects.filter(stale, pk=row.pk).update(last_used_at=now)
