"""Addresses of the screens, put together from the folders that own them."""

from django.urls import URLPattern, URLResolver, include, path

SCREENS = (
    "frame",
    "sign_in",
    "account",
    "people",
    "dashboard",
    "tryout",
    "review",
    "lists",
    "workflows",
    "jobs",
    "deliveries",
    "manage",
    "limbo",
    "held",
    "tags",
    "credentials",
    "quality",
    "wellbeing",
    "team_settings",
    "console",
    "help",
    "live",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"openmoderator.web.{screen}.urls")) for screen in SCREENS
]
