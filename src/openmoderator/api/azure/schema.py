"""The shapes of requests and answers for our OpenAPI, and for reading requests.

Attributes are named as on the wire. What an answer is made of is in `shapes`; a test holds
the two together.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from openmoderator.api.azure import examples
from openmoderator.api.azure.fields import (
    NULL_IS_EMPTY,
    CallbackUrl,
    CaseBlindModel,
    ContentId,
    ItemType,
    NeededText,
    OptionalText,
)


def shown_as(example: dict[str, Any]) -> ConfigDict:
    """The example that the description shows for a model."""
    return ConfigDict(json_schema_extra={"examples": [example]})


class JobQuery(CaseBlindModel):
    """The query of Job Create."""

    ContentType: Annotated[ItemType, Field(description="What the item is, in any case.")]
    ContentId: Annotated[
        ContentId,
        Field(description="Your id or name of the item; callbacks give it.", examples=["item-1"]),
    ]
    WorkflowName: Annotated[
        OptionalText,
        Field(description="In any case; without one: default, or default-text for a text."),
    ] = ""
    CallBackEndpoint: Annotated[
        CallbackUrl, Field(description="Percent-encoded address for the callbacks.")
    ] = ""


class JobContent(CaseBlindModel):
    """The JSON body of Job Create."""

    ContentValue: Annotated[NeededText, Field(description="Address of a picture, or the text.")]


class KeyValue(CaseBlindModel):
    """One entry of metadata. Numbers and booleans are kept in their text form."""

    Key: NeededText
    Value: OptionalText = ""


class NewReviewItem(CaseBlindModel):
    """One item of Review Create."""

    model_config = shown_as(examples.NEW_REVIEW)

    Type: ItemType
    Content: Annotated[NeededText, Field(description="Address of a picture, or the text.")]
    ContentId: ContentId
    CallbackEndpoint: CallbackUrl = ""
    Metadata: Annotated[list[KeyValue], NULL_IS_EMPTY] = []


class ReviewQuery(CaseBlindModel):
    """The query of Review Create."""

    subTeam: Annotated[  # noqa: N815 - the wire's spelling
        OptionalText, Field(description="A subteam in any case; without one: the whole team.")
    ] = ""


class WorkflowBody(CaseBlindModel):
    """The body of a workflow PUT."""

    model_config = shown_as(examples.NEW_WORKFLOW)

    Description: OptionalText = ""
    Type: Annotated[
        OptionalText,
        Field(description="Image or Text; without one it is told by the outputs that are asked."),
    ] = ""
    Expression: Annotated[Any, Field(description="Logic, Condition or Combine.")]


class JobId(BaseModel):
    """The answer of Job Create."""

    JobId: Annotated[str, Field(examples=[examples.JOB_ID])]


class Pair(BaseModel):
    """A key and its value, always a string."""

    Key: str
    Value: str


class ReportLine(BaseModel):
    """One line of a job's report."""

    Ts: Annotated[str, Field(description="UTC without a zone, up to 7 fractional digits.")]
    Msg: str


class Job(BaseModel):
    """The answer of Job Get."""

    model_config = shown_as(examples.JOB)

    Id: str
    TeamName: str
    Status: Literal["InProgress", "Complete", "Error"]
    WorkflowId: str
    Type: Literal["Image", "Text"]
    CallBackEndpoint: str
    ReviewId: Annotated[str, Field(description="Empty as long as no review was made.")]
    ResultMetaData: list[Pair]
    JobExecutionReport: Annotated[list[ReportLine], Field(description="Newest first.")]


class Review(BaseModel):
    """The answer of Review Get."""

    model_config = shown_as(examples.REVIEW)

    ReviewId: str
    SubTeam: str
    CreatedBy: str
    Metadata: list[Pair]
    ReviewerResultTags: Annotated[
        list[Pair], Field(description="Empty until a person's decision is final.")
    ]
    Type: Literal["Image", "Text"]
    Content: Annotated[
        str,
        Field(
            description="The text, or a signed address of the picture that is good for 24 hours;"
            " empty when the content is no longer kept."
        ),
    ]
    ContentId: str
    CallbackEndpoint: str
    Status: Literal["Pending", "Complete"]


class Workflow(BaseModel):
    """The answer of Workflow Get."""

    model_config = shown_as(examples.WORKFLOW)

    Name: str
    Description: str
    Type: Literal["Image", "Text"]
    Expression: dict[str, Any]


class WireFault(BaseModel):
    """Code and message where the Python SDK looks for them."""

    Code: str
    Message: str


class WireErrorDetail(BaseModel):
    """One thing that is wrong."""

    Title: str
    Message: str


class WireError(BaseModel):
    """Every error of this API."""

    model_config = shown_as(examples.ERROR)

    Error: WireFault
    Message: str
    TrackingId: Annotated[str, Field(description="Also in the header apim-request-id.")]
    Errors: list[WireErrorDetail]
