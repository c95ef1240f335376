"""Addresses of Held."""

from django.urls import URLPattern, path

from openmoderator.web.held import views

urlpatterns: list[URLPattern] = [
    path("review/held", views.held, name="held"),
    path("review/held/act", views.act, name="held-act"),
]
