"""What people set for themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from openmoderator.accounts.models import User

THEMES = (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
FIELDS = ("display_name", "language", "theme")


class ProfileForm(forms.Form):
    """Name, language and colours."""

    display_name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=120,
        help_text=_("Receivers of callbacks see it as the name of the reviewer."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    theme = forms.ChoiceField(label=_("Colours"), choices=THEMES)

    def __init__(self, data: Any = None, *, user: User) -> None:
        initial = {name: getattr(user, name) for name in FIELDS}
        super().__init__(data, initial=initial)
        self._user = user
        choices = [("", _("As the browser asks")), *settings.LANGUAGES]
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), required=False, choices=choices
        )

    def save(self) -> None:
        """Keep it with the person."""
        for name in FIELDS:
            setattr(self._user, name, self.cleaned_data[name])
        self._user.save(update_fields=list(FIELDS))
