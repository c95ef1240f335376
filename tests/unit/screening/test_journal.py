"""A run that was ended: its output is cut to what was counted, and never mixed with another."""

from pathlib import Path

import pytest

from openmoderator.commands.screening.journal import (
    CannotWrite,
    Journal,
    Mark,
    OtherRun,
    run_key,
)


def _begun(out: Path, key: str = "key") -> Journal:
    """A run that counted two bytes and wrote two more before it was ended."""
    journal = Journal(out, key)
    file, mark = journal.open()
    assert mark == Mark()
    with file:
        file.write(b"ab")
        journal.keep(file, Mark(1, 0, 2))
        file.write(b"cd")
    return journal


def test_what_was_written_behind_the_mark_is_cut_off(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _begun(out)
    file, mark = Journal(out, "key").open()
    with file:
        file.write(b"C")
    assert mark == Mark(1, 0, 2)
    assert out.read_bytes() == b"abC"


def test_a_run_that_ended_before_its_first_block_begins_anew(tmp_path: Path) -> None:
    out = tmp_path / "out"
    file, _ = Journal(out, "key").open()
    file.write(b"head")
    file.close()
    file, mark = Journal(out, "key").open()
    file.close()
    assert mark == Mark()
    assert out.read_bytes() == b""


def test_an_output_that_was_removed_is_written_from_the_beginning(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _begun(out)
    out.unlink()
    file, mark = Journal(out, "key").open()
    file.close()
    assert mark == Mark()


def test_a_whole_output_is_never_written_over(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _begun(out).finish()
    with pytest.raises(OtherRun, match="there already"):
        Journal(out, "key").open()


def test_a_run_with_other_options_does_not_go_on(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _begun(out)
    with pytest.raises(OtherRun, match="other options"):
        Journal(out, "other").open()
    assert out.read_bytes() == b"abcd"


def test_the_key_changes_with_the_file_and_with_what_decides_the_output(tmp_path: Path) -> None:
    path = tmp_path / "in"
    path.write_text("one")
    keys = {run_key(path), run_key(path, "text"), run_key(path, "text", 1)}
    path.write_text("two!")
    assert len(keys | {run_key(path)}) == 4


def test_a_run_killed_before_it_made_its_output_is_no_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    written: list[bool] = []
    replace = Path.replace

    def noted(draft: Path, target: Path) -> Path:
        written.append(out.exists())
        return replace(draft, target)

    monkeypatch.setattr(Path, "replace", noted)
    file, _ = Journal(out, "key").open()
    file.close()
    assert written == [False]


def test_two_runs_do_not_write_one_output_at_the_same_time(tmp_path: Path) -> None:
    out = tmp_path / "out"
    file, _ = Journal(out, "key").open()
    with file, pytest.raises(OtherRun, match="by another run"):
        Journal(out, "key").open()
    later, _ = Journal(out, "key").open()
    later.close()


def test_an_output_shorter_than_what_was_counted_is_never_filled_up(tmp_path: Path) -> None:
    out = tmp_path / "out"
    _begun(out)
    out.write_bytes(b"a")
    with pytest.raises(OtherRun, match="another state"):
        Journal(out, "key").open()
    assert out.read_bytes() == b"a"


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"key": "key", "more": 1}', "\0\0"])
def test_a_damaged_journal_is_refused_like_that_of_another_run(tmp_path: Path, kept: str) -> None:
    out = tmp_path / "out"
    _begun(out)
    (tmp_path / "out.resume").write_text(kept)
    with pytest.raises(OtherRun, match="another state"):
        Journal(out, "key").open()
    assert out.read_bytes() == b"abcd"


def test_an_output_in_no_folder_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="cannot be written: No such file or directory"):
        Journal(tmp_path / "none" / "out", "key").open()
