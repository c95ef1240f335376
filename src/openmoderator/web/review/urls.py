"""Addresses of the desk and of what is stored of one review."""

from django.urls import URLPattern, path, register_converter

from openmoderator.web.review import content, live, views
from openmoderator.web.review.types import ReviewTypeInPath

register_converter(ReviewTypeInPath, "review_type")

DESK = "review/<review_type:kind>"

urlpatterns: list[URLPattern] = [
    path("review", views.first_queue),
    path("review/image", views.desk, {"kind": "Image"}, name="review-image"),
    path("review/text", views.desk, {"kind": "Text"}, name="review-text"),
    path(DESK, views.desk, name="review"),
    path(f"{DESK}/next", views.next_batch, name="review-next"),
    path(f"{DESK}/back", views.take_back_batch, name="review-back"),
    path(f"{DESK}/view", views.change_view, name="review-view"),
    path(f"{DESK}/draft", live.draft, name="review-draft"),
    path(f"{DESK}/extend", live.extend_claims, name="review-extend"),
    path(f"{DESK}/release", live.release_claims, name="review-release"),
    path("review/item/<str:review_id>", views.details, name="review-details"),
    path("review/item/<str:review_id>/stage", views.stage, name="review-stage"),
    path("content/<str:team>/IMG_<str:review_id>", content.picture, name="review-content"),
]
