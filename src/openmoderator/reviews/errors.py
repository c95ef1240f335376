"""What can go wrong with a review."""

from openmoderator.errors import BadInput, NotAllowed, NotFound


class ReviewNotFound(NotFound):
    """No such review in this team."""


class AdministratorsOnly(NotAllowed):
    """The act is for administrators of the team."""


class NotOfTheTeam(BadInput):
    """The person or subteam that an act names does not belong to the team."""


class BadHoldTime(BadInput):
    """A hold lasts from a minute to 30 days."""


class BadNote(BadInput):
    """A note has 1 to 4,000 characters."""


class BadWindow(BadInput):
    """Decisions can be taken back for 0 to 3,600 seconds."""


class BadFilter(BadInput):
    """A filter of the list of reviews that cannot be read; `field` says which."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
