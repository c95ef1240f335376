"""How django-allauth behaves here: who may sign up, what it says, and what is mailed."""

from __future__ import annotations

from smtplib import SMTPException
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.messages import constants
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from openmoderator.accounts.joining import may_make_team
from openmoderator.accounts.models import Membership, User

log = structlog.get_logger(__name__)
TAGS = {constants.SUCCESS: "good", constants.WARNING: "", constants.ERROR: "bad"}
SILENT = frozenset({"account/messages/logged_in.txt", "account/messages/logged_out.txt"})
"""What the page shows anyway."""


def mails_resets() -> bool:
    """Whether forgotten passwords are reset by mail.

    Not without OPENMODERATOR_PUBLIC_URL: strangers cause these mails, and could name a host of
    theirs in the request, which the link would then lead to.
    """
    return bool(settings.MAILS and settings.OPENMODERATOR.public_url)


class Accounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Strangers sign up only where the installation says so; others are invited."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether OPENMODERATOR_OPEN_SIGNUP is on."""
        return bool(settings.OPENMODERATOR.open_signup)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The first page; whoever has no team yet and may make one is led there."""
        user = request.user
        if isinstance(user, User) and not Membership.objects.filter(user=user).exists():
            return reverse("new-team") if may_make_team(user) else "/"
        return "/"

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """The same for somebody who came in with a provider."""
        return self.get_login_redirect_url(request)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in the colours of the pages."""
        if message_template not in SILENT:
            tags = extra_tags or TAGS.get(level, "")
            super().add_message(request, level, message_template, message_context, tags, message)

    def format_email_subject(self, subject: str) -> str:
        """Without a prefix."""
        return subject

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Always at the public address."""
        uid, _, rest = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": rest})
        return f"{(settings.OPENMODERATOR.public_url or '').rstrip('/')}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of the person. A server that fails is logged: the page must not
        say whether it knows the address."""
        user = context.get("user")
        language = getattr(user, "language", "") or translation.get_language()
        try:
            with translation.override(language):
                super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            log.warning("mail.failed", error=type(error).__name__, template=template_prefix)
