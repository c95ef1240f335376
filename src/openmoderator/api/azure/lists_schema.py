"""The shapes of list calls for our OpenAPI, and for reading their requests (contract 5 and 6).

Attributes are named as on the wire. What an answer is made of is in `lists_shapes`.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, TypeAlias

from ninja import Path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from openmoderator.api.azure.fields import Boolean, CaseBlindModel, NeededText, text_form
from openmoderator.api.azure.schema import Pair
from openmoderator.lists.terms import DEFAULT_LIMIT

LIST_ID: Final = 157299
LARGEST: Final = 2**31 - 1


def _text_or_none(value: Any) -> str | None:
    return None if value is None else text_form(value)


def _object_or_none(value: Any) -> dict[str, Any] | None:
    if value is None or isinstance(value, dict):
        return value
    msg = "must be an object"
    raise ValueError(msg)


MaybeText: TypeAlias = Annotated[str | None, BeforeValidator(_text_or_none)]
ListIdInPath: TypeAlias = Annotated[
    str, Path(..., description="Id of a list of the team.", example=str(LIST_ID))
]


class ListBody(CaseBlindModel):
    """The body of Create and Update. What is missing or null is left as it is."""

    Name: MaybeText = None
    Description: MaybeText = None
    Metadata: Annotated[
        dict[str, Any] | None,
        BeforeValidator(_object_or_none),
        Field(description="Kept exactly, keys and values.", examples=[{"Key One": "Acceptable"}]),
    ] = None


class ImageListQuery(CaseBlindModel):
    """The query of Create and Update of an image list."""

    negative: Annotated[
        Boolean | None,
        Field(description="Whether the list holds harmless pictures that veto a match. Ours."),
    ] = None


class AddImageQuery(CaseBlindModel):
    """The query of Add Image; `tag`, which may be repeated, is read beside it."""

    label: Annotated[MaybeText, Field(description="Match gives it with the picture.")] = None


class LanguageQuery(CaseBlindModel):
    """The query of every call about terms."""

    language: Annotated[
        NeededText,
        Field(description="ISO 639-3, ISO 639-1, BCP-47 or the old service's own code."),
    ]


class TermsQuery(LanguageQuery):
    """The query of Get Terms."""

    offset: Annotated[int, Field(ge=0, le=LARGEST)] = 0
    limit: Annotated[
        int, Field(ge=1, le=LARGEST, description="Above 10,000 it counts as that.")
    ] = DEFAULT_LIMIT


class ListAnswer(BaseModel):
    """A list."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "Id": LIST_ID,
                    "Name": "Known pictures",
                    "Description": "Seen before",
                    "Metadata": {"Key One": "Acceptable"},
                }
            ]
        }
    )

    Id: int
    Name: str
    Description: str
    Metadata: dict[str, Any] | None


class ListStatus(BaseModel):
    """The common object of successes."""

    Code: int
    Description: str
    Exception: str | None


class RefreshIndex(BaseModel):
    """The answer of RefreshIndex."""

    ContentSourceId: Annotated[str, Field(examples=[str(LIST_ID)])]
    IsUpdateSuccess: Annotated[
        bool, Field(description="False while a large list is still being built.")
    ]
    AdvancedInfo: list[Pair]
    Status: ListStatus
    TrackingId: str


class Image(BaseModel):
    """The answer of Add Image."""

    ContentId: Annotated[str, Field(examples=["157332"])]
    AdditionalInfo: list[Pair]
    Status: ListStatus
    TrackingId: str


class ImageIds(BaseModel):
    """The answer of Get Image Ids."""

    ContentSource: str
    ContentIds: list[int]
    Status: ListStatus
    TrackingId: str


class TermEntry(BaseModel):
    """A term as it was added."""

    Term: str


class TermsData(BaseModel):
    """The terms of one page."""

    Language: str
    Terms: list[TermEntry]
    Status: ListStatus
    TrackingId: str


class Paging(BaseModel):
    """Where the page is."""

    Total: int
    Limit: int
    Offset: int
    Returned: int


class Terms(BaseModel):
    """The answer of Get Terms."""

    Data: TermsData
    Paging: Paging
