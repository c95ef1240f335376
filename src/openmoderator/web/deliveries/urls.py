"""Addresses of the callbacks of a team."""

from django.urls import URLPattern, path

from openmoderator.web.deliveries import views

urlpatterns: list[URLPattern] = [
    path("workflows/callbacks", views.callbacks, name="callbacks"),
    path("workflows/callbacks/secret", views.secret, name="callbacks-secret"),
    path("workflows/callbacks/replay", views.replay_failed, name="callbacks-replay"),
    path("workflows/callbacks/<uuid:delivery_id>", views.callback, name="callback"),
    path("workflows/callbacks/<uuid:delivery_id>/replay", views.replay, name="callback-replay"),
]
