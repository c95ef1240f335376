"""Sign-in with an OpenID Connect provider: who may come in that way.

A provider is believed about an address only when it says that it verified it: then it leads to
the account with that address, or lets somebody in who is invited under it.
"""

from __future__ import annotations

from typing import Any, NoReturn

import structlog
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from openmoderator.accounts.invitations import accept_all, pending_for
from openmoderator.accounts.models import User

log = structlog.get_logger(__name__)


class Federated(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Strangers come in as they may sign up: by invitation, or where sign-up is open."""

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """The account with the address that the provider verified."""
        email = _verified_email(sociallogin)
        user = User.objects.filter(email__iexact=email, is_active=True).first() if email else None
        return (user, user.email) if user else None

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Somebody may have made the account under an address that was not theirs: when its owner
        comes, other identities connected to it go. Its password and sessions end with allauth."""
        user, email = sociallogin.user, _verified_email(sociallogin)
        known = SocialAccount.objects.filter(
            provider=sociallogin.account.provider, uid=sociallogin.account.uid
        )
        proved = EmailAddress.objects.filter(user=user.pk, email__iexact=email, verified=True)
        is_sign_in = sociallogin.state.get("process") == AuthProcess.LOGIN
        if user.pk is not None and is_sign_in and not known.exists() and not proved.exists():
            SocialAccount.objects.filter(user=user).delete()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Whether a stranger may come in; otherwise a page says why not."""
        email = _verified_email(sociallogin)
        if not email:
            _refuse(request, "unverified")
        is_known = User.objects.filter(email__iexact=email).exists()  # and switched off
        if is_known or not (settings.OPENMODERATOR.open_signup or pending_for(email)):
            _refuse(request, "uninvited")
        return True

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Store the person under the verified address; they join where they are invited."""
        user: User = sociallogin.user
        user.email = _verified_email(sociallogin)
        super().save_user(request, sociallogin, form)
        accept_all(user)
        return user

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: Any) -> User:
        """Name and address as the provider tells them."""
        user: User = super().populate_user(request, sociallogin, data)
        user.display_name = str(data.get("name") or "")[:120]
        user.email = user.email.lower()
        return user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: BaseException | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say that it failed, with our own page."""
        log.warning("openid.failed", error=str(error), cause=type(exception).__name__)
        _refuse(request, "failed")


def _verified_email(sociallogin: SocialLogin) -> str:
    # A provider that sends the word "false" has not verified anything.
    verified = [row.email.lower() for row in sociallogin.email_addresses if row.verified is True]
    return verified[0] if verified else ""


def _refuse(request: HttpRequest, why: str) -> NoReturn:
    page = render(request, "sign_in/openid_refused.html", {"why": why}, status=403)
    raise ImmediateHttpResponse(page)
