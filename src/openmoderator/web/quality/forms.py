"""The form of a golden item: what it is, the right answer, and why."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openmoderator.quality.making import LONGEST_TEXT, LONGEST_WHY
from openmoderator.reviews.tagging import TagChoice


class GoldenForm(forms.Form):
    """For a review nothing but the answer is asked; else a text or a picture, not both."""

    text = forms.CharField(
        label=gettext_lazy("Text"), required=False, max_length=LONGEST_TEXT, strip=False
    )
    picture = forms.FileField(label=gettext_lazy("Picture"), required=False)
    why = forms.CharField(
        label=gettext_lazy("Why this is right"), required=False, max_length=LONGEST_WHY
    )

    def __init__(self, tags: tuple[TagChoice, ...], has_review: bool, *args: Any) -> None:
        super().__init__(*args)
        self._tags, self._has_review = tags, has_review

    def clean(self) -> dict[str, Any]:
        """Exactly one item, of a size that is taken."""
        cleaned: dict[str, Any] = super().clean() or {}
        text, picture = cleaned.get("text") or "", cleaned.get("picture")
        if self._has_review or self.errors:
            return cleaned
        if bool(text.strip()) == bool(picture):
            self.add_error("text", _("Write a text or choose a picture, one of the two."))
        elif isinstance(picture, UploadedFile) and (picture.size or 0) > _largest():
            size = _largest() // (1024 * 1024)
            self.add_error("picture", _("Choose a picture of at most %(n)d MB.") % {"n": size})
        return cleaned

    def chosen(self) -> tuple[TagChoice, ...]:
        """The tags as they stand in the form."""
        if not self.is_bound:
            return self._tags
        on = set(cast("QueryDict", self.data).getlist("on"))
        return tuple(TagChoice(tag.code, tag.name, tag.code in on) for tag in self._tags)

    def answer(self) -> list[list[str | bool]]:
        """The right answer as [code, bool] pairs."""
        return [[tag.code, tag.on] for tag in self.chosen()]


def _largest() -> int:
    limit: int = settings.OPENMODERATOR.max_body_bytes
    return limit
