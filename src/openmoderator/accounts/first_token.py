"""The token with which the very first person signs up. ``serve`` prints it.

It follows from the secret key, so nothing is stored; it is void as soon as there is a user
(`joining.sign_up_first`). Imports no Django: the supervisor has none.
"""

from __future__ import annotations

import hashlib
import hmac

PURPOSE = b"openmoderator.accounts.first_token"
LENGTH = 24
"""Hex digits: 96 bits, which nobody guesses and a person can still copy by hand."""


def first_token(secret_key: str) -> str:
    """The token of an installation, the same at every start under one secret key."""
    return hmac.new(secret_key.encode(), PURPOSE, hashlib.sha256).hexdigest()[:LENGTH]


def is_first_token(given: str, secret_key: str) -> bool:
    """Compare in constant time; white space around what was typed does not count."""
    typed = given.strip().lower().encode("utf-8", "surrogatepass")
    return hmac.compare_digest(typed, first_token(secret_key).encode())
