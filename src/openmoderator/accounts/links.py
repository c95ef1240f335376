"""One-time sign-in links: signed, good for a quarter of an hour, void after the next sign-in."""

from __future__ import annotations

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from openmoderator.accounts.models import User

SALT = "openmoderator.accounts.links"
GOOD_FOR_SECONDS = 15 * 60


def sign_in_link(user: User) -> str:
    """Path that signs `user` in once."""
    return reverse("sign-in-link", kwargs={"token": signing.dumps(_state(user), salt=SALT)})


def redeem(token: str) -> User | None:
    """The user of a fresh, unused token, which is used up by this; None otherwise."""
    try:
        state = signing.loads(token, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature:
        return None
    with transaction.atomic():
        user = User.objects.select_for_update().filter(pk=state[0], is_active=True).first()
        if user is None or _state(user) != state:
            return None
        user.last_login = timezone.now()
        user.save(update_fields=["last_login"])
    return user


def _state(user: User) -> list[int | str]:
    # The last sign-in is part of the token: using it changes the state, so it works once.
    return [user.pk, user.last_login.isoformat() if user.last_login else ""]
