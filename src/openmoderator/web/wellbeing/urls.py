"""Addresses of this screen."""

from django.urls import URLPattern, path

from openmoderator.web.wellbeing import views

urlpatterns: list[URLPattern] = [
    path("account/wellbeing", views.wellbeing, name="wellbeing"),
    path("account/wellbeing/break", views.begin_break, name="wellbeing-break"),
]
