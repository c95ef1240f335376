"""The pages of lists: making, filling, publishing, testing and deleting them."""

from __future__ import annotations

import html
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from openmoderator.accounts.models import Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.lists import catalogue, copying, terms
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.models import ImageList, ListedImage, Snapshot, Term, TermList
from openmoderator.lists.refresh import refresh, request_refresh
from openmoderator.samples.pictures import sample_pictures

ONE, TWO, *_ = (data for _, data in sample_pictures())
PATHS = ("terms", "images")


@pytest.fixture
def words(team: Team) -> TermList:
    """An empty term list."""
    return catalogue.create(TermList, team, ListFields("Scams"))


@pytest.fixture
def known(team: Team) -> ImageList:
    """An empty image list."""
    return catalogue.create(ImageList, team, ListFields("Known"))


def at(row: TermList | ImageList, act: str = "") -> str:
    kind = "terms" if isinstance(row, TermList) else "images"
    return f"/lists/{kind}/{row.pk}" + (f"/{act}" if act else "")


def text_of(answer: Any) -> str:
    """The page in words, on one line."""
    return " ".join(html.unescape(answer.content.decode()).split())


def picture(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "image/png")


def downloaded(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def texts(row: TermList) -> list[str]:
    return list(Term.objects.filter(term_list=row).order_by("pk").values_list("text", flat=True))


def test_a_list_is_made_with_its_name_and_the_act_is_recorded(
    as_lead: Client, lead: User, team: Team
) -> None:
    answer = as_lead.post("/lists/terms", {"name": "Scams", "description": "of shops"})
    made = TermList.objects.get(team=team)
    assert answer["Location"] == at(made)
    assert (made.name, made.description) == ("Scams", "of shops")
    assert AuditEntry.objects.get(action="termlist.created").actor == lead


def test_a_negative_image_list_says_so(as_lead: Client, team: Team) -> None:
    as_lead.post("/lists/images", {"name": "Harmless", "negative": "on"})
    assert ImageList.objects.get(team=team).negative
    assert "negative" in text_of(as_lead.get("/lists/images"))


@pytest.mark.parametrize("kind", PATHS)
def test_a_list_without_a_name_is_refused_beside_the_field(as_lead: Client, kind: str) -> None:
    answer = as_lead.post(f"/lists/{kind}", {"name": " ", "description": "kept"})
    assert answer.status_code == 422
    assert "Give the list a name." in text_of(answer)
    assert 'value="kept"' in answer.content.decode()


def test_the_limit_of_lists_is_said_beside_the_field(as_lead: Client, team: Team) -> None:
    for number in range(5):
        catalogue.create(TermList, team, ListFields(f"list {number}"))
    answer = as_lead.post("/lists/terms", {"name": "one more"})
    assert answer.status_code == 422
    assert "which is the limit" in text_of(answer)


def test_terms_are_added_one_a_line_in_the_language_of_the_form(
    as_lead: Client, words: TermList
) -> None:
    form = {"language": "pt", "terms": "golpe\n\n  phishing \nGolpe"}
    answer = as_lead.post(at(words, "add"), form, follow=True)
    assert texts(words) == ["golpe", "phishing", "Golpe"]
    assert set(Term.objects.values_list("language", flat=True)) == {"por"}
    assert "3 of 3 are new in the list." in text_of(answer)
    assert "not published" in text_of(answer)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"language": "eng", "terms": " "}, "Write a term on each line."),
        ({"language": "klingonese", "terms": "x"}, "is no language that is known"),
        ({"language": "eng", "terms": "good\n" + "x" * 501}, "at most 500 are kept"),
    ],
)
def test_what_cannot_be_added_is_said_and_nothing_typed_is_lost(
    as_lead: Client, words: TermList, form: dict[str, str], said: str
) -> None:
    answer = as_lead.post(at(words, "add"), form)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert form["terms"].strip()[:20] in answer.content.decode()
    assert texts(words) == []


def test_only_the_chosen_terms_are_removed(as_lead: Client, words: TermList, team: Team) -> None:
    copying.import_terms(team, words.pk, "eng", ["one", "two", "three"])
    chosen = [str(Term.objects.get(text=text).pk) for text in ("one", "three")]
    as_lead.post(at(words, "remove"), {"language": "eng", "entry": chosen})
    assert texts(words) == ["two"]
    words.refresh_from_db()
    assert words.entries == 1


def test_terms_of_another_list_are_not_removed(
    as_lead: Client, words: TermList, team: Team
) -> None:
    other = catalogue.create(TermList, team, ListFields("Other"))
    terms.add(team, other.pk, "eng", "safe")
    as_lead.post(at(words, "remove"), {"entry": [str(Term.objects.get().pk)]})
    assert texts(other) == ["safe"]


def test_pages_of_terms_go_on_where_the_last_ended(
    as_lead: Client, words: TermList, team: Team
) -> None:
    copying.import_terms(team, words.pk, "eng", [f"term {number:03}" for number in range(120)])
    seen: list[str] = []
    address = at(words)
    for _ in range(3):
        answer = as_lead.get(address)
        seen += [term.text for term in answer.context["entries"].rows]
        address = f"{at(words)}?after={answer.context['entries'].more}"
    assert seen == [f"term {number:03}" for number in range(120)]
    assert answer.context["entries"].more is None


def test_terms_are_found_by_their_beginning_in_any_case(
    as_lead: Client, words: TermList, team: Team
) -> None:
    copying.import_terms(team, words.pk, "eng", ["Alpha", "alps", "beta", "100% off", "100 euro"])
    shown = as_lead.get(f"{at(words)}?begins=AL").context["entries"].rows
    assert [term.text for term in shown] == ["Alpha", "alps"]
    shown = as_lead.get(f"{at(words)}?begins=100%25").context["entries"].rows
    assert [term.text for term in shown] == ["100% off"]


def test_refresh_publishes_and_changes_after_it_are_counted(
    as_lead: Client, words: TermList, team: Team
) -> None:
    terms.add(team, words.pk, "eng", "one")
    assert "Nothing of it counts until you press Refresh." in text_of(as_lead.get(at(words)))
    answer = as_lead.post(at(words, "refresh"), {"language": "eng"}, follow=True)
    assert "1 entry in force" in text_of(answer)
    copying.import_terms(team, words.pk, "eng", ["two", "three"])
    terms.delete(team, words.pk, "eng", "one")
    assert "3 changes not published" in text_of(as_lead.get(at(words)))
    assert "3 changes not published" in text_of(as_lead.get("/lists/terms"))
    as_lead.post(at(words, "refresh"), {"language": "eng"})
    assert "not published" not in text_of(as_lead.get("/lists/terms"))


def test_changes_in_one_language_leave_the_others_published(
    as_lead: Client, words: TermList, team: Team
) -> None:
    for language in ("eng", "por"):
        terms.add(team, words.pk, language, "one")
        refresh(TermList, team, words.pk, language)
    terms.add(team, words.pk, "por", "two")
    assert (
        "change" not in text_of(as_lead.get(f"{at(words)}?language=eng")).partition("Terms in")[0]
    )
    assert "1 change not published" in text_of(as_lead.get(f"{at(words)}?language=por"))


def test_a_list_that_is_being_built_shows_how_far_it_is(
    as_lead: Client, words: TermList, team: Team
) -> None:
    terms.add(team, words.pk, "eng", "one")
    snapshot = request_refresh(TermList, team, words.pk, "eng")
    Snapshot.objects.filter(pk=snapshot.pk).update(progress=40_000, total=100_000)
    answer = as_lead.get(at(words, "state"), {"language": "eng"})
    assert "40,000 of 100,000 entries" in text_of(answer)
    assert 'max="100000" value="40000"' in answer.content.decode()


def test_the_state_costs_nothing_while_nothing_changed(
    as_lead: Client, words: TermList, team: Team
) -> None:
    first = as_lead.get(at(words, "state"))
    tag = {"If-None-Match": first["ETag"]}
    assert as_lead.get(at(words, "state"), headers=tag).status_code == 304
    terms.add(team, words.pk, "eng", "one")
    refresh(TermList, team, words.pk, "eng")
    assert as_lead.get(at(words, "state"), headers=tag).status_code == 200


def test_a_text_is_tested_against_this_list_alone(
    as_lead: Client, words: TermList, team: Team
) -> None:
    other = catalogue.create(TermList, team, ListFields("Other"))
    for row, term in ((words, "moonshot"), (other, "banana")):
        terms.add(team, row.pk, "eng", term)
        refresh(TermList, team, row.pk, "eng")
    answer = as_lead.post(at(words, "test"), {"language": "eng", "text": "A crap MOONSHOT banana"})
    assert '<mark class="own" tabindex="0">MOONSHOT<' in answer.content.decode()
    assert "1 term found" in text_of(answer)
    assert answer.content.decode().count("<mark") == 1


def test_nothing_is_tested_before_it_is_published(as_lead: Client, words: TermList) -> None:
    answer = as_lead.post(at(words, "test"), {"language": "eng", "text": "hello"})
    assert answer.status_code == 422
    assert "Press Refresh first." in text_of(answer)


def test_markup_in_terms_and_tested_texts_stays_text(
    as_lead: Client, words: TermList, team: Team
) -> None:
    terms.add(team, words.pk, "eng", "<b>bold</b>")
    refresh(TermList, team, words.pk, "eng")
    evil = "<script>alert(1)</script>"
    answer = as_lead.post(at(words, "test"), {"language": "eng", "text": evil})
    assert evil not in answer.content.decode()
    assert "<b>bold</b>" not in answer.content.decode()


def test_pictures_are_added_with_label_and_tags_and_found_again(
    as_lead: Client, known: ImageList
) -> None:
    form = {"pictures": [picture("a.png", ONE)], "label": "cyclists", "tags": "101, 7"}
    as_lead.post(at(known, "add"), form)
    row = ListedImage.objects.get()
    assert (row.label, row.tags) == ("cyclists", [101, 7])
    as_lead.post(at(known, "refresh"))
    found = as_lead.post(at(known, "test"), {"picture": picture("again.png", ONE)})
    (match,) = found.context["tested"].matches
    assert (match.match.distance, match.match.exact) == (0, True)
    assert "cyclists" in text_of(found)
    other = as_lead.post(at(known, "test"), {"picture": picture("other.png", TWO)})
    assert "Nothing in the list is like other.png." in text_of(other)


def test_one_bad_picture_does_not_keep_the_others_out(as_lead: Client, known: ImageList) -> None:
    given = [picture("bad.png", b"no picture"), picture("a.png", ONE), picture("b.png", ONE)]
    answer = as_lead.post(at(known, "add"), {"pictures": given}, follow=True)
    assert ListedImage.objects.count() == 1
    assert "bad.png:" in text_of(answer)
    assert "b.png: The picture is in the list" in text_of(answer)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Choose a picture."),
        ({"tags": "red"}, "is no whole number"),
    ],
)
def test_what_is_wrong_with_pictures_is_said(
    as_lead: Client, known: ImageList, form: dict[str, str], said: str
) -> None:
    files = {"pictures": [picture("a.png", ONE)]} if form else {}
    answer = as_lead.post(at(known, "add"), {**form, **files})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not ListedImage.objects.exists()


def test_a_removed_picture_is_no_longer_listed(as_lead: Client, known: ImageList) -> None:
    as_lead.post(at(known, "add"), {"pictures": [picture("a.png", ONE)]})
    as_lead.post(at(known, "remove"), {"entry": str(ListedImage.objects.get().pk)})
    assert as_lead.get(at(known)).context["entries"].rows == ()
    assert AuditEntry.objects.get(action="imagelist.image_deleted").actor is not None


def test_what_was_exported_can_be_imported(as_lead: Client, words: TermList, team: Team) -> None:
    given = ["=danger()", "two words", "ünï"]
    copying.import_terms(team, words.pk, "eng", given)
    other = catalogue.create(TermList, team, ListFields("Copy"))
    for form in ("txt", "json"):
        answer = as_lead.get(f"{at(words, 'export')}?language=eng&form={form}")
        assert answer["Content-Disposition"] == (
            f'attachment; filename="term-list-{words.pk}-eng.{form}"'
        )
        file = SimpleUploadedFile(f"terms.{form}", downloaded(answer))
        as_lead.post(at(other, "import"), {"language": "eng", "file": file})
        assert texts(other) == given
        terms.clear(team, other.pk, "eng")


def test_hashes_are_imported_and_exported(as_lead: Client, known: ImageList, team: Team) -> None:
    as_lead.post(at(known, "add"), {"pictures": [picture("a.png", ONE)]})
    other = catalogue.create(ImageList, team, ListFields("Copy"))
    for form in ("csv", "json"):
        answer = as_lead.get(f"{at(known, 'export')}?form={form}")
        data = downloaded(answer)
        as_lead.post(at(other, "import"), {"file": SimpleUploadedFile(f"hashes.{form}", data)})
    assert set(ListedImage.objects.filter(image_list=other).values_list("kind", flat=True)) == {
        "pdq",
        "md5",
    }


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("terms.json", b'"good"\nbroken\n', "Line 2 is no JSON string"),
        ("terms.txt", "caf\u00e9".encode("latin-1"), "not UTF-8"),
        ("terms.txt", b"x" * 501, "at most 500 are kept"),
    ],
)
def test_a_file_that_cannot_be_used_adds_nothing_and_says_where(
    as_lead: Client, words: TermList, name: str, data: bytes, said: str
) -> None:
    file = SimpleUploadedFile(name, data)
    answer = as_lead.post(at(words, "import"), {"language": "eng", "file": file})
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert texts(words) == []


def test_terms_that_a_line_cannot_hold_are_refused_as_text_and_exported_as_json(
    as_lead: Client, words: TermList, team: Team
) -> None:
    terms.add(team, words.pk, "eng", "two\nlines")
    refused = as_lead.get(f"{at(words, 'export')}?language=eng&form=txt")
    assert refused.status_code == 422
    assert "has a line break" in text_of(refused)
    whole = as_lead.get(f"{at(words, 'export')}?language=eng&form=json")
    assert downloaded(whole) == b'"two\\nlines"\n'


def test_a_list_is_renamed(as_lead: Client, words: TermList) -> None:
    as_lead.post(at(words, "change"), {"name": "Frauds", "description": "new"})
    words.refresh_from_db()
    assert (words.name, words.description) == ("Frauds", "new")
    answer = as_lead.post(at(words, "change"), {"name": "", "description": "typed"})
    assert answer.status_code == 422
    assert "typed" in text_of(answer)


def test_a_list_is_deleted_only_when_its_name_is_typed(as_lead: Client, words: TermList) -> None:
    answer = as_lead.post(at(words, "delete"), {"typed_name": "scams"})
    assert answer.status_code == 422
    assert TermList.objects.exists()
    as_lead.post(at(words, "delete"), {"typed_name": "Scams"})
    assert not TermList.objects.exists()


@pytest.mark.parametrize("act", ["", "state", "export"])
@pytest.mark.parametrize("kind", PATHS)
def test_lists_of_another_team_do_not_exist(
    as_lead: Client, other_team: Team, act: str, kind: str
) -> None:
    model: Any = TermList if kind == "terms" else ImageList
    theirs = catalogue.create(model, other_team, ListFields("Theirs"))
    assert as_lead.get(at(theirs, act)).status_code == 404


@pytest.mark.parametrize("act", ["add", "remove", "import", "refresh", "test", "change", "delete"])
@pytest.mark.parametrize("kind", PATHS)
def test_lists_of_another_team_cannot_be_changed(
    as_lead: Client, other_team: Team, act: str, kind: str
) -> None:
    model: Any = TermList if kind == "terms" else ImageList
    theirs = catalogue.create(model, other_team, ListFields("Theirs"))
    form = {"name": "mine", "typed_name": "Theirs", "terms": "x", "language": "eng", "text": "x"}
    assert as_lead.post(at(theirs, act), form).status_code == 404
    assert model.objects.get(pk=theirs.pk).name == "Theirs"


def test_reviewers_are_told_that_lists_are_not_theirs(as_anna: Client, words: TermList) -> None:
    assert as_anna.get("/lists/terms").status_code == 403
    assert as_anna.post(at(words, "add"), {"language": "eng", "terms": "x"}).status_code == 403
    assert texts(words) == []


def test_the_overview_asks_no_more_for_many_lists_than_for_one(as_lead: Client, team: Team) -> None:
    def filled(number: int) -> None:
        row = catalogue.create(TermList, team, ListFields(f"list {number}"))
        for language in ("eng", "por", "deu"):
            terms.add(team, row.pk, language, "word")
            refresh(TermList, team, row.pk, language)

    filled(0)
    as_lead.get("/lists/terms")
    with CaptureQueriesContext(connection) as first:
        as_lead.get("/lists/terms")
    for number in range(1, 5):
        filled(number)
    with CaptureQueriesContext(connection) as many:
        shown = text_of(as_lead.get("/lists/terms"))
    assert len(many) == len(first)
    assert shown.count("<code>deu</code>") == 5


def test_a_file_is_read_with_a_byte_order_mark(as_lead: Client, words: TermList) -> None:
    data = io.BytesIO("\ufeffone\r\ntwo\r\n".encode()).read()
    file = SimpleUploadedFile("terms.txt", data)
    as_lead.post(at(words, "import"), {"language": "eng", "file": file})
    assert texts(words) == ["one", "two"]


def test_the_language_of_the_page_is_not_that_of_the_terms(
    as_lead: Client, lead: User, words: TermList, team: Team
) -> None:
    terms.add(team, words.pk, "eng", "one")
    lead.language = "pt"
    lead.save()
    page = as_lead.get(at(words)).content.decode()
    assert 'lang="pt"' in page
    assert page.count('name="language" value="eng"') >= 4
    assert 'name="language" value="pt"' not in page.partition("<main")[2]
