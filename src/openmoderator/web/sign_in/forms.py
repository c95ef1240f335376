"""What people say of themselves and of a new team. The rooms judge it; this reads it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from openmoderator.accounts.errors import BadField
from openmoderator.accounts.joining import NewPerson, NewTeam


def blame(form: forms.Form, error: BadField) -> None:
    """Say what is wrong beside its field, or above the form where it has no such field."""
    form.add_error(error.field if error.field in form.fields else None, str(error))


def too_many(request: HttpRequest) -> HttpResponse:
    """The answer to somebody who tries too often."""
    return render(request, "429.html", status=429)


class PasswordForm(forms.Form):
    """Name and password of somebody new."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("Receivers of callbacks see it as the name of the reviewer."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 10 characters. A few words in a row are easy to keep in mind."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class TeamForm(forms.Form):
    """A new team, and who else is asked in."""

    team_name = forms.CharField(
        label=_("Team name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization", "data-team-name": ""}),
    )
    team_id = forms.CharField(
        label=_("Team id"),
        required=False,
        max_length=40,
        help_text=_(
            "Stands in every API address: lower-case letters and digits. Empty: made from the name."
        ),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "data-team-id": ""}
        ),
    )
    invite = forms.CharField(
        label=_("Invite others"),
        required=False,
        help_text=_("E-mail addresses with commas between them. They join as reviewers."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def team(self) -> NewTeam:
        """The team as it was described."""
        return NewTeam(self.cleaned_data["team_name"], self.cleaned_data["team_id"])


class SignUpForm(TeamForm, PasswordForm):
    """A stranger with a team of their own."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("You sign in with it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    field_order = ("token", "name", "email", "password", "team_name", "team_id", "invite")

    def person(self) -> NewPerson:
        """The person as they described themselves."""
        given = self.cleaned_data
        return NewPerson(given["email"], given["name"], given["password"])


class FirstForm(SignUpForm):
    """The very first person, who holds the token that ``serve`` prints."""

    token = forms.CharField(
        label=_("Token"),
        max_length=200,
        help_text=_("The line that openmoderator serve printed when it started."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
