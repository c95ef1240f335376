"""What the connector asks of a text: each detector once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from openmoderator.detect.text.categories import classify_many
from openmoderator.detect.text.language import detect_language
from openmoderator.detect.text.listed import ApplyingLists
from openmoderator.detect.text.pii import find_pii
from openmoderator.detect.text.terms import find_terms
from openmoderator.workflows.connectors.moderator import entries, outputs
from openmoderator.workflows.connectors.moderator.entries import Answers
from openmoderator.workflows.connectors.moderator.own_lists import OwnLists
from openmoderator.workflows.connectors.moderator.thresholds import Thresholds


@dataclass(frozen=True)
class TextCalls:
    """The calls for one text, of any length and content."""

    text: str
    thresholds: Thresholds
    lists: OwnLists

    @cached_property
    def detected(self) -> str:
        """The language of the text, as ISO 639-3."""
        return detect_language(self.text)

    def terms(self) -> Answers:
        """Those of the built-in list; with lists of the team, whatever Screen finds."""
        own = self.lists.terms()
        if not own:
            return entries.of_terms(self.text, find_terms(self.text))
        found = ApplyingLists(self.detected, own, given=False).find(self.text)
        return entries.of_terms(self.text, found)

    def pii(self) -> Answers:
        return entries.of_pii(self.text, find_pii(self.text))

    def language(self) -> Answers:
        return entries.of_language(self.detected)

    def categories(self) -> Answers:
        (scores,) = classify_many([self.text], [self.detected])
        return entries.of_categories(scores, self.thresholds)

    def by_output(self) -> dict[str, Callable[[], Answers]]:
        """The call that answers each output."""
        return {
            outputs.HAS_PROFANITY: self.terms,
            outputs.HAS_PII: self.pii,
            outputs.LANGUAGE: self.language,
            outputs.REVIEW_RECOMMENDED: self.categories,
            **dict.fromkeys(outputs.CATEGORY_SCORES, self.categories),
        }
