"""Where a list goes on: the time and id of the last row shown, in the address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlencode

from openmoderator.web.team import MemberRequest

Id = TypeVar("Id")


def cursor(request: MemberRequest, as_id: Callable[[str], Id]) -> tuple[datetime, Id] | None:
    """What the address names; None for the beginning, and for what cannot be read."""
    at, _space, pk = request.GET.get("after", "").partition(" ")
    try:
        moment = datetime.fromisoformat(at)
        return (moment, as_id(pk)) if moment.tzinfo else None
    except ValueError:
        return None


def following(last: tuple[datetime, object] | None) -> str:
    """The query of the next page; empty when this one is the last."""
    return f"?{urlencode({'after': f'{last[0].isoformat()} {last[1]}'})}" if last else ""
