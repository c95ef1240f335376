"""Why a process does not start, in one sentence for the person at the terminal."""

from openmoderator.errors import OpenModeratorError


class StartRefused(OpenModeratorError):
    """Starting cannot succeed until somebody changes something; the message says what."""

    code = "StartRefused"


class StartFailed(StartRefused):
    """Starting failed for a reason that may pass by itself, so that a restart can help."""

    code = "StartFailed"
    retryable = True
