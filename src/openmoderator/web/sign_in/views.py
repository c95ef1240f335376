"""Sign-in screens: allauth's views with this house's templates, and one-time links.

Signing up is in `sign_up`, invitations in `join`, OpenID Connect in `openid`.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views as allauth
from allauth.mfa.base import views as second_factor_views
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from openmoderator.accounts.adapter import mails_resets
from openmoderator.accounts.joining import waits_for_first_person
from openmoderator.accounts.links import redeem
from openmoderator.accounts.models import Team
from openmoderator.reviews.queue import release_all
from openmoderator.web.frame.views import safe_next
from openmoderator.web.sign_in.openid import providers

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class SignIn(allauth.LoginView):  # type: ignore[misc]
    """The form with the ways around it."""

    template_name = "sign_in/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The providers to sign in with, and whether somebody can sign up here."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["providers"] = providers(self.request)
        context["is_first"] = waits_for_first_person()
        context["open_signup"] = settings.OPENMODERATOR.open_signup
        return context


class ForgottenPassword(allauth.PasswordResetView):  # type: ignore[misc]
    """Asks for the address; where nothing can be mailed it says what to do instead."""

    template_name = "sign_in/forgotten.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether a mail can be sent."""
        return {**super().get_context_data(**kwargs), "mails": mails_resets()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Mail a link, if that can be; the answer never says whether the address is known."""
        if not mails_resets():
            return self.get(request, *args, **kwargs)  # type: ignore[no-any-return]
        return super().post(request, *args, **kwargs)  # type: ignore[no-any-return]


sign_in = SignIn.as_view()
forgotten = ForgottenPassword.as_view()
reset_sent = allauth.PasswordResetDoneView.as_view(template_name="sign_in/reset_sent.html")
second_factor = never_cache(
    second_factor_views.AuthenticateView.as_view(template_name="sign_in/second_factor.html")
)
end_session = allauth.LogoutView.as_view(template_name="sign_in/sign_out.html")
inactive = allauth.AccountInactiveView.as_view(template_name="sign_in/inactive.html")
set_password = never_cache(
    allauth.PasswordResetFromKeyView.as_view(template_name="sign_in/set_password.html")
)
password_set = allauth.PasswordResetFromKeyDoneView.as_view(
    template_name="sign_in/password_set.html"
)


def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; what the person holds, in any of their teams, goes back first."""
    if request.method == "POST" and request.user.is_authenticated:
        for team in Team.objects.filter(memberships__user=request.user):
            release_all(team, request.user)
    response: HttpResponse = end_session(request)
    return response


@never_cache
@require_safe
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Sign the holder of a fresh one-time link in; an old one says what to do."""
    user = redeem(token)
    if user is None:
        return render(request, "sign_in/link_spent.html", status=410)
    login(request, user, backend=BACKEND)
    return HttpResponseRedirect(safe_next(request, request.GET.get("next")))
