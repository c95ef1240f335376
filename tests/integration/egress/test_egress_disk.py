"""URLs that are served from a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from openmoderator.egress.errors import EgressRefused
from openmoderator.egress.fetch import fetch
from openmoderator.egress.policy import EgressPolicy

PREFIX = "https://samples.example/samples/"


@pytest.fixture
def policy(tmp_path: Path) -> EgressPolicy:
    """A mapped folder with a picture, beside a file that is nobody's business."""
    folder = tmp_path / "mapped"
    (folder / "sub").mkdir(parents=True)
    (folder / "sample6.png").write_bytes(b"picture")
    (folder / "sub" / "a b.txt").write_bytes(b"text")
    (folder / "large.bin").write_bytes(b"x" * 101)
    (tmp_path / "secret.txt").write_bytes(b"secret")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "loop").symlink_to(folder / "loop")
    return EgressPolicy(url_map=((PREFIX, folder),), max_bytes=100)


@pytest.mark.parametrize(
    ("rest", "body"),
    [
        ("sample6.png", b"picture"),
        ("sample6.png?sig=1#part", b"picture"),
        ("sub/a%20b.txt", b"text"),
    ],
)
def test_a_mapped_url_is_read_from_disk(policy: EgressPolicy, rest: str, body: bytes) -> None:
    assert fetch(PREFIX + rest, policy).body == body


def test_scheme_and_host_are_matched_in_any_case(policy: EgressPolicy) -> None:
    assert fetch("HTTPS://Samples.Example/samples/sample6.png", policy).body == b"picture"


@pytest.mark.parametrize(
    "rest",
    [
        "",
        "missing.png",
        "sub",
        "../secret.txt",
        "%2e%2e/secret.txt",
        "sub/../../secret.txt",
        "..%2fsecret.txt",
        "/../secret.txt",
        "link.txt",
        "loop",
        "a%00b",
        "x" * 300,
        "//etc/hostname",
    ],
)
def test_nothing_outside_the_folder_is_served(policy: EgressPolicy, rest: str) -> None:
    with pytest.raises(EgressRefused, match="no such file"):
        fetch(PREFIX + rest, policy)


def test_a_file_over_the_limit_is_refused(policy: EgressPolicy) -> None:
    with pytest.raises(EgressRefused, match="larger than 100 bytes"):
        fetch(PREFIX + "large.bin", policy)


def test_a_prefix_without_slash_covers_its_own_path_only(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    policy = EgressPolicy(url_map=(("http://127.0.0.1:1/samples", tmp_path),))
    assert fetch("http://127.0.0.1:1/samples/a", policy).body == b"a"
    with pytest.raises(EgressRefused, match="not a public address"):
        fetch("http://127.0.0.1:1/samplesevil/a", policy)


def test_the_longest_prefix_wins(tmp_path: Path) -> None:
    for name in ("outer", "inner"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a").write_bytes(name.encode())
    url_map = (
        ("http://h.example/", tmp_path / "outer"),
        ("http://h.example/in/", tmp_path / "inner"),
    )
    assert fetch("http://h.example/in/a", EgressPolicy(url_map=url_map)).body == b"inner"
