"""Fields are read leniently; what cannot be used is said by its place."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from openmoderator.api.azure.complaints import complaints
from openmoderator.api.azure.schema import JobQuery, NewReviewItem

ITEM = {"Type": "Image", "Content": "https://img.example/1.png", "ContentId": "item-1"}


def item(**changes: Any) -> NewReviewItem:
    """The item with those fields."""
    return NewReviewItem.model_validate({**ITEM, **changes})


def said(data: Any) -> tuple[str, ...]:
    """The complaints about an array of items."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(list[NewReviewItem]).validate_python(data)
    errors = [{**error, "loc": ("body", "items", *error["loc"])} for error in caught.value.errors()]
    return complaints(errors)


@pytest.mark.parametrize("spelled", ["image", "IMAGE", "Image", " image "])
def test_a_type_is_read_in_any_case(spelled: str) -> None:
    assert item(Type=spelled).Type == "Image"


def test_names_are_read_in_any_case() -> None:
    data = {"type": "text", "CONTENT": "hi", "contentId": 7, "callbackEndPoint": None}
    read = NewReviewItem.model_validate(data)
    assert (read.Type, read.Content, read.ContentId, read.CallbackEndpoint) == (
        "Text",
        "hi",
        "7",
        "",
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [("true", "true"), (True, "True"), (False, "False"), (3, "3"), (0.5, "0.5"), (None, "")],
)
def test_metadata_values_are_kept_in_their_text_form(value: object, text: str) -> None:
    assert item(metadata=[{"key": "sc", "value": value}]).Metadata[0].Value == text


def test_metadata_may_be_null() -> None:
    assert item(Metadata=None).Metadata == []


def test_a_missing_key_is_named_by_its_place() -> None:
    metadata = [{"Key": "a"}, {"Key": "b"}, {"Value": "c"}]
    assert said([{**ITEM, "Metadata": metadata}]) == (
        "[0].Metadata[2].Key is missing in the body: give the name of this metadata entry.",
    )


def test_every_problem_is_said() -> None:
    data = [
        {"Type": "Video", "Content": "", "ContentId": {}},
        {**ITEM, "CallbackEndpoint": "ftp:x"},
    ]
    found = said(data)
    assert [sentence.partition(" ")[0] for sentence in found] == [
        "[0].Type",
        "[0].Content",
        "[0].ContentId",
        "[1].CallbackEndpoint",
    ]
    assert "does not moderate yet" in found[0]


def test_what_is_no_object_is_named() -> None:
    assert said([3]) == ("[0] must be an object.",)
    assert said("x") == ("The body must be an array.",)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [], {}])
def test_a_value_without_a_text_form_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        item(Metadata=[{"Key": "a", "Value": value}])


def test_a_callback_keeps_its_query() -> None:
    query = JobQuery.model_validate(
        {"ContentType": "TEXT", "ContentId": "1", "CallBackEndpoint": "https://a.example/h?x=1&y=é"}
    )
    assert query.CallBackEndpoint == "https://a.example/h?x=1&y=é"


def test_an_endless_content_id_is_refused() -> None:
    with pytest.raises(ValidationError, match="at most 4096"):
        item(ContentId="x" * 4097)
