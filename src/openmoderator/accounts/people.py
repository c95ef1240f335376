"""Making people: members of a team with a password or a one-time link to set one."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from openmoderator.accounts.errors import BadField
from openmoderator.accounts.models import Membership, Role, Team, User
from openmoderator.accounts.signals import tell
from openmoderator.errors import BadInput

MAX_NAME = 120
MAX_EMAIL = 254


@dataclass(frozen=True)
class CreatedUser:
    """A member, and the path of the one-time link that sets the password (None if set)."""

    user: User
    link: str | None


def create_user(
    email: str, team: Team, role: str, password: str | None = None, display_name: str = ""
) -> CreatedUser:
    """Add a person to `team`; one who exists already keeps their password.

    Raises `BadInput` for an address that is not one, an unknown role or a weak password.
    """
    email = checked_email(email)
    if role not in Role.values:
        raise BadInput(f"'{role}' is no role. Use one of: {', '.join(Role.values)}.")
    with transaction.atomic():
        user = User.objects.filter(email=email).first()
        if user is None:
            user = new_user(email, password, display_name)
        Membership.objects.update_or_create(user=user, team=team, defaults={"role": role})
        tell(team, None, "person.added", ("person", str(user.pk)), {"role": role})
    link = None if user.has_usable_password() else password_link(user)
    return CreatedUser(user, link)


def find_user(email: str) -> User:
    """The active person with that address. Raises `BadInput` when there is none."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise BadInput(f"Nobody here has the address '{email}'.")
    return user


def password_link(user: User) -> str:
    """Path of a one-time page on which `user` sets a password."""
    return reverse(
        "account_reset_password_from_key",
        kwargs={
            "uidb36": user_pk_to_url_str(user),
            "key": default_token_generator.make_token(user),
        },
    )


def new_user(
    email: str, password: str | None, display_name: str = "", *, verified: bool = True
) -> User:
    """Store a person without a team; `verified` says whether the address is surely theirs.

    Raises `BadField` for a taken ``email``, a weak ``password`` or a long ``name``.
    """
    display_name = display_name.strip()
    if len(display_name) > MAX_NAME:
        raise BadField("name", _("A name has at most 120 characters."))
    user = User(email=email, display_name=display_name)
    if password is not None:
        _check_password(password, user)
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, password, display_name=display_name)
    except IntegrityError as error:
        message = _("Somebody with this address has an account already. Sign in instead.")
        raise BadField("email", message) from error
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def checked_email(email: str) -> str:
    """The address in the form that is stored. Raises `BadField` for ``email``."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        message = _("'%(address)s' is not an e-mail address.") % {"address": email[:254]}
        raise BadField("email", message) from error
    if len(email) > MAX_EMAIL:
        raise BadField("email", _("An address has at most 254 characters."))
    return email


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise BadField("password", " ".join(error.messages)) from error
