"""The bodies of callbacks in the spelling of contract 11. Pure.

The only place that knows it: keys of the service in lower case, `WorkFlowId` with a capital
F, objects where the GET calls answer arrays. Values are texts, booleans "True" or "False".
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Final

Pairs = tuple[tuple[str, str], ...]
Tags = tuple[tuple[str, bool], ...]
Body = dict[str, str | dict[str, str]]

_SERVICE_KEYS: Final = (
    "isAdult",
    "adultScore",
    "isRacy",
    "racyScore",
    "hasText",
    "ocrText",
    "hasFaces",
    "faceCount",
    "hasMatch",
    "matchIds",
    "text.HasProfanity",
    "text.HasPII",
    "text.Language",
    "text.ReviewRecommended",
    "text.Category1Score",
    "text.Category2Score",
    "text.Category3Score",
    "text.detectedEmail",
    "text.detectedPhoneNumber",
    "text.detectedAddress",
    "text.detectedIPAddress",
    "text.detectedSSN",
    "sentiment.score",
)
CALLBACK_KEYS: Final = {key: key.lower() for key in _SERVICE_KEYS} | {
    "matchTerms": "text.matchterms"
}
"""Keys that the service makes (contract 9.4) and what callbacks call them."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class JobResult:
    """A job at its end. `review_id` is empty when no review was made; `metadata` as in the
    job's ResultMetaData; `tags` are those of the action that ran, with their outcome."""

    job_id: str
    review_id: str
    workflow_id: str
    status: str
    content_type: str
    content_id: str
    metadata: Pairs = ()
    tags: Tags = ()


@dataclass(frozen=True)
class ReviewResult:
    """A review with its final decision. `modified_on` in the form of contract 1.6.

    `from_job` says that the service made the metadata; a caller's own keys stay as given.
    `corrects` is the message id of the callback in whose place this one is; empty: the first.
    """

    review_id: str
    modified_on: str
    modified_by: str
    content_id: str
    content_type: str
    metadata: Pairs = ()
    result_tags: Tags = ()
    from_job: bool = True
    corrects: str = ""


def job_body(result: JobResult) -> Body:
    """The Job callback; `imagename` repeats the ContentId, whatever the type."""
    tags = {code.lower(): value for code, value in _tag_values(result.tags).items()}
    return {
        "JobId": result.job_id,
        "ReviewId": result.review_id,
        "WorkFlowId": result.workflow_id,
        "Status": result.status,
        "ContentType": result.content_type,
        "CallBackType": "Job",
        "ContentId": result.content_id,
        "Metadata": {
            **_service_metadata(result.metadata),
            **tags,
            "imagename": result.content_id,
        },
    }


def review_body(result: ReviewResult) -> Body:
    """The Review callback. One that corrects another has the added field `Corrects`."""
    own = dict(result.metadata)
    correction: Body = {"Corrects": result.corrects} if result.corrects else {}
    return {
        "ReviewId": result.review_id,
        "ModifiedOn": result.modified_on,
        "ModifiedBy": result.modified_by,
        "CallBackType": "Review",
        "ContentId": result.content_id,
        "ContentType": result.content_type,
        "Metadata": _service_metadata(result.metadata) if result.from_job else own,
        "ReviewerResultTags": _tag_values(result.result_tags),
        **correction,
    }


def json_text(body: Body) -> str:
    """Compact JSON that UTF-8 can carry: lone surrogates go out as JSON escapes."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _service_metadata(pairs: Pairs) -> dict[str, str]:
    return {CALLBACK_KEYS.get(key, key): value for key, value in pairs}


def _tag_values(tags: Tags) -> dict[str, str]:
    return {code: str(on) for code, on in tags}
