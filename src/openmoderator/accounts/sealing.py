"""Encryption of secrets that must be shown again, under a key derived from the secret key.

A changed secret key makes sealed values unreadable, and says so.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from openmoderator.errors import OpenModeratorError


class SealBroken(OpenModeratorError):
    """A stored secret was sealed under another OPENMODERATOR_SECRET_KEY; restore that key."""

    code = "SecretKeyChanged"


@lru_cache(maxsize=4)
def _box(secret_key: str) -> Fernet:
    digest = hashlib.sha256(b"openmoderator.sealing:" + secret_key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def seal(plain: str) -> bytes:
    """Encrypt `plain`; the result differs at every call."""
    return _box(settings.SECRET_KEY).encrypt(plain.encode())


def unseal(sealed: bytes) -> str:
    """Decrypt what `seal` made. Raises `SealBroken` under another secret key."""
    try:
        return _box(settings.SECRET_KEY).decrypt(sealed).decode()
    except InvalidToken as error:
        raise SealBroken(str(SealBroken.__doc__)) from error
