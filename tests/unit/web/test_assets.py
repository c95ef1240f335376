"""Which files of the screens' folders are served."""

from __future__ import annotations

import pytest

from openmoderator.web import assets


def test_styles_scripts_and_drawings_are_served_under_a_version() -> None:
    address = assets.address("frame/tokens.css")
    assert address == f"/static/v/{assets.version()}/frame/tokens.css"
    found = assets.ScreenAssets().find(address.removeprefix("/static/"))
    assert found == str(assets.FOLDER / "frame" / "tokens.css")


@pytest.mark.parametrize(
    "path", ["frame/base.html", "team.py", "../settings.py", "frame/../team.py", "frame/none.css"]
)
def test_nothing_else_is(path: str) -> None:
    finder = assets.ScreenAssets()
    assert not finder.find(f"v/{assets.version()}/{path}")
    assert not finder.find(path)
    assert path not in {name for name, _ in finder.list(None)}


def test_a_file_without_its_version_is_not_found() -> None:
    assert not assets.ScreenAssets().find("frame/tokens.css")


def test_a_name_that_is_no_asset_stops_the_template() -> None:
    with pytest.raises(KeyError):
        assets.address("frame/base.html")
