"""Addresses of the jobs of a team."""

from django.urls import URLPattern, path

from openmoderator.web.jobs import views

urlpatterns: list[URLPattern] = [
    path("workflows/jobs", views.jobs, name="jobs"),
    path("workflows/jobs/<str:job_id>", views.job, name="job"),
    path("workflows/jobs/<str:job_id>/live", views.live, name="job-live"),
    path("workflows/jobs/<str:job_id>/again", views.again, name="job-again"),
]
