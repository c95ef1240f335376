"""Addresses of Manage Reviews and of a review's history."""

from django.urls import URLPattern, path

from openmoderator.web.manage import acts, history, views

urlpatterns: list[URLPattern] = [
    path("admin/reviews", views.manage, name="manage"),
    path("admin/reviews/result", views.result, name="manage-result"),
    path("admin/reviews/act", acts.act, name="manage-act"),
    path("admin/reviews/export", views.export, name="manage-export"),
    path("review/item/<str:review_id>/history", history.history, name="review-history"),
]
