"""Corrects the spelling of English (contract 4.1): slips, letters stretched, signs for letters.

Left as they are: names, addresses of pages and people, hash tags, mentions, numbers, and the
places that the caller keeps. Other languages have no dictionary here and are left alone.
"""

from openmoderator.detect.text.autocorrect.sentences import CORRECTED_LANGUAGES, find_corrections
from openmoderator.detect.text.autocorrect.values import Correction, corrected

__all__ = ["CORRECTED_LANGUAGES", "Correction", "corrected", "find_corrections"]
