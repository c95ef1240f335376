"""Up to 100 pictures behind addresses in one call."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import Body, Router

from openmoderator.accounts.models import Team
from openmoderator.api.azure.answers import answer, tracking_id
from openmoderator.api.azure.keys import WireRequest
from openmoderator.api.azure.languages import ocr_language
from openmoderator.api.azure.operation import operation
from openmoderator.api.native import picture_schema as schema
from openmoderator.api.native.items import Clock, item_error
from openmoderator.api.native.looking import Asked, Seen, look_at_all
from openmoderator.lists import catalogue, snapshots
from openmoderator.lists.models import ImageList
from openmoderator.workflows.connected import thresholds_of

router = Router(tags=["Native"])


@operation(router, "POST /pictures", "Moderate many pictures", schema.PicturesAnswer, base="")
def moderate_pictures(request: WireRequest, asked: Body[schema.PicturesRequest]) -> HttpResponse:
    """Fetches each picture and lets the chosen detectors look at it. Each item is answered with
    a result or with an error of its own, in the order of the request."""
    options = asked.options
    language = ocr_language(options.language or "")
    if options.match and options.list_id is not None:
        catalogue.find(ImageList, request.auth, options.list_id)
    urls = [picture.url for picture in asked.pictures]
    seen = look_at_all(urls, Asked(options, language, thresholds_of(request.auth)), Clock.started())
    answers = [
        _answered(request.auth, options, given, one)
        for given, one in zip(asked.pictures, seen, strict=True)
    ]
    made = schema.PicturesAnswer(results=answers, tracking_id=tracking_id(request))
    return answer(made.model_dump())


def _answered(
    team: Team,
    options: schema.PictureOptions,
    given: schema.GivenPicture,
    seen: Seen | Exception,
) -> schema.PictureAnswer:
    try:
        result, error = _result(team, options, seen), None
    except Exception as problem:
        result, error = None, item_error(problem)
    return schema.PictureAnswer(id=given.id, url=given.url, result=result, error=error)


def _result(
    team: Team, options: schema.PictureOptions, seen: Seen | Exception
) -> schema.PictureResult:
    if isinstance(seen, Exception):
        raise seen
    if seen.query is None:
        return seen.result
    matches = [
        schema.ListedPicture(
            content_id=one.match.content_id,
            list_id=one.list_id,
            score=one.match.score,
            distance=one.match.distance,
            exact=one.match.exact,
            tags=list(one.tags),
            label=one.label,
            added_at=one.added_at.isoformat(),
        )
        for one in snapshots.match(team, seen.query, options.list_id)
    ]
    return seen.result.model_copy(update={"matches": matches})
