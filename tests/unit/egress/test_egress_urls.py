"""Which texts are URLs at all, and what messages show of them."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.egress.errors import EgressRefused, shown
from openmoderator.egress.urls import MAX_LENGTH, check_url, host_of


@pytest.mark.parametrize(
    "text",
    [
        "",
        "item-1",
        "ftp://host/file",
        "file:///etc/hostname",
        "gopher://host/",
        "javascript:alert(1)",
        "data:text/plain,hello",
        "//host/path",
        "http://",
        "http:///path",
        "http://host:port/",
        "http://host:99999/",
        "http://[::1/",
        "http://user:secret@host/",
        "http://user@host/",
        "http://host\\@other/",
        "http://ho st/",
        "http://host/a\x00b",
        "http://host/a\r\nHost: other",
        "http://host/\ud800",
        "http://host/" + "a" * MAX_LENGTH,
    ],
)
def test_a_text_that_cannot_be_followed_is_refused(text: str) -> None:
    with pytest.raises(EgressRefused):
        check_url(text)


@pytest.mark.parametrize(
    "url",
    [
        "http://host",
        "HTTPS://Host.Example:8443/path?query=1#part",
        "http://127.0.0.1:1234/",
        "http://[2001:db8::1]/",
        "http://bücher.example/ü?q=ü",
        "https://host/my picture.png",
    ],
)
def test_a_url_comes_back_as_given(url: str) -> None:
    assert check_url(f"  {url}\n") == url


@given(st.text(max_size=60))
def test_any_text_is_a_url_or_refused_and_nothing_else_happens(text: str) -> None:
    for candidate in (text, "http://" + text):
        with contextlib.suppress(EgressRefused):
            assert check_url(candidate) == candidate.strip()


def test_messages_show_neither_query_nor_credentials_nor_fragment() -> None:
    text = shown("https://user:secret@host:8443/path?token=secret#secret")
    assert text == "https://host:8443/path"


def test_messages_stay_short_and_printable() -> None:
    text = shown("https://host/" + "\x1b[31m" * 200)
    assert len(text) <= 200
    assert text.isprintable()


def test_one_receiver_is_host_and_port_whatever_the_case() -> None:
    assert host_of("HTTP://Host.Example:81/a") == host_of("http://host.example:81/b?c")
    assert host_of("http://host:81/") != host_of("http://host:82/")


def test_a_text_that_is_no_url_has_no_receiver() -> None:
    assert host_of("http://[x/") == host_of("item-1") == ""
