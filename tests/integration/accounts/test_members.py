"""Roles, removing, leaving, subteams, and the end of a team."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from openmoderator.accounts import invitations, members, subteams
from openmoderator.accounts.errors import BadField
from openmoderator.accounts.invitations import invite
from openmoderator.accounts.keys import authenticate, create_key
from openmoderator.accounts.models import Membership, Role, Subteam, Team, User
from openmoderator.accounts.people import create_user
from openmoderator.accounts.teams import create_team
from openmoderator.audit.erasure import erase_team
from openmoderator.audit.models import AuditEntry
from openmoderator.content.models import Content
from openmoderator.content.store import put_picture
from openmoderator.errors import NotAllowed, NotFound
from openmoderator.jobs.models import Job
from openmoderator.lists.catalogue import ListFields, create
from openmoderator.lists.models import Snapshot, TermList
from openmoderator.lists.refresh import request_refresh
from openmoderator.lists.terms import add
from openmoderator.reviews.decide import decide
from openmoderator.reviews.drafts import save_draft
from openmoderator.reviews.models import Decision, Draft, Review
from openmoderator.reviews.queue import Queue, claim

MakeReviews = Callable[..., list[Review]]


@pytest.fixture
def boss(team: Team) -> User:
    return create_user("boss@team.test", team, "admin", "correct horse battery", "Boss").user


@pytest.mark.django_db
def test_the_last_administrator_can_neither_be_demoted_nor_go(team: Team, boss: User) -> None:
    for act in (
        lambda: members.change_role(team, boss, boss.pk, "reviewer"),
        lambda: members.remove(team, boss, boss.pk),
        lambda: members.leave(team, boss),
    ):
        with pytest.raises(members.LastAdministrator, match="last administrator"):
            act()


@pytest.mark.django_db
def test_with_a_second_administrator_the_first_may_go(team: Team, boss: User, anna: User) -> None:
    members.change_role(team, boss, anna.pk, "admin")
    members.leave(team, boss)
    assert [row.user for row in members.members(team)] == [anna]


@pytest.mark.django_db(transaction=True)
def test_of_two_administrators_who_leave_at_one_moment_one_stays(transactional_db: None) -> None:
    team = create_team("Both Go").team
    pair = [create_user(f"a{number}@team.test", team, "admin").user for number in range(2)]
    start = threading.Barrier(2)

    def go(user: User) -> None:
        start.wait()
        try:
            members.leave(team, user)
        except members.LastAdministrator:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=[user]) for user in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Membership.objects.filter(team=team, role=Role.ADMIN).count() == 1


@pytest.mark.django_db
def test_what_a_removed_person_held_is_free_and_what_they_decided_stays(
    team: Team, boss: User, anna: User, make_reviews: MakeReviews
) -> None:
    reviews = make_reviews(3)
    token = uuid4()
    claim(Queue(team, "Text"), anna, 3, token)
    save_draft(team, anna, reviews[1].pk, {"a": True})
    decide(team, anna, uuid4(), {reviews[0].pk: {}})
    members.remove(team, boss, anna.pk)
    assert not Review.objects.filter(claimed_by=anna, state="waiting").exists()
    assert not Draft.objects.filter(user=anna).exists()
    assert Decision.objects.filter(user=anna).count() == 1


@pytest.mark.django_db
def test_somebody_of_another_team_is_not_found(team: Team, boss: User, other_team: Team) -> None:
    stranger = create_user("far@team.test", other_team, "admin").user
    for act in (
        lambda: members.remove(team, boss, stranger.pk),
        lambda: members.change_role(team, boss, stranger.pk, "admin"),
        lambda: members.link_to_set_password(team, boss, stranger.pk),
    ):
        with pytest.raises(NotFound):
            act()


@pytest.mark.django_db
def test_a_password_link_is_made_only_by_who_administers_all_teams_of_the_person(
    team: Team, boss: User, anna: User, other_team: Team
) -> None:
    assert members.link_to_set_password(team, boss, anna.pk).startswith("/password/")
    create_user(anna.email, other_team, "reviewer")
    with pytest.raises(NotAllowed, match="do not administer"):
        members.link_to_set_password(team, boss, anna.pk)
    assert members.linkable(boss, [anna.pk, boss.pk]) == {boss.pk}


@pytest.mark.django_db
def test_a_deleted_subteam_gives_what_waits_to_the_whole_team(
    team: Team, boss: User, make_reviews: MakeReviews
) -> None:
    made = subteams.create_subteam(team, "Lisbon", boss)
    Review.objects.filter(pk__in=[row.pk for row in make_reviews(2)]).update(subteam=made)
    assert subteams.delete_subteam(team, boss, made.pk) == "Lisbon"
    assert Queue(team, "Text").waiting().count() == 2


@pytest.mark.django_db
def test_only_members_of_the_team_work_in_its_subteams(
    team: Team, boss: User, anna: User, other_team: Team
) -> None:
    made = subteams.create_subteam(team, "Lisbon", boss)
    stranger = create_user("far@team.test", other_team, "admin").user
    subteams.add_member(team, boss, made.pk, anna.pk)
    with pytest.raises(NotFound):
        subteams.add_member(team, boss, made.pk, stranger.pk)
    with pytest.raises(NotFound):
        subteams.add_member(other_team, stranger, made.pk, stranger.pk)
    assert [row.user for row in made.members.all()] == [anna]
    members.remove(team, boss, anna.pk)
    assert not made.members.exists()


@pytest.mark.django_db
def test_a_subteam_is_renamed_with_its_target(team: Team, boss: User) -> None:
    made = subteams.create_subteam(team, "Lisbon", boss)
    subteams.create_subteam(team, "Porto", boss)
    subteams.change_subteam(team, boss, made.pk, "Lisboa", 30, 100)
    made.refresh_from_db()
    assert (made.name, made.target_minutes, made.notify_at) == ("Lisboa", 30, 100)
    with pytest.raises(BadField, match="already has"):
        subteams.change_subteam(team, boss, made.pk, "PORTO", None, None)
    with pytest.raises(BadField, match="1 to 1,000,000"):
        subteams.change_subteam(team, boss, made.pk, "Lisboa", 0, None)


@pytest.mark.django_db
def test_an_erased_team_leaves_nothing_and_others_keep_all(
    team: Team, boss: User, anna: User, other_team: Team, make_reviews: MakeReviews
) -> None:
    terms = create(TermList, team, ListFields(name="words"))
    add(team, terms.pk, "eng", "harmless")
    request_refresh(TermList, team, terms.pk, "eng")
    token = uuid4()
    reviews = make_reviews(2)
    Review.objects.filter(pk=reviews[0].pk).update(
        stored=put_picture(team, b"\x89PNG", "image/png", 1, 1),
        subteam=subteams.create_subteam(team, "Lisbon", boss),
    )
    claim(Queue(team, "Text"), anna, 2, token)
    decide(team, anna, uuid4(), {reviews[1].pk: {}})
    invite(team, boss, "new@team.test", "reviewer")
    version = team.workflows.get(name="default").current
    assert version is not None
    now = timezone.now()
    Job.objects.create(
        id="job-of-the-team",
        team=team,
        type="Text",
        version=version,
        workflow_name="default",
        created_at=now,
        progress_at=now,
    )
    theirs = create_key(other_team)
    erase_team(team, boss)
    assert not Team.objects.filter(pk=team.pk).exists()
    for model in (Review, Decision, Content, AuditEntry, Subteam, Membership, TermList):
        assert not model._default_manager.filter(team_id=team.pk).exists()
    assert not Snapshot.objects.exists()
    assert not Job.objects.exists()
    assert authenticate(theirs.key) is not None
    assert other_team.workflows.exists()
    assert User.objects.filter(pk=anna.pk).exists()


@pytest.mark.django_db
def test_no_old_link_leads_somebody_in_again_who_was_removed(team: Team, boss: User) -> None:
    row = invite(team, boss, "eva@team.test", "admin")
    token = invitations.link(row).rpartition("/")[2]
    eva = create_user("eva@team.test", team, "reviewer", "correct horse battery").user
    members.remove(team, boss, eva.pk)
    assert invitations.find(token) is None
    with pytest.raises(NotFound):
        invitations.accept(token, eva)
    assert not Membership.objects.filter(team=team, user=eva).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("demoted", [True, False], ids=["demoted", "removed"])
def test_the_key_of_the_console_ends_with_the_role(team: Team, boss: User, demoted: bool) -> None:
    eva = create_user("eva@team.test", team, "admin", "correct horse battery").user
    soon = timezone.now() + timedelta(hours=1)
    own = create_key(team, "API console", created_by=eva, expires_at=soon, for_console=True).key
    others = create_key(team, "API console", created_by=boss, expires_at=soon, for_console=True).key
    shop = create_key(team, "shop", created_by=eva).key
    if demoted:
        members.change_role(team, boss, eva.pk, "reviewer")
    else:
        members.remove(team, boss, eva.pk)
    assert authenticate(own) is None
    assert authenticate(others) is not None
    assert authenticate(shop) is not None
