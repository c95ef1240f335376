"""Our OpenAPI and a page to read and try it, without anything from another server.

One document for the wire and for the native calls; paths of the wire as they are recorded. The
page needs more of the content security policy than the product's own pages: Swagger UI sets
styles by script and shows pictures from data addresses. Only this page gets that.
"""

from __future__ import annotations

from typing import Any, Final

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Swagger
from ninja.responses import Response

from openmoderator.api.azure.service import service
from openmoderator.api.native.service import service as native

_RECORDED: Final = {
    word.lower(): word
    for word in (
        *("ProcessImage", "Evaluate", "FindFaces", "OCR", "Match"),
        *("ProcessText", "Screen", "DetectLanguage", "RefreshIndex"),
    )
}
"""Words of paths that are recorded with capitals; any case is read."""
_NAMED: Final = {
    "team_name": "teamName",
    "job_id": "JobId",
    "review_id": "reviewId",
    "workflow_name": "workflowName",
    "list_id": "listId",
    "image_id": "ImageId",
}
"""Places in paths as the wire's own description calls them (contract 2)."""


class LocalSwagger(Swagger):
    """Swagger UI on our address of the description."""

    def get_openapi_url(self, api: NinjaAPI, path_params: dict[str, object]) -> str:
        """Where `description` is."""
        return reverse("api-description")


_page = LocalSwagger({"persistAuthorization": True, "tryItOutEnabled": True})


def document() -> dict[str, Any]:
    """The OpenAPI document of everything that programs may call."""
    made: dict[str, Any] = dict(service.get_openapi_schema())
    added = native.get_openapi_schema()
    paths = {
        _recorded(path): {method: _named(it) for method, it in methods.items()}
        for path, methods in made["paths"].items()
    }
    shapes, more = made["components"]["schemas"], added["components"]["schemas"]
    shared = {name for name in more if shapes.get(name, more[name]) != more[name]}
    assert not shared, f"two shapes of one name: {shared}"
    return made | {
        "paths": paths | added["paths"],
        "components": made["components"] | {"schemas": shapes | more},
    }


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return Response(document())


@require_safe
@csp_replace({"style-src": [SELF, UNSAFE_INLINE], "img-src": [SELF, "data:"]})
def swagger(request: HttpRequest) -> HttpResponse:
    """The page."""
    return _page.render_page(request, service)


def _recorded(path: str) -> str:
    return "/".join(_word(word) for word in path.split("/"))


def _word(word: str) -> str:
    """A word of a path as it is recorded, or the name of a place in braces."""
    name = word.strip("{}")
    return _RECORDED.get(word, word) if name == word else f"{{{_NAMED.get(name, name)}}}"


def _named(operation: dict[str, Any]) -> dict[str, Any]:
    """The operation with the names that its path has."""
    parameters = [
        {**each, "name": _NAMED.get(each["name"], each["name"])} if each["in"] == "path" else each
        for each in operation.get("parameters", ())
    ]
    return {**operation, "parameters": parameters}
