"""Every address of the product, put together from the rooms that own them."""

from django.urls import URLPattern, URLResolver, include, path

from openmoderator.runtime import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("", include("openmoderator.api.urls")),
    path("", include("openmoderator.web.urls")),
]
