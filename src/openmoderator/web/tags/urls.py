"""Addresses of this screen."""

from django.urls import URLPattern, path

from openmoderator.web.tags import views

urlpatterns: list[URLPattern] = [
    path("admin/tags", views.page, name="tags"),
    path("admin/tags.csv", views.csv, name="tags-csv"),
    path("admin/tags/add", views.add, name="tag-add"),
    path("admin/tags/<str:code>/remove", views.remove, name="tag-remove"),
]
