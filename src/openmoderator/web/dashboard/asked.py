"""The filters of the completed page, read from its address.

What cannot be read leaves its filter out and says so beside its field. A reviewer may ask for
the whole team or for themselves, an administrator for anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openmoderator.reviews.completed import Asked
from openmoderator.reviews.models import ContentType
from openmoderator.web.dashboard.names import Names
from openmoderator.web.dashboard.periods import LONGEST, Period, days_of


class CompletedForm(forms.Form):
    """Dates, person, queue, type and tag; every one may stay empty."""

    period = forms.ChoiceField(label=gettext_lazy("Dates"), choices=Period.choices, required=False)
    first = forms.DateField(
        label=gettext_lazy("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last = forms.DateField(
        label=gettext_lazy("To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    user = forms.TypedChoiceField(
        label=gettext_lazy("Person"), required=False, coerce=int, empty_value=None
    )
    subteam = forms.TypedChoiceField(
        label=gettext_lazy("Queue"), required=False, coerce=int, empty_value=None
    )
    type = forms.ChoiceField(label=gettext_lazy("Type"), required=False)
    tag = forms.ChoiceField(label=gettext_lazy("Tag"), required=False)

    def __init__(self, query: QueryDict, names: Names) -> None:
        filled = query.copy()
        filled.setdefault("period", Period.LAST_7.value)
        super().__init__(filled)
        self._offer("user", _("Everybody"), names.people.items())
        self._offer("subteam", _("All queues"), names.subteams.items())
        self._offer(
            "type",
            _("All types"),
            [(ContentType.IMAGE.value, _("Images")), (ContentType.TEXT.value, _("Texts"))],
        )
        self._offer(
            "tag", _("All tags"), [(code, f"{code} · {name}") for code, name in names.tags.items()]
        )

    def clean(self) -> dict[str, Any]:
        """A range of one's own needs both ends, in their order, and not too far apart."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("period") != Period.CUSTOM or self.errors:
            return given
        first, last = given.get("first"), given.get("last")
        if first is None or last is None:
            self.add_error("last" if first else "first", _("A custom range needs both days."))
        elif first > last:
            self.add_error("last", _("The last day is before the first."))
        elif (last - first).days >= LONGEST:
            self.add_error("last", _("A range has ten years at most."))
        return given

    def _offer(self, name: str, everything: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *((str(key), label) for key, label in choices)]


@dataclass(frozen=True)
class Report:
    """The form as it was given, and what it asks for."""

    form: CompletedForm
    asked: Asked


def read(query: QueryDict, names: Names, today: date) -> Report:
    """Read an address; a part that is wrong is told in the form and left out."""
    form = CompletedForm(query, names)
    form.is_valid()
    given = form.cleaned_data
    custom = given.get("period") == Period.CUSTOM and given.get("first") and given.get("last")
    first, last = (
        (given["first"], given["last"]) if custom else days_of(given.get("period", ""), today)
    )
    return Report(
        form,
        Asked(
            first,
            last,
            user=given.get("user"),
            subteam=given.get("subteam"),
            type=given.get("type") or "",
            tag=given.get("tag") or "",
        ),
    )
