"""Addresses of the credentials."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmoderator.web.credentials import views

urlpatterns: list[URLPattern] = [
    path("admin/credentials", views.credentials, name="credentials"),
    path("admin/credentials/<int:key>/revoke", views.revoke, name="revoke-key"),
]
