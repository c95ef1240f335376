"""What the lists find in a text and a picture, as Screen and Match ask them."""

from __future__ import annotations

from collections.abc import Sequence

from openmoderator.accounts.models import Team
from openmoderator.detect.image.decode import decode
from openmoderator.detect.image.hashes import query_of
from openmoderator.detect.text.prepared import Prepared
from openmoderator.lists import pictures, snapshots
from openmoderator.lists.snapshots import ListMatch


def found(
    team: Team, text: str, language: str | None = "eng", list_ids: Sequence[int] | None = None
) -> list[tuple[int, str]]:
    """(list, term) of every match of the team's own lists."""
    finders = snapshots.term_finders(team, language, list_ids)
    prepared = Prepared(text)
    return sorted((one.list_id, one.term) for it in finders for one in it.find(prepared))


def matched(team: Team, data: bytes, list_id: int | None = None) -> list[int]:
    """The content ids that the picture is like."""
    return [one.match.content_id for one in matches(team, data, list_id)]


def matches(team: Team, data: bytes, list_id: int | None = None) -> tuple[ListMatch, ...]:
    """What Match answers from."""
    return snapshots.match(team, query_of(decode(data), data), list_id)


def add(team: Team, list_id: int, data: bytes, *tags: int, label: str | None = None) -> int:
    """Add the picture; its content id."""
    return pictures.add(team, list_id, decode(data), data, tags, label)
