"""Codes of languages in, ISO 639-3 out."""

import pytest

from openmoderator.detect.text.language_codes import to_iso639_3


@pytest.mark.parametrize(
    ("code", "iso"),
    [
        ("en", "eng"),
        ("en-US", "eng"),
        ("EN_us", "eng"),
        ("eng", "eng"),
        ("de", "deu"),
        ("zh", "zho"),
        ("zh-Hans-CN", "zho"),
        ("zh-TW", "zh-tw"),
        ("zh-hk", "zh-hk"),
        ("ceb", "ceb"),
        ("als", "gsw"),
        ("no", "nob"),
        ("xx", "und"),
        ("", "und"),
    ],
)
def test_a_code_becomes_iso_639_3(code: str, iso: str) -> None:
    assert to_iso639_3(code) == iso
