"""What every detector says of one picture, as values that can be kept as JSON.

The models take their turns inside the detectors, as for every call of the API.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from openmoderator.accounts.models import Team
from openmoderator.detect.detectors import image_detectors
from openmoderator.detect.image.hashes import query_of
from openmoderator.lists import snapshots
from openmoderator.lists.models import ImageList
from openmoderator.web.tryout.uploads import Upload

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Box:
    """A place in the picture, in pixels; `score` from 0 to 1."""

    left: int
    top: int
    right: int
    bottom: int
    score: float
    text: str = ""

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Match:
    """A listed picture that this one is like."""

    list_name: str
    content_id: int
    label: str
    score: float
    exact: bool


@dataclass(frozen=True)
class Seen:
    """All that was found in a picture. Scores have the three decimals that jobs show."""

    adult: float
    racy: float
    faces: tuple[Box, ...]
    lines: tuple[Box, ...]
    text: str
    matches: tuple[Match, ...]


def see(team: Team, upload: Upload) -> Seen:
    """Ask every detector and the team's image lists. Raises `SnapshotUnavailable`."""
    detectors, picture = image_detectors(), upload.picture
    scores = detectors.nudity.score(picture)
    read = detectors.ocr.read(picture)
    return Seen(
        adult=round(scores.adult, 3),
        racy=round(scores.racy, 3),
        faces=tuple(
            Box(face.left, face.top, face.right, face.bottom, face.score)
            for face in detectors.faces.detect(picture)
        ),
        lines=tuple(Box(*line.box, line.confidence, line.text) for line in read.lines),
        text="\n".join(line.text for line in read.lines),
        matches=_matches(team, upload),
    )


def seen_from(kept: Json) -> Seen:
    """The values again from what `dataclasses.asdict` made of them."""
    return Seen(
        kept["adult"],
        kept["racy"],
        tuple(Box(**box) for box in kept["faces"]),
        tuple(Box(**box) for box in kept["lines"]),
        kept["text"],
        tuple(Match(**match) for match in kept["matches"]),
    )


def _matches(team: Team, upload: Upload) -> tuple[Match, ...]:
    found = snapshots.match(team, query_of(upload.picture, upload.data))
    names = ImageList.objects.in_bulk({one.list_id for one in found})
    return tuple(
        Match(
            names[one.list_id].name or "" if one.list_id in names else "",
            one.match.content_id,
            one.label or "",
            one.match.score,
            one.match.exact,
        )
        for one in found
    )
