"""The page of one's own counter and limits."""

from __future__ import annotations

from datetime import UTC, datetime

from django.test import Client
from django.urls import reverse

from openmoderator.accounts.models import Team, User
from openmoderator.wellbeing.limits import OwnLimits, own_limits
from openmoderator.wellbeing.models import Exposure


def test_it_shows_my_counts_and_nobody_else_s(as_anna: Client, anna: User, ben: User) -> None:
    day = datetime.now(UTC).date()
    Exposure.objects.create(user=anna, day=day, severe=17)
    Exposure.objects.create(user=ben, day=day, severe=23)

    page = as_anna.get(reverse("wellbeing")).content.decode()

    assert "<dd>17</dd>" in page
    assert "<dd>23</dd>" not in page


def test_own_limits_are_kept(as_anna: Client, anna: User) -> None:
    answer = as_anna.post(reverse("wellbeing"), {"break_after": "5", "daily_severe_limit": ""})

    assert answer.status_code == 302
    anna.refresh_from_db()
    assert own_limits(anna) == OwnLimits(break_after=5)
    assert 'value="5"' in as_anna.get(reverse("wellbeing")).content.decode()


def test_a_looser_limit_is_shown_again_with_the_reason(
    as_anna: Client, anna: User, team: Team
) -> None:
    page = as_anna.post(reverse("wellbeing"), {"break_after": "99"}).content.decode()

    assert 'value="99"' in page
    assert "Your team has 25." in page
    anna.refresh_from_db()
    assert own_limits(anna) == OwnLimits()


def test_words_in_place_of_a_number_are_told(as_anna: Client) -> None:
    answer = as_anna.post(reverse("wellbeing"), {"break_after": "many", "daily_severe_limit": "-1"})

    assert answer.status_code == 200
    assert answer.content.decode().count('class="wrong"') == 2


def test_a_break_starts_the_count_again(as_anna: Client, anna: User) -> None:
    day = datetime.now(UTC).date()
    Exposure.objects.create(user=anna, day=day, severe=30, severe_since_break=30)
    assert "A break is due." in as_anna.get(reverse("wellbeing")).content.decode()

    as_anna.post(reverse("wellbeing-break"))

    assert "A break is due." not in as_anna.get(reverse("wellbeing")).content.decode()
