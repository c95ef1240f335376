"""The rules around connectors: lookup, inputs, sessions, alternate inputs, metadata."""

from typing import Any

import pytest

from openmoderator.workflows.connectors.base import (
    AlternateInputNotText,
    Connector,
    ConnectorInput,
    OutputDoesNotFit,
    OutputSpec,
    OutputType,
    UnknownConnector,
    UnknownOutput,
    find_output,
)
from openmoderator.workflows.connectors.inquiry import Inquiry
from openmoderator.workflows.connectors.registry import Registry
from openmoderator.workflows.evaluation.questions import Question

PICTURE = ConnectorInput(picture=b"bytes")


@pytest.mark.parametrize("name", ["table", "Table", " OLDTABLE "])
def test_a_connector_is_found_by_name_and_alias_in_any_case(
    registry: Registry, table: Connector, name: str
) -> None:
    assert registry.find(name) is table


def test_an_unknown_connector_is_told_with_those_there_are(registry: Registry) -> None:
    with pytest.raises(UnknownConnector, match=r"no connector 'emotion'; allowed: table\."):
        registry.find("emotion")


def test_an_unknown_output_is_told_with_those_there_are(table: Connector) -> None:
    with pytest.raises(UnknownOutput, match=r"Table has no output 'x'; allowed: flag, some"):
        find_output(table, "x")


@pytest.mark.parametrize("both", [{}, {"picture": b"", "text": ""}])
def test_an_input_is_a_picture_or_a_text_and_not_both(both: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="either a picture or a text"):
        ConnectorInput(**both)


def test_an_empty_text_is_a_text() -> None:
    assert ConnectorInput(text="").content_type == "Text"


def test_an_image_output_asked_of_text_says_what_it_needs() -> None:
    spec = OutputSpec("isAdult", OutputType.BOOLEAN, frozenset({"Image"}))
    error = OutputDoesNotFit("Moderator", spec, "Text")
    assert str(error) == "isAdult of Moderator needs content of type Image, not Text."
    assert (error.output, error.content_type) == ("isAdult", "Text")
    assert error.needed == frozenset({"Image"})


def test_a_text_output_asked_of_a_picture_points_to_the_alternate_input() -> None:
    spec = OutputSpec("text.HasPII", OutputType.BOOLEAN, frozenset({"Text"}))
    assert str(OutputDoesNotFit("Moderator", spec, "Image")).endswith(
        'let it read the text of the picture, "AlternateInput":"moderator.ocrText".'
    )


def test_one_session_serves_all_questions_about_the_content(registry: Registry, table: Any) -> None:
    inquiry = Inquiry(registry, PICTURE)
    answers = [inquiry.ask(Question(name, "flag")).value for name in ("table", "OldTable")]
    assert answers == [True, True]
    assert table.opened == [PICTURE]


def test_an_alternate_input_gives_its_value_as_the_text_to_read(
    registry: Registry, table: Any
) -> None:
    inquiry = Inquiry(registry, PICTURE)
    assert inquiry.ask(Question("table", "tone", "Table.Words")).value == "kind"
    assert table.asked == [("words", None), ("tone", "A B")]


def test_an_alternate_input_without_text_is_refused(registry: Registry) -> None:
    with pytest.raises(AlternateInputNotText, match=r"table\.flag gives no text"):
        Inquiry(registry, PICTURE).ask(Question("table", "tone", "table.flag"))


def test_metadata_gathers_in_the_order_asked_each_key_once(registry: Registry) -> None:
    inquiry = Inquiry(registry, PICTURE)
    for output in ("words", "flag", "words"):
        inquiry.ask(Question("table", output))
    assert inquiry.metadata == (("words", "A B"), ("source", "words"), ("flag", "True"))


def test_the_title_is_that_of_the_connector_however_it_is_called(registry: Registry) -> None:
    assert Inquiry(registry, PICTURE).title(Question("OLDTABLE", "flag")) == "Table"
