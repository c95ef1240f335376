"""Sign-in with an OpenID Connect provider: who may come in that way."""

from __future__ import annotations

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class Federated(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Strangers come in as they may sign up: by invitation, or where sign-up is open."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        """Whether OPENMODERATOR_OPEN_SIGNUP is on."""
        return bool(settings.OPENMODERATOR.open_signup)
