"""Addresses of Limbo."""

from django.urls import URLPattern, path

from openmoderator.web.limbo import views

urlpatterns: list[URLPattern] = [
    path("review/limbo", views.limbo, name="limbo"),
    path("review/limbo/act", views.act, name="limbo-act"),
    path("review/limbo/window", views.window, name="limbo-window"),
]
