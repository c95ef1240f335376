"""Our OpenAPI and a page to read and try it, without anything from another server.

The page needs more of the content security policy than the product's own pages: Swagger UI
sets styles by script and shows pictures from data addresses. Only this page gets that.
"""

from __future__ import annotations

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Swagger
from ninja.responses import Response

from openmoderator.api.azure.service import service


class LocalSwagger(Swagger):
    """Swagger UI on our address of the description."""

    def get_openapi_url(self, api: NinjaAPI, path_params: dict[str, object]) -> str:
        """Where `description` is."""
        return reverse("api-description")


_page = LocalSwagger({"persistAuthorization": True, "tryItOutEnabled": True})


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return Response(service.get_openapi_schema())


@require_safe
@csp_replace({"style-src": [SELF, UNSAFE_INLINE], "img-src": [SELF, "data:"]})
def swagger(request: HttpRequest) -> HttpResponse:
    """The page."""
    return _page.render_page(request, service)
