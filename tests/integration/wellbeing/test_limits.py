"""Breaks fall due and days end at the stricter of the team's and the person's own figures."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from openmoderator.accounts.models import Team, User
from openmoderator.wellbeing.exposure import Seen
from openmoderator.wellbeing.limits import (
    LooserThanTeam,
    OwnLimits,
    later,
    own_limits,
    set_own_limits,
    state,
    take_break,
)
from openmoderator.wellbeing.models import Exposure

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def team(team: Team) -> Team:
    """A team that reminds after ten and has no limit for the day."""
    team.break_after, team.daily_severe_limit = 10, 0
    team.save()
    return team


def saw(user: User, severe: int) -> None:
    row, _made = Exposure.objects.get_or_create(user=user, day=NOON.date())
    row.severe += severe
    row.severe_since_break += severe
    row.save()


def test_a_day_without_anything_is_free_of_reminders(team: Team, anna: User) -> None:
    now = state(team, anna, NOON)

    assert (now.seen, now.severe_left, now.break_due, now.reached) == (Seen(), None, False, False)


def test_a_break_is_due_from_the_team_s_figure_on(team: Team, anna: User) -> None:
    saw(anna, 9)
    assert not state(team, anna, NOON).break_due
    saw(anna, 1)
    assert state(team, anna, NOON).break_due


def test_a_break_starts_the_count_again_and_keeps_the_day_s(team: Team, anna: User) -> None:
    saw(anna, 10)
    take_break(anna, NOON)

    now = state(team, anna, NOON)
    assert (now.break_due, now.seen.severe) == (False, 10)
    saw(anna, 10)
    assert state(team, anna, NOON).break_due


def test_a_reminder_put_aside_comes_again_after_half_as_many(team: Team, anna: User) -> None:
    saw(anna, 23)
    later(team, anna, NOON)
    saw(anna, 4)
    assert not state(team, anna, NOON).break_due
    saw(anna, 1)
    assert state(team, anna, NOON).break_due


def test_putting_aside_what_is_not_due_changes_nothing(team: Team, anna: User) -> None:
    saw(anna, 2)
    later(team, anna, NOON)
    saw(anna, 8)

    assert state(team, anna, NOON).break_due


def test_a_team_without_reminders_never_reminds(team: Team, anna: User) -> None:
    team.break_after = 0
    saw(anna, 500)

    assert not state(team, anna, NOON).break_due


def test_the_day_ends_at_its_limit(team: Team, anna: User) -> None:
    team.daily_severe_limit = 12
    saw(anna, 11)
    assert (state(team, anna, NOON).severe_left, state(team, anna, NOON).reached) == (1, False)
    saw(anna, 4)
    assert (state(team, anna, NOON).severe_left, state(team, anna, NOON).reached) == (0, True)


def test_the_person_s_own_stricter_figures_hold(team: Team, anna: User) -> None:
    team.daily_severe_limit = 100
    set_own_limits(team, anna, OwnLimits(break_after=3, daily_severe_limit=5))
    saw(anna, 5)

    now = state(team, anna, NOON)
    assert (now.break_due, now.reached, now.break_after, now.daily_limit) == (True, True, 3, 5)


@pytest.mark.parametrize(
    ("own", "field"),
    [
        (OwnLimits(break_after=11), "break_after"),
        (OwnLimits(daily_severe_limit=21), "daily_severe_limit"),
        (OwnLimits(break_after=-1), "break_after"),
    ],
)
def test_a_looser_figure_is_refused_beside_its_field(
    team: Team, anna: User, own: OwnLimits, field: str
) -> None:
    team.daily_severe_limit = 20
    with pytest.raises(LooserThanTeam) as refused:
        set_own_limits(team, anna, own)

    assert refused.value.field == field
    anna.refresh_from_db()
    assert own_limits(anna) == OwnLimits()


def test_own_figures_are_kept_beside_other_preferences_and_can_be_given_up(
    team: Team, anna: User
) -> None:
    User.objects.filter(pk=anna.pk).update(preferences={"keys": {"next": "n"}})
    set_own_limits(team, anna, OwnLimits(break_after=4))
    anna.refresh_from_db()
    assert (own_limits(anna), anna.preferences["keys"]) == (OwnLimits(4, 0), {"next": "n"})

    set_own_limits(team, anna, OwnLimits())
    anna.refresh_from_db()
    assert anna.preferences == {"keys": {"next": "n"}}


def test_a_team_that_becomes_stricter_than_the_person_holds(team: Team, anna: User) -> None:
    set_own_limits(team, anna, OwnLimits(break_after=8))
    team.break_after = 5

    assert state(team, anna, NOON).break_after == 5


def test_nonsense_in_the_preferences_counts_as_nothing(team: Team, anna: User) -> None:
    anna.preferences = {"break_after": "soon", "daily_severe_limit": -4}

    assert own_limits(anna) == OwnLimits()
