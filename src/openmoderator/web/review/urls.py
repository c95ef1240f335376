"""Addresses of the desk and of what is stored of one review."""

from django.urls import URLPattern, path, register_converter

from openmoderator.web.review import acts, content, details, keyboard, live, tour, views
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
    path(f"{DESK}/ahead", views.ahead, name="review-ahead"),
    path(f"{DESK}/move", acts.move, name="review-move"),
    path(f"{DESK}/hold", acts.hold, name="review-hold"),
    path(f"{DESK}/assign", acts.assign, name="review-assign"),
    path(f"{DESK}/skip", acts.skip, name="review-skip"),
    path(f"{DESK}/take-out", acts.take_out, name="review-take-out"),
    path(f"{DESK}/hand-on", acts.hand_on, name="review-hand-on"),
    path(f"{DESK}/break", acts.take_break, name="review-break"),
    path("review/keys", keyboard.keys, name="review-keys"),
    path("review/tour", tour.tour, name="review-tour"),
    path("review/toured", tour.toured, name="review-toured"),
    path("review/item/<str:review_id>", details.details, name="review-details"),
    path("review/item/<str:review_id>/note", details.note, name="review-note"),
    path("review/item/<str:review_id>/typed", details.typed, name="review-typed"),
    path("review/item/<str:review_id>/stage", details.stage, name="review-stage"),
    path("content/<str:team>/IMG_<str:review_id>", content.picture, name="review-content"),
]
