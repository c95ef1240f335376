"""The shapes of Screen and DetectLanguage (contract 4), for reading them and for our OpenAPI.

What an answer is made of is in `text_shapes`; a test holds the two together.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from openmoderator.api.azure import moderation_examples
from openmoderator.api.azure.fields import Boolean, CaseBlindModel, ListIds, OptionalText
from openmoderator.api.azure.picture_schema import Status
from openmoderator.api.azure.schema import shown_as

Index = Annotated[int, Field(ge=0, description="UTF-16 code units of the text as sent.")]
Probability = Annotated[float, Field(ge=0, le=1)]


class ScreenQuery(CaseBlindModel):
    """The query of Screen."""

    language: Annotated[
        OptionalText,
        Field(description="ISO 639-3, ISO 639-1 or BCP-47; without one it is detected."),
    ] = ""
    autocorrect: Annotated[Boolean, Field(description="Add AutoCorrectedText.")] = False
    PII: Annotated[Boolean, Field(description="Add personal data.")] = False
    listId: Annotated[  # noqa: N815 - the wire's spelling
        ListIds,
        Field(
            description="One term list, or several with commas; without one: all of the team.",
            json_schema_extra={"type": "string"},
        ),
    ] = ()
    classify: Annotated[Boolean, Field(description="Add Classification.")] = False


class Email(BaseModel):
    """An address of electronic mail."""

    Detected: str
    SubType: Literal["Regular", "Suspected"]
    Text: str
    Index: Index


class IpAddress(BaseModel):
    """An internet address."""

    SubType: Literal["IPV4", "IPV6"]
    Text: str
    Index: Index


class Phone(BaseModel):
    """A telephone number."""

    CountryCode: Literal["US", "UK"]
    Text: str
    Index: Index


class PlainFinding(BaseModel):
    """A mailing address or a number of a kind."""

    Text: str
    Index: Index


class Pii(BaseModel):
    """Personal data; the five kinds of the record are always there, further ones when found."""

    model_config = ConfigDict(extra="allow")

    Email: list[Email]
    IPA: list[IpAddress]
    Phone: list[Phone]
    Address: list[PlainFinding]
    SSN: list[PlainFinding]


class Category(BaseModel):
    """How sure the classifier is of a category."""

    Score: Probability


class CategoryScores(BaseModel):
    """The three categories: sexually explicit, sexually suggestive, offensive."""

    ReviewRecommended: bool
    Category1: Category
    Category2: Category
    Category3: Category


class FoundTerm(BaseModel):
    """A term of a list in the text."""

    Index: Annotated[int, Field(ge=0, description="Offset in NormalizedText.")]
    OriginalIndex: Annotated[int, Field(ge=0, description="Offset in OriginalText.")]
    ListId: Annotated[int, Field(description="0 is the built-in list.")]
    Term: str


class Screen(BaseModel):
    """The answer of Screen. What was not asked for is left out."""

    model_config = shown_as(moderation_examples.SCREENED)

    OriginalText: str
    NormalizedText: str
    AutoCorrectedText: str = ""
    Misrepresentation: list[str] | None
    PII: Annotated[Pii | None, Field(description="Left out without PII=true.")] = None
    Classification: Annotated[
        CategoryScores | None,
        Field(description="Left out without classify=true; null for other languages."),
    ] = None
    Language: str
    Terms: Annotated[list[FoundTerm] | None, Field(description="Null when there is none.")]
    Status: Status
    TrackingId: str


class DetectedLanguage(BaseModel):
    """The answer of DetectLanguage."""

    model_config = shown_as(moderation_examples.DETECTED)

    DetectedLanguage: Annotated[str, Field(description="ISO 639-3; und without letters.")]
    Status: Status
    TrackingId: str


_TEXT: Final[dict[str, Any]] = {"schema": {"type": "string"}, "example": "A crap text"}
TEXT_BODY: Final[dict[str, Any]] = {
    "required": True,
    "description": "The text itself, in UTF-8 unless a charset is named.",
    "content": dict.fromkeys(("text/plain", "text/html", "text/xml", "text/markdown"), _TEXT),
}
"""The body of our OpenAPI for both calls."""
