"""The outputs of the Content Moderator connector, in their recorded spelling (contract 10.2)."""

from typing import Final

from django.utils.translation import gettext_noop as _

from openmoderator.workflows.connectors.base import ContentType, OutputSpec, OutputType

IS_ADULT: Final = "isAdult"
ADULT_SCORE: Final = "adultScore"
IS_RACY: Final = "isRacy"
RACY_SCORE: Final = "racyScore"
HAS_TEXT: Final = "hasText"
OCR_TEXT: Final = "ocrText"
HAS_FACES: Final = "hasFaces"
FACE_COUNT: Final = "faceCount"
HAS_MATCH: Final = "hasMatch"
MATCH_IDS: Final = "matchIds"
HAS_PROFANITY: Final = "text.HasProfanity"
HAS_PII: Final = "text.HasPII"
LANGUAGE: Final = "text.Language"
REVIEW_RECOMMENDED: Final = "text.ReviewRecommended"
CATEGORY_SCORES: Final = ("text.Category1Score", "text.Category2Score", "text.Category3Score")

_BOOLEAN, _NUMBER, _STRING = OutputType.BOOLEAN, OutputType.NUMBER, OutputType.STRING
_IMAGE: Final = frozenset[ContentType]({"Image"})
_TEXT: Final = frozenset[ContentType]({"Text"})

OUTPUTS: Final = (
    OutputSpec(IS_ADULT, _BOOLEAN, _IMAGE, _("The adult score reaches its threshold.")),
    OutputSpec(ADULT_SCORE, _NUMBER, _IMAGE, _("How sexually explicit the picture is, 0 to 1.")),
    OutputSpec(IS_RACY, _BOOLEAN, _IMAGE, _("The racy score reaches its threshold.")),
    OutputSpec(RACY_SCORE, _NUMBER, _IMAGE, _("How sexually suggestive the picture is, 0 to 1.")),
    OutputSpec(HAS_TEXT, _BOOLEAN, _IMAGE, _("There is text in the picture.")),
    OutputSpec(OCR_TEXT, _STRING, _IMAGE, _("The text in the picture.")),
    OutputSpec(HAS_FACES, _BOOLEAN, _IMAGE, _("There is a face in the picture.")),
    OutputSpec(FACE_COUNT, _NUMBER, _IMAGE, _("How many faces are in the picture.")),
    OutputSpec(HAS_MATCH, _BOOLEAN, _IMAGE, _("The picture is like one of the image lists.")),
    OutputSpec(MATCH_IDS, _STRING, _IMAGE, _("The ids of the listed pictures that it is like.")),
    OutputSpec(HAS_PROFANITY, _BOOLEAN, _TEXT, _("The text holds a term of a list.")),
    OutputSpec(HAS_PII, _BOOLEAN, _TEXT, _("The text holds personal data.")),
    OutputSpec(LANGUAGE, _STRING, _TEXT, _("The language of the text, as ISO 639-3: eng.")),
    OutputSpec(REVIEW_RECOMMENDED, _BOOLEAN, _TEXT, _("A category score reaches its threshold.")),
    OutputSpec(CATEGORY_SCORES[0], _NUMBER, _TEXT, _("How sexually explicit the text is, 0 to 1.")),
    OutputSpec(
        CATEGORY_SCORES[1], _NUMBER, _TEXT, _("How sexually suggestive the text is, 0 to 1.")
    ),
    OutputSpec(CATEGORY_SCORES[2], _NUMBER, _TEXT, _("How offensive the text is, 0 to 1.")),
)
