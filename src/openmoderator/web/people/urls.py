"""Addresses of the team's page."""

from django.urls import URLPattern, path

from openmoderator.web.people import ending, subteams, views

urlpatterns: list[URLPattern] = [
    path("admin/team", views.people, name="people"),
    path("admin/team.csv", views.csv, name="people-csv"),
    path("admin/team/invite", views.invite, name="invite"),
    path("admin/team/invitations/<uuid:pk>/send", views.send_again, name="invite-again"),
    path("admin/team/invitations/<uuid:pk>/cancel", views.cancel, name="invite-cancel"),
    path("admin/team/members/<int:user_id>/role", views.change_role, name="member-role"),
    path("admin/team/members/<int:user_id>/remove", views.remove, name="member-remove"),
    path("admin/team/members/<int:user_id>/link", views.make_link, name="member-link"),
    path("admin/team/subteams", subteams.create, name="subteam-create"),
    path("admin/team/subteams/<int:pk>", subteams.change, name="subteam-change"),
    path("admin/team/subteams/<int:pk>/delete", subteams.delete, name="subteam-delete"),
    path("admin/team/subteams/<int:pk>/add", subteams.add_member, name="subteam-add"),
    path(
        "admin/team/subteams/<int:pk>/remove/<int:user_id>",
        subteams.remove_member,
        name="subteam-remove",
    ),
    path("admin/team/delete", ending.delete_team, name="delete-team"),
]
