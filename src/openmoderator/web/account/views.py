"""A person's own account: name, teams, sessions and ways to sign in."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from openmoderator.accounts import joining, members
from openmoderator.accounts.models import Membership, Team, User
from openmoderator.errors import BadInput, NotFound
from openmoderator.web.account.devices import described
from openmoderator.web.account.forms import ProfileForm
from openmoderator.web.sign_in.openid import providers
from openmoderator.web.team import SESSION_KEY


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """The page, and saving name, language and colours."""
    user = person_of(request)
    posted = request.POST if request.method == "POST" else None
    form = ProfileForm(posted, user=user)
    if posted is not None and form.is_valid():
        form.save()
        messages.success(request, _("Saved."), extra_tags="good")
        return redirect("account")
    status = 422 if form.errors else 200
    return render(request, "account/account.html", _context(request, user, form), status=status)


@require_POST
@login_required
def leave(request: HttpRequest) -> HttpResponse:
    """Leave a team."""
    user = person_of(request)
    public_id = request.POST.get("team", "")
    team = Team.objects.filter(memberships__user=user, public_id=public_id).first()
    if team is None:
        raise Http404
    try:
        members.leave(team, user)
    except NotFound as error:
        raise Http404(str(error)) from error
    except BadInput as error:
        messages.error(request, str(error), extra_tags="bad")
        return redirect("account")
    if request.session.get(SESSION_KEY) == team.pk:
        del request.session[SESSION_KEY]
    messages.success(request, _("You have left %(team)s.") % {"team": team}, extra_tags="good")
    return redirect("account")


@require_POST
@login_required
def end_session(request: HttpRequest) -> HttpResponse:
    """Sign one other browser out, or all others."""
    user = person_of(request)
    rows = UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key)
    wanted = request.POST.get("session", "")
    if wanted != "others":
        rows = rows.filter(pk=int(wanted)) if wanted.isdecimal() and len(wanted) < 18 else rows[:0]
    ended = list(rows)
    for row in ended:
        row.end()
    if not ended and wanted != "others":
        raise Http404
    messages.success(request, _("Signed out there."), extra_tags="good")
    return redirect("account")


def person_of(request: HttpRequest) -> User:
    """Who is signed in; the views let nobody else through."""
    assert isinstance(request.user, User)
    return request.user


def _context(request: HttpRequest, user: User, form: ProfileForm) -> dict[str, object]:
    has_factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()
    teams = Membership.objects.filter(user=user).select_related("team").order_by("team__name")
    return {
        "place": "account",
        "form": form,
        "teams": list(teams),
        "may_make_team": joining.may_make_team(user),
        "has_password": user.has_usable_password(),
        "has_factor": has_factor,
        "sessions": described(UserSession.objects.purge_and_list(user), request.session),
        "connections": list(SocialAccount.objects.filter(user=user).order_by("pk")),
        "providers": providers(request),
    }
