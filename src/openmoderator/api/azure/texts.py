"""Screen and DetectLanguage (contract 4)."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from ninja import Query, Router

from openmoderator.api.azure import text_schema as schema
from openmoderator.api.azure import text_shapes as shapes
from openmoderator.api.azure.answers import answer, ok_status, tracking_id
from openmoderator.api.azure.keys import WireRequest
from openmoderator.api.azure.languages import screen_language
from openmoderator.api.azure.operation import MODERATE, operation
from openmoderator.api.azure.text_body import media_type_of, read_text
from openmoderator.detect.text.screen import ScreenOptions, language_of, screen
from openmoderator.lists import snapshots

router = Router(tags=["Texts"])


def category_thresholds() -> shapes.Thresholds:
    """The scores of the settings from which a review is recommended."""
    config = settings.OPENMODERATOR
    return (config.category1_threshold, config.category2_threshold, config.category3_threshold)


@operation(
    router,
    "POST /processtext/screen",
    "Screen a text",
    schema.Screen,
    base=MODERATE,
    requestBody=schema.TEXT_BODY,
)
def screen_text(request: WireRequest, query: Query[schema.ScreenQuery]) -> HttpResponse:
    """Terms of the built-in list and of the team's own lists, and on request personal data,
    categories and a corrected text. All offsets count UTF-16 code units."""
    options = ScreenOptions(
        language=screen_language(query.language),
        media_type=media_type_of(request),
        autocorrect=query.autocorrect,
        pii=query.PII,
        classify=query.classify,
    )
    text = read_text(request)
    finders = snapshots.term_finders(request.auth, options.language, query.listId or None)
    found = shapes.screen(screen(text, options, finders), options, category_thresholds())
    return answer(found | {"Status": ok_status(), "TrackingId": tracking_id(request)})


@operation(
    router,
    "POST /processtext/detectlanguage",
    "Detect the language of a text",
    schema.DetectedLanguage,
    base=MODERATE,
    requestBody=schema.TEXT_BODY,
)
def detect_language_of_text(request: WireRequest) -> HttpResponse:
    """ISO 639-3 of the language that the text is most likely in."""
    media_type = media_type_of(request)
    found = language_of(read_text(request), media_type)
    return answer(
        {"DetectedLanguage": found, "Status": ok_status(), "TrackingId": tracking_id(request)}
    )
