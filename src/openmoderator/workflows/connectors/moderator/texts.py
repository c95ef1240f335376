"""What the connector asks of a text: each detector once."""

from collections.abc import Callable
from dataclasses import dataclass

from openmoderator.detect.text.language import detect_language
from openmoderator.detect.text.pii import find_pii
from openmoderator.detect.text.terms import find_terms
from openmoderator.workflows.connectors.moderator import entries, outputs
from openmoderator.workflows.connectors.moderator.entries import Answers


@dataclass(frozen=True, slots=True)
class TextCalls:
    """The calls for one text, of any length and content."""

    text: str

    def terms(self) -> Answers:
        return entries.of_terms(self.text, find_terms(self.text))

    def pii(self) -> Answers:
        return entries.of_pii(self.text, find_pii(self.text))

    def language(self) -> Answers:
        return entries.of_language(detect_language(self.text))

    def by_output(self) -> dict[str, Callable[[], Answers]]:
        """The call that answers each output."""
        return {
            outputs.HAS_PROFANITY: self.terms,
            outputs.HAS_PII: self.pii,
            outputs.LANGUAGE: self.language,
        }
