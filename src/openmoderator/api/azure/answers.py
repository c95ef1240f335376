"""What every answer of the wire has: compact JSON, the request's id, no caching.

Knows no operation. Errors made elsewhere in the product (by Django, for the browser) leave
here in the wire's one error shape.
"""

from __future__ import annotations

import hashlib
import json
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse

from openmoderator import identifiers
from openmoderator.accounts.models import Team

JSON: Final = "application/json; charset=utf-8"
_TRACKING: Final = "openmoderator.tracking_id"
_MESSAGES: Final = {
    400: "The request cannot be read. Check its Host header and its address.",
    404: "Resource not found: there is no such path. Check it against the list at /api/docs.",
    405: "This path does not take this method. The header Allow names those that it takes.",
    500: "Something went wrong here. The log has more under the TrackingId; trying again may help.",
}


def answer(value: object, status: int = 200) -> HttpResponse:
    """`value` as compact JSON in UTF-8."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text.encode("utf-8", "replace"), status=status, content_type=JSON)


def tracking_id(request: HttpRequest) -> str:
    """The id of this request: in ``apim-request-id``, in errors and in the log."""
    made: str = request.META.setdefault(_TRACKING, identifiers.tracking_id())
    return made


def image_tracking_id(request: HttpRequest, team: Team) -> str:
    """The long form that image and image list calls answer with (contract 1.4).

    Its middle is one and the same for a team; its end is the request's id.
    """
    middle = hashlib.sha256(team.public_id.encode()).hexdigest()[:32]
    return f"OM_{middle}_ContentModerator.OpenModerator_{tracking_id(request)}"


def ok_status(description: str = "OK") -> dict[str, object]:
    """The common object `Status` of a success (contract 1.4)."""
    return {"Code": 3000, "Description": description, "Exception": None}


def error_answer(
    request: HttpRequest,
    status: int,
    code: str,
    message: str,
    details: tuple[str, ...] = (),
    title: str | None = None,
) -> HttpResponse:
    """The superset of contract 14.1 that every known client finds its message in."""
    title = title or HTTPStatus(status).phrase
    body = {
        "Error": {"Code": code, "Message": message},
        "Message": message,
        "TrackingId": tracking_id(request),
        "Errors": [{"Title": title, "Message": detail} for detail in details or (message,)],
    }
    return answer(body, status)


def finish(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with the headers of contract 1.4; an error that is no JSON becomes ours."""
    if response.status_code >= 400 and response.headers.get("Content-Type") != JSON:
        response = _translated(request, response)
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["apim-request-id"] = tracking_id(request)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _translated(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    status = response.status_code
    phrase = HTTPStatus(status).phrase
    made = error_answer(
        request, status, phrase.replace(" ", ""), _MESSAGES.get(status, f"{phrase}.")
    )
    for name, value in response.headers.items():
        if name not in ("Content-Type", "Content-Length"):
            made.headers[name] = value
    return made
