"""All text detectors of the process behind one door, for callers that load before they serve.

Holds no state but the loaded data; every method may be called from any thread at any time.
"""

from functools import cache

from openmoderator.detect.text.language import detect_language, load_language_model
from openmoderator.detect.text.pii import PiiFindings, find_pii
from openmoderator.detect.text.terms import TermMatch, built_in_terms, find_terms


class TextDetectors:
    """What a text is asked: its terms, its personal data, its language."""

    def warm(self) -> None:
        """Load list and models, and run each detector once, so that no request pays for it."""
        built_in_terms()
        load_language_model()
        sample = "Is this 1 text? Write to name@site.test or 425 555 0111."
        self.terms(sample)
        self.pii(sample)
        self.language(sample)

    def terms(self, text: str) -> tuple[TermMatch, ...]:
        """Return the offensive terms; see `terms.find_terms`."""
        return find_terms(text)

    def pii(self, text: str) -> PiiFindings:
        """Return the personal data; see `pii.find_pii`."""
        return find_pii(text)

    def language(self, text: str) -> str:
        """Return the ISO 639-3 code; see `language.detect_language`."""
        return detect_language(text)


@cache
def text_detectors() -> TextDetectors:
    """Return the detectors of this process. Loads nothing by itself: that is `warm`."""
    return TextDetectors()
