"""Addresses of the API console."""

from __future__ import annotations

from django.urls import URLPattern, path

from openmoderator.web.console import views

urlpatterns: list[URLPattern] = [
    path("admin/console", views.console, name="console"),
    path("admin/console/<slug:operation_id>", views.console, name="console-operation"),
]
