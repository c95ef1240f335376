"""Addresses of the dashboard."""

from django.urls import URLPattern, path

from openmoderator.web.dashboard import views

urlpatterns: list[URLPattern] = [path("", views.dashboard, name="dashboard")]
