"""What is asked of `screen` and what it answers, as values."""

from dataclasses import dataclass

from openmoderator.detect.text.categories import Classification
from openmoderator.detect.text.pii import PiiFindings


@dataclass(frozen=True, slots=True)
class ScreenOptions:
    """What to do with a text (contract 4.1).

    `language` in any form that `language_codes.parse_language` takes; None asks for detection.
    `media_type` may carry parameters; what is no markup that is known is read as plain text.
    """

    language: str | None = None
    media_type: str = "text/plain"
    autocorrect: bool = False
    pii: bool = False
    classify: bool = False


@dataclass(frozen=True, slots=True)
class ScreenedTerm:
    """A term of a list in a text; offsets in code points.

    `original[original_index:original_index + length]` is what was written, disguise and markup
    included; `index` is where it begins in `normalized`. `list_id` 0 is the built-in list.
    """

    term: str
    original_index: int
    index: int
    length: int
    severity: int
    list_id: int = 0


@dataclass(frozen=True, slots=True)
class Screened:
    """One text, screened. `autocorrected`, `pii` and `classification` are None unless asked for.

    Starts and texts of `pii` are those of `original`. `classification` is None as well for a
    language that the classifier does not know.
    """

    original: str
    normalized: str
    autocorrected: str | None
    language: str
    terms: tuple[ScreenedTerm, ...]
    pii: PiiFindings | None = None
    classification: Classification | None = None
