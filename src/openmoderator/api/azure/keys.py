"""Who asks: the subscription key, and whether it opens the team in the path (contract 1.2).

Where no team is in the path, the key names it. Each call counts against the rate of its key.
An ``Authorization`` header is ignored. Everything about another team is answered as if the
team did not exist.
"""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import APIKeyHeader, APIKeyQuery

from openmoderator.accounts.keys import authenticate
from openmoderator.accounts.models import Team
from openmoderator.api.azure.reading import query_of
from openmoderator.api.limits.bucket import take_call
from openmoderator.errors import NotFound


class TeamNotFound(NotFound):
    """No such team, or one that the key does not belong to."""


class WireRequest(HttpRequest):
    """A request that has passed a key; `auth` is the team that it may act for."""

    auth: Team


class SubscriptionKey(APIKeyHeader):
    """The key in the header."""

    param_name = "Ocp-Apim-Subscription-Key"

    def authenticate(self, request: HttpRequest, key: str | None) -> Team | None:
        """The key's team. Raises `TeamNotFound` where the path names another one."""
        return _team(request, key)


class SubscriptionKeyInQuery(APIKeyQuery):
    """The key in the query, as the oldest clients send it; the name in any case."""

    param_name = "subscription-key"

    def _get_key(self, request: HttpRequest) -> str | None:
        found: str | None = query_of(request.GET).get(self.param_name)
        return found

    def authenticate(self, request: HttpRequest, key: str | None) -> Team | None:
        """As for the header."""
        return _team(request, key)


def _team(request: HttpRequest, key: str | None) -> Team | None:
    row = authenticate((key or "").strip())
    if row is None:
        return None
    asked = _team_in_path(request)
    # The name is a spelling that old clients use: a team "My Team" has the id "myteam".
    if asked is not None and asked.lower() not in (row.team.public_id, row.team.name.lower()):
        message = f"There is no team '{asked}' that this key belongs to."
        raise TeamNotFound(message)
    take_call(row)
    return row.team


def _team_in_path(request: HttpRequest) -> str | None:
    """The team of a review call; moderation and list calls have none."""
    assert request.resolver_match is not None
    found: str | None = request.resolver_match.kwargs.get("team_name")
    return found
