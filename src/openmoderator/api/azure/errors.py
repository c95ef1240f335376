"""From exceptions to the wire's error shape (contract 14). The only place that does it.

An error on purpose shows its message; an unexpected one is logged by its class and stack,
never with its text, which could hold content.
"""

from __future__ import annotations

import logging
import traceback
from typing import ClassVar

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from ninja.errors import AuthenticationError, HttpError, ValidationError

from openmoderator.api.azure.answers import error_answer, tracking_id
from openmoderator.api.azure.complaints import complaints
from openmoderator.api.limits.bucket import RateLimited
from openmoderator.errors import BadInput, OpenModeratorError, Unavailable
from openmoderator.workflows.grammar.errors import WorkflowError

log = logging.getLogger(__name__)


class Unauthorized(OpenModeratorError):
    """The key is missing or opens nothing."""

    code = "Unauthorized"
    status = 401


class TooLarge(BadInput):
    """The body is larger than this installation takes."""

    code = "RequestTooLarge"
    status = 413


class UnsupportedMedia(BadInput):
    """A body of a kind that no reading makes sense of."""

    code = "UnsupportedMediaType"
    status = 415


class InvalidRequest(BadInput):
    """Fields that are missing or hold what they cannot; `problems` has each with its place."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))


class ImageSizeError(BadInput):
    """A picture that is too small, too large or none: one title for all (contract 14.1)."""

    code = "InvalidImageSize"
    title: ClassVar[str] = "Image Size Error"

    def __init__(self, problem: str) -> None:
        self.problems = (problem,)
        super().__init__(self.title)


class UnreadableImage(ImageSizeError):
    """Bytes that are no picture."""

    code = "InvalidImage"


class InvalidImageUrl(BadInput):
    """The address of a picture that leads to none. Never a 5xx: SDKs would try again."""

    code = "InvalidImageUrl"


class Unexpected(OpenModeratorError):
    """Nobody's purpose: a defect."""

    message: ClassVar[str] = "Something went wrong here. The log has more under the TrackingId."


def respond(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer for any exception of an operation."""
    known = _known(error)
    if known.status >= 500:
        _log(request, error)
    title = known.title if isinstance(known, ImageSizeError) else None
    response = error_answer(request, known.status, known.code, str(known), _details(known), title)
    if isinstance(known, Unauthorized):
        response.headers["WWW-Authenticate"] = 'SubscriptionKey realm="OpenModerator"'
    if known.retryable:
        response.headers["Retry-After"] = "1"
    if isinstance(known, RateLimited):
        response.headers["Retry-After"] = str(known.seconds)
    return response


def _known(error: Exception) -> OpenModeratorError:
    """The error of our tree that says what `error` means."""
    if isinstance(error, HttpError) and isinstance(error.__cause__, Exception):
        error = error.__cause__  # Ninja wraps what the body's reader raised.
    match error:
        case OpenModeratorError():
            return error
        case ValidationError():
            return InvalidRequest(complaints(error.errors))
        case AuthenticationError():
            return Unauthorized(
                "Access denied due to missing or invalid subscription key. Send a key of the"
                " team in the header Ocp-Apim-Subscription-Key."
            )
        case RequestDataTooBig():
            return TooLarge("The request body is larger than this server takes.")
        case UnreadablePostError():
            return BadInput("The request body broke off.")
        case OperationalError() | InterfaceError():
            return Unavailable("The database cannot be reached at the moment. Try again.")
    return Unexpected(Unexpected.message)


def _details(error: OpenModeratorError) -> tuple[str, ...]:
    if isinstance(error, WorkflowError):
        return tuple(f"{problem}." for problem in error.problems)
    return error.problems if isinstance(error, InvalidRequest | ImageSizeError) else ()


def _log(request: HttpRequest, error: Exception) -> None:
    stack = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s in request %s\n%s", type(error).__qualname__, tracking_id(request), stack)
