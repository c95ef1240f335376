"""The shapes of the native call about pictures, for reading it, its answer and our OpenAPI."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BeforeValidator, Field

from openmoderator.api.native.schema import Given, ItemError, Made, Score

MAX_PICTURES: Final = 100
"""Pictures of one call."""


def _url_alone(value: object) -> object:
    return {"url": value} if isinstance(value, str) else value


class GivenPicture(Given):
    """The address of a picture; a string alone stands for one without an id."""

    url: str
    id: Annotated[str | None, Field(description="Your own name of it; comes back.")] = None


class PictureOptions(Given):
    """Which detectors look at each picture."""

    evaluate: bool = True
    faces: bool = False
    ocr: bool = False
    match: bool = False
    language: Annotated[str | None, Field(description="Of the text in the picture.")] = None
    enhanced: Annotated[bool, Field(description="Read several times, with candidates.")] = False
    list_id: Annotated[
        int | None,
        Field(ge=0, lt=2**63, description="One image list; all of the team where missing."),
    ] = None


class PicturesRequest(Given):
    """Up to 100 addresses of pictures, and which detectors look at them."""

    pictures: Annotated[
        list[Annotated[GivenPicture, BeforeValidator(_url_alone)]],
        Field(min_length=1, max_length=MAX_PICTURES, examples=[["https://img.example/1.png"]]),
    ]
    options: PictureOptions = PictureOptions()


class SeenFace(Made):
    """A face in pixels of the upright picture; right and bottom are exclusive."""

    left: int
    top: int
    right: int
    bottom: int
    score: Score


class CandidateLine(Made):
    """A line of text."""

    text: str
    confidence: Score


class PictureScores(Made):
    """How adult and how racy a picture is."""

    adult_score: Score
    is_adult: bool
    racy_score: Score
    is_racy: bool


class Reading(Made):
    """The text in a picture."""

    language: str
    text: str
    candidates: list[CandidateLine]


class ListedPicture(Made):
    """A picture of an image list that is the same or nearly so."""

    content_id: int
    list_id: int
    score: Score
    distance: Annotated[int, Field(ge=0, description="Bits that differ, of 256.")]
    exact: bool
    tags: list[int]
    label: str | None
    added_at: Annotated[str, Field(description="UTC, ISO 8601.")]


class PictureResult(Made):
    """What was seen in a picture. Null where it was not asked for."""

    media_type: str
    width: Annotated[int, Field(ge=1, description="Pixels of the upright picture.")]
    height: Annotated[int, Field(ge=1)]
    bytes: int
    evaluation: PictureScores | None
    faces: list[SeenFace] | None
    ocr: Reading | None
    matches: list[ListedPicture] | None


class PictureAnswer(Made):
    """One of result and error is null."""

    id: str | None
    url: str
    result: PictureResult | None
    error: ItemError | None


class PicturesAnswer(Made):
    """In the order of the request."""

    results: list[PictureAnswer]
    tracking_id: str
