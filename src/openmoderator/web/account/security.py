"""Passwords, second factors and providers: allauth's views with this house's templates."""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache

from openmoderator.web.account.pictures import qr_code


class SwitchOn(totp.ActivateTOTPView):  # type: ignore[misc]
    """The picture to scan, the secret as text, and the first code."""

    template_name = "account/factor_on.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The picture without inline style, which the policy forbids."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["picture"] = qr_code(context["totp_url"])
        secret: str = context["form"].secret
        context["secret"] = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        return context


class Disconnect(social.ConnectionsView):  # type: ignore[misc]
    """Takes a provider off the account."""

    template_name = "account/connections.html"
    success_url = reverse_lazy("account")


change_password = never_cache(
    allauth.PasswordChangeView.as_view(
        template_name="account/change_password.html", success_url=reverse_lazy("account")
    )
)
first_password = never_cache(
    allauth.PasswordSetView.as_view(
        template_name="account/change_password.html", success_url=reverse_lazy("account")
    )
)
confirm = never_cache(allauth.ReauthenticateView.as_view(template_name="account/confirm.html"))
confirm_by_code = never_cache(
    base.ReauthenticateView.as_view(template_name="account/confirm_code.html")
)
factor_on = never_cache(SwitchOn.as_view())
factor_off = never_cache(totp.DeactivateTOTPView.as_view(template_name="account/factor_off.html"))
codes = never_cache(recovery.ViewRecoveryCodesView.as_view(template_name="account/codes.html"))
new_codes = never_cache(
    recovery.GenerateRecoveryCodesView.as_view(template_name="account/new_codes.html")
)
connections = never_cache(Disconnect.as_view())


@login_required
def to_account(_request: HttpRequest) -> HttpResponse:
    """Where allauth's own overviews would be: the account page has them all."""
    return redirect("account")
