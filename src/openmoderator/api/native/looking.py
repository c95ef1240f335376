"""Fetching pictures and looking at them, several at a time. Asks no database.

The threads are shared by all calls of the process, so that many calls at once fetch no more
than one; the models have turns of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotDone
from dataclasses import dataclass
from functools import cache
from typing import Final

from openmoderator.api.azure.picture_body import FETCH_SECONDS, GivenPicture, fetch_picture
from openmoderator.api.native import picture_schema as schema
from openmoderator.api.native.items import Clock, NotInTime
from openmoderator.detect.detectors import image_detectors
from openmoderator.detect.image.hashes import Query, query_of
from openmoderator.workflows.connectors.moderator.thresholds import Thresholds

FETCHERS: Final = 8
"""Pictures that one process fetches and holds decoded at a time."""


@dataclass(frozen=True)
class Seen:
    """What was seen in one picture, and what its lists are asked where that is wanted."""

    result: schema.PictureResult
    query: Query | None


@dataclass(frozen=True)
class Asked:
    """What one call wants to know of each of its pictures; `limits` set the flags."""

    options: schema.PictureOptions
    language: str
    limits: Thresholds


def look_at_all(urls: Sequence[str], asked: Asked, clock: Clock) -> list[Seen | Exception]:
    """For each address what was seen, or what went wrong; in order, by the end of the clock."""
    work = [_threads().submit(_look_at, url, asked, clock) for url in urls]
    return [_outcome(one, clock) for one in work]


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(FETCHERS, thread_name_prefix="pictures")


def _outcome(work: Future[Seen], clock: Clock) -> Seen | Exception:
    try:
        return work.result(timeout=clock.left)
    except NotDone:
        work.cancel()
        return NotInTime()
    except Exception as error:
        return error


def _look_at(url: str, asked: Asked, clock: Clock) -> Seen:
    options = asked.options
    clock.check()
    given = fetch_picture(url, min(FETCH_SECONDS, clock.left))
    clock.check()
    result = schema.PictureResult(
        media_type=given.picture.media_type,
        width=round(given.picture.width / given.scale),
        height=round(given.picture.height / given.scale),
        bytes=len(given.data),
        evaluation=_evaluation(given, asked.limits) if options.evaluate else None,
        faces=_faces(given) if options.faces else None,
        ocr=_reading(given, asked.language, options.enhanced) if options.ocr else None,
        matches=None,
    )
    return Seen(result, query_of(given.picture, given.data) if options.match else None)


def _evaluation(given: GivenPicture, limits: Thresholds) -> schema.PictureScores:
    scores = image_detectors().nudity.score(given.picture)
    return schema.PictureScores(
        adult_score=scores.adult,
        is_adult=scores.adult >= limits.adult,
        racy_score=scores.racy,
        is_racy=scores.racy >= limits.racy,
    )


def _faces(given: GivenPicture) -> list[schema.SeenFace]:
    return [
        schema.SeenFace(
            left=round(face.left / given.scale),
            top=round(face.top / given.scale),
            right=round(face.right / given.scale),
            bottom=round(face.bottom / given.scale),
            score=face.score,
        )
        for face in image_detectors().faces.detect(given.picture)
    ]


def _reading(given: GivenPicture, language: str, enhanced: bool) -> schema.Reading:
    read = image_detectors().ocr.read(given.picture, language, enhanced)
    candidates = [
        schema.CandidateLine(text=one.text, confidence=one.confidence) for one in read.candidates
    ]
    return schema.Reading(language=read.language, text=read.text, candidates=candidates)
