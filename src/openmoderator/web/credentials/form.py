"""What a person says of a new key: reading it, and saying what is wrong beside the field."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from openmoderator.accounts.keys import MAX_NAME


class KeyForm(forms.Form):
    """Name and last day of a key; without a day it never expires."""

    name = forms.CharField(
        label=_("Name"),
        label_suffix="",
        max_length=MAX_NAME,
        help_text=_("Says where the key is used, such as “shop, production”."),
    )
    expires = forms.DateField(
        label=_("Last day"),
        label_suffix="",
        required=False,
        help_text=_("The key works until the end of this day (UTC). Empty: it never expires."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_expires(self) -> datetime | None:
        """The last second of the day. A day that is over cannot be chosen."""
        day: date | None = self.cleaned_data["expires"]
        if day is None:
            return None
        end = datetime.combine(day, time(23, 59, 59), UTC)
        if end <= timezone.now():
            raise forms.ValidationError(_("This day is over. Choose one to come."))
        return end
