"""The two types of content as words in addresses: ``image`` and ``text``."""

from openmoderator.reviews.models import ContentType


class ReviewTypeInPath:
    """A path converter between ``image`` and the stored ``Image``."""

    regex = "|".join(value.lower() for value in ContentType.values)

    def to_python(self, value: str) -> str:
        """The stored spelling."""
        return ContentType(value.capitalize()).value

    def to_url(self, value: str) -> str:
        """The spelling in addresses."""
        return str(value).lower()
