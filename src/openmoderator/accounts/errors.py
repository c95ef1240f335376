"""What is wrong with something that a person typed, and beside which field to say so."""

from __future__ import annotations

from openmoderator.errors import BadInput


class BadField(BadInput):
    """One field of a form cannot be used as it is."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
