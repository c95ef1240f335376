"""The shapes of the native calls about texts, and what those about pictures share with them."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from openmoderator.api.azure.fields import CaseBlindModel

MAX_TEXTS: Final = 1_000
"""Texts of one call."""

OffsetUnit: TypeAlias = Literal["codepoint", "utf16"]
Score: TypeAlias = Annotated[float, Field(ge=0, le=1)]
Offset: TypeAlias = Annotated[int, Field(ge=0)]


class Given(BaseModel):
    """A part of a request. Names that mean nothing are refused: they would change nothing."""

    model_config = ConfigDict(extra="forbid")


class Made(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True)


def _text_alone(value: object) -> object:
    return {"text": value} if isinstance(value, str) else value


class GivenText(Given):
    """A text; a string alone stands for one without an id."""

    text: str
    id: Annotated[str | None, Field(description="Your own name of it; comes back.")] = None


class TextOptions(Given):
    """What to do with each text."""

    language: Annotated[
        str | None, Field(description="ISO 639-3, 639-1 or BCP-47; detected where missing.")
    ] = None
    media_type: Literal["text/plain", "text/html", "text/xml", "text/markdown"] = "text/plain"
    autocorrect: bool = False
    pii: bool = False
    classify: bool = False
    list_ids: Annotated[
        list[Annotated[int, Field(ge=0, lt=2**63)]] | None,
        Field(description="Term lists; all of the team where missing.", max_length=100),
    ] = None


class TextsRequest(Given):
    """Up to 1,000 texts, and what to do with them."""

    texts: Annotated[
        list[Annotated[GivenText, BeforeValidator(_text_alone)]],
        Field(min_length=1, max_length=MAX_TEXTS, examples=[["A crap text", "hello"]]),
    ]
    options: TextOptions = TextOptions()


class TextsQuery(CaseBlindModel):
    """The query of the texts call."""

    offsetUnit: Annotated[  # noqa: N815 - as the docs name it
        OffsetUnit,
        Field(description="What starts and lengths count; Python slices by code points."),
    ] = "codepoint"


class Team(Made):
    """A team, by the id that review calls have in their address."""

    id: str
    name: str


class ItemError(Made):
    """Why one item has no result."""

    code: str
    message: str
    retryable: Annotated[bool, Field(description="Whether sending it again can help.")]


class TermInText(Made):
    """A term of a list; `list_id` 0 is the built-in one."""

    term: str
    start: Offset
    length: Offset
    normalized_start: Offset
    severity: Annotated[int, Field(ge=1, le=3, description="1 mild to 3 strong.")]
    list_id: int


class PersonalData(Made):
    """One piece of personal data as it is written, and what it means."""

    kind: Annotated[
        str, Field(description="email, phone, ip_address, address, ssn and further ones.")
    ]
    text: str
    start: Offset
    length: Offset
    details: Annotated[
        dict[str, str], Field(description="Such as detected, sub_type, country_code.")
    ]


class Categories(Made):
    """What the classifier says."""

    sexual: Score
    suggestive: Score
    offensive: Score
    review_recommended: bool


class TextResult(Made):
    """What was found in a text. Null where it was not asked for."""

    language: str
    normalized_text: str
    autocorrected_text: str | None
    terms: list[TermInText]
    pii: list[PersonalData] | None
    classification: Annotated[
        Categories | None, Field(description="Null for languages without a classifier too.")
    ]


class TextAnswer(Made):
    """One of result and error is null."""

    id: str | None
    result: TextResult | None
    error: ItemError | None


class TextsAnswer(Made):
    """In the order of the request."""

    offset_unit: OffsetUnit
    results: list[TextAnswer]
    tracking_id: str
