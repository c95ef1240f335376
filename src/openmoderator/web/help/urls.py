"""Addresses of the help."""

from django.urls import URLPattern, path

from openmoderator.web.help import views

urlpatterns: list[URLPattern] = [
    path("help", views.index, name="help"),
    path("help/<slug:place>", views.index, name="help-of"),
]
