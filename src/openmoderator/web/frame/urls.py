"""Addresses of the frame's own small requests."""

from django.urls import URLPattern, path

from openmoderator.web.frame import views

urlpatterns: list[URLPattern] = [
    path("counts", views.counts, name="counts"),
    path("fresh-token", views.fresh_token, name="fresh-token"),
    path("theme", views.theme, name="theme"),
    path("language", views.language, name="language"),
    path("team", views.switch_team, name="switch-team"),
    path("favicon.ico", views.favicon),
]
