"""Pictures and files on the page of a list: what comes in and what goes out."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.integration.web.listing import ONE, TWO, at, downloaded, picture, text_of, texts

from openmoderator.accounts.models import Team
from openmoderator.audit.models import AuditEntry
from openmoderator.lists import catalogue, copying, terms
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.models import ImageList, ListedImage, TermList


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


def test_a_file_is_read_with_a_byte_order_mark(as_lead: Client, words: TermList) -> None:
    data = io.BytesIO("\ufeffone\r\ntwo\r\n".encode()).read()
    file = SimpleUploadedFile("terms.txt", data)
    as_lead.post(at(words, "import"), {"language": "eng", "file": file})
    assert texts(words) == ["one", "two"]
