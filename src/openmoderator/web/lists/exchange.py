"""Files of lists, in the formats of ``openmoderator lists import`` and ``export``: terms as text
or JSON, hashes as CSV or JSON.
"""

from __future__ import annotations

import io
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from openmoderator.errors import BadInput, OpenModeratorError
from openmoderator.lists import copying, streams, term_files
from openmoderator.lists.acting import acting
from openmoderator.lists.copying import Imported
from openmoderator.lists.exchange import threatexchange
from openmoderator.lists.languages import language_of
from openmoderator.web.access import for_admins
from openmoderator.web.lists.acts import back
from openmoderator.web.lists.kinds import Kind
from openmoderator.web.lists.page import found, show
from openmoderator.web.team import MemberRequest

FORMS: Final = {"terms": ("txt", "json"), "images": ("csv", "json")}
"""By the kind of list; the first is what a file is when its name does not tell."""
_IN_MEMORY: Final = 1 << 20


@require_POST
@for_admins
def import_file(request: MemberRequest, kind: Kind, list_id: int) -> HttpResponse:
    """Add what is in a file: all of it, or nothing where any of it cannot be used."""
    listed = found(request, kind, list_id)
    try:
        with acting(request.user):
            done = _imported(request, kind, list_id)
    except UnicodeDecodeError:
        return show(request, kind, listed, {"import": _("The file is not UTF-8 text.")})
    except OpenModeratorError as problem:
        return show(request, kind, listed, {"import": str(problem)})
    said = _("%(added)d of %(given)d entries of the file are new in the list.") % {
        "added": done.added,
        "given": done.given,
    }
    messages.success(request, said, extra_tags="good")
    return back(request, kind, list_id)


@require_safe
@for_admins
def export_file(request: MemberRequest, kind: Kind, list_id: int) -> HttpResponse:
    """The whole list as a download; ``?form=`` names the format."""
    row = get_object_or_404(kind.model, team=request.team, pk=list_id)
    form = request.GET.get("form", "")
    form = form if form in FORMS[kind.key] else FORMS[kind.key][0]
    try:
        file, name = _exported(request, kind, row.pk, form)
    except OpenModeratorError as problem:
        listed = found(request, kind, list_id)
        return show(request, kind, listed, {"export": str(problem)})
    kinds = {"txt": "text/plain", "csv": "text/csv", "json": "application/json"}
    response = FileResponse(file, as_attachment=True, filename=name, content_type=kinds[form])
    response.headers["X-Content-Type-Options"] = "nosniff"
    # `HttpResponse` and a stream have no closer parent that is told apart by types.
    return response  # type: ignore[return-value]


def _imported(request: MemberRequest, kind: Kind, list_id: int) -> Imported:
    upload = request.FILES.get("file")
    if upload is None or upload.file is None:
        raise BadInput(_("Choose a file."))
    form = _form(kind, upload)
    text = io.TextIOWrapper(upload.file, encoding="utf-8-sig", newline="")
    try:
        if kind.is_terms:
            language = language_of(request.POST.get("language", ""))
            entries = term_files.read(text, form)
            return copying.import_terms(request.team, list_id, language, entries)
        read = threatexchange.read_json if form == "json" else threatexchange.read_csv
        label = request.POST.get("label", "").strip() or None
        return copying.import_hashes(request.team, list_id, read(text), label)
    finally:
        text.detach()


def _form(kind: Kind, upload: UploadedFile[Any]) -> str:
    suffix = Path(str(upload.name)).suffix.lower().removeprefix(".")
    return suffix if suffix in FORMS[kind.key] else FORMS[kind.key][0]


def _exported(
    request: MemberRequest, kind: Kind, list_id: int, form: str
) -> tuple[tempfile.SpooledTemporaryFile[bytes], str]:
    """The file and its name. Written first: what cannot be said in the format ends no download."""
    with ExitStack() as closing:
        file = closing.enter_context(tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))
        text = io.TextIOWrapper(file, encoding="utf-8", newline="")
        closing.callback(text.detach)
        language = _write(request, kind, list_id, form, text)
        text.detach()
        closing.pop_all()
    file.seek(0)
    name = "-".join(filter(None, [kind.page, str(list_id), language]))
    return file, f"{name}.{form}"


def _write(
    request: MemberRequest, kind: Kind, list_id: int, form: str, text: io.TextIOWrapper
) -> str:
    """Write the list; the language of its terms, or nothing."""
    if kind.is_terms:
        language = language_of(request.GET.get("language", ""))
        term_files.write(streams.terms(request.team, list_id, language), text, form)
        return language
    write = threatexchange.write_json if form == "json" else threatexchange.write_csv
    write(streams.hashes(request.team, list_id), text)
    return ""
