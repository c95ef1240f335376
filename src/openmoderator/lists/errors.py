"""What can go wrong with lists, and the codes that the wire shows (contract 14.2)."""

from openmoderator.errors import BadInput, NotAllowed, NotFound, OpenModeratorError, Unavailable


class ListNotFound(NotFound):
    """No such list in this team."""


class ImageNotFound(NotFound):
    """No such image in this list."""


class LimitReached(NotAllowed):
    """The team has as many lists, or the list as many entries, as the settings allow."""

    code = "LimitReached"


class SamePicture(OpenModeratorError):
    """The picture is in the list already (contract 5.3)."""

    code = "Conflict"
    status = 409


class UnknownLanguage(BadInput):
    """A language code that nobody knows."""

    code = "UnknownLanguage"


class UnusableTerm(BadInput):
    """A term that is blank or too long."""


class UnusableList(BadInput):
    """A name, description or metadata that is too long to be kept."""


class UnusableEntry(BadInput):
    """A label that is too long, or tags that are too many or too large."""


class SnapshotUnavailable(Unavailable):
    """A published list cannot be read at the moment; it is being made anew."""


class ObjectDamaged(OpenModeratorError):
    """The stored file of a snapshot is missing or not the one that was published."""

    code = "SnapshotDamaged"
    retryable = True
