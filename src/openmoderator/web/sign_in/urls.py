"""Addresses of signing in and out, and of passwords."""

from django.urls import URLPattern, path, re_path

from openmoderator.web.sign_in import views

urlpatterns: list[URLPattern] = [
    path("sign-in", views.sign_in, name="account_login"),
    path("sign-in/<str:token>", views.by_link, name="sign-in-link"),
    path("sign-out", views.sign_out, name="account_logout"),
    path("inactive", views.inactive, name="account_inactive"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)$",
        views.set_password,
        name="account_reset_password_from_key",
    ),
    path("password/done", views.password_set, name="account_reset_password_from_key_done"),
]
