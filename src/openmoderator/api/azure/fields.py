"""The kinds of values that fields of requests hold, and how leniently each is read. Pure.

A field that cannot be used raises ValueError with the rest of a sentence that begins with
its place.
"""

from __future__ import annotations

import math
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from openmoderator.api.azure.reading import fold_keys
from openmoderator.callbacks.urls import check_callback_url
from openmoderator.errors import BadInput

MAX_TEXT: Final = 100_000
"""Characters of a text for a job or a review; the moderation calls take 1,024 (contract 13)."""
MAX_ID: Final = 4096
"""Characters of a ``ContentId``."""
MAX_DIGITS: Final = 18
"""Digits of the id of a list: what fits the database's large integers."""


class CaseBlindModel(BaseModel):
    """Fields named as on the wire, found in any ASCII case; unknown ones are passed over."""

    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _fold(cls, data: Any) -> Any:
        return fold_keys(data, cls.model_fields) if isinstance(data, dict) else data


def text_form(value: Any) -> str:
    """A string as it is; booleans as ``True`` and ``False``, numbers in their usual form."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return str(value)
    msg = "must be a string"
    raise ValueError(msg)


def optional_text(value: Any) -> str:
    """As `text_form`; null is the empty string."""
    return "" if value is None else text_form(value)


def needed_text(value: Any) -> str:
    """As `text_form`, but not blank."""
    text = optional_text(value)
    if not text.strip():
        msg = "is empty"
        raise ValueError(msg)
    return text


def content_id(value: Any) -> str:
    """An id of the caller's own."""
    text = needed_text(value)
    if len(text) > MAX_ID:
        msg = f"has {len(text)} characters; at most {MAX_ID} are kept"
        raise ValueError(msg)
    return text


def content_type(value: Any) -> str:
    """``Image`` or ``Text`` in any case."""
    text = optional_text(value).strip().lower()
    if text == "video":
        msg = "is Video, which this version does not moderate yet; give Image or Text"
        raise ValueError(msg)
    if text not in ("image", "text"):
        shown = repr(optional_text(value)[:40])
        msg = f"is {shown}, but must be Image or Text"
        raise ValueError(msg)
    return text.capitalize()


def callback_url(value: Any) -> str:
    """An address that can be posted to, with its query as given; empty and null mean none."""
    text = optional_text(value)
    try:
        return check_callback_url(text) if text.strip() else ""
    except BadInput as error:
        msg = f"cannot be used: {str(error).rstrip('.')}"
        raise ValueError(msg) from None


def boolean(value: Any) -> bool:
    """``true`` or ``false`` in any case; null is false."""
    if isinstance(value, bool):
        return value
    text = optional_text(value).strip().lower()
    if text not in ("", "true", "false"):
        msg = f"is {text[:40]!r}, but must be true or false"
        raise ValueError(msg)
    return text == "true"


def list_id(value: Any) -> int | None:
    """The whole number that names a list; blank means none is named."""
    text = optional_text(value).strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > MAX_DIGITS:
        msg = f"is {text[:40]!r}, but the id of a list is a whole number"
        raise ValueError(msg)
    return int(text)


def list_ids(value: Any) -> tuple[int, ...]:
    """One or several ids with commas between them; none where it is blank."""
    parts = [list_id(part) for part in optional_text(value).split(",")]
    return tuple(part for part in parts if part is not None)


def _array(value: Any) -> Any:
    return [] if value is None else value


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


OptionalText: TypeAlias = Annotated[str, BeforeValidator(optional_text)]
NeededText: TypeAlias = Annotated[str, BeforeValidator(needed_text)]
ContentId: TypeAlias = Annotated[str, BeforeValidator(content_id)]
ItemType: TypeAlias = Annotated[Literal["Image", "Text"], BeforeValidator(content_type)]
CallbackUrl: TypeAlias = Annotated[str, BeforeValidator(callback_url)]
Boolean: TypeAlias = Annotated[bool, BeforeValidator(boolean)]
ListId: TypeAlias = Annotated[int | None, BeforeValidator(list_id)]
ListIds: TypeAlias = Annotated[tuple[int, ...], BeforeValidator(list_ids)]
NULL_IS_EMPTY: Final = BeforeValidator(_array)
ONE_IS_MANY: Final = BeforeValidator(_one_or_many)
