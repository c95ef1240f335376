"""Addresses of the API: the wire below ``/contentmoderator``, the rest below ``/api``."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from openmoderator.api import docs
from openmoderator.api.azure.service import service, unknown_path
from openmoderator.api.native.service import service as native

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/docs", docs.swagger, name="api-docs"),
    path("api/openapi.json", docs.description, name="api-description"),
    path("api/v1/", native.urls),
    path("contentmoderator/", service.urls),
    re_path(r"^contentmoderator(?:/|\Z)", unknown_path),
]
