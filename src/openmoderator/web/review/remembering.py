"""What a person's pages remember of them between visits, one key of `User.preferences` at a time.

Only reads and writes; what a key may hold is said by the module that owns the key.
"""

from __future__ import annotations

from django.db import transaction

from openmoderator.accounts.models import User


def remembered_value(user: User, key: str) -> object:
    """What was kept under `key`; None where nothing was."""
    return user.preferences.get(key)


def keep_value(user: User, key: str, value: object) -> None:
    """Keep `value` (JSON) under `key` and leave the other keys as they are, also those that
    another page of the person writes at this moment."""
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        row.preferences = {**row.preferences, key: value}
        row.save(update_fields=["preferences"])
    user.preferences = row.preferences
