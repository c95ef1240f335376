"""API keys: 256 random bits, shown once, looked up by their SHA-256."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from openmoderator.accounts.models import ApiKey, Team

USED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class CreatedKey:
    """A new key in the clear (never seen again) and its row."""

    key: str
    row: ApiKey


def digest(key: str) -> bytes:
    """SHA-256 of a key: random 256 bits need no slow hash."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


def create_key(team: Team, name: str = "") -> CreatedKey:
    """Make a key of 64 hex digits for `team`."""
    key = secrets.token_hex(32)
    row = ApiKey.objects.create(team=team, name=name, digest=digest(key), hint=key[-4:])
    return CreatedKey(key, row)


def authenticate(key: str) -> ApiKey | None:
    """The live row of `key` with its team, or None. Notes its use once a minute at most."""
    if not key:
        return None
    row = (
        ApiKey.objects.select_related("team")
        .filter(digest=digest(key), revoked_at__isnull=True)
        .first()
    )
    if row is not None:
        _note_use(row)
    return row


def _note_use(row: ApiKey) -> None:
    now = timezone.now()
    if row.last_used_at is None or now - row.last_used_at > USED_EVERY:
        stale = Q(last_used_at__isnull=True) | Q(last_used_at__lt=now - USED_EVERY)
        ApiKey.objects.filter(stale, pk=row.pk).update(last_used_at=now)
