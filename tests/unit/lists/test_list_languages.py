"""Languages of terms."""

from __future__ import annotations

import pytest

from openmoderator.lists.errors import UnknownLanguage
from openmoderator.lists.languages import language_of


@pytest.mark.parametrize(
    ("code", "kept"), [("eng", "eng"), ("en", "eng"), ("EN-us", "eng"), ("zh-hk", "zho")]
)
def test_every_code_that_callers_use_is_kept_as_iso_639_3(code: str, kept: str) -> None:
    assert language_of(code) == kept


@pytest.mark.parametrize("code", ["xx", "", "english", "e n", "x" * 500])
def test_a_code_nobody_knows_is_refused_with_what_to_give(code: str) -> None:
    with pytest.raises(UnknownLanguage, match="ISO 639-3") as raised:
        language_of(code)
    assert len(str(raised.value)) < 300
