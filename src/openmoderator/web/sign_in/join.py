"""The page behind an invitation: for somebody new, and for somebody who has an account."""

from __future__ import annotations

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from openmoderator.accounts import invitations
from openmoderator.accounts.errors import BadField
from openmoderator.accounts.models import Invitation, Membership, User
from openmoderator.errors import NotFound
from openmoderator.web.sign_in.forms import PasswordForm, blame, too_many
from openmoderator.web.sign_in.openid import providers
from openmoderator.web.team import SESSION_KEY


@never_cache
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link stands for, and join on POST."""
    invitation = invitations.find(token)
    if invitation is None:
        return _spent(request)
    try:
        if isinstance(request.user, User):
            return _as_member(request, invitation, token, request.user)
        if User.objects.filter(email__iexact=invitation.email).exists():
            return render(request, "sign_in/join_sign_in.html", {"invitation": invitation})
        return _as_new(request, invitation, token)
    except NotFound:
        return _spent(request)


def _as_member(
    request: HttpRequest, invitation: Invitation, token: str, user: User
) -> HttpResponse:
    context = {"invitation": invitation}
    if not invitations.is_for(invitation, user):
        return render(request, "sign_in/join_other.html", context, status=403)
    if request.method != "POST":
        return render(request, "sign_in/join_member.html", context)
    membership = invitations.accept(token, user)
    _enter(request, membership)
    return redirect("dashboard")


def _as_new(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not ratelimit.consume(request, action="signup"):
            return too_many(request)
        if form.is_valid():
            try:
                given = form.cleaned_data
                membership = invitations.accept_as_new(token, given["name"], given["password"])
            except BadField as error:
                blame(form, error)
            else:
                _enter(request, membership)
                response: HttpResponse = perform_login(
                    request, membership.user, email_verification="none", redirect_url="/"
                )
                return response
    context = {"invitation": invitation, "form": form, "providers": providers(request)}
    return render(request, "sign_in/join_new.html", context, status=422 if form.errors else 200)


def _enter(request: HttpRequest, membership: Membership) -> None:
    request.session[SESSION_KEY] = membership.team_id
    said = _("You have joined %(team)s.") % {"team": membership.team}
    messages.success(request, said, extra_tags="good")


def _spent(request: HttpRequest) -> HttpResponse:
    return render(request, "sign_in/invitation_spent.html", status=410)
