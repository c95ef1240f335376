"""Match (contract 3.4): which pictures of the team's lists a picture is like."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Query, Router

from openmoderator.api.azure import picture_schema as schema
from openmoderator.api.azure import picture_shapes as shapes
from openmoderator.api.azure.keys import WireRequest
from openmoderator.api.azure.operation import MODERATE, operation
from openmoderator.api.azure.picture_body import read_picture
from openmoderator.api.azure.pictures import answered
from openmoderator.detect.image.hashes import query_of
from openmoderator.lists import snapshots

router = Router(tags=["Pictures"])


@operation(
    router,
    "POST /processimage/match",
    "Match a picture with the image lists",
    schema.MatchResponse,
    base=MODERATE,
    requestBody=schema.PICTURE_BODY,
)
def match(request: WireRequest, query: Query[schema.MatchQuery]) -> HttpResponse:
    """The pictures of the team's lists that are the same or altered copies, as of the last
    RefreshIndex."""
    given = read_picture(request)
    asked = query_of(given.picture, given.data)
    matches = snapshots.match(request.auth, asked, query.listId)
    found = shapes.matched(matches, details=query.MatchDetails)
    return answered(request, query, given, found, "CacheID")
