"""Do this process, the database and the stored files belong to the same installation?

A worker with another secret key could open no sealed secret, and one with other stored files
would find no picture: both are refused at the start instead (DESIGN, "More machines").
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from openmoderator.runtime.errors import StartRefused
from openmoderator.runtime.models import Installation

MARKER = "installation"
"""Name of the object in the storage that holds the installation's marker."""


def require_belonging(*, own_storage: bool) -> None:
    """Raise `StartRefused` unless key and stored files are those the database knows.

    The first start makes both known; the caller holds the lock of migrations. With
    `own_storage` (the files lie beside the embedded database) a lost marker is put back.
    """
    known = Installation.objects.first() or _begin()
    if not hmac.compare_digest(known.key_fingerprint, _fingerprint()):
        message = (
            "OPENMODERATOR_SECRET_KEY is not the key that this installation began with: set it "
            "to that key, which the first machine keeps in the file secret_key of its data folder."
        )
        raise StartRefused(message)
    found = _stored_marker()
    if found is None and own_storage:
        default_storage.save(MARKER, ContentFile(known.marker.encode()))
    elif found != known.marker:
        raise StartRefused(_other_files(known.marker))


def _begin() -> Installation:
    """Mark the storage first: killed in between, the next start does the same again."""
    marker = _stored_marker()
    if marker is None:
        marker = secrets.token_hex(16)
        default_storage.save(MARKER, ContentFile(marker.encode()))
    return Installation.objects.create(id=1, marker=marker, key_fingerprint=_fingerprint())


def _fingerprint() -> str:
    key = settings.SECRET_KEY.encode()
    return hashlib.sha256(b"openmoderator.installation:" + key).hexdigest()


def _stored_marker() -> str | None:
    try:
        with default_storage.open(MARKER) as stored:
            content: bytes = stored.read()
            return content.decode(errors="replace").strip()
    except FileNotFoundError:
        return None


def _other_files(marker: str) -> str:
    place = getattr(default_storage, "location", "the storage")
    return (
        f"The stored files in {place} are not those of this database: let every machine share "
        f"them, or, if they are lost for good, write {marker} to the file {MARKER} there."
    )
