"""Up to 1,000 texts in one call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

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
from openmoderator.api.native.items import Clock, NotInTime, item_error
from openmoderator.api.native.text_results import text_result
from openmoderator.detect.text.screen import Screened, ScreenOptions, screen_many
from openmoderator.detect.text.values import TermFinder
from openmoderator.lists import snapshots

router = Router(tags=["Native"])

BATCH: Final = 64
CHARACTERS: Final = 50_000
"""What is screened at once; the clock is looked at in between."""
Outcome: TypeAlias = Screened | Exception


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
    outcomes = [
        outcome
        for batch in batches([given.text for given in asked.texts])
        for outcome in _screened(batch, options, finders, clock)
    ]
    answers = [
        _answered(given, outcome, query.offsetUnit)
        for given, outcome in zip(asked.texts, outcomes, strict=True)
    ]
    made = schema.TextsAnswer(
        offset_unit=query.offsetUnit, results=answers, tracking_id=tracking_id(request)
    )
    return answer(made.model_dump())


def batches(texts: Sequence[str]) -> Iterator[list[str]]:
    """The texts in order, at most `BATCH` and about `CHARACTERS` at a time."""
    batch: list[str] = []
    for text in texts:
        if batch and (len(batch) == BATCH or sum(map(len, batch)) + len(text) > CHARACTERS):
            yield batch
            batch = []
        batch.append(text)
    yield batch


def _screened(
    batch: Sequence[str], options: ScreenOptions, finders: Sequence[TermFinder], clock: Clock
) -> list[Outcome]:
    """What was found in each text, or why nothing was; where one fails, each is read alone."""
    try:
        clock.check()
        for text in batch:
            _judge_length(text)
        return [*screen_many(batch, options, finders)]
    except Exception as error:
        if len(batch) == 1 or isinstance(error, NotInTime):
            return [error] * len(batch)
        return [it for text in batch for it in _screened([text], options, finders, clock)]


def _answered(
    given: schema.GivenText, outcome: Outcome, unit: schema.OffsetUnit
) -> schema.TextAnswer:
    if isinstance(outcome, Exception):
        return schema.TextAnswer(id=given.id, result=None, error=item_error(outcome))
    result = text_result(outcome, unit, category_thresholds())
    return schema.TextAnswer(id=given.id, result=result, error=None)


def _judge_length(text: str) -> None:
    if len(text) > MAX_TEXT:
        message = f"The text has {len(text)} characters; at most {MAX_TEXT} are taken."
        raise TextTooLong(message)
