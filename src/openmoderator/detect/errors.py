"""What can be wrong with a picture or with the machines that look at it.

The codes are those of the wire (contract 14.2); messages name the fact and the limit.
"""

from openmoderator.errors import BadInput, OpenModeratorError


class NotAPicture(BadInput):
    """The bytes are no picture that can be read: empty, cut off, another format, broken."""

    code = "InvalidImage"


class PictureTooLarge(BadInput):
    """The picture has more bytes, pixels or pixels on a side than the limits allow."""

    code = "InvalidImageSize"


class PictureTooSmall(BadInput):
    """The picture has fewer pixels on a side than the caller asks for (contract 3)."""

    code = "InvalidImageSize"


class ModelFileError(OpenModeratorError):
    """A model file of the package is missing or not the one that was published with it."""

    code = "ModelFileError"
