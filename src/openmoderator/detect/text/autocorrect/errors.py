"""What can be wrong with the dictionary. Never raised for any text."""

from openmoderator.errors import OpenModeratorError


class DictionaryError(OpenModeratorError):
    """The word list of the symspellpy package is missing or damaged: install it again."""

    code = "DictionaryError"

    def __init__(self) -> None:
        super().__init__(str(type(self).__doc__))
