"""How django-allauth behaves here: who may sign up, and what is mailed."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Strangers sign up only where the installation says so; others are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether OPENMODERATOR_OPEN_SIGNUP is on."""
        return bool(settings.OPENMODERATOR.open_signup)
