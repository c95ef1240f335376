"""What can be wrong with stored hashes and with asking for them. Never raised for any picture."""

from pathlib import Path

from openmoderator.errors import BadInput, OpenModeratorError


class NotAFingerprint(OpenModeratorError):
    """Stored bytes are no fingerprint, or a hash has the wrong length."""

    code = "NotAFingerprint"


class DistanceTooFar(BadInput):
    """A search was asked for farther than the index can answer exactly."""

    def __init__(self, asked: int, reach: int) -> None:
        super().__init__(f"The distance {asked} cannot be searched; 0 to {reach} can.")


class SnapshotDamaged(OpenModeratorError):
    """A snapshot of hashes is cut off, changed, or of another version: build it again."""

    code = "SnapshotDamaged"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The snapshot of hashes {path.name} cannot be used: {reason}.")
