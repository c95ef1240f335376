"""From pydantic's findings to sentences that name the place: ``[0].Metadata[2].Key``. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

_SAID: Final = {
    "list_type": "must be an array",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "dict_type": "must be an object",
}
_MEANING: Final = {
    "ContentType": "Image or Text",
    "ContentId": "your own id or name of the item",
    "ContentValue": "the address of a picture, or the text",
    "Content": "the address of a picture, or the text",
    "Type": "Image or Text",
    "Key": "the name of this metadata entry",
    "Expression": "the conditions and actions of the workflow",
}


def complaints(errors: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """One sentence for each finding of `ninja.errors.ValidationError.errors`."""
    return tuple(_sentence(error) for error in errors)


def _sentence(error: Mapping[str, Any]) -> str:
    source, *path = error["loc"]
    in_body = source == "body"
    place = _place(path[1:] if in_body else path)
    if not place:
        return "The body is missing." if error["type"] == "missing" else f"The body {_said(error)}."
    return f"{place} {_said(error, 'the body' if in_body else f'the {source}')}."


def _said(error: Mapping[str, Any], where: str = "") -> str:
    if error["type"] == "missing":
        meaning = _MEANING.get(str(error["loc"][-1]))
        return f"is missing in {where}" + (f": give {meaning}" if meaning else "")
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return _SAID.get(error["type"]) or f"is not usable: {error['msg']}"


def _place(path: Sequence[str | int]) -> str:
    place = ""
    for step in path:
        place += f"[{step}]" if isinstance(step, int) else f".{step}"
    return place.removeprefix(".")
