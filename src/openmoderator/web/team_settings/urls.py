"""Addresses of this screen."""

from django.urls import URLPattern, path

from openmoderator.web.team_settings import views

urlpatterns: list[URLPattern] = [path("admin/settings", views.page, name="team-settings")]
