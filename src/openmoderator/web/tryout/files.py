"""Serving what is tried and the samples: untrusted bytes under rules that let them do nothing."""

from __future__ import annotations

import io

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe
from PIL import Image

from openmoderator.content import cached
from openmoderator.detect.errors import NotAPicture, PictureTooLarge
from openmoderator.web.access import for_members
from openmoderator.web.team import MemberRequest
from openmoderator.web.tryout import samples
from openmoderator.web.tryout.uploads import as_upload


@require_safe
@for_members
def picture(request: MemberRequest, kept: str) -> HttpResponse:
    """A picture that is being tried, drawn anew as PNG: what any browser shows, and nothing
    of the file that was sent. 404 for what is not kept for this team."""
    try:
        upload = as_upload("", cached.find(request.team, kept))
    except (cached.PictureNotCached, NotAPicture, PictureTooLarge) as error:
        raise Http404 from error
    return _png(_drawn(upload.picture.image), "private, max-age=600")


@require_safe
@for_members
def sample(_request: MemberRequest, name: str) -> HttpResponse:
    """A sample, small."""
    try:
        return _png(samples.thumbnail(name), "private, max-age=86400")
    except KeyError as error:
        raise Http404 from error


def _drawn(image: Image.Image) -> bytes:
    """At most as large as a screen: the boxes over it scale with it."""
    shown = image.copy()
    shown.thumbnail((1_600, 1_600))
    file = io.BytesIO()
    shown.save(file, "PNG", compress_level=1)
    return file.getvalue()


def _png(data: bytes, caching: str) -> HttpResponse:
    response = HttpResponse(data, content_type="image/png")
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = caching
    return response
