"""Review Create and Review Get for pictures and texts (contract 7)."""

from __future__ import annotations

from typing import Annotated, Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Body, Query, Router

from openmoderator.accounts.subteams import find_subteam
from openmoderator.api.azure import schema, shapes
from openmoderator.api.azure.answers import answer
from openmoderator.api.azure.fields import ONE_IS_MANY
from openmoderator.api.azure.keys import WireRequest
from openmoderator.api.azure.new_reviews import create_all
from openmoderator.api.azure.operation import TeamName, operation
from openmoderator.reviews.addresses import signed_path
from openmoderator.reviews.errors import ReviewNotFound
from openmoderator.reviews.models import Purpose, Review

router = Router(tags=["Reviews"])

_HEADER: Final[dict[str, Any]] = {
    "in": "header",
    "name": "UrlContentType",
    "required": False,
    "schema": {"type": "string"},
    "description": "Some clients send it; it has no effect.",
}


@operation(router, "POST /reviews", "Create reviews", list[str], parameters=[_HEADER])
def create_reviews(
    request: WireRequest,
    team_name: TeamName,
    query: Query[schema.ReviewQuery],
    items: Annotated[list[schema.NewReviewItem], ONE_IS_MANY, Body(...)],
) -> HttpResponse:
    """Put items before the team's reviewers: all of them, or none. Answers their ids in order."""
    subteam = find_subteam(request.auth, query.subTeam.strip())
    return answer([row.pk for row in create_all(request.auth, items, subteam)])


@operation(router, "GET /reviews/{review_id}", "Get a review", schema.Review)
def get_review(request: WireRequest, team_name: TeamName, review_id: str) -> HttpResponse:
    """Item, metadata and, once a person's decision is final, the result tags of a review."""
    rows = Review.objects.select_related("team", "subteam", "stored")
    row = rows.filter(team=request.auth, pk=review_id, purpose=Purpose.WORK).first()
    if row is None:
        message = f"The team has no review with the id '{review_id}'."
        raise ReviewNotFound(message)
    content = shapes.review_content(row, timezone.now(), lambda it: _absolute(request, it))
    return answer(shapes.review(row, content))


def _absolute(request: HttpRequest, row: Review) -> str:
    """The signed address of a stored picture as callers see this installation."""
    public = settings.OPENMODERATOR.public_url
    path = signed_path(row)
    return f"{public}{path}" if public else request.build_absolute_uri(path)
