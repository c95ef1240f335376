"""Terms on the page of their list: adding, finding, publishing and testing them."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.integration.web.listing import at, text_of, texts

from openmoderator.accounts.models import Team, User
from openmoderator.lists import catalogue, copying, terms
from openmoderator.lists.catalogue import ListFields
from openmoderator.lists.models import Snapshot, Term, TermList
from openmoderator.lists.refresh import refresh, request_refresh


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
