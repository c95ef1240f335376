"""Addresses of the dashboard."""

from django.urls import URLPattern, path

from openmoderator.web.dashboard import completed, my_day, views

urlpatterns: list[URLPattern] = [
    path("", views.dashboard, name="dashboard"),
    path("queues.csv", views.csv, name="dashboard-csv"),
    path("completed", completed.page, name="dashboard-completed"),
    path("completed/<str:by>.csv", completed.csv, name="dashboard-completed-csv"),
    path("my-day", my_day.page, name="my-day"),
    path("my-day/<str:by>.csv", my_day.csv, name="my-day-csv"),
]
