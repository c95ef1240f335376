"""Paths of the wire in any spelling become one."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.api.azure.paths import fold

CANONICAL = [
    "/contentmoderator/review/v1.0/teams/{0}/jobs",
    "/contentmoderator/review/v1.0/teams/{0}/jobs/{1}",
    "/contentmoderator/review/v1.0/teams/{0}/reviews",
    "/contentmoderator/review/v1.0/teams/{0}/reviews/{1}",
    "/contentmoderator/review/v1.0/teams/{0}/reviews/{1}/frames",
    "/contentmoderator/review/v1.0/teams/{0}/workflows/{1}",
    "/contentmoderator/lists/v1.0/termlists/{0}/refreshindex",
    "/contentmoderator/lists/v1.0/imagelists/{0}/images/{1}",
    "/contentmoderator/moderate/v1.0/processtext/screen",
]
NAMES = st.text(string.ascii_letters + string.digits + " .-_éß日", min_size=1, max_size=12)


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """A path as some client spells it, and its one spelling."""
    words = draw(st.sampled_from(CANONICAL)).strip("/").split("/")
    names = [draw(NAMES), draw(NAMES)]
    spelled = []
    for word in words:
        if word.startswith("{"):
            spelled.append(names[int(word[1])])
        else:
            upper = draw(st.lists(st.booleans(), min_size=len(word), max_size=len(word)))
            letters = zip(word, upper, strict=True)
            spelled.append("".join(c.upper() if up else c for c, up in letters))
    slashes = st.sampled_from(["/", "/", "//", "///"])
    path = "".join(draw(slashes) + word for word in spelled) + draw(
        st.sampled_from(["", "/", "//"])
    )
    return path, "/" + "/".join(words).format(*names)


@given(spellings())
def test_any_spelling_of_a_path_folds_to_one_and_keeps_the_callers_own_names(
    case: tuple[str, str],
) -> None:
    path, expected = case
    assert fold(path) == expected


@given(spellings())
def test_folding_a_folded_path_changes_nothing(case: tuple[str, str]) -> None:
    assert fold(fold(case[0])) == fold(case[0])


@given(st.text(max_size=40))
def test_no_path_makes_folding_fail(path: str) -> None:
    assert "\0" not in fold("/contentmoderator/" + path)


@pytest.mark.parametrize("path", ["/", "/review/Image", "/API/docs", "/contentmoderators/x", ""])
def test_other_paths_stay_as_they_are(path: str) -> None:
    assert fold(path) == path


@pytest.mark.parametrize(
    ("path", "folded"),
    [
        ("//ContentModerator//Lists/v1.0/TermLists/67/Terms/A/B", "A/B"),
        ("/contentmoderator/lists/v1.0/termlists/67/terms/Http://X/", "Http://X"),
        ("/contentmoderator/lists/v1.0/termlists/67/terms/a//", "a/"),
        ("/contentmoderator/lists/v1.0/termlists/67/terms//", "/"),
    ],
)
def test_a_term_keeps_its_slashes_and_its_case(path: str, folded: str) -> None:
    assert fold(path) == "/contentmoderator/lists/v1.0/termlists/67/terms/" + folded


@pytest.mark.parametrize("tail", ["Terms", "terms/", "TERMS/"])
def test_terms_without_a_term_is_the_list_of_terms(tail: str) -> None:
    path = "/contentmoderator/lists/v1.0/termlists/67/" + tail
    assert fold(path) == "/contentmoderator/lists/v1.0/termlists/67/terms"
