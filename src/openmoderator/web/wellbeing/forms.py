"""The form of a person's own limits."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openmoderator.accounts.models import Team
from openmoderator.wellbeing.limits import BREAK_AFTER, DAILY_SEVERE_LIMIT, MOST, OwnLimits


class OwnLimitsForm(forms.Form):
    """Two figures in severe items; empty or 0 means as the team has it."""

    break_after = forms.IntegerField(
        label=gettext_lazy("Remind me of a break after"),
        required=False,
        min_value=0,
        max_value=MOST,
    )
    daily_severe_limit = forms.IntegerField(
        label=gettext_lazy("Stop for today after"), required=False, min_value=0, max_value=MOST
    )

    def __init__(self, team: Team, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._team = team

    def clean(self) -> dict[str, Any]:
        """Say beside the field that a figure is looser than the team's."""
        cleaned: dict[str, Any] = super().clean() or {}
        for field in (BREAK_AFTER, DAILY_SEVERE_LIMIT):
            whole, own = getattr(self._team, field), cleaned.get(field) or 0
            if whole and own > whole:
                self.add_error(field, _only_stricter(whole))
        return cleaned

    def own(self) -> OwnLimits:
        """What was asked for, once the form is valid."""
        return OwnLimits(
            self.cleaned_data[BREAK_AFTER] or 0, self.cleaned_data[DAILY_SEVERE_LIMIT] or 0
        )


def _only_stricter(whole: int) -> str:
    return _(
        "Your team has %(n)d. Yours can only be stricter: %(n)d or fewer, or leave it empty."
    ) % {"n": whole}
