"""What looks or reads alike is one card: one decision settles all of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image
from tests.integration.reviews.patterns import as_jpeg, as_png, pattern

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.audit.models import AuditEntry
from openmoderator.content.store import put_picture
from openmoderator.reviews import picking
from openmoderator.reviews.alike import members, place, take_out
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.fetching import fetch_content
from openmoderator.reviews.models import ContentType, Review, State
from openmoderator.reviews.queue import Queue, claim, release

pytestmark = pytest.mark.django_db


def text_review(team: Team, text: str, subteam: Subteam | None = None) -> Review:
    return create_review(team, NewReview(ContentType.TEXT, "1", text=text), subteam, "test")


def picture_review(team: Team, data: bytes, subteam: Subteam | None = None) -> Review:
    stored = put_picture(team, data, "image/png")
    new = NewReview(ContentType.IMAGE, "1", content=stored)
    return create_review(team, new, subteam, "test")


def cards(team: Team, user: User, type_: str = "Text", count: int = 48) -> list[list[str]]:
    """What a new page shows: each card as the ids of its reviews, the shown one first."""
    token = uuid4()
    shown = claim(Queue(team, type_), user, count, token)
    return [list(ids) for ids in on_page(team, user, token, shown)]


def on_page(team: Team, user: User, token: UUID, shown: list[Review]) -> list[tuple[str, ...]]:
    others = members(team, user, token, shown)
    return [(card.pk, *(row.pk for row in others[card.pk])) for card in shown]


def test_equal_texts_are_one_card_with_the_oldest_shown(team: Team, anna: User) -> None:
    first, other, same = (text_review(team, text) for text in ("buy  now", "hello", "buy now "))
    assert cards(team, anna) == [[first.pk, same.pk], [other.pk]]


def test_a_copy_of_a_picture_joins_it_and_another_picture_does_not(team: Team, anna: User) -> None:
    first = picture_review(team, as_png(pattern(1)))
    other = picture_review(team, as_png(pattern(2)))
    copy = picture_review(team, as_jpeg(pattern(1, (640, 480))))
    assert cards(team, anna, "Image") == [[first.pk, copy.pk], [other.pk]]


def test_flat_pictures_are_alike_only_byte_for_byte(team: Team, anna: User) -> None:
    teal, navy = (as_png(Image.new("RGB", (90, 60), colour)) for colour in ("teal", "navy"))
    one, other, same = (picture_review(team, data) for data in (teal, navy, teal))
    assert cards(team, anna, "Image") == [[one.pk, same.pk], [other.pk]]


def test_what_is_no_picture_is_alike_byte_for_byte(team: Team, anna: User) -> None:
    one, same = picture_review(team, b"broken"), picture_review(team, b"broken")
    assert cards(team, anna, "Image") == [[one.pk, same.pk]]


def test_a_picture_that_is_fetched_finds_its_like_when_it_arrives(
    team: Team, anna: User, settings: LazySettings, tmp_path: Path
) -> None:
    settings.OPENMODERATOR = replace(
        settings.OPENMODERATOR, url_map=(("https://pictures.test/", tmp_path),)
    )
    (tmp_path / "one.jpg").write_bytes(as_jpeg(pattern(1)))
    here = picture_review(team, as_png(pattern(1)))
    new = NewReview(ContentType.IMAGE, "1", source_url="https://pictures.test/one.jpg")
    coming = create_review(team, new, None, "test")
    assert coming.cluster == ""
    fetch_content(coming.pk, 0)
    assert cards(team, anna, "Image") == [[here.pk, coming.pk]]


def test_only_what_waits_in_the_same_queue_of_the_same_team_is_alike(
    team: Team, other_team: Team, anna: User
) -> None:
    subteam = team.subteams.create(name="Second look")
    data = as_png(pattern(1))
    here = picture_review(team, data)
    decided = picture_review(team, as_png(pattern(2)))
    Review.objects.filter(pk=decided.pk).update(state=State.DECIDED)
    picture_review(team, data, subteam)
    picture_review(other_team, data)
    late = picture_review(team, as_png(pattern(2)))
    assert late.cluster != decided.cluster
    assert cards(team, anna, "Image") == [[here.pk], [late.pk]]


def test_what_moves_joins_what_is_like_it_in_its_new_queue(team: Team) -> None:
    subteam = team.subteams.create(name="Second look")
    there = picture_review(team, as_png(pattern(1)), subteam)
    moved = picture_review(team, as_png(pattern(1)))
    assert moved.cluster != there.cluster
    moved.subteam = subteam
    place(moved)
    moved.refresh_from_db()
    assert moved.cluster == there.cluster


def test_what_moves_is_not_read_again(team: Team, settings: LazySettings) -> None:
    flat = picture_review(team, as_png(Image.new("RGB", (90, 60), "teal")))
    cluster = flat.cluster
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, max_pixels=1)
    place(flat)
    assert flat.cluster == cluster


def test_a_team_that_does_not_want_it_sees_each_by_itself(team: Team, anna: User) -> None:
    team.group_alike = False
    one, same = text_review(team, "buy now"), text_review(team, "buy now")
    assert cards(team, anna) == [[one.pk], [same.pk]]


def test_a_golden_or_second_look_is_never_grouped(team: Team, anna: User) -> None:
    here = text_review(team, "buy now")
    again = Review(team=team, type=ContentType.TEXT, purpose="golden", stored=here.stored)
    again.id, again.created_at, again.content_id = "202601golden", here.created_at, "1"
    again.save()
    place(again)
    assert again.cluster == ""


def test_members_do_not_count_as_cards(team: Team, anna: User) -> None:
    made = [text_review(team, text) for text in ("one", "one", "one", "two", "three")]
    assert [len(card) for card in cards(team, anna, count=2)] == [3, 1]
    assert Review.objects.filter(claimed_by=anna).count() == 4
    assert not Review.objects.filter(pk=made[4].pk, claimed_by=anna).exists()


def test_what_another_person_holds_skipped_or_is_assigned_is_not_taken_along(
    team: Team, anna: User, ben: User
) -> None:
    one, held, not_mine, his = (text_review(team, "same") for _ in range(4))
    Review.objects.filter(pk=not_mine.pk).update(not_for=anna)
    Review.objects.filter(pk=his.pk).update(assigned_to=ben)
    Review.objects.filter(pk=held.pk).update(claimed_by=ben, claimed_until="2999-01-01T00:00Z")
    assert cards(team, anna) == [[one.pk]]


def test_a_card_takes_no_more_than_its_share_and_the_rest_follows(
    team: Team, anna: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [text_review(team, "same").pk for _ in range(5)]
    monkeypatch.setattr(picking, "MOST_ALIKE", 2)
    monkeypatch.setattr("openmoderator.reviews.queue.MOST_ALIKE", 2)
    (first,) = cards(team, anna)
    assert len(first) == 2
    Review.objects.filter(pk__in=first).update(state=State.DECIDED)
    (second,) = cards(team, anna)
    assert len(second) == 2
    assert set(first) | set(second) < set(made)


def test_a_page_opened_again_has_the_same_cards_and_what_came_since(team: Team, anna: User) -> None:
    one, same, two = (text_review(team, text) for text in ("one", "one", "two"))
    assert cards(team, anna) == [[one.pk, same.pk], [two.pk]]
    late = text_review(team, "two")
    assert cards(team, anna) == [[one.pk, same.pk], [two.pk, late.pk]]


def test_what_is_taken_back_together_is_shown_alone_with_its_members(
    team: Team, anna: User
) -> None:
    one, same, _two = (text_review(team, text) for text in ("one", "one", "two"))
    claim(Queue(team, "Text"), anna, 1, uuid4())
    token = uuid4()
    shown = claim(Queue(team, "Text"), anna, 2, token, first=[one.pk, same.pk])
    assert on_page(team, anna, token, shown) == [(one.pk, same.pk)]


def test_giving_a_page_back_gives_the_members_back(team: Team, anna: User, ben: User) -> None:
    one, same = text_review(team, "one"), text_review(team, "one")
    token = uuid4()
    claim(Queue(team, "Text"), anna, 1, token)
    assert release(team, anna, token) == 2
    assert cards(team, ben) == [[one.pk, same.pk]]


def test_members_of_all_cards_cost_one_query(team: Team, anna: User) -> None:
    for text in ("one", "two", "three"):
        text_review(team, text)
        text_review(team, text)
    token = uuid4()
    shown = claim(Queue(team, "Text"), anna, 9, token)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = members(team, anna, token, shown)
        assert [row.stored.text for rows in found.values() for row in rows if row.stored]
    assert len(asked) == 1


def test_the_queries_of_a_claim_do_not_grow_with_its_cards_and_members(
    team: Team, anna: User
) -> None:
    def queries(count: int) -> int:
        token = uuid4()
        with CaptureQueriesContext(connection) as asked:
            shown = claim(Queue(team, "Text"), anna, count, token)
        assert len(shown) == count
        release(team, anna, token)
        return len(asked)

    for number in range(90):
        text_review(team, f"text {number // 3}")
    assert queries(30) == queries(3)


def test_a_page_is_filled_past_many_that_are_alike(team: Team, anna: User) -> None:
    for _ in range(12):
        text_review(team, "same")
    others = [text_review(team, f"text {number}") for number in range(3)]
    assert [card[0] for card in cards(team, anna, count=4)][1:] == [row.pk for row in others]


def test_an_outlier_taken_out_is_a_card_of_its_own_and_stays_held(
    team: Team, anna: User, ben: User
) -> None:
    data = as_png(pattern(1))
    one, odd, third = (picture_review(team, data) for _ in range(3))
    cards(team, anna, "Image")
    assert take_out(team, anna, odd.pk)
    assert not take_out(team, anna, odd.pk)
    assert cards(team, anna, "Image") == [[one.pk, third.pk], [odd.pk]]
    assert cards(team, ben, "Image") == []
    assert AuditEntry.objects.filter(action="review.taken_out", subject_id=odd.pk).count() == 1


def test_nothing_joins_what_was_taken_out(team: Team, anna: User) -> None:
    data = as_png(pattern(1))
    odd = picture_review(team, data)
    cards(team, anna, "Image")
    take_out(team, anna, odd.pk)
    assert cards(team, anna, "Image") == [[odd.pk]]
    late = picture_review(team, data)
    assert cards(team, anna, "Image") == [[odd.pk], [late.pk]]


def test_nobody_takes_out_what_they_do_not_hold(
    team: Team, other_team: Team, anna: User, ben: User
) -> None:
    review = text_review(team, "one")
    cards(team, anna)
    assert not take_out(team, ben, review.pk)
    assert not take_out(other_team, anna, review.pk)
    assert not take_out(team, anna, "nothing")
