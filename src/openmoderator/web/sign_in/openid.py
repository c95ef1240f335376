"""Signing in with an OpenID Connect provider: allauth's flow behind short addresses.

The policy of the pages forbids a form to end at another origin, redirects included. So the
POST answers with a page that goes on to the provider by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import requests
import structlog
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

log = structlog.get_logger(__name__)
View = Callable[[HttpRequest, str], HttpResponse]


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
    response = _asked(openid_connect.login, request, provider_id)
    if response.status_code != 302:
        return response
    return render(request, "sign_in/going_on.html", {"target": response["Location"]})


@never_cache
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the provider leads back to."""
    return _asked(openid_connect.callback, request, provider_id)


def _asked(view: View, request: HttpRequest, provider_id: str) -> HttpResponse:
    """The answer of allauth; a provider that is away or talks nonsense gets a page of ours."""
    try:
        return view(request, provider_id)
    except (requests.RequestException, KeyError, ValueError) as error:
        log.warning("openid.no_answer", error=type(error).__name__)
        return render(request, "sign_in/openid_refused.html", {"why": "failed"}, status=403)
