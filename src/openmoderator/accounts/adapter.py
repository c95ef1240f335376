"""How django-allauth behaves here: nobody signs up without being made or invited."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]
    """People are made by administrators; open sign-up does not exist."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
