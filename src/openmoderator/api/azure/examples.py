"""Examples of answers for our OpenAPI. A test holds each against its schema."""

from __future__ import annotations

from typing import Any, Final

JOB_ID: Final = "2026115694cd6c84844e19b7aced64fbea37bb"
REVIEW_ID: Final = "202611i5694cd6c84844e19b7aced64fbea37bb"
PICTURE: Final = "https://moderatorsampleimages.blob.core.windows.net/samples/sample6.png"
CALLBACK: Final = "https://app.example/hook"

_HAS_TEXT: Final[dict[str, Any]] = {
    "ConnectorName": "moderator",
    "OutputName": "hasText",
    "Operator": "eq",
    "Value": "true",
    "AlternateInput": None,
    "Type": "Condition",
}
_CREATE: Final[dict[str, Any]] = {
    "Perform": [
        {"Name": "createreview", "Subteam": None, "CallbackEndpoint": None, "Tags": []},
    ],
    "Type": "Actions",
}
EXPRESSION: Final[dict[str, Any]] = {
    "If": _HAS_TEXT,
    "Then": _CREATE,
    "Else": None,
    "Type": "Logic",
}
NEW_REVIEW: Final[dict[str, Any]] = {
    "Type": "Image",
    "Content": PICTURE,
    "ContentId": "item-1",
    "CallbackEndpoint": CALLBACK,
    "Metadata": [{"Key": "sc", "Value": "true"}],
}
NEW_WORKFLOW: Final[dict[str, Any]] = {
    "Description": "Pictures with text",
    "Type": "Image",
    "Expression": EXPRESSION,
}
JOB: Final[dict[str, Any]] = {
    "Id": JOB_ID,
    "TeamName": "myteam",
    "Status": "Complete",
    "WorkflowId": "OCR",
    "Type": "Image",
    "CallBackEndpoint": CALLBACK,
    "ReviewId": REVIEW_ID,
    "ResultMetaData": [
        {"Key": "hasText", "Value": "True"},
        {"Key": "ocrText", "Value": "IF WE DID \r\n"},
    ],
    "JobExecutionReport": [
        {"Ts": "2026-11-06T05:04:43.2", "Msg": "Execution Complete"},
        {"Ts": "2026-11-06T05:04:40.552586", "Msg": "Starting Execution - Try 1"},
    ],
}
REVIEW: Final[dict[str, Any]] = {
    "ReviewId": REVIEW_ID,
    "SubTeam": "public",
    "CreatedBy": "myteam",
    "Metadata": [{"Key": "sc", "Value": "true"}],
    "ReviewerResultTags": [{"Key": "a", "Value": "False"}, {"Key": "r", "Value": "True"}],
    "Type": "Image",
    "Content": "https://moderation.example/an-address-that-is-signed",
    "ContentId": "item-1",
    "CallbackEndpoint": CALLBACK,
    "Status": "Complete",
}
WORKFLOW: Final[dict[str, Any]] = {
    "Name": "OCR",
    "Description": "Pictures with text",
    "Type": "Image",
    "Expression": EXPRESSION,
}
ERROR: Final[dict[str, Any]] = {
    "Error": {"Code": "BadRequest", "Message": "ContentId is missing in the query."},
    "Message": "ContentId is missing in the query.",
    "TrackingId": "2a4b5160-0bce-4634-b045-7b13009130bb",
    "Errors": [{"Title": "Bad Request", "Message": "ContentId is missing in the query."}],
}
