"""Up to 1,000 texts in one call."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from ninja import Body, Query, Router

from openmoderator.api.azure.answers import answer, tracking_id
from openmoderator.api.azure.fields import MAX_TEXT
from openmoderator.api.azure.keys import WireRequest
from openmoderator.api.azure.languages import screen_language
from openmoderator.api.azure.operation import operation
from openmoderator.api.azure.text_body import TextTooLong
from openmoderator.api.azure.texts import category_thresholds
from openmoderator.api.native import schema
from openmoderator.api.native.items import Clock, item_error
from openmoderator.api.native.text_results import text_result
from openmoderator.detect.text.screen import ScreenOptions, screen
from openmoderator.detect.text.values import TermFinder
from openmoderator.lists import snapshots

router = Router(tags=["Native"])


@operation(router, "POST /texts", "Moderate many texts", schema.TextsAnswer, base="")
def moderate_texts(
    request: WireRequest,
    asked: Body[schema.TextsRequest],
    query: Query[schema.TextsQuery],
) -> HttpResponse:
    """Screens each text. Each item is answered with a result or with an error of its own, in
    the order of the request."""
    chosen = asked.options
    options = ScreenOptions(
        language=screen_language(chosen.language or ""),
        media_type=chosen.media_type,
        autocorrect=chosen.autocorrect,
        pii=chosen.pii,
        classify=chosen.classify,
    )
    finders = snapshots.term_finders(request.auth, options.language, chosen.list_ids)
    clock = Clock.started()
    answers = [_answered(given, options, finders, query.offsetUnit, clock) for given in asked.texts]
    made = schema.TextsAnswer(
        offset_unit=query.offsetUnit, results=answers, tracking_id=tracking_id(request)
    )
    return answer(made.model_dump())


def _answered(
    given: schema.GivenText,
    options: ScreenOptions,
    finders: Sequence[TermFinder],
    unit: schema.OffsetUnit,
    clock: Clock,
) -> schema.TextAnswer:
    try:
        clock.check()
        _judge_length(given.text)
        found = screen(given.text, options, finders)
        result, error = text_result(found, unit, category_thresholds()), None
    except Exception as problem:
        result, error = None, item_error(problem)
    return schema.TextAnswer(id=given.id, result=result, error=error)


def _judge_length(text: str) -> None:
    if len(text) > MAX_TEXT:
        message = f"The text has {len(text)} characters; at most {MAX_TEXT} are taken."
        raise TextTooLong(message)
