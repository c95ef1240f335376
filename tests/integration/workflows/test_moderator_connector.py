"""The Content Moderator connector over the real detectors, with drawn pictures and texts."""

import io
import json
from collections import Counter
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont

from openmoderator.detect.detectors import ImageDetectors, image_detectors
from openmoderator.detect.errors import NotAPicture
from openmoderator.detect.image.faces import FaceDetector
from openmoderator.detect.image.nudity import NudityDetector
from openmoderator.detect.image.ocr import TextReader
from openmoderator.workflows.connectors.base import (
    ConnectorInput,
    OutputDoesNotFit,
    UnknownOutput,
)
from openmoderator.workflows.connectors.inquiry import Inquiry
from openmoderator.workflows.connectors.moderator.connector import Moderator
from openmoderator.workflows.connectors.registry import Registry
from openmoderator.workflows.evaluation.questions import Question
from openmoderator.workflows.evaluation.run import run
from openmoderator.workflows.grammar.checks import check
from openmoderator.workflows.grammar.errors import WorkflowError
from openmoderator.workflows.grammar.parsing import parse_expression

SWEARING = "What a shitty day"


class CountedDetectors(ImageDetectors):
    """The real detectors; counts how often each is reached for."""

    def __init__(self) -> None:
        super().__init__()
        self.uses: Counter[str] = Counter()

    @property
    def nudity(self) -> NudityDetector:
        self.uses["nudity"] += 1
        return image_detectors().nudity

    @property
    def faces(self) -> FaceDetector:
        self.uses["faces"] += 1
        return image_detectors().faces

    @property
    def ocr(self) -> TextReader:
        self.uses["ocr"] += 1
        return image_detectors().ocr


def _picture(words: str = "") -> bytes:
    image = Image.new("RGB", (640, 200), "white")
    draw = ImageDraw.Draw(image)
    draw.text((30, 60), words, "black", ImageFont.load_default(size=56))
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _inquiry(connector: Moderator | None = None, **content: Any) -> Inquiry:
    return Inquiry(Registry((connector or Moderator(),)), ConnectorInput(**content))


def _condition(output: str, alternate: str | None = None) -> dict[str, Any]:
    return {
        "ConnectorName": "moderator",
        "OutputName": output,
        "Operator": "eq",
        "Value": "true",
        "AlternateInput": alternate,
    }


def _picture_text_workflow() -> dict[str, Any]:
    """The first example of contract 10.3."""
    profane = _condition("text.HasProfanity", "moderator.ocrText")
    test = {"Left": _condition("hasText"), "Right": profane, "Combine": "AND"}
    return {"If": test, "Then": {"Perform": [{"Name": "createreview"}]}}


@pytest.mark.parametrize(("words", "reviews"), [(SWEARING, 1), ("What a lovely day", 0), ("", 0)])
def test_profanity_in_a_picture_leads_to_a_review(words: str, reviews: int) -> None:
    inquiry = _inquiry(picture=_picture(words))
    expression = parse_expression(_picture_text_workflow())
    planned = run(expression, lambda question: inquiry.ask(question).value)
    assert len(planned) == reviews
    assert [key for key, _ in inquiry.metadata] == [
        "hasText",
        "ocrText",
        "text.HasProfanity",
        "matchTerms",
    ]
    assert dict(inquiry.metadata)["hasText"] == str(bool(words))


def test_text_in_a_picture_is_read_with_the_recorded_line_end() -> None:
    answer = _inquiry(picture=_picture("SOME TEXT")).ask(Question("moderator", "OCRTEXT"))
    assert answer.value == "SOME TEXT \r\n"


def test_each_detector_is_used_once_for_all_outputs_of_a_picture() -> None:
    detectors = CountedDetectors()
    connector = Moderator(load=lambda: detectors)
    inquiry = _inquiry(connector, picture=_picture("Hello"))
    pictures = [spec.name for spec in connector.outputs if "Image" in spec.content]
    for output in pictures * 2:
        inquiry.ask(Question("moderator", output))
    assert detectors.uses == {"nudity": 1, "ocr": 1, "faces": 1}
    assert sorted(key for key, _ in inquiry.metadata) == sorted(pictures)


def test_only_the_detectors_that_are_asked_for_are_used() -> None:
    detectors = CountedDetectors()
    inquiry = _inquiry(Moderator(load=lambda: detectors), picture=_picture())
    answer = inquiry.ask(Question("imagemoderator", "isadult"))
    assert detectors.uses == {"nudity": 1}
    assert answer.value is False
    assert [key for key, _ in answer.metadata] == ["adultScore", "isAdult", "racyScore", "isRacy"]


def test_a_blank_picture_has_no_faces() -> None:
    answer = _inquiry(picture=_picture()).ask(Question("moderator", "faceCount"))
    assert answer.metadata == (("hasFaces", "False"), ("faceCount", "0"))


def test_terms_of_a_text_stand_in_its_metadata_with_their_place() -> None:
    text = "\U0001f600 " + SWEARING
    answer = _inquiry(text=text).ask(Question("moderator", "text.hasprofanity"))
    (term,) = json.loads(dict(answer.metadata)["matchTerms"])
    assert answer.value is True
    assert term["Index"] == len("\U0001f600 What a ".encode("utf-16-le")) // 2
    assert term["OriginalIndex"] == str(term["Index"])
    assert term["ListId"] == "0"


def test_personal_data_and_language_of_a_text_are_found() -> None:
    inquiry = _inquiry(text="Please write to name@site.example as soon as you can, thank you.")
    assert inquiry.ask(Question("moderator", "text.HasPII")).value is True
    assert inquiry.ask(Question("moderator", "text.Language")).value == "eng"
    assert [key for key, _ in inquiry.metadata] == [
        "text.HasPII",
        "text.detectedEmail",
        "text.Language",
    ]


@pytest.mark.parametrize("text", ["", "\0", "\ud83d", "\U0001f600" * 1000, "x " * 50_000])
def test_every_text_output_answers_for_any_text(text: str) -> None:
    inquiry = _inquiry(text=text)
    for output in ("text.HasProfanity", "text.HasPII", "text.Language"):
        assert inquiry.ask(Question("moderator", output)).metadata


def test_bytes_that_are_no_picture_are_refused_when_the_first_output_is_asked() -> None:
    inquiry = _inquiry(picture=b"<html>")
    with pytest.raises(NotAPicture):
        inquiry.ask(Question("moderator", "isAdult"))


def test_an_image_output_does_not_fit_a_text() -> None:
    with pytest.raises(OutputDoesNotFit, match="isAdult of Moderator needs content of type Image"):
        _inquiry(text="hello").ask(Question("moderator", "isadult"))


def test_a_text_output_does_not_fit_a_picture_without_alternate_input() -> None:
    with pytest.raises(OutputDoesNotFit, match=r"AlternateInput"):
        _inquiry(picture=_picture()).ask(Question("moderator", "text.HasPII"))


def test_an_alternate_input_of_a_text_does_not_fit() -> None:
    with pytest.raises(OutputDoesNotFit, match="ocrText of Moderator needs content of type Image"):
        _inquiry(text="hello").ask(Question("moderator", "text.HasPII", "moderator.ocrText"))


def test_an_output_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UnknownOutput, match=r"'text\.Sentiment'; allowed: isAdult, .*Lang"):
        _inquiry(text="hello").ask(Question("moderator", "text.Sentiment"))


def test_a_workflow_on_an_output_that_is_not_there_is_refused_when_saved() -> None:
    expression = parse_expression(_condition("text.Sentiment"))
    with pytest.raises(WorkflowError, match=r"Expression\.OutputName is unknown: Moderator has no"):
        check(expression, "Text", subteams=(), tags=(), connectors=Registry((Moderator(),)))
