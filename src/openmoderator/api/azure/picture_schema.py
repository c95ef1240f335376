"""The shapes of the calls about a picture (contract 3), for reading them and for our OpenAPI.

What an answer is made of is in `picture_shapes`; a test holds the two together.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from openmoderator.api.azure import examples, moderation_examples
from openmoderator.api.azure.fields import (
    Boolean,
    CaseBlindModel,
    ListId,
    NeededText,
    OptionalText,
    optional_text,
)
from openmoderator.api.azure.schema import Pair, shown_as

URL: Final = "URL"
INLINE: Final = "Inline"


def data_representation(value: Any) -> str:
    """``URL`` or ``Inline`` in any case; null and blank mean ``URL``."""
    text = optional_text(value).strip()
    known = {"": URL, "url": URL, "inline": INLINE}.get(text.lower())
    if known is None:
        msg = f"is {text[:40]!r}, but must be URL or Inline"
        raise ValueError(msg)
    return known


HowGiven: TypeAlias = Annotated[Literal["URL", "Inline"], BeforeValidator(data_representation)]


class ImageInput(CaseBlindModel):
    """A picture by its address, or inline as base64."""

    DataRepresentation: Annotated[HowGiven, Field(description="What Value holds, in any case.")] = (
        URL
    )
    Value: Annotated[NeededText, Field(description="Address of a picture, or its base64.")]


class ImageQuery(CaseBlindModel):
    """The query of every image call."""

    CacheImage: Annotated[
        Boolean, Field(description="Keep the picture for later calls; the answer has its id.")
    ] = False
    CacheID: Annotated[
        OptionalText, Field(description="The id of a kept picture, instead of a body.")
    ] = ""


class OcrQuery(ImageQuery):
    """The query of OCR."""

    language: Annotated[
        OptionalText,
        Field(description="ISO 639-3, ISO 639-1 or BCP-47; without one: eng.", examples=["eng"]),
    ] = ""
    enhanced: Annotated[
        Boolean, Field(description="Look several times, and give candidates for each line.")
    ] = False


class MatchQuery(ImageQuery):
    """The query of Match."""

    listId: Annotated[  # noqa: N815 - the wire's spelling
        ListId, Field(description="One image list; without one: all of the team.")
    ] = None
    MatchDetails: Annotated[
        Boolean,
        Field(description="Say of each match how far away it is and when it was added."),
    ] = False


class Status(BaseModel):
    """What every answer says of itself."""

    model_config = ConfigDict(title="Status")

    Code: int
    Description: str
    Exception: None


class Evaluation(BaseModel):
    """The answer of Evaluate."""

    model_config = shown_as(moderation_examples.EVALUATION)

    AdultClassificationScore: Annotated[float, Field(ge=0, le=1)]
    IsImageAdultClassified: bool
    RacyClassificationScore: Annotated[float, Field(ge=0, le=1)]
    IsImageRacyClassified: bool
    AdvancedInfo: list[Pair]
    Result: Annotated[bool, Field(description="Whether one of the two flags is set.")]
    Status: Status
    TrackingId: str
    CacheID: Annotated[str, Field(description="Only with CacheImage=true.")] = ""


class FaceBox(BaseModel):
    """Pixels of the upright picture; right and bottom are exclusive."""

    Left: int
    Top: int
    Right: int
    Bottom: int


class FoundFaces(BaseModel):
    """The answer of FindFaces."""

    model_config = shown_as(moderation_examples.FOUND_FACES)

    Faces: Annotated[list[FaceBox], Field(description="The largest first.")]
    Count: int
    AdvancedInfo: list[Pair]
    Result: bool
    Status: Status
    TrackingId: str
    CacheId: Annotated[str, Field(description="Only with CacheImage=true.")] = ""


class Candidate(BaseModel):
    """One reading of one line."""

    Text: str
    Confidence: Annotated[float, Field(description="0 to 1.")]


class Ocr(BaseModel):
    """The answer of OCR."""

    model_config = shown_as(moderation_examples.OCR)

    Metadata: list[Pair]
    Language: str
    Text: Annotated[str, Field(description="Each line ends in blank, CR, LF.")]
    Candidates: Annotated[list[Candidate], Field(description="Empty without enhanced=true.")]
    Status: Status
    TrackingId: str
    CacheId: Annotated[str, Field(description="Only with CacheImage=true.")] = ""


class MatchDetails(BaseModel):
    """Beyond the recorded wire: only with MatchDetails=true."""

    Distance: Annotated[int, Field(description="Bits that differ, of 256; 0 to 31.")]
    Exact: Annotated[bool, Field(description="The very same file.")]
    AddedAt: Annotated[str, Field(description="UTC, ISO 8601.")]


class Match(BaseModel):
    """One picture of a list that is the same or nearly so."""

    Score: Annotated[float, Field(ge=0, le=1, description="1 for the same picture.")]
    MatchId: Annotated[int, Field(description="The content id of the picture in the list.")]
    Source: Annotated[str, Field(description="The id of the list.")]
    Tags: list[int]
    Label: str | None
    Details: Annotated[
        MatchDetails | None, Field(description="Left out without MatchDetails=true.")
    ] = None


class MatchResponse(BaseModel):
    """The answer of Match."""

    model_config = shown_as(moderation_examples.MATCHED)

    IsMatch: bool
    Matches: list[Match]
    Status: Status
    TrackingId: str
    CacheID: Annotated[str, Field(description="Only with CacheImage=true.")] = ""


_BYTES: Final[dict[str, Any]] = {"schema": {"type": "string", "format": "binary"}}
PICTURE_BODY: Final[dict[str, Any]] = {
    "required": False,
    "description": "JSON whatever the Content-Type says, or the bytes of a picture; nothing"
    " where the query has a CacheID.",
    "content": {
        "application/json": {
            "schema": ImageInput.model_json_schema(),
            "example": {"DataRepresentation": URL, "Value": examples.PICTURE},
        },
        **dict.fromkeys(("image/jpeg", "image/png", "image/gif", "image/bmp"), _BYTES),
    },
}
"""The body of our OpenAPI for every call that takes a picture."""
