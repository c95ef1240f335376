"""The connector itself: opens sessions that pass each output to the call behind it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from openmoderator.detect.detectors import ImageDetectors, image_detectors
from openmoderator.detect.image.decode import DEFAULT_LIMITS, DecodeLimits
from openmoderator.workflows.connectors.base import (
    ConnectorAnswer,
    ConnectorInput,
    ContentType,
    OutputDoesNotFit,
    OutputSpec,
    find_output,
)
from openmoderator.workflows.connectors.moderator.entries import Answers
from openmoderator.workflows.connectors.moderator.outputs import OUTPUTS
from openmoderator.workflows.connectors.moderator.own_lists import NO_LISTS, OwnLists
from openmoderator.workflows.connectors.moderator.pictures import PictureCalls
from openmoderator.workflows.connectors.moderator.texts import TextCalls
from openmoderator.workflows.connectors.moderator.thresholds import (
    DEFAULT_THRESHOLDS,
    Thresholds,
)


@dataclass(frozen=True, slots=True)
class Moderator:
    """Content Moderator: what this machine sees in pictures and texts.

    `load` gives the process-wide image detectors; it is called by the first picture.
    """

    thresholds: Thresholds = DEFAULT_THRESHOLDS
    limits: DecodeLimits = DEFAULT_LIMITS
    load: Callable[[], ImageDetectors] = image_detectors
    lists: OwnLists = NO_LISTS

    name: ClassVar[str] = "moderator"
    title: ClassVar[str] = "Moderator"
    aliases: ClassVar[tuple[str, ...]] = ("imagemoderator",)
    outputs: ClassVar[tuple[OutputSpec, ...]] = OUTPUTS

    def session(self, content: ConnectorInput) -> "ModeratorSession":
        """One picture or text before the detectors; nothing runs before the first ask."""
        calls = self._calls(content)
        return ModeratorSession(self, content.content_type, calls.by_output())

    def _calls(self, content: ConnectorInput) -> PictureCalls | TextCalls:
        if content.text is not None:
            return TextCalls(content.text, self.thresholds, self.lists)
        data = content.picture or b""
        return PictureCalls(data, self.limits, self.thresholds, self.load, self.lists)


class ModeratorSession:
    """One input; for one thread. Each detector runs once, for all the outputs it answers."""

    def __init__(
        self,
        connector: Moderator,
        content_type: ContentType,
        calls: Mapping[str, Callable[[], Answers]],
    ) -> None:
        self._connector = connector
        self._content_type = content_type
        self._calls = calls
        self._answers: Answers = {}

    def ask(self, output: str) -> ConnectorAnswer:
        """Raises UnknownOutput, OutputDoesNotFit, NotAPicture or PictureTooLarge.

        A call that raised is made again when asked again: nothing was answered.
        """
        spec = self._fitting(output)
        if spec.name not in self._answers:
            self._answers.update(self._calls[spec.name]())
        return self._answers[spec.name]

    def _fitting(self, output: str) -> OutputSpec:
        spec = find_output(self._connector, output)
        if self._content_type not in spec.content:
            raise OutputDoesNotFit(self._connector.title, spec, self._content_type)
        return spec
