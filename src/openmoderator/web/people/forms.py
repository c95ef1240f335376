"""What administrators type on the team's page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from openmoderator.accounts.models import Role

ROLES = ((Role.REVIEWER, _("Reviewer")), (Role.ADMIN, _("Administrator")))


class InviteForm(forms.Form):
    """Whom to ask in, and as what."""

    addresses = forms.CharField(
        label=_("E-mail addresses"),
        help_text=_("With commas between them."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    role = forms.ChoiceField(label=_("Role"), choices=ROLES, initial=Role.REVIEWER)


class NewSubteamForm(forms.Form):
    """The name of a new subteam."""

    name = forms.CharField(label=_("New subteam"), max_length=120)


class SubteamForm(forms.Form):
    """Name, target age and number of waiting items of a subteam."""

    name = forms.CharField(label=_("Name"), max_length=120)
    target_minutes = forms.IntegerField(
        label=_("Target in minutes"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("Items should be decided within that time. Empty: no target."),
    )
    notify_at = forms.IntegerField(
        label=_("Mail from how many waiting items"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text=_("Members get a mail then, at most once an hour. Empty: never."),
    )


class DeleteTeamForm(forms.Form):
    """The name of the team, typed to be sure."""

    name = forms.CharField(label=_("Name of the team"), strip=True, max_length=200)

    def __init__(self, *args: object, team_name: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._team_name = team_name

    def clean_name(self) -> str:
        """Exactly the name."""
        typed: str = self.cleaned_data["name"]
        if typed != self._team_name.strip():
            raise forms.ValidationError(_("This is not the name of the team."))
        return typed
