"""Disagreements, golden items and agreement over HTTP, and what each person sees of themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from tests.integration.conftest import MakeReviews

from openmoderator.accounts.models import Team, User
from openmoderator.accounts.people import create_user
from openmoderator.clock import database_now
from openmoderator.content.models import Content
from openmoderator.quality import making
from openmoderator.quality.models import GoldenAnswer, GoldenItem, SecondOpinion, Settlement
from openmoderator.quality.settling import second_is_left
from openmoderator.reviews.decide import decide
from openmoderator.reviews.models import Decision, Purpose, Review, State
from openmoderator.reviews.queue import Queue, claim
from openmoderator.reviews.timers import finalise

Answer = Callable[..., Decision]


@pytest.fixture
def answer(team: Team) -> Answer:
    """Decides a review and makes the decision final."""

    def decide_for_good(user: User, review: Review, *on: str) -> Decision:
        decide(team, user, uuid4(), {review.pk: dict.fromkeys(on, True)})
        made = Decision.objects.get(review=review, state="pending")
        finalise(made.pk, database_now() + timedelta(hours=1))
        return made

    return decide_for_good


@pytest.fixture
def disagreement(
    team: Team, anna: User, ben: User, make_reviews: MakeReviews, answer: Answer
) -> SecondOpinion:
    """Anna left ``a`` on, Ben did not."""
    team.second_opinion_percent = 100
    team.save()
    (review,) = make_reviews(1)
    answer(anna, review, "a")
    answer(ben, Review.objects.get(purpose=Purpose.OPINION))
    return SecondOpinion.objects.get()


@pytest.fixture
def wrong_answer(
    team: Team, lead: User, anna: User, make_reviews: MakeReviews, answer: Answer
) -> GoldenAnswer:
    """Anna answered a golden item otherwise than is right."""
    making.from_text(team, lead, "a known text", [["a", True], ["r", False]], "Rule seven.")
    team.golden_percent = 100
    team.save()
    make_reviews(8)
    cards = claim(Queue(team, "Text"), anna, 5, uuid4())
    (copy,) = [card for card in cards if card.purpose == Purpose.GOLDEN]
    answer(anna, copy, "r")
    return GoldenAnswer.objects.get()


def png() -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (8, 6), "teal").save(data, "PNG")
    return SimpleUploadedFile("teal.png", data.getvalue(), "image/png")


def test_a_pair_is_shown_without_names_until_they_are_asked_for(
    as_lead: Client, disagreement: SecondOpinion
) -> None:
    listed = as_lead.get(reverse("quality")).content.decode()
    path = reverse("quality-pair", args=[disagreement.pk])
    assert path in listed

    blind = as_lead.get(path).content.decode()
    assert disagreement.first.review.stored.text in blind  # type: ignore[union-attr,operator]
    assert "anna" not in blind
    assert "ben" not in blind
    opened = as_lead.get(path, {"names": "1"}).content.decode()
    assert "anna" in opened
    assert "ben" in opened


def test_settling_for_the_second_offers_to_reopen_the_first(
    as_lead: Client, lead: User, disagreement: SecondOpinion
) -> None:
    side = "left" if second_is_left(disagreement) else "right"
    as_lead.post(reverse("quality-settle", args=[disagreement.pk]), {"right": side})
    disagreement.refresh_from_db()
    assert disagreement.settled == Settlement.SECOND

    path = reverse("quality-reopen", args=[disagreement.pk])
    assert path in as_lead.get(reverse("quality-pair", args=[disagreement.pk])).content.decode()
    assert as_lead.post(path).status_code == 302
    review = Review.objects.get(pk=disagreement.first.review_id)
    assert (review.state, review.assigned_to) == (State.WAITING, lead)


def test_settling_for_the_first_leaves_everything_as_it_is(
    as_lead: Client, disagreement: SecondOpinion
) -> None:
    side = "right" if second_is_left(disagreement) else "left"
    as_lead.post(reverse("quality-settle", args=[disagreement.pk]), {"right": side})
    as_lead.post(reverse("quality-reopen", args=[disagreement.pk]))

    disagreement.refresh_from_db()
    assert disagreement.settled == Settlement.FIRST
    assert Review.objects.get(pk=disagreement.first.review_id).state == State.COMPLETE
    assert "No disagreement waits" in as_lead.get(reverse("quality")).content.decode()


def test_a_press_that_names_no_side_is_told(as_lead: Client, disagreement: SecondOpinion) -> None:
    path = reverse("quality-settle", args=[disagreement.pk])
    page = as_lead.post(path, {"right": "both"}, follow=True).content.decode()

    assert "Choose one of the two answers." in page


def test_reviewers_and_other_teams_are_kept_out(
    as_anna: Client, other_team: Team, disagreement: SecondOpinion
) -> None:
    stranger = create_user("lead@other.test", other_team, "admin", "correct horse battery").user
    elsewhere = Client()
    elsewhere.force_login(stranger)
    for name in ("quality", "quality-agreement", "quality-csv", "golden", "golden-new"):
        assert as_anna.get(reverse(name)).status_code == 403
    for name in ("quality-settle", "quality-reopen"):
        path = reverse(name, args=[disagreement.pk])
        assert as_anna.post(path, {"right": "left"}).status_code == 403
        assert elsewhere.post(path, {"right": "left"}).status_code == 404
    assert elsewhere.get(reverse("quality-pair", args=[disagreement.pk])).status_code == 404


def test_figures_are_shown_with_how_few_they_are(
    as_lead: Client, disagreement: SecondOpinion
) -> None:
    page = as_lead.get(reverse("quality-agreement")).content.decode()

    assert "too few (1)" in page
    assert "anna" in page


def test_the_table_can_be_downloaded(as_lead: Client, disagreement: SecondOpinion) -> None:
    answered = as_lead.get(reverse("quality-csv"), {"of": "people"})
    lines = b"".join(answered).decode().splitlines()

    assert lines[0].startswith("\ufeffgroup,pairs,agreed")
    assert [line.split(",")[:3] for line in lines[1:]] == [["anna", "1", ""], ["ben", "1", ""]]


def test_a_completed_review_becomes_golden_with_its_answer_preset(
    as_lead: Client, team: Team, anna: User, make_reviews: MakeReviews, answer: Answer
) -> None:
    (review,) = make_reviews(1)
    answer(anna, review, "a")
    path = reverse("golden-new")
    page = as_lead.get(path, {"review": review.pk}).content.decode()
    assert re.search(r'value="a" checked', page)

    made = as_lead.post(path, {"review": review.pk, "on": ["r"], "why": "Rule two."})
    assert made.status_code == 302
    item = GoldenItem.objects.get()
    assert (item.tags, item.why) == ([["a", False], ["r", True]], "Rule two.")
    assert "Rule two." in as_lead.get(reverse("golden")).content.decode()


def test_a_picture_is_uploaded_as_golden_and_shown_to_administrators(
    as_lead: Client, as_anna: Client
) -> None:
    as_lead.post(reverse("golden-new"), {"picture": png(), "on": ["a"]})
    item = GoldenItem.objects.get()
    path = reverse("golden-picture", args=[item.pk])

    shown = as_lead.get(path)
    assert shown["Content-Type"] == "image/png"
    assert "sandbox" in shown["Content-Security-Policy"]
    assert as_anna.get(path).status_code == 404


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "one of the two"),
        ({"text": "both", "picture": "a picture"}, "one of the two"),
        ({"picture": "no picture"}, "picture"),
    ],
)
def test_an_item_that_cannot_be_used_is_told_and_kept_in_the_form(
    as_lead: Client, form: dict[str, object], said: str
) -> None:
    if form.get("picture") == "a picture":
        form = form | {"picture": png()}
    elif form.get("picture"):
        form = form | {"picture": SimpleUploadedFile("x.png", b"not a picture")}
    answered = as_lead.post(reverse("golden-new"), form | {"why": "kept words", "on": ["r"]})

    page = answered.content.decode()
    assert answered.status_code == 200
    assert said in page
    assert "kept words" in page
    assert re.search(r'value="r" checked', page)
    assert not GoldenItem.objects.exists()


def test_an_unknown_review_is_told(as_lead: Client) -> None:
    page = as_lead.get(reverse("golden-new"), {"review": "nonesuch"}, follow=True)

    assert "no completed review of that id" in page.content.decode()


def test_retiring_is_an_act_of_administrators_on_their_own_items(
    as_lead: Client, as_anna: Client, team: Team, other_team: Team, lead: User
) -> None:
    item = making.from_text(team, lead, "mine", [["a", True]], "")
    stranger = create_user("lead@other.test", other_team, "admin", "correct horse battery").user
    theirs = making.from_text(other_team, stranger, "theirs", [["a", True]], "")
    assert as_anna.post(reverse("golden-retire", args=[item.pk])).status_code == 403
    assert as_lead.post(reverse("golden-retire", args=[theirs.pk])).status_code == 404
    assert as_lead.post(reverse("golden-retire", args=[item.pk])).status_code == 302

    item.refresh_from_db()
    theirs.refresh_from_db()
    assert item.retired_at is not None
    assert theirs.retired_at is None


def test_a_wrong_answer_shows_the_right_one_and_why_to_its_person_alone(
    as_anna: Client, ben: User, wrong_answer: GoldenAnswer
) -> None:
    page = as_anna.get(reverse("my-quality")).content.decode()
    assert "Rule seven." in page
    assert "a known text" in page

    as_ben = Client()
    as_ben.force_login(ben)
    assert "Rule seven." not in as_ben.get(reverse("my-quality")).content.decode()


def test_markup_in_items_and_reasons_stays_text(
    as_anna: Client, as_lead: Client, wrong_answer: GoldenAnswer
) -> None:
    item = wrong_answer.golden
    GoldenItem.objects.filter(pk=item.pk).update(why="<b>bold</b>")
    Content.objects.filter(pk=item.stored_id).update(text="<script>x</script>")

    for page in (as_anna.get(reverse("my-quality")), as_lead.get(reverse("golden"))):
        shown = page.content.decode()
        assert "<b>bold" not in shown
        assert "<script>x" not in shown
        assert "&lt;b&gt;bold" in shown


def test_a_cursor_that_cannot_be_read_begins_at_the_beginning(
    as_lead: Client, disagreement: SecondOpinion
) -> None:
    for after in ("x", "2026-01-01 1", "2026-01-01T00:00:00+00:00 x"):
        for name in ("quality", "golden", "my-quality"):
            assert as_lead.get(reverse(name), {"after": after}).status_code == 200


def test_lists_ask_no_more_queries_for_more_rows(
    as_lead: Client, team: Team, lead: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(60):
        making.from_text(team, lead, f"text {number}", [["a", True]], "")
    with django_assert_max_num_queries(14):  # type: ignore[attr-defined]
        page = as_lead.get(reverse("golden")).content.decode()

    assert page.count("/retire") == 50
    more = re.search(r'href="(\?after=[^"]+)"', page)
    assert more is not None
    rest = as_lead.get(reverse("golden") + more[1].replace("&amp;", "&")).content.decode()
    assert rest.count("/retire") == 10
