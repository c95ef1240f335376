"""The API console (review-tool 14): one page for each operation of the wire.

With script the browser calls the API itself; without it a POST makes the same call inside the
server (`dispatch`). Script asks the same address for the composed request while somebody types,
so that addresses and code are made in one place.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from openmoderator.web.access import for_admins
from openmoderator.web.console.composing import KEY_HEADER, Composed, Filled, compose, missing
from openmoderator.web.console.dispatch import Answer, send
from openmoderator.web.console.filling import fields_of, prefilled, typed
from openmoderator.web.console.found import found_in, shown
from openmoderator.web.console.keys import chosen_key, own_key
from openmoderator.web.console.operations import Operation, groups, operations
from openmoderator.web.console.snippets import LANGUAGES
from openmoderator.web.console.snippets.azure_sdk import azure_sdk
from openmoderator.web.credentials.endpoints import origin
from openmoderator.web.team import MemberRequest

FIRST = "create_job"
"""The operation that the console opens with, as the old one did."""


@dataclass(frozen=True)
class Code:
    """The request in one language."""

    key: str
    name: str
    text: str


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("key")
@for_admins
def console(request: MemberRequest, operation_id: str = FIRST) -> HttpResponse:
    """The page of an operation; a POST composes its request, and with ``act=send`` sends it."""
    operation = operations().get(operation_id)
    if operation is None:
        raise Http404(_("There is no such operation."))
    if request.method != "POST":
        filled = prefilled(request, operation)
        return _page(request, operation, filled, own_key(request).key)
    filled, key = typed(request, operation), chosen_key(request, request.POST.get("key", ""))
    if request.headers.get("HX-Request"):
        return render(request, "console/composed.html", _composed(request, operation, filled, key))
    answer = None
    if request.POST.get("act") == "send" and not missing(operation, filled):
        answer = _sent(request, compose(operation, origin(request), filled), key)
    return _page(request, operation, filled, key, answer)


def _sent(request: MemberRequest, composed: Composed, key: str) -> Answer:
    upload = request.FILES.get("file")
    body = upload.read() if upload and composed.file else (composed.body or "").encode()
    headers = {**dict(composed.headers), KEY_HEADER: key}
    return send(request.META, composed.method, composed.address, headers, body)


def _page(
    request: MemberRequest,
    operation: Operation,
    filled: Filled,
    key: str,
    answer: Answer | None = None,
) -> HttpResponse:
    judged = request.method == "POST"
    context = _composed(request, operation, filled, key) | {
        "place": "console",
        "groups": groups(),
        "operation": operation,
        "fields": fields_of(operation, filled, judged),
        "filled": filled,
        "origin": origin(request),
        "answer": answer,
        "answer_body": shown(answer.body) if answer else "",
        "found": found_in(operation.id, answer.body) if answer else [],
    }
    status = 422 if judged and missing(operation, filled) else 200
    return render(request, "console/console.html", context, status=status)


def _composed(
    request: MemberRequest, operation: Operation, filled: Filled, key: str
) -> dict[str, object]:
    """The request and its code, as ``composed.html`` shows them."""
    composed = compose(operation, origin(request), filled)
    with_key = request.POST.get("with_key") == "yes"
    return {
        "composed": composed,
        "key": key,
        "key_header": KEY_HEADER,
        "with_key": with_key,
        "codes": _codes(operation, composed, filled, key if with_key else None),
    }


def _codes(operation: Operation, composed: Composed, filled: Filled, key: str | None) -> list[Code]:
    codes = [Code(name, label, write(composed, key)) for name, label, write in LANGUAGES]
    sdk = azure_sdk(operation.id, composed.origin, filled, key)
    if sdk is not None:
        codes.insert(2, Code("azure", _("Python, Azure SDK"), sdk))
    return codes
