"""A hash as it is shared between services, and what can be wrong with a file of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from openmoderator.errors import BadInput

HashKind = Literal["pdq", "md5", "sha256"]

KINDS: Final[tuple[HashKind, ...]] = get_args(HashKind)


@dataclass(frozen=True, slots=True)
class SharedHash:
    """One shared hash: `value` in lower-case hexadecimal, 64 digits, for MD5 32.

    `tags` in the order given, `added_at` with a time zone, `status` the other side's opinion in
    the words of ThreatExchange ("MALICIOUS", "NON_MALICIOUS", ...), None where it has none.
    """

    kind: HashKind
    value: str
    tags: tuple[str, ...] = ()
    added_at: datetime | None = None
    status: str | None = None


class UnreadableHash(BadInput):
    """An entry of a file of hashes cannot be used; `line` says where, counted from 1."""

    code = "UnreadableHash"

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"Line {line}: {reason}")
        self.line = line


# Told of an entry that cannot be used; reading goes on after it.
OnError = Callable[[UnreadableHash], None]


def report(error: UnreadableHash, on_error: OnError | None) -> None:
    """Raise where nobody wants to be told."""
    if on_error is None:
        raise error
    on_error(error)
