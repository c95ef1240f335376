"""Addresses of the screens."""

from django.urls import URLPattern, path, re_path, register_converter

from openmoderator.web.dashboard import views as dashboard
from openmoderator.web.frame import views as frame
from openmoderator.web.review import content, live, views
from openmoderator.web.review.types import ReviewTypeInPath
from openmoderator.web.sign_in import views as sign_in

register_converter(ReviewTypeInPath, "review_type")

REVIEW = "review/<review_type:kind>"

urlpatterns: list[URLPattern] = [
    path("", dashboard.dashboard, name="dashboard"),
    path("counts", frame.counts, name="counts"),
    path("fresh-token", frame.fresh_token, name="fresh-token"),
    path("theme", frame.theme, name="theme"),
    path("team", frame.switch_team, name="switch-team"),
    path("favicon.ico", frame.favicon),
    path("sign-in", sign_in.sign_in, name="account_login"),
    path("sign-in/<str:token>", sign_in.by_link, name="sign-in-link"),
    path("sign-out", sign_in.sign_out, name="account_logout"),
    path("inactive", sign_in.inactive, name="account_inactive"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)$",
        sign_in.set_password,
        name="account_reset_password_from_key",
    ),
    path("password/done", sign_in.password_set, name="account_reset_password_from_key_done"),
    path("review", views.first_queue),
    path(REVIEW, views.desk, name="review"),
    path(f"{REVIEW}/next", views.next_batch, name="review-next"),
    path(f"{REVIEW}/back", views.take_back_batch, name="review-back"),
    path(f"{REVIEW}/view", views.change_view, name="review-view"),
    path(f"{REVIEW}/draft", live.draft, name="review-draft"),
    path(f"{REVIEW}/extend", live.extend_claims, name="review-extend"),
    path(f"{REVIEW}/release", live.release_claims, name="review-release"),
    path("review/item/<str:review_id>", views.details, name="review-details"),
    path("review/item/<str:review_id>/stage", views.stage, name="review-stage"),
    path("content/<str:team>/IMG_<str:review_id>", content.picture, name="review-content"),
]
