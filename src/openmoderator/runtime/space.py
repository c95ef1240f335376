"""Whether stored content can be written and read, and whether there is room for more."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from openmoderator.runtime.health_part import Part

LEAST_FREE = 1 << 30
"""Bytes below which PostgreSQL may stop soon."""


def storage() -> Part:
    """Store, read and delete a small object where pictures are kept."""
    wanted = secrets.token_bytes(16)
    try:
        name = default_storage.save(f"check-{secrets.token_hex(8)}", ContentFile(wanted))
        with default_storage.open(name) as stored:
            same = stored.read() == wanted
        default_storage.delete(name)
    except Exception as error:
        return Part("storage", False, f"Stored files cannot be written: {error}")
    return Part("storage", same, "" if same else "Stored files come back changed: check the disk.")


def disk(data: Path) -> Part:
    """Room on the disk of the data folder."""
    free = shutil.disk_usage(data).free
    advice = f"Only {free >> 20} MB are free for {data}: make room or move the data folder."
    return Part("disk", free >= LEAST_FREE, "" if free >= LEAST_FREE else advice)
