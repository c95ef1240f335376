"""Addresses of signing up, in and out, of invitations, and of passwords."""

from django.urls import URLPattern, path, re_path

from openmoderator.web.sign_in import join, openid, sign_up, views

OPENID = {"provider_id": "openid"}

urlpatterns: list[URLPattern] = [
    path("sign-up", sign_up.sign_up, name="account_signup"),
    path("teams/new", sign_up.new_team, name="new-team"),
    path("teams/made", sign_up.team_made, name="team-made"),
    path("join/<str:token>", join.join, name="join"),
    path("sign-in", views.sign_in, name="account_login"),
    path("sign-in/second-factor", views.second_factor, name="mfa_authenticate"),
    path("sign-in/openid", openid.begin, OPENID, name="openid_connect_login"),
    path("sign-in/openid/callback", openid.callback, OPENID, name="openid_connect_callback"),
    path("sign-in/<str:token>", views.by_link, name="sign-in-link"),
    path("sign-out", views.sign_out, name="account_logout"),
    path("inactive", views.inactive, name="account_inactive"),
    path("password/reset", views.forgotten, name="account_reset_password"),
    path("password/reset/sent", views.reset_sent, name="account_reset_password_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)$",
        views.set_password,
        name="account_reset_password_from_key",
    ),
    path("password/done", views.password_set, name="account_reset_password_from_key_done"),
]
