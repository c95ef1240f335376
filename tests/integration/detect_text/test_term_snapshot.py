"""Custom terms in a mapped file: what is found, what is damaged, and that nothing is missed."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openmoderator.detect.text.alphabets import alphabet_of
from openmoderator.detect.text.errors import SnapshotDamaged
from openmoderator.detect.text.mapped.keys import keys_of
from openmoderator.detect.text.mapped.windows import ANYWHERE, EXACT, RAW
from openmoderator.detect.text.places import stands_alone
from openmoderator.detect.text.prepared import Prepared
from openmoderator.detect.text.reading import Reading
from openmoderator.detect.text.readings import Readings
from openmoderator.detect.text.scripts import is_unspaced
from openmoderator.detect.text.segments import SMALL_WORDS
from openmoderator.detect.text.snapshot import TermSnapshot, build, verify
from openmoderator.detect.text.spellings import Spelling

_LATIN = alphabet_of("eng")
_TERMS = (
    "viagra",
    "ill",
    "ab",
    "x",
    "cheap pills",
    "buy very cheap pills now",
    "a/b",
    "50 %",
    "c++",
    "ak-47",
    "what?",
    "#tag",
    "🖕",
    "👍🏽 👍",
    "法轮功",
    "卡拉OK",
    "ばか",
    "씨발",
    "соска",
    "naïve",
)
_PIECES = st.sampled_from(
    [
        *_TERMS,
        *"abxilv15/?#%+-.@ 🖕👍法功",
        " ",
        "  ",
        "v1agra",
        "v.i.a.g.r.a",
        "v i a g r a",
        "viaaagra",
        "VIAGRA",
        "ｖｉａｇｒａ",
        "vi-agra",
        "pil1s",
        "NOW",
        "ばーか",
        "法.轮",
        "ОК",
        "and",
        "\u200b",
        "\u0301",
        "\ufe0f",
        "\n",
        "s",
    ]
)


def _open(folder: Path, terms: list[str], language: str = "eng") -> TermSnapshot:
    path = folder / "terms"
    build(terms, path, language=language)
    return TermSnapshot.open(path, 7, language)


@lru_cache
def _alone(folder: Path, term: str) -> TermSnapshot:
    build([term], folder / str(_TERMS.index(term)))
    return TermSnapshot.open(folder / str(_TERMS.index(term)), 1, "eng")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("snapshots")


def _found(snapshot: TermSnapshot, text: str) -> list[tuple[str, str]]:
    return [(match.term, text[match.start : match.end]) for match in snapshot.find(Prepared(text))]


@pytest.mark.parametrize(
    ("term", "text", "written"),
    [
        ("Viagra", "buy VIAGRA!", "VIAGRA"),
        ("viagra", "v1agra", "v1agra"),
        ("viagra", "v.i.a.g.r.a now", "v.i.a.g.r.a"),
        ("cheap pills", "very CHEAP-pills", "CHEAP-pills"),
        ("a/b?c=1#d", "see A/B?c=1#D.", "A/B?c=1#D"),
        ("100%", "it is 100% sure", "100%"),
        ("50  %", "50\t%", "50\t%"),
        (":-)", "ok :-) bye", ":-)"),
        ("🖕", "you🖕🏿", "🖕"),
        ("🅰", "blood type 🅰\ufe0f a", "🅰\ufe0f"),
        ("法轮功", "我练法轮功吗", "法轮功"),
        ("ไทย", "ภาษาไทยดี", "ไทย"),
        ("don't", "I DON\u2019T know", "DON\u2019T"),
        ("соска", "buy соска now", "соска"),
        ("straße", "STRASSE", "STRASSE"),
        ("viagra", "\u202eargaiv\u202c", "argaiv"),
    ],
)
def test_a_custom_term_is_found_as_it_was_written_and_named_as_it_was_added(
    tmp_path: Path, term: str, text: str, written: str
) -> None:
    assert _found(_open(tmp_path, [term]), text) == [(term, written)]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("ill", "all I'll lil iii iil 11l"),
        ("ab", "aab abb 4b a.b cab abc"),
        ("x", "xxx x2 taxi"),
        ("ak-47", "ak-471 bak-47"),
        ("c++", "abc++"),
        ("ass", "class assess a5s"),
        ("卡拉OK", "卡拉OKs"),
        ("🅰", "a A"),
        ("hello", "hel lo"),
        ("shot", "sh*t"),
    ],
)
def test_a_custom_term_is_not_found_in_something_else(tmp_path: Path, term: str, text: str) -> None:
    assert _found(_open(tmp_path, [term]), text) == []


def test_german_terms_are_told_apart_by_their_umlauts(tmp_path: Path) -> None:
    german = _open(tmp_path, ["schwül"], "deu")
    assert _found(german, "schwul, Schwuel, SCHWÜL") == [
        ("schwül", "Schwuel"),
        ("schwül", "SCHWÜL"),
    ]


def test_terms_that_differ_in_case_only_are_reported_once(tmp_path: Path) -> None:
    assert _found(_open(tmp_path, ["Foo", "foo", "FOO"]), "fOO") == [("foo", "fOO")]


def test_the_longest_of_overlapping_terms_is_named(tmp_path: Path) -> None:
    snapshot = _open(tmp_path, ["cheap", "cheap pills", "pills here"])
    assert _found(snapshot, "cheap pills here") == [("cheap pills", "cheap pills")]


def test_a_match_carries_the_list_it_is_from(tmp_path: Path) -> None:
    snapshot = _open(tmp_path, ["foo"])
    (match,) = snapshot.find(Prepared("foo"))
    assert (match.list_id, snapshot.language, len(snapshot)) == (7, "eng", 1)


def test_the_same_terms_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    build(_TERMS, tmp_path / "a")
    build([*reversed(_TERMS), *_TERMS, ""], tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_an_empty_list_is_a_snapshot_that_finds_nothing(tmp_path: Path) -> None:
    snapshot = _open(tmp_path, [])
    assert _found(snapshot, "anything at all 1 🖕") == []
    assert len(snapshot) == 0


def test_many_terms_are_each_found_and_progress_is_told(tmp_path: Path) -> None:
    terms = [f"{a}{b}{c}" for a in "bcdfghjk" for b in "aeiou" for c in ("rum", "tan k", "9", "🍺")]
    terms += [f"word{number} and more of it" for number in range(30_000)]
    told: list[int] = []
    build(iter(terms), tmp_path / "many", told.append)
    verify(tmp_path / "many")
    snapshot = TermSnapshot.open(tmp_path / "many", 1, "eng")
    assert told[-1] == len(snapshot) == len(terms)
    for term in [*terms[:160], *terms[160::997]]:
        assert _found(snapshot, f"so {term} is") == [(term, term)]


@pytest.mark.parametrize("kept", [0, 3, 16, 40, 300, -64, -1])
def test_a_file_cut_short_is_found_at_open(tmp_path: Path, kept: int) -> None:
    build(_TERMS, tmp_path / "whole")
    (tmp_path / "cut").write_bytes((tmp_path / "whole").read_bytes()[:kept])
    with pytest.raises(SnapshotDamaged, match="Snapshot cut"):
        TermSnapshot.open(tmp_path / "cut", 1, "eng")


def test_a_changed_head_is_found_at_open_and_a_changed_body_by_verifying(tmp_path: Path) -> None:
    build(_TERMS, tmp_path / "whole")
    whole = (tmp_path / "whole").read_bytes()
    for place in (0, 9, 13, 50):
        changed = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        (tmp_path / "head").write_bytes(changed)
        with pytest.raises(SnapshotDamaged):
            TermSnapshot.open(tmp_path / "head", 1, "eng")
    at = whole.index("卡拉OK".encode())
    (tmp_path / "body").write_bytes(whole[:at] + b"?" + whole[at + 1 :])
    TermSnapshot.open(tmp_path / "body", 1, "eng")
    with pytest.raises(SnapshotDamaged, match="not what was written"):
        verify(tmp_path / "body")


def test_a_snapshot_in_use_outlives_its_replacement(tmp_path: Path) -> None:
    before = _open(tmp_path, ["old"])
    after = _open(tmp_path, ["new"])
    assert _found(before, "old new") == [("old", "old")]
    assert _found(after, "old new") == [("new", "new")]


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=9).map("".join), st.sampled_from(_TERMS))
def test_a_term_is_found_iff_the_naive_scanner_finds_it(shelf: Path, text: str, term: str) -> None:
    assert bool(_alone(shelf, term).find(Prepared(text))) == _naive(term, text)


@settings(max_examples=100, deadline=None)
@given(st.lists(_PIECES, max_size=30).map("".join))
def test_matches_are_in_order_and_each_is_one_of_its_term_alone(shelf: Path, text: str) -> None:
    everything = TermSnapshot.open(_everything(shelf), 1, "eng")
    border = 0
    matches = everything.find(Prepared(text))
    for match in matches:
        assert border <= match.start < match.end <= len(text)
        border = match.end
        assert _naive(match.term, text)
    assert bool(matches) == any(_naive(term, text) for term in _TERMS)


def test_any_text_is_taken(shelf: Path) -> None:
    everything = TermSnapshot.open(_everything(shelf), 1, "eng")
    for piece in ("", "\0", "\ud800", "a ", "1.", "\u0301", "法", "🖕 ", "\u202e\u202c"):
        everything.find(Prepared(piece * 20_000))


@lru_cache
def _everything(folder: Path) -> Path:
    build(_TERMS, folder / "everything")
    return folder / "everything"


def _naive(term: str, text: str) -> bool:
    """The plain way: every stretch of every reading held against the one term."""
    prepared = Prepared(text)
    readings = prepared.readings("eng")
    for key in keys_of(_LATIN, term):
        spelling = Spelling(key.text, term, 2)
        if key.kind in {EXACT, RAW}:
            exact = readings.exact if key.kind == EXACT else prepared.raw()
            borders = exact.borders if key.kind == EXACT else None
            if _naive_exact(exact.letters.text, key.text, borders):
                return True
        elif _naive_read(readings, spelling, anywhere=key.kind == ANYWHERE):
            return True
    return False


def _naive_exact(text: str, term: str, borders: object) -> bool:
    for start in range(len(text)):
        end = start + len(term)
        if text[start:end] == term and (borders is None or (borders[start] and borders[end])):  # type: ignore[index]
            return True
    return False


def _naive_read(readings: Readings, spelling: Spelling, *, anywhere: bool) -> bool:
    folded = readings.folded.text
    for reading in (readings.plain, *readings.leet):
        for start, end in _naive_hits(reading, spelling, anywhere=anywhere):
            alone = anywhere or reading.drawn or stands_alone(folded, start - 1, end - 1)
            if alone:
                return True
    if (parted := readings.parted) is not None:
        shortest = 2 if any(map(_is_syllabic, spelling.text[:1])) else 4
        for start, end in _naive_hits(parted, spelling, anywhere=anywhere):
            if end - start >= shortest and parted.is_disguised(start, end):
                return True
    spelled = readings.spelled_out
    runs = spelled.reading.letters.text.split("\n") if spelled is not None else ()
    long = len(spelling.text) >= 3 or anywhere
    return long and any(_fills(run, spelling) == "term" for run in runs)


def _naive_hits(
    reading: Reading, spelling: Spelling, *, anywhere: bool
) -> Iterator[tuple[int, int]]:
    """Every stretch of the letters that fits, whole words or anywhere."""
    text, runs = reading.letters.text, set(reading.places.tolist())
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            if not {start, end} <= runs or not _bounded(text, start, end, anywhere=anywhere):
                continue
            if _same(spelling, text[start:end]):
                yield start, end


def _bounded(text: str, start: int, end: int, *, anywhere: bool) -> bool:
    before, behind = text[start - 1 : start], text[end : end + 1]
    if not anywhere:
        return before == " " == behind and text[start] != " " != text[end - 1]
    open_before = not before.isalpha() or is_unspaced(before) or is_unspaced(text[start])
    open_behind = not behind.isalpha() or is_unspaced(behind) or is_unspaced(text[end - 1])
    return open_before and open_behind


def _same(spelling: Spelling, written: str) -> bool:
    return Spelling(written, "", 1).key == spelling.key and spelling.fits(written)


def _is_syllabic(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3" or character >= "\u3005"


def _fills(run: str, spelling: Spelling) -> str:
    """`term` where terms and small words fill the run and one is the term, else what else."""
    if not run:
        return "empty"
    for end in range(len(run), 0, -1):
        rest = _fills(run[end:], spelling)
        if rest and _same(spelling, run[:end]) and run[end : end + 1] != run[end - 1]:
            return "term"
        if rest == "term" and run[:end] in {small.text for small in SMALL_WORDS}:
            return "term"
    small = any(
        run.startswith(word.text) and _fills(run[len(word.text) :], spelling)
        for word in SMALL_WORDS
    )
    return "small" if small else ""
