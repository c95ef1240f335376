"""The picture of a moderation or list call: behind an address, inline, as bytes, or kept before.

Contract 3: at least `min_picture_side` pixels on each side, at most `max_picture_bytes`.
Whatever is wrong with it ends in a 400; nothing here looks at what the picture shows.
"""

from __future__ import annotations

import base64
import binascii
import time
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from django.conf import settings
from pydantic import ValidationError

from openmoderator.api.azure.complaints import complaints
from openmoderator.api.azure.errors import (
    ImageSizeError,
    InvalidImageUrl,
    InvalidRequest,
    UnreadableImage,
    UnsupportedMedia,
)
from openmoderator.api.azure.keys import WireRequest
from openmoderator.api.azure.picture_schema import INLINE, ImageInput
from openmoderator.api.azure.reading import body_of, query_of, read_json
from openmoderator.api.azure.sniffing import is_json_object, looks_like_picture
from openmoderator.content import cached
from openmoderator.detect.errors import NotAPicture, PictureTooLarge, PictureTooSmall
from openmoderator.detect.image.decode import DecodeLimits, decode
from openmoderator.detect.image.picture import Picture
from openmoderator.egress.errors import EgressFailed, EgressRefused
from openmoderator.egress.fetch import fetch
from openmoderator.egress.policy import policy_from
from openmoderator.errors import BadInput

FETCH_SECONDS: Final = 20.0
MOST_GROWN_SIDE: Final = 4_000
"""Pixels that the longer side of a picture may get where the shorter one is scaled up."""
_HELP: Final = (
    'send {"DataRepresentation": "URL", "Value": "https://..."} or the bytes of a picture'
)
Info: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class GivenPicture:
    """A picture to be judged, and the file that it came as.

    `info` has download time and size of a picture that came by address, else nothing.
    `picture` is `scale` times as large as the one that was given: 1 but for small pictures
    under `scale_small_pictures`.
    """

    picture: Picture
    data: bytes
    info: Info = ()
    scale: float = 1.0


def read_picture(request: WireRequest) -> GivenPicture:
    """The picture that the request holds or names.

    Raises `ImageSizeError` (too small, too large, no picture), `InvalidImageUrl`,
    `InvalidRequest`, `UnsupportedMedia`, `cached.PictureNotCached` or `BadInput`: all of them 4xx.
    """
    body = body_of(request)
    if not body:
        return judged(_kept(request))
    media_type = request.content_type or ""
    if is_json_object(body) or ("json" in media_type and not looks_like_picture(body)):
        return _from_json(body, media_type)
    if media_type.startswith("multipart/"):
        message = f"A body of type {media_type} cannot be read here: {_HELP}."
        raise UnsupportedMedia(message)
    return judged(body)


def fetch_picture(url: str, seconds: float = FETCH_SECONDS) -> GivenPicture:
    """The picture behind an address. Raises `InvalidImageUrl` or `ImageSizeError`."""
    config = settings.OPENMODERATOR
    policy = policy_from(
        config.allow_private_networks,
        config.url_map,
        max_bytes=max(config.max_picture_bytes, config.max_body_bytes),
        total_seconds=seconds,
    )
    started = time.monotonic()
    try:
        data = fetch(url, policy).body
    except (EgressRefused, EgressFailed) as error:
        message = f"The picture cannot be fetched: {str(error).rstrip('.')}."
        raise InvalidImageUrl(message) from None
    taken = round((time.monotonic() - started) * 1000)
    info = (("ImageDownloadTimeInMs", str(taken)), ("ImageSizeInBytes", str(len(data))))
    return judged(data, info)


def judged(data: bytes, info: Info = ()) -> GivenPicture:
    """The picture in `data` under the limits of the settings. Raises `ImageSizeError`."""
    config = settings.OPENMODERATOR
    limits = DecodeLimits(
        max_bytes=config.max_picture_bytes,
        max_pixels=config.max_pixels,
        min_side=1 if config.scale_small_pictures else config.min_picture_side,
    )
    try:
        picture = decode(data, limits)
    except NotAPicture as error:
        raise UnreadableImage(str(error)) from None
    except (PictureTooLarge, PictureTooSmall) as error:
        raise ImageSizeError(str(error)) from None
    grown, scale = _scaled_up(picture, config.min_picture_side)
    return GivenPicture(grown, data, info, scale)


def _kept(request: WireRequest) -> bytes:
    cache_id = query_of(request.GET).get("CacheID")
    if cache_id is None:
        message = f"The body is missing: {_HELP}, or give CacheID in the query."
        raise BadInput(message)
    return cached.find(request.auth, cache_id)


def _from_json(body: bytes, media_type: str) -> GivenPicture:
    try:
        given = ImageInput.model_validate(read_json(body, media_type))
    except ValidationError as error:
        found = [{**item, "loc": ("body", "", *item["loc"])} for item in error.errors()]
        raise InvalidRequest(complaints(found)) from None
    if given.DataRepresentation == INLINE:
        return judged(_from_base64(given.Value))
    return fetch_picture(given.Value)


def _from_base64(value: str) -> bytes:
    """The bytes of base64 in either alphabet, with or without the head of a data address."""
    text = value.partition(",")[2] if value.lstrip().startswith("data:") else value
    packed = "".join(text.split()).translate(str.maketrans("-_", "+/")).rstrip("=")
    try:
        return base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True)
    except (binascii.Error, ValueError):
        message = "Value is not base64, which DataRepresentation Inline announces."
        raise BadInput(message) from None


def _scaled_up(picture: Picture, least: int) -> tuple[Picture, float]:
    """The picture with `least` pixels on its shorter side, as far as the longer one allows."""
    short, long = sorted((picture.width, picture.height))
    scale = min(least / short, max(1.0, MOST_GROWN_SIDE / long))
    if scale <= 1:
        return picture, 1.0
    size = (round(picture.width * scale), round(picture.height * scale))
    return replace(picture, image=picture.image.resize(size)), scale
