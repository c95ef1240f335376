"""Settings are strict: what is unknown or unusable stops the start with one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openmoderator.config import Config, ConfigError, kept_secret_key
from openmoderator.config_values import READERS


def refusal(**env: str) -> str:
    with pytest.raises(ConfigError) as caught:
        Config.load({f"OPENMODERATOR_{name}": text for name, text in env.items()})
    sentence = str(caught.value)
    assert "\n" not in sentence
    assert sentence.endswith((".", "?"))
    return sentence


def loaded(**env: str) -> Config:
    return Config.load({f"OPENMODERATOR_{name}": text for name, text in env.items()})


def test_every_field_can_be_set_and_every_setting_is_a_field() -> None:
    assert set(READERS) == set(Config.__dataclass_fields__)


def test_an_unknown_variable_stops_the_start_and_names_the_nearest() -> None:
    sentence = refusal(DATABSE_URL="postgresql://x/y")
    assert sentence.startswith("OPENMODERATOR_DATABSE_URL is not a setting")
    assert "did you mean OPENMODERATOR_DATABASE_URL?" in sentence


def test_an_unknown_variable_that_resembles_nothing_lists_what_there_is() -> None:
    assert "PUBLIC_URL" in refusal(ZZZZZZZZ="1")


def test_a_variable_in_another_case_is_unknown() -> None:
    with pytest.raises(ConfigError, match="did you mean OPENMODERATOR_DATA"):
        Config.load({"OPENMODERATOR_Data": "/x"})


@pytest.mark.parametrize(
    "name",
    [
        "OPENMODERATOR_PORT",
        "OPENMODERATOR_PORT_8080_TCP_ADDR",
        "OPENMODERATOR_SERVICE_HOST",
        "OPENMODERATOR_SERVICE_PORT_HTTP",
        "OPENMODERATOR_WEB_SERVICE_HOST",
        "OPENMODERATOR_WEB_PORT_80_TCP",
    ],
)
def test_what_kubernetes_injects_is_passed_over(name: str) -> None:
    assert Config.load({name: "tcp://10.0.0.1:8080"}).content_days == 30


def test_variables_of_others_are_not_looked_at() -> None:
    assert Config.load({"DATA": "x", "OPEN_MODERATOR_DATA": "y"}).lease_seconds == 600


def test_an_empty_variable_means_the_default() -> None:
    assert loaded(CONTENT_DAYS="", PUBLIC_URL=" ") == loaded()


def test_a_relative_data_folder_becomes_absolute() -> None:
    assert loaded(DATA="here").data == Path.cwd() / "here"


def test_a_bad_number_says_what_it_is_and_what_is_allowed() -> None:
    sentence = refusal(CONTENT_DAYS="a month")
    assert sentence == (
        "OPENMODERATOR_CONTENT_DAYS is 'a month', but must be a number from 0 to 36500."
    )


@pytest.mark.parametrize("text", ["-0.1", "1.1", "nan", "inf", "half", "1e-3", "0,5"])
def test_a_threshold_outside_of_0_to_1_is_refused(text: str) -> None:
    assert "must be a number from 0 to 1" in refusal(ADULT_THRESHOLD=text)


@given(st.integers(min_value=1, max_value=36_500))
def test_every_number_in_the_range_is_taken(days: int) -> None:
    assert loaded(CONTENT_DAYS=str(days)).content_days == days


@given(st.text(min_size=1).filter(lambda text: "\0" not in text))
def test_no_text_is_ever_taken_for_something_it_is_not(text: str) -> None:
    for name in ("CONTENT_DAYS", "RACY_THRESHOLD", "ALLOW_PRIVATE_NETWORKS", "PUBLIC_URL"):
        try:
            loaded(**{name: text})
        except ConfigError as error:
            assert name in str(error)  # noqa: PT017 - both outcomes are right


def test_networks_are_brought_to_one_form() -> None:
    config = loaded(ALLOW_PRIVATE_NETWORKS="127.0.0.1, 10.1.2.3/8,fd00::1/8")
    assert config.allow_private_networks == ("127.0.0.1/32", "10.0.0.0/8", "fd00::/8")


def test_a_network_that_is_none_is_named() -> None:
    assert "holds 'localhost'" in refusal(ALLOW_PRIVATE_NETWORKS="10.0.0.0/8,localhost")


def test_a_url_map_pairs_prefixes_with_folders() -> None:
    config = loaded(URL_MAP="https://one.example/a/=/srv/a, http://two.example/=/srv/b")
    assert config.url_map == (
        ("https://one.example/a/", Path("/srv/a")),
        ("http://two.example/", Path("/srv/b")),
    )


@pytest.mark.parametrize("text", ["/srv/a", "ftp://x/=/srv", "https://x/="])
def test_a_url_map_without_pairs_is_refused(text: str) -> None:
    assert "must be pairs like" in refusal(URL_MAP=text)


def test_a_public_url_loses_its_last_slash() -> None:
    assert loaded(PUBLIC_URL="https://m.example.com/").public_url == "https://m.example.com"


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("k" * 40 + "\n")
    assert loaded(SECRET_KEY_FILE=str(file)).secret_key == "k" * 40


def test_a_secret_given_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("k" * 40)
    assert "both set" in refusal(SECRET_KEY_FILE=str(file), SECRET_KEY="q" * 40)


def test_a_secret_file_that_is_missing_is_named(tmp_path: Path) -> None:
    missing = tmp_path / "none"
    assert str(missing) in refusal(DATABASE_URL_FILE=str(missing))


def test_only_secrets_may_come_from_files() -> None:
    assert "is not a setting" in refusal(CONTENT_DAYS_FILE="/x")


def test_a_refused_secret_is_not_repeated() -> None:
    assert "hunter2" not in refusal(SECRET_KEY="hunter2")
    assert "hunter2" not in refusal(DATABASE_URL="mysql://root:hunter2@db/x")


def test_the_kept_key_is_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    first = kept_secret_key(tmp_path)
    assert kept_secret_key(tmp_path) == first
    assert len(first) >= 32
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_without_a_data_folder_no_key_is_left_behind(tmp_path: Path) -> None:
    kept_secret_key(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_key_is_refused_and_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(ConfigError, match="restore it from your backup"):
        kept_secret_key(tmp_path)
