"""What can go wrong with a review."""

from openmoderator.errors import NotFound


class ReviewNotFound(NotFound):
    """No such review in this team."""
