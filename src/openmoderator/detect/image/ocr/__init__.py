"""The text in a picture: found, read, put in order (contract 3.3). No network, no database.

`TextReader` is the door. It looks small first and closer where that was not enough.
"""

from openmoderator.detect.image.lines import OcrLine
from openmoderator.detect.image.ocr.languages import LanguageNotReadable
from openmoderator.detect.image.ocr.reader import TextReader
from openmoderator.detect.image.ocr.values import Candidate, OcrResult

__all__ = ["Candidate", "LanguageNotReadable", "OcrLine", "OcrResult", "TextReader"]
