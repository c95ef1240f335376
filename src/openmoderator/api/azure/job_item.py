"""What a new job is about, told by the bytes of its body (contract 9.1). Pure.

JSON holds a text or an address, whatever its Content-Type; the old client sends a picture as
it is. Nothing is decoded here: a worker does that, under limits.
"""

from __future__ import annotations

from typing import Final

from pydantic import ValidationError

from openmoderator.api.azure.complaints import complaints
from openmoderator.api.azure.errors import InvalidRequest, UnsupportedMedia
from openmoderator.api.azure.fields import MAX_TEXT
from openmoderator.api.azure.reading import read_json
from openmoderator.api.azure.schema import JobContent, JobQuery
from openmoderator.api.azure.sniffing import is_json_object, looks_like_picture
from openmoderator.egress.urls import MAX_LENGTH
from openmoderator.errors import BadInput
from openmoderator.jobs.accept import NewJob

_PICTURE_TYPES: Final = ("image/", "application/octet-stream")
_HELP: Final = 'send {"ContentValue": "..."} with the address of a picture or the text'


def new_job(query: JobQuery, body: bytes, media_type: str) -> NewJob:
    """The job that is asked for. Raises `BadInput`, `InvalidRequest` or `UnsupportedMedia`."""
    text = source_url = picture = None
    if not body:
        message = f"The body is missing: {_HELP}, or the bytes of a picture."
        raise BadInput(message)
    if is_json_object(body):
        value = _content_value(body, media_type)
        text, source_url = (value, None) if query.ContentType == "Text" else (None, value)
        _check_length(text, source_url)
    else:
        picture = _picture(query, body, media_type)
    return NewJob(
        type=query.ContentType,
        content_id=query.ContentId,
        workflow_name=query.WorkflowName.strip(),
        text=text,
        source_url=source_url,
        picture=picture,
        callback_endpoint=query.CallBackEndpoint,
    )


def _content_value(body: bytes, media_type: str) -> str:
    try:
        return JobContent.model_validate(read_json(body, media_type)).ContentValue
    except ValidationError as error:
        found = [{**item, "loc": ("body", "", *item["loc"])} for item in error.errors()]
        raise InvalidRequest(complaints(found)) from None


def _check_length(text: str | None, source_url: str | None) -> None:
    if text is not None and len(text) > MAX_TEXT:
        message = f"ContentValue has {len(text)} characters; a text may have {MAX_TEXT}."
        raise BadInput(message)
    if source_url is not None and len(source_url) > MAX_LENGTH:
        message = (
            f"ContentValue is longer than {MAX_LENGTH} characters, so it is no address of a"
            " picture. Send the picture itself as the body, with Content-Type image/jpeg."
        )
        raise BadInput(message)


def _picture(query: JobQuery, body: bytes, media_type: str) -> bytes:
    """The body, where it is declared as a picture or looks like one."""
    if media_type.startswith("multipart/"):
        message = f"A body of type {media_type} cannot be read here: {_HELP}."
        raise UnsupportedMedia(message)
    if query.ContentType == "Text":
        message = f"The body of a Text job must be JSON: {_HELP}."
        raise BadInput(message)
    if not (media_type.startswith(_PICTURE_TYPES) or looks_like_picture(body)):
        message = f"The body is neither JSON nor a picture: {_HELP}, or the bytes of a picture."
        raise BadInput(message)
    return body
