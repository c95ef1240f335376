"""Try > Image: choose pictures, see what every detector says of them, send them on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from openmoderator.content import cached
from openmoderator.errors import Unavailable
from openmoderator.web.access import for_members
from openmoderator.web.review.marking import Piece, marked
from openmoderator.web.scores import Score
from openmoderator.web.team import MemberRequest
from openmoderator.web.tryout import choosing, samples, trials
from openmoderator.web.tryout.limits import max_file_bytes, max_files, size_in_words
from openmoderator.web.tryout.seeing import see
from openmoderator.web.tryout.trials import Item, Trial
from openmoderator.web.tryout.uploads import Chosen, Refused, Upload, as_upload, read_uploads
from openmoderator.workflows.connected import thresholds_of


@dataclass(frozen=True)
class Shown:
    """One item as its page shows it."""

    number: int
    item: Item
    bars: tuple[Score, ...]
    pieces: tuple[Piece, ...]

    @property
    def size(self) -> str:
        """Of its file."""
        return size_in_words(self.item.size)


@require_safe
@for_members
def first_page(_request: MemberRequest) -> HttpResponse:
    """Try alone means its first tab."""
    return redirect("try-image")


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def page(request: MemberRequest) -> HttpResponse:
    """The form; with files or a sample, the way to their results."""
    if request.method != "POST":
        return _form(request)
    chosen = _chosen(request)
    if not chosen.taken:
        return _form(request, chosen.refused, missing=not chosen.refused)
    try:
        items = tuple(_looked_at(request, upload) for upload in chosen.taken)
    except Unavailable as error:
        return _form(request, (Refused("", str(error)),), status=503)
    trial = trials.keep(request.team, request.user, Trial("Image", items, chosen.refused))
    return redirect("try-image-result", trial_id=trial.id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def result(request: MemberRequest, trial_id: UUID) -> HttpResponse:
    """What was found in each picture; a press sends one or all of them on."""
    trial = choosing.found(request, trial_id, "Image")
    if request.method == "POST":
        return choosing.send(request, trial)
    shown = [_shown(request, number, item) for number, item in enumerate(trial.items, 1)]
    context = {"place": "try-image", "shown": shown, **choosing.choices(request, trial)}
    return render(request, "tryout/pictures.html", context)


def _form(
    request: MemberRequest,
    refused: tuple[Refused, ...] = (),
    *,
    missing: bool = False,
    status: int = 400,
) -> HttpResponse:
    context = {
        "place": "try-image",
        "refused": refused,
        "missing": missing,
        "samples": samples.sample_names(),
        "max_files": max_files(),
        "max_bytes": max_file_bytes(),
        "max_size": size_in_words(max_file_bytes()),
    }
    code = status if refused or missing else 200
    return render(request, "tryout/image.html", context, status=code)


def _chosen(request: MemberRequest) -> Chosen:
    name = request.POST.get("sample", "")
    if not name:
        return read_uploads(cast("list[UploadedFile[Any]]", request.FILES.getlist("pictures")))
    if name not in samples.sample_names():
        return Chosen((), (Refused(name[:80], _("There is no sample of that name.")),))
    return Chosen((as_upload(name, samples.sample_picture(name)),), ())


def _looked_at(request: MemberRequest, upload: Upload) -> Item:
    seen = see(request.team, upload)
    return Item(
        name=upload.name,
        size=len(upload.data),
        media_type=upload.picture.media_type,
        width=upload.picture.width,
        height=upload.picture.height,
        kept=cached.keep(request.team, upload.data, upload.picture.media_type),
        seen=seen,
    )


def _shown(request: MemberRequest, number: int, item: Item) -> Shown:
    limits, seen = thresholds_of(request.team), item.seen
    assert seen is not None
    bars = (
        Score(_("Adult"), seen.adult, limits.adult),
        Score(_("Racy"), seen.racy, limits.racy),
    )
    return Shown(number, item, bars, marked(seen.text))
