"""Try > Text: write a text, see what every detector says of it, send it on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from openmoderator.errors import Unavailable
from openmoderator.web.access import for_members
from openmoderator.web.team import MemberRequest
from openmoderator.web.tryout import choosing, trials
from openmoderator.web.tryout.limits import MAX_CHARACTERS
from openmoderator.web.tryout.reading import read
from openmoderator.web.tryout.samples import SAMPLE_TEXT
from openmoderator.web.tryout.trials import Item, Trial


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def page(request: MemberRequest) -> HttpResponse:
    """The form; with a text, the way to its result."""
    if request.method != "POST":
        return _form(request, _(SAMPLE_TEXT) if "sample" in request.GET else "")
    text = request.POST.get("text", "").replace("\r\n", "\n")
    wrong = problem(text)
    if wrong:
        return _form(request, text, wrong)
    item = Item(name=f"try-{timezone.now():%Y%m%d-%H%M%S}", size=len(text.encode()), text=text)
    trial = trials.keep(request.team, request.user, Trial("Text", (item,)))
    return redirect("try-text-result", trial_id=trial.id)


@require_http_methods(["GET", "HEAD", "POST"])
@for_members
def result(request: MemberRequest, trial_id: UUID) -> HttpResponse:
    """What was found in the text; a press sends it on."""
    trial = choosing.found(request, trial_id, "Text")
    if request.method == "POST":
        return choosing.send(request, trial)
    (item,) = trial.items
    try:
        reading = read(request.team, item.text)
    except Unavailable as error:
        return _form(request, item.text, str(error), status=503)
    context = {
        "place": "try-text",
        "item": item,
        "reading": reading,
        **choosing.choices(request, trial),
    }
    return render(request, "tryout/read.html", context)


def problem(text: str) -> str:
    """Why the text cannot be tried; empty where it can."""
    if not text.strip():
        return _("Write a text first, or fill in the sample.")
    if len(text) > MAX_CHARACTERS:
        sizes = {"n": len(text), "most": MAX_CHARACTERS}
        return _("The text has %(n)d characters; at most %(most)d are taken.") % sizes
    if "\0" in text:
        return _("The text holds a NUL character, which cannot be stored.")
    return ""


def _form(request: MemberRequest, text: str, wrong: str = "", status: int = 400) -> HttpResponse:
    context = {
        "place": "try-text",
        "text": text,
        "wrong": wrong,
        "sample": _(SAMPLE_TEXT),
        "max_characters": MAX_CHARACTERS,
    }
    return render(request, "tryout/text.html", context, status=status if wrong else 200)
