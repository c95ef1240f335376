"""Who changes lists at the moment, for the audit record. Pages name the person; the wire and the
command line name nobody, because a key or an operator acts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from openmoderator.accounts.models import User

_ACTOR: Final[ContextVar[User | None]] = ContextVar("acts on lists", default=None)


def actor() -> User | None:
    """Whoever was named by the `acting` around the call."""
    return _ACTOR.get()


@contextmanager
def acting(user: User) -> Iterator[None]:
    """Record what is done to lists inside the block as done by `user`."""
    token = _ACTOR.set(user)
    try:
        yield
    finally:
        _ACTOR.reset(token)
