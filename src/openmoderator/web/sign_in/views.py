"""Sign-in screens: allauth's views with this house's templates, and one-time links.

Nobody signs up here: people are made by an administrator.
"""

from __future__ import annotations

from allauth.account import views as allauth
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from openmoderator.accounts.links import redeem
from openmoderator.accounts.models import Team
from openmoderator.reviews.queue import release_all
from openmoderator.web.frame.views import safe_next

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

sign_in = allauth.LoginView.as_view(template_name="sign_in/sign_in.html")
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
