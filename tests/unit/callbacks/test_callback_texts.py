"""Texts from outside: addresses of callbacks and answers of receivers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.callbacks.storable import storable
from openmoderator.callbacks.urls import BadCallbackUrl, check_callback_url


@pytest.mark.parametrize(
    "url",
    [
        "https://app.example/hook?id=1&name=A%20b",
        "http://127.0.0.1:9000/",
        "https://westus.api.cognitive.microsoft.com/contentmoderator/review/v1.0",
    ],
)
def test_a_callback_address_is_kept_as_given(url: str) -> None:
    assert check_callback_url(url) == url


@pytest.mark.parametrize("text", ["{callbackUrl}", "yes", "ftp://h/", "http://u:p@h/", "http://"])
def test_a_text_that_cannot_be_posted_to_is_a_clear_error(text: str) -> None:
    with pytest.raises(BadCallbackUrl, match="The callback address cannot be used") as caught:
        check_callback_url(text)
    assert caught.value.status == 400


@given(st.text(st.characters()))
def test_any_text_becomes_storable_and_keeps_its_length(text: str) -> None:
    stored = storable(text)
    assert len(stored) == len(text)
    assert "\0" not in stored
    stored.encode()


def test_texts_without_such_characters_stay() -> None:
    assert storable("grüße 🚲\r\n\t") == "grüße 🚲\r\n\t"
