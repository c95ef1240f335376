"""The Azure Python SDK, unmodified, drives every list call (contract 2, calls 7 to 26) of a
server with two web processes; what is published outlives it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from azure.cognitiveservices.vision.contentmoderator import ContentModeratorClient
from azure.cognitiveservices.vision.contentmoderator.models import APIErrorException
from msrest.authentication import CognitiveServicesCredentials
from tests.acceptance.calling import TeamOnIt, direct
from tests.acceptance.running import Installation, installation

from openmoderator.demo.pictures import sample_pictures

PICTURES = "https://pictures.example/of/"
ONE, TWO, *_ = (data for _, data in sample_pictures())
JSON = "application/json"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with two web processes and room for long lists."""
    folder = tmp_path_factory.mktemp("pictures")
    (folder / "one.png").write_bytes(ONE)
    room = {"TERMS_PER_LIST": "100000", "TERM_LISTS": "50", "IMAGE_LISTS": "50"}
    with installation(URL_MAP=f"{PICTURES}={folder}", WORKERS="2", **room) as made:
        yield made


@pytest.fixture(scope="module")
def team(served: Installation) -> TeamOnIt:
    """The caller's team."""
    return served.make_team("List Keepers")


@pytest.fixture(scope="module")
def sdk(served: Installation, team: TeamOnIt) -> Any:
    """The SDK's client; nothing but endpoint and key."""
    return client(served, team.key)


def client(served: Installation, key: str) -> Any:
    make: Any = ContentModeratorClient
    made = make(served.base, CognitiveServicesCredentials(key))
    made.config.proxies.use_env_settings = False
    return made


@pytest.fixture
def words(sdk: Any) -> int:
    """The id of an empty term list."""
    made: int = sdk.list_management_term_lists.create(JSON, {"name": "words"}).id
    return made


@pytest.fixture
def seen(sdk: Any) -> int:
    """The id of an empty image list."""
    made: int = sdk.list_management_image_lists.create(JSON, {"name": "seen"}).id
    return made


def screened(served: Installation, team: TeamOnIt, text: str, **query: object) -> list[str]:
    """The team's terms in the text, over a connection of its own."""
    answer = direct().post(
        f"{served.base}/contentmoderator/moderate/v1.0/ProcessText/Screen",
        params={"language": "eng", **{name: str(value) for name, value in query.items()}},
        data=text.encode(),
        headers={"Ocp-Apim-Subscription-Key": team.key, "Content-Type": "text/plain"},
        timeout=30,
    )
    assert answer.status_code == 200, answer.text
    return [term["Term"] for term in answer.json()["Terms"] or [] if term["ListId"]]


def matched(served: Installation, team: TeamOnIt, data: bytes, list_id: int) -> list[Any]:
    """The matches of a picture in one list, over a connection of its own."""
    answer = direct().post(
        f"{served.base}/contentmoderator/moderate/v1.0/ProcessImage/Match",
        params={"listId": str(list_id)},
        data=data,
        headers={"Ocp-Apim-Subscription-Key": team.key, "Content-Type": "image/gif"},
        timeout=30,
    )
    assert answer.status_code == 200, answer.text
    found: list[Any] = answer.json()["Matches"]
    return found


def test_every_call_about_a_term_list(sdk: Any) -> None:
    lists = sdk.list_management_term_lists
    body = {"name": "mine", "description": "of terms", "metadata": {"Key One": "A"}}
    made = lists.create(JSON, body)
    assert (made.name, made.description, made.metadata) == ("mine", "of terms", {"Key One": "A"})
    changed = lists.update(made.id, JSON, {"name": "ours"})
    assert (changed.name, changed.description, changed.metadata) == (
        "ours",
        "of terms",
        {"Key One": "A"},
    )
    assert lists.get_details(made.id).name == "ours"
    assert made.id in [one.id for one in lists.get_all_term_lists()]
    refreshed = lists.refresh_index_method(made.id, "eng")
    assert (refreshed.content_source_id, refreshed.is_update_success) == (str(made.id), True)
    assert refreshed.advanced_info == []
    assert refreshed.status.description == "RefreshIndex successfully completed."
    assert lists.delete(made.id) == ""
    with pytest.raises(APIErrorException, match="no term list") as raised:
        lists.get_details(made.id)
    assert raised.value.response.status_code == 404


def test_every_call_about_terms(sdk: Any, words: int) -> None:
    terms = sdk.list_management_term
    odd = ["a/b", "what?", "#tag", "50%", "two words", "e\u0301", "\U0001f4a9", "%2F", "a//b"]
    for term in odd:
        terms.add_term(str(words), term, "eng")
    terms.add_term(str(words), odd[0], "eng")
    page = terms.get_all_terms(str(words), "eng")
    assert [entry.term for entry in page.data.terms] == odd
    assert (page.paging.total, page.paging.limit, page.paging.offset, page.paging.returned) == (
        len(odd),
        50,
        0,
        len(odd),
    )
    page = terms.get_all_terms(str(words), "eng", offset=7, limit=1)
    assert [entry.term for entry in page.data.terms] == ["%2F"]
    for term in odd:
        terms.delete_term(str(words), term, "eng")
    assert terms.get_all_terms(str(words), "eng").data.terms == []
    terms.add_term(str(words), "last", "eng")
    terms.delete_all_terms(str(words), "eng")
    assert terms.get_all_terms(str(words), "eng").data.terms == []


def test_every_call_about_an_image_list(sdk: Any) -> None:
    lists = sdk.list_management_image_lists
    made = lists.create(JSON, {"name": "mine", "metadata": {"Key One": "Acceptable"}})
    assert 100_000 <= made.id < 1_000_000
    assert lists.update(made.id, JSON, {"name": "ours"}).metadata == {"Key One": "Acceptable"}
    assert lists.get_details(made.id).name == "ours"
    assert made.id in [one.id for one in lists.get_all_image_lists()]
    refreshed = lists.refresh_index_method(made.id)
    assert (refreshed.content_source_id, refreshed.is_update_success) == (str(made.id), True)
    assert lists.delete(made.id) == ""
    with pytest.raises(APIErrorException, match="no image list"):
        lists.get_details(made.id)


def test_every_call_about_images(sdk: Any, served: Installation, team: TeamOnIt, seen: int) -> None:
    images = sdk.list_management_image
    first = images.add_image_url_input(
        str(seen), JSON, value=f"{PICTURES}one.png", tag=101, label="Sports"
    )
    assert [pair.key for pair in first.additional_info] == [
        "Source",
        "ImageDownloadTimeInMs",
        "ImageSizeInBytes",
    ]
    second = images.add_image_file_input(str(seen), io.BytesIO(TWO), label="file")
    assert [pair.key for pair in second.additional_info] == ["Source"]
    with pytest.raises(APIErrorException, match="already") as raised:
        images.add_image_file_input(str(seen), io.BytesIO(ONE), label="again")
    assert raised.value.response.status_code == 409
    numbers = [int(first.content_id), int(second.content_id)]
    assert images.get_all_image_ids(str(seen)).content_ids == numbers
    assert matched(served, team, ONE, seen) == []
    sdk.list_management_image_lists.refresh_index_method(str(seen))
    assert matched(served, team, ONE, seen) == [
        {
            "Score": 1.0,
            "MatchId": numbers[0],
            "Source": str(seen),
            "Tags": [101],
            "Label": "Sports",
        }
    ]
    assert images.delete_image(str(seen), first.content_id) == ""
    assert [one["MatchId"] for one in matched(served, team, ONE, seen)] == numbers[:1]
    assert images.delete_all_images(str(seen)) == "Reset Successful."
    assert images.get_all_image_ids(str(seen)).content_ids == []
    sdk.list_management_image_lists.refresh_index_method(str(seen))
    assert matched(served, team, ONE, seen) == []


def test_adding_no_picture_at_all_is_refused(sdk: Any, seen: int) -> None:
    with pytest.raises(APIErrorException) as raised:
        sdk.list_management_image.add_image(str(seen))
    assert raised.value.response.status_code == 400


def test_a_refresh_counts_at_once_for_every_web_process(
    sdk: Any, served: Installation, team: TeamOnIt, words: int
) -> None:
    for number in range(5):
        sdk.list_management_term.add_term(str(words), f"zlatch{number}", "eng")
        sdk.list_management_term_lists.refresh_index_method(str(words), "eng")
        for _ in range(8):
            found = screened(served, team, f"a zlatch{number} here", listId=words)
            assert found == [f"zlatch{number}"]


def test_a_long_list_is_imported_built_by_the_worker_and_exported(
    sdk: Any, served: Installation, team: TeamOnIt, words: int, tmp_path: Path
) -> None:
    sent, got = tmp_path / "sent.txt", tmp_path / "got.txt"
    sent.write_text("".join(f"zlatch{number}x\n" for number in range(20_000)))
    of_list = ("--team", team.id, "--list", str(words), "--language", "en")
    done = served.command("lists", "import", str(sent), *of_list)
    assert done == {"given": 20_000, "added": 20_000}
    refreshed = sdk.list_management_term_lists.refresh_index_method(str(words), "eng")
    assert refreshed.is_update_success is True
    assert screened(served, team, "one zlatch19999x", listId=words) == ["zlatch19999x"]
    line = ("lists", "export", str(got), *of_list)
    served.run_beside(*line).wait(60)
    assert got.read_text() == sent.read_text()


def test_hashes_are_imported_published_and_shown_on_the_command_line(
    served: Installation, team: TeamOnIt, tmp_path: Path
) -> None:
    import hashlib

    made = served.command("lists", "create", "shared", "--kind", "image", "--team", team.id)
    list_id = made["list_id"]
    entry = {"raw_indicator": hashlib.md5(TWO).hexdigest(), "type": "HASH_MD5"}
    file = tmp_path / "hashes.json"
    file.write_text(json.dumps({"data": [entry]}))
    of_list = ("--team", team.id, "--list", str(list_id))
    assert served.command("lists", "import", str(file), *of_list)["added"] == 1
    assert served.command("lists", "refresh", *of_list) == {"entries": 1}
    assert len(matched(served, team, TWO, list_id)) == 1
    (row,) = [
        row
        for row in served.command("lists", "show", "--team", team.id)["lists"]
        if row["id"] == list_id
    ]
    assert (row["kind"], row["entries"], row["published"][0]["entries"]) == ("image", 1, 1)


def test_nobody_but_the_team_reaches_a_list(
    served: Installation, team: TeamOnIt, words: int, seen: int
) -> None:
    stranger = direct()
    other = direct()
    other.headers["Ocp-Apim-Subscription-Key"] = served.make_team("Others").key
    base = f"{served.base}/contentmoderator/lists/v1.0"
    for method, path in [
        ("GET", f"termlists/{words}"),
        ("PUT", f"termlists/{words}"),
        ("DELETE", f"termlists/{words}"),
        ("POST", f"termlists/{words}/RefreshIndex?language=eng"),
        ("GET", f"termlists/{words}/terms?language=eng"),
        ("DELETE", f"termlists/{words}/terms?language=eng"),
        ("POST", f"termlists/{words}/terms/x?language=eng"),
        ("DELETE", f"termlists/{words}/terms/x?language=eng"),
        ("GET", f"imagelists/{seen}"),
        ("PUT", f"imagelists/{seen}"),
        ("DELETE", f"imagelists/{seen}"),
        ("POST", f"imagelists/{seen}/RefreshIndex"),
        ("GET", f"imagelists/{seen}/images"),
        ("POST", f"imagelists/{seen}/images"),
        ("DELETE", f"imagelists/{seen}/images"),
        ("DELETE", f"imagelists/{seen}/images/1"),
    ]:
        given: dict[str, Any] = {"json": {"Name": "taken"}} if method == "PUT" else {}
        url = f"{base}/{path}"
        assert stranger.request(method, url, timeout=30, **given).status_code == 401
        assert other.request(method, url, timeout=30, **given).status_code == 404


def test_what_is_published_outlives_a_kill_of_everything(
    sdk: Any, served: Installation, team: TeamOnIt, words: int
) -> None:
    sdk.list_management_term.add_term(str(words), "blorpish", "eng")
    sdk.list_management_term_lists.refresh_index_method(str(words), "eng")
    served.kill_supervisor()
    served.start()
    served.wait_until_ready()
    assert screened(served, team, "so blorpish", listId=words) == ["blorpish"]
