"""What a run asks: one output of one connector, of the content or of another output."""

from dataclasses import dataclass
from typing import TypeAlias

QuestionKey: TypeAlias = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Question:
    """One output to ask for, with names as the workflow spells them (contract 9.3).

    `alternate_input` is None, or the output (`moderator.ocrText`) whose value is looked
    at instead of the content; a run has always asked that one before.
    """

    connector: str
    output: str
    alternate_input: str | None = None

    @property
    def key(self) -> QuestionKey:
        """Equal for questions that differ in letter case only."""
        alternate = self.alternate_input
        return (
            self.connector.casefold(),
            self.output.casefold(),
            None if alternate is None else alternate.casefold(),
        )
