"""What the connector asks of a picture: each detector once, for all outputs it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from openmoderator.detect.detectors import ImageDetectors
from openmoderator.detect.image.decode import DecodeLimits, Picture, decode
from openmoderator.detect.image.hashes import query_of
from openmoderator.workflows.connectors.moderator import entries, outputs
from openmoderator.workflows.connectors.moderator.entries import Answers
from openmoderator.workflows.connectors.moderator.own_lists import OwnLists
from openmoderator.workflows.connectors.moderator.thresholds import Thresholds


@dataclass(frozen=True)
class PictureCalls:
    """The calls for one picture; it is decoded, and models are loaded, by the first."""

    data: bytes
    limits: DecodeLimits
    thresholds: Thresholds
    load: Callable[[], ImageDetectors]
    lists: OwnLists

    @cached_property
    def picture(self) -> Picture:
        """Raises NotAPicture or PictureTooLarge."""
        return decode(self.data, self.limits)

    def nudity(self) -> Answers:
        return entries.of_nudity(self.load().nudity.score(self.picture), self.thresholds)

    def ocr(self) -> Answers:
        return entries.of_ocr(self.load().ocr.read(self.picture))

    def faces(self) -> Answers:
        return entries.of_faces(self.load().faces.detect(self.picture))

    def matches(self) -> Answers:
        return entries.of_matches(self.lists.pictures(query_of(self.picture, self.data)))

    def by_output(self) -> dict[str, Callable[[], Answers]]:
        """The call that answers each output."""
        return {
            outputs.IS_ADULT: self.nudity,
            outputs.ADULT_SCORE: self.nudity,
            outputs.IS_RACY: self.nudity,
            outputs.RACY_SCORE: self.nudity,
            outputs.HAS_TEXT: self.ocr,
            outputs.OCR_TEXT: self.ocr,
            outputs.HAS_FACES: self.faces,
            outputs.FACE_COUNT: self.faces,
            outputs.HAS_MATCH: self.matches,
            outputs.MATCH_IDS: self.matches,
        }
