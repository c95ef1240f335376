"""Signing in with an OpenID Connect provider: allauth's flow behind short addresses.

The policy of the pages forbids a form to end at another origin, redirects included. So the
POST answers with a page that goes on to the provider by itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST


@dataclass(frozen=True)
class Provider:
    """A provider as a button shows it."""

    key: str
    name: str


def providers(request: HttpRequest) -> list[Provider]:
    """Those that the installation is set up for: none or one."""
    apps = get_adapter(request).list_apps(request)
    return [Provider(app.provider_id, app.name) for app in apps]


@never_cache
@require_POST
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go on to the provider, and come back to `callback`."""
    response: HttpResponse = openid_connect.login(request, provider_id)
    if response.status_code != 302:
        return response
    context = {"target": response["Location"]}
    return render(request, "sign_in/going_on.html", context)


@never_cache
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the provider leads back to."""
    response: HttpResponse = openid_connect.callback(request, provider_id)
    return response
