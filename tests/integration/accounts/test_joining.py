"""Who may sign up, and how the first administrator comes in."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from django.conf import LazySettings
from django.db import connections

from openmoderator.accounts.errors import BadField
from openmoderator.accounts.first_token import first_token
from openmoderator.accounts.joining import (
    NewPerson,
    NewTeam,
    make_team,
    may_make_team,
    sign_up,
    sign_up_first,
    waits_for_first_person,
)
from openmoderator.accounts.keys import authenticate
from openmoderator.accounts.models import Membership, Role, Team, User
from openmoderator.accounts.people import create_user
from openmoderator.errors import NotAllowed

PERSON = NewPerson("Zoe@Team.test", "Zoe", "correct horse battery")
TEAM = NewTeam("Contoso", "contoso7")


@pytest.fixture
def token(settings: LazySettings) -> str:
    return first_token(settings.SECRET_KEY)


@pytest.mark.django_db
def test_the_first_person_becomes_administrator_of_a_complete_team(token: str) -> None:
    made = sign_up_first(f" {token.upper()} ", PERSON, TEAM)
    assert made.user.email == "zoe@team.test"
    assert made.created.team.public_id == "contoso7"
    assert Membership.objects.get(user=made.user).role == Role.ADMIN
    assert authenticate(made.created.key) is not None
    assert made.created.team.workflows.filter(name="default").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["", "x" * 24, "é", "\ud800"])
def test_a_wrong_token_lets_nobody_in(wrong: str) -> None:
    with pytest.raises(BadField) as refused:
        sign_up_first(wrong, PERSON, TEAM)
    assert refused.value.field == "token"
    assert waits_for_first_person()


@pytest.mark.django_db
def test_the_token_is_void_once_there_is_a_person(token: str, team: Team, anna: User) -> None:
    with pytest.raises(BadField, match="signed up already"):
        sign_up_first(token, PERSON, TEAM)


def test_another_secret_key_has_another_token() -> None:
    assert first_token("one") != first_token("two")


@pytest.mark.django_db
def test_a_bad_team_leaves_no_person_behind(token: str, other_team: Team) -> None:
    with pytest.raises(BadField) as refused:
        sign_up_first(token, PERSON, NewTeam("Contoso", other_team.public_id))
    assert refused.value.field == "team_id"
    assert waits_for_first_person()


@pytest.mark.django_db
@pytest.mark.parametrize("public_id", ["no spaces", "é", "a-b", "x" * 41])
def test_a_team_id_has_only_lower_case_letters_and_digits(token: str, public_id: str) -> None:
    with pytest.raises(BadField, match="lower-case"):
        sign_up_first(token, PERSON, NewTeam("Contoso", public_id))


@pytest.mark.django_db(transaction=True)
def test_of_two_people_with_the_token_at_one_moment_one_is_first(token: str) -> None:
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def try_it(number: int) -> None:
        person = NewPerson(f"p{number}@team.test", "", "correct horse battery")
        start.wait()
        try:
            sign_up_first(token, person, NewTeam(f"Team {number}"))
            outcomes.append("first")
        except BadField:
            outcomes.append("late")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=try_it, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["first", "late"]
    assert User.objects.count() == Team.objects.count() == 1


@pytest.mark.django_db
def test_strangers_sign_up_only_where_that_is_open(settings: LazySettings) -> None:
    with pytest.raises(NotAllowed, match="invitation"):
        sign_up(PERSON, TEAM)
    open_up(settings)
    assert sign_up(PERSON, TEAM).user.memberships.count() == 1


@pytest.mark.django_db
def test_a_taken_address_cannot_sign_up_again(settings: LazySettings, anna: User) -> None:
    open_up(settings)
    with pytest.raises(BadField, match="account already"):
        sign_up(NewPerson("ANNA@team.test", "", "correct horse battery"), TEAM)


@pytest.mark.django_db
def test_further_teams_are_made_by_administrators_or_where_sign_up_is_open(
    settings: LazySettings, team: Team, anna: User
) -> None:
    boss = create_user("boss@team.test", team, "admin").user
    assert may_make_team(boss)
    assert not may_make_team(anna)
    with pytest.raises(NotAllowed):
        make_team(anna, TEAM)
    open_up(settings)
    assert make_team(anna, TEAM).team.memberships.get().user == anna


def open_up(settings: LazySettings) -> None:
    settings.OPENMODERATOR = replace(settings.OPENMODERATOR, open_signup=True)
