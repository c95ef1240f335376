"""Addresses of a person's own account. The names are those that allauth asks for."""

from django.urls import URLPattern, path

from openmoderator.web.account import security, views

urlpatterns: list[URLPattern] = [
    path("account", views.account, name="account"),
    path("account/leave", views.leave, name="leave-team"),
    path("account/sessions/end", views.end_session, name="end-session"),
    path("account/sessions", security.to_account, name="usersessions_list"),
    path("account/password", security.change_password, name="account_change_password"),
    path("account/password/first", security.first_password, name="account_set_password"),
    path("account/confirm", security.confirm, name="account_reauthenticate"),
    path("account/confirm/code", security.confirm_by_code, name="mfa_reauthenticate"),
    path("account/second-factor", security.to_account, name="mfa_index"),
    path("account/second-factor/on", security.factor_on, name="mfa_activate_totp"),
    path("account/second-factor/off", security.factor_off, name="mfa_deactivate_totp"),
    path("account/recovery-codes", security.codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new", security.new_codes, name="mfa_generate_recovery_codes"),
    path("account/connections", security.connections, name="socialaccount_connections"),
]
