"""Addresses of the workflows of a team. Names stand behind a word: any name may be one."""

from django.urls import URLPattern, path

from openmoderator.web.workflows import editor, executing, versions, views

urlpatterns: list[URLPattern] = [
    path("workflows", views.workflows, name="workflows"),
    path("workflows/new", editor.new, name="workflow-new"),
    path("workflows/edit/<str:name>", editor.edit, name="workflow-edit"),
    path("workflows/delete/<str:name>", views.delete, name="workflow-delete"),
    path("workflows/execute/<str:name>", executing.execute, name="workflow-execute"),
    path("workflows/versions/<str:name>/<int:number>", versions.version, name="workflow-version"),
    path("workflows/versions/<str:name>/<int:number>/use", versions.use, name="workflow-use"),
]
