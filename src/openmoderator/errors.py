"""The root of the error tree. Every room derives its own errors from here.

An error says what, where and what to do in its message; its class says which code and
status the wire shows and whether trying again can help. Nothing here knows HTTP or Django.
"""

from typing import ClassVar


class OpenModeratorError(Exception):
    """Base of every error this product raises on purpose."""

    code: ClassVar[str] = "InternalError"
    status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False


class BadInput(OpenModeratorError):
    """The caller sent something that cannot be used; sending it again cannot help."""

    code = "BadRequest"
    status = 400


class NotFound(OpenModeratorError):
    """The thing does not exist, or belongs to another team: one message for both."""

    code = "NotFound"
    status = 404


class NotAllowed(OpenModeratorError):
    """The caller is known but may not do this."""

    code = "Forbidden"
    status = 403


class Unavailable(OpenModeratorError):
    """Something outside did not answer in time; trying again can help."""

    code = "ServiceUnavailable"
    status = 503
    retryable = True
