"""Signing up: the first person of an installation, strangers where that is open, further teams.

Owns who may make an account or a team. People who were invited: `invitations`.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from openmoderator.accounts.errors import BadField
from openmoderator.accounts.first_token import is_first_token
from openmoderator.accounts.models import Membership, Role, Team, User
from openmoderator.accounts.people import checked_email, new_user
from openmoderator.accounts.signals import tell
from openmoderator.accounts.teams import CreatedTeam, create_team
from openmoderator.errors import NotAllowed

FIRST_PERSON_LOCK = 5_150_001
"""Advisory lock: whoever holds it may look whether there is nobody yet and be the first."""


@dataclass(frozen=True)
class NewPerson:
    """What somebody says of themselves when they sign up."""

    email: str
    name: str
    password: str


@dataclass(frozen=True)
class NewTeam:
    """The team that they make; an empty `public_id` is made from the name."""

    name: str
    public_id: str = ""


@dataclass(frozen=True)
class SignedUp:
    """A new person and their team, with what is shown once."""

    user: User
    created: CreatedTeam


def waits_for_first_person() -> bool:
    """Whether nobody has an account yet."""
    return not User.objects.exists()


def sign_up_first(token: str, person: NewPerson, team: NewTeam) -> SignedUp:
    """Make the first administrator and their team. Of several at one moment one succeeds.

    Raises `BadField` for ``token`` when it is wrong or somebody was first.
    """
    if not is_first_token(token, settings.SECRET_KEY):
        message = _("This is not the token. `openmoderator serve` prints it when it starts.")
        raise BadField("token", message)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FIRST_PERSON_LOCK])
        if not waits_for_first_person():
            message = _("Somebody has signed up already, so the token is void. Ask to be invited.")
            raise BadField("token", message)
        return _sign_up(person, team, verified=True)


def sign_up(person: NewPerson, team: NewTeam) -> SignedUp:
    """Let a stranger in, with a team of their own. Raises `NotAllowed` where that is not open."""
    if not settings.OPENMODERATOR.open_signup:
        raise NotAllowed(_("People come in by invitation here."))
    return _sign_up(person, team, verified=False)


def may_make_team(user: User) -> bool:
    """Whether they may make a further team: where sign-up is open, or as an administrator."""
    if settings.OPENMODERATOR.open_signup:
        return True
    return Membership.objects.filter(user=user, role=Role.ADMIN).exists()


def make_team(user: User, team: NewTeam) -> CreatedTeam:
    """Make a team of which `user` is the administrator. Raises `NotAllowed` and `BadField`."""
    if not may_make_team(user):
        raise NotAllowed(_("Only administrators make further teams here."))
    with transaction.atomic():
        return _own_team(user, team)


def _sign_up(person: NewPerson, team: NewTeam, *, verified: bool) -> SignedUp:
    with transaction.atomic():
        user = new_user(
            checked_email(person.email), person.password, person.name, verified=verified
        )
        return SignedUp(user, _own_team(user, team))


def _own_team(user: User, team: NewTeam) -> CreatedTeam:
    created = create_team(team.name, team.public_id.strip().lower())
    Membership.objects.create(user=user, team=created.team, role=Role.ADMIN)
    _tell_made(created.team, user)
    return created


def _tell_made(team: Team, user: User) -> None:
    tell(team, user, "team.created", ("team", team.public_id), {"name": team.name})
