"""Which team a key opens: the smallest call there is, to try a key with."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Router

from openmoderator.api.azure.answers import answer
from openmoderator.api.azure.keys import WireRequest
from openmoderator.api.azure.operation import operation
from openmoderator.api.native import schema

router = Router(tags=["Native"])


@operation(router, "GET /team", "Try a key", schema.Team, base="")
def get_team(request: WireRequest) -> HttpResponse:
    """The team that the key belongs to."""
    team = request.auth
    return answer(schema.Team(id=team.public_id, name=team.name).model_dump())
