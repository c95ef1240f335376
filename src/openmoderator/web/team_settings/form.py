"""The fields of the team's settings: words, help, units and limits.

Reads and shows. What may be stored is decided by `accounts.team_settings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openmoderator.accounts.models import QueueOrder, Team
from openmoderator.accounts.team_settings import LIMITS, MAX_NAME, NAMES, TeamSettings
from openmoderator.lists.models import ImageList, TermList

ORDERS = (
    (QueueOrder.OLDEST.value, gettext_lazy("Oldest first")),
    (QueueOrder.NEWEST.value, gettext_lazy("Newest first")),
    (QueueOrder.SCORE.value, gettext_lazy("Highest score first")),
)


@dataclass(frozen=True)
class Lists:
    """The team's lists, by id."""

    terms: Mapping[int, str]
    images: Mapping[int, str]


@dataclass(frozen=True)
class Group:
    """Fields that belong together, under one heading."""

    title: str
    fields: tuple[forms.BoundField, ...]


def _number(label: Any, unit: Any, *, required: bool = True) -> forms.IntegerField:
    field = forms.IntegerField(label=label, required=required)
    field.unit = unit  # type: ignore[attr-defined]
    return field


def _score(label: Any) -> forms.FloatField:
    field = forms.FloatField(label=label, required=False)
    field.unit = gettext_lazy("score from 0 to 1")  # type: ignore[attr-defined]
    field.widget.attrs["step"] = "0.01"
    return field


class SettingsForm(forms.Form):
    """Everything that can be set for a team."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=MAX_NAME)
    undo_seconds = _number(gettext_lazy("Undo window"), gettext_lazy("seconds"), required=False)
    lease_seconds = _number(gettext_lazy("Claims last"), gettext_lazy("seconds"), required=False)
    hold_minutes = _number(gettext_lazy("A hold lasts at first"), gettext_lazy("minutes"))
    queue_order = forms.ChoiceField(label=gettext_lazy("Order of queues"), choices=ORDERS)
    target_minutes = _number(
        gettext_lazy("Target of the whole team"), gettext_lazy("minutes"), required=False
    )
    reopen_hours = _number(gettext_lazy("Decisions can be reopened for"), gettext_lazy("hours"))
    group_alike = forms.BooleanField(
        label=gettext_lazy("Show items that are alike as one card"), required=False
    )
    adult_threshold = _score(gettext_lazy("Adult from"))
    racy_threshold = _score(gettext_lazy("Racy from"))
    all_detectors = forms.BooleanField(
        label=gettext_lazy("Ask all detectors always"), required=False
    )
    term_list = forms.TypedChoiceField(
        label=gettext_lazy("Term list of workflows"), required=False, coerce=int, empty_value=None
    )
    image_list = forms.TypedChoiceField(
        label=gettext_lazy("Image list of workflows"), required=False, coerce=int, empty_value=None
    )
    break_after = _number(gettext_lazy("Remind of a break after"), gettext_lazy("severe items"))
    daily_severe_limit = _number(
        gettext_lazy("Hand the queue on after"), gettext_lazy("severe items a day")
    )
    second_opinion_percent = _number(gettext_lazy("Second opinions on"), gettext_lazy("percent"))
    golden_percent = _number(gettext_lazy("Known answers mixed in"), gettext_lazy("percent"))

    def __init__(
        self, data: Mapping[str, Any] | None, initial: Mapping[str, Any], lists: Lists
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self._offer("term_list", lists.terms, initial["term_list"])
        self._offer("image_list", lists.images, initial["image_list"])
        for name, help_text in _helps().items():
            self.fields[name].help_text = help_text
        for name, (least, most) in LIMITS.items():
            self.fields[name].widget.attrs |= {"min": f"{least:g}", "max": str(int(most))}

    def wanted(self) -> TeamSettings:
        """What a valid form asks for."""
        return TeamSettings(**{name: self.cleaned_data[name] for name in NAMES})

    @property
    def groups(self) -> tuple[Group, ...]:
        """The fields in the order of the page."""
        return tuple(
            Group(title, tuple(self[name] for name in names)) for title, names in _groups()
        )

    def _offer(self, name: str, known: Mapping[int, str], now: int | None) -> None:
        """The lists there are, and the one that is set although it was deleted."""
        field = self.fields[name]
        if now is not None and now not in known:
            known = {**known, now: _("%(id)s, which was deleted") % {"id": now}}
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All lists")), *((str(id_), label) for id_, label in known.items())]


def lists_of(team: Team) -> Lists:
    """The team's lists by their name, or by their id where they have none."""

    def named(model: type[TermList] | type[ImageList]) -> dict[int, str]:
        rows = model._default_manager.filter(team=team).order_by("pk").values_list("pk", "name")
        return {id_: f"{name} ({id_})" if name else str(id_) for id_, name in rows}

    return Lists(named(TermList), named(ImageList))


def _groups() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (_("Team"), ("name",)),
        (
            _("Queues and decisions"),
            (
                "undo_seconds",
                "lease_seconds",
                "hold_minutes",
                "queue_order",
                "target_minutes",
                "reopen_hours",
                "group_alike",
            ),
        ),
        (
            _("Detectors and workflows"),
            ("adult_threshold", "racy_threshold", "all_detectors", "term_list", "image_list"),
        ),
        (_("Care for people"), ("break_after", "daily_severe_limit")),
        (_("Quality"), ("second_opinion_percent", "golden_percent")),
    )


def _helps() -> dict[str, str]:
    config = settings.OPENMODERATOR
    return {
        "name": _("What people read. The id stays as it is."),
        "undo_seconds": _(
            "How long a decision can be taken back, from 0 to 3600. Empty: %(value)s, as the "
            "installation says."
        )
        % {"value": config.undo_seconds},
        "lease_seconds": _(
            "How long somebody keeps what is on their page without a sign of life. Empty: "
            "%(value)s, as the installation says."
        )
        % {"value": config.lease_seconds},
        "hold_minutes": _("What Hold offers first; each hold may be longer or shorter."),
        "queue_order": _("Which waiting item is shown first."),
        "target_minutes": _(
            "Age by which an item of the Default queue should be decided. Subteams have their own. "
            "Empty: none."
        ),
        "reopen_hours": _(
            "How long after it is final an administrator may correct a decision. 0: never."
        ),
        "group_alike": _("One decision then settles all of them, each with its own record."),
        "adult_threshold": _(
            "Score from which a picture counts as adult. Empty: %(value)s, as the installation "
            "says."
        )
        % {"value": config.adult_threshold},
        "racy_threshold": _(
            "Score from which a picture counts as racy. Empty: %(value)s, as the installation says."
        )
        % {"value": config.racy_threshold},
        "all_detectors": _(
            "Jobs then report what every detector found, not only what their workflow needs. It "
            "takes longer."
        ),
        "term_list": _("The terms that workflows look for beside the built-in ones."),
        "image_list": _("The pictures that workflows compare with."),
        "break_after": _("Everybody may choose less for themselves. 0: never."),
        "daily_severe_limit": _(
            "Then the items go to others for the day. Everybody may choose less. 0: no limit."
        ),
        "second_opinion_percent": _(
            "Part of the decisions that another person is asked about without knowing. 0: off."
        ),
        "golden_percent": _("Part of the queue whose answer is known. 0: off."),
    }
