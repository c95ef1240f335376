"""Evaluate, FindFaces and OCR (contract 3). Match is in `matching`."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Query, Router

from openmoderator.api.azure import picture_schema as schema
from openmoderator.api.azure import picture_shapes as shapes
from openmoderator.api.azure.answers import answer, image_tracking_id, ok_status
from openmoderator.api.azure.keys import WireRequest
from openmoderator.api.azure.languages import ocr_language
from openmoderator.api.azure.operation import MODERATE, operation
from openmoderator.api.azure.picture_body import GivenPicture, read_picture
from openmoderator.content import cached
from openmoderator.detect.detectors import image_detectors
from openmoderator.workflows.connected import thresholds_of

router = Router(tags=["Pictures"])


@operation(
    router,
    "POST /processimage/evaluate",
    "Evaluate a picture",
    schema.Evaluation,
    base=MODERATE,
    requestBody=schema.PICTURE_BODY,
)
def evaluate(request: WireRequest, query: Query[schema.ImageQuery]) -> HttpResponse:
    """How adult and how racy a picture is, by the team's thresholds."""
    given = read_picture(request)
    limits = thresholds_of(request.auth)
    scores = image_detectors().nudity.score(given.picture)
    found = shapes.evaluation(scores, limits.adult, limits.racy, given.info)
    return answered(request, query, given, found, "CacheID")


@operation(
    router,
    "POST /processimage/findfaces",
    "Find faces",
    schema.FoundFaces,
    base=MODERATE,
    requestBody=schema.PICTURE_BODY,
)
def find_faces(request: WireRequest, query: Query[schema.ImageQuery]) -> HttpResponse:
    """Where faces are in a picture."""
    given = read_picture(request)
    faces = image_detectors().faces.detect(given.picture)
    found = shapes.found_faces(faces, given.scale, given.info)
    return answered(request, query, given, found, "CacheId")


@operation(
    router,
    "POST /processimage/ocr",
    "Read the text in a picture",
    schema.Ocr,
    base=MODERATE,
    requestBody=schema.PICTURE_BODY,
)
def ocr(request: WireRequest, query: Query[schema.OcrQuery]) -> HttpResponse:
    """The text in a picture, line by line."""
    language = ocr_language(query.language)
    given = read_picture(request)
    result = image_detectors().ocr.read(given.picture, language, query.enhanced)
    found = shapes.ocr(result, given.info)
    return answered(request, query, given, found, "CacheId")


def answered(
    request: WireRequest,
    query: schema.ImageQuery,
    given: GivenPicture,
    found: dict[str, Any],
    cache_name: str,
) -> HttpResponse:
    """The answer with what all four have; the cache id only where it was asked for, under
    the name that it has in that call."""
    found |= {"Status": ok_status(), "TrackingId": image_tracking_id(request, request.auth)}
    if query.CacheImage:
        found[cache_name] = cached.keep(request.auth, given.data, given.picture.media_type)
    return answer(found)
