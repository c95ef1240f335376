"""What happened to one review, from its making to its last callback, oldest first.

Only reads: the audit record, the notes, the decisions and the deliveries, each in one query.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openmoderator.audit.models import AuditEntry
from openmoderator.callbacks.models import Delivery, Kind
from openmoderator.callbacks.models import State as DeliveryState
from openmoderator.reviews.models import Decision, DecisionState, Note, Purpose, Review

MOST: Final = 500
"""Entries of the audit record that are shown, the newest."""

_ACTS: Final[dict[str, str | Promise]] = {
    "review.created": gettext_lazy("Created"),
    "try.sent_to_review": gettext_lazy("Sent to review from Try"),
    "review.taken_out": gettext_lazy("Taken out of the items alike"),
    "review.claimed": gettext_lazy("Shown"),
    "review.held": gettext_lazy("Held"),
    "review.released": gettext_lazy("Released from hold"),
    "review.hold_ended": gettext_lazy("Hold ended"),
    "review.moved": gettext_lazy("Moved"),
    "review.assigned": gettext_lazy("Assigned"),
    "review.skipped": gettext_lazy("Skipped"),
    "review.submitted": gettext_lazy("Submitted at once"),
    "review.taken_back": gettext_lazy("Taken back"),
    "review.decided": gettext_lazy("Decision became final"),
    "review.reopened": gettext_lazy("Reopened"),
}
_UNSHOWN: Final = ("review.noted",)
"""Told by the note itself."""
_ANSWERS: Final[dict[str, str | Promise]] = {
    DecisionState.PENDING: gettext_lazy("Decided, can still be taken back"),
    DecisionState.FINAL: gettext_lazy("Decided"),
    DecisionState.WITHDRAWN: gettext_lazy("Decided, taken back later"),
    DecisionState.REVERSED: gettext_lazy("Decided, reopened later"),
}


@dataclass(frozen=True)
class Event:
    """One thing that happened. `who` is empty for the machine; `kind` is ``act``, ``note``,
    ``decision`` or ``callback``; `what` and `detail` are words for reading."""

    at: datetime
    kind: str
    what: str
    who: str = ""
    detail: str = ""
    on: tuple[str, ...] = ()
    """Codes of the tags left on, of a decision."""


def history(review: Review) -> list[Event]:
    """Everything that is known of `review`, newest last. Four queries."""
    found = [*_acts(review), *_notes(review), *_decisions(review), *_callbacks(review)]
    return sorted(found, key=lambda event: event.at)


def _acts(review: Review) -> Iterator[Event]:
    if review.purpose != Purpose.WORK:
        # Made by the quality room, which leaves no such entry; nobody may tell it from others.
        yield Event(review.created_at, "act", str(_ACTS["review.created"]), review.created_by)
    rows = AuditEntry.objects.filter(subject_type="review", subject_id=review.pk)
    newest = rows.exclude(action__in=_UNSHOWN).select_related("actor").order_by("-pk")[:MOST]
    for row in newest:
        what = str(_ACTS.get(row.action) or row.action.removeprefix("review.").replace("_", " "))
        who = str(row.actor) if row.actor else str(row.detail.get("by", ""))
        yield Event(row.at, "act", what, who, _detail(row))


def _detail(row: AuditEntry) -> str:
    """What the entry says beside who and when."""
    detail = row.detail
    if row.action == "review.moved":
        return _("to %(queue)s") % {"queue": detail.get("to") or _("Default")}
    if row.action == "review.assigned":
        return _("to %(person)s") % {"person": detail.get("to") or _("nobody")}
    if row.action == "review.held" and detail.get("until"):
        until = datetime.fromisoformat(str(detail["until"])).astimezone(UTC)
        return _("until %(time)s") % {"time": until.strftime("%Y-%m-%d %H:%M UTC")}
    return str(detail.get("why", ""))


def _notes(review: Review) -> Iterator[Event]:
    for note in Note.objects.filter(review=review).select_related("user"):
        yield Event(note.at, "note", _("Note"), str(note.user or ""), note.text)


def _decisions(review: Review) -> Iterator[Event]:
    for row in Decision.objects.filter(review=review).select_related("user"):
        detail = _("in place of the decision before") if row.corrects_id else ""
        on = tuple(str(code) for code, is_on in row.tags if is_on)
        yield Event(row.decided_at, "decision", str(_ANSWERS[row.state]), str(row.user), detail, on)


def _callbacks(review: Review) -> Iterator[Event]:
    for row in Delivery.objects.filter(kind=Kind.REVIEW, subject_id=review.pk):
        yield Event(row.created_at, "callback", _("Callback made"), "", row.message_id)
        if row.state == DeliveryState.DELIVERED and row.delivered_at:
            yield Event(row.delivered_at, "callback", _("Callback delivered"), "", row.message_id)
        elif row.attempts_made:
            yield Event(row.next_attempt_at or row.created_at, "callback", *_undelivered(row))


def _undelivered(row: Delivery) -> tuple[str, str, str]:
    if row.state == DeliveryState.FAILED:
        return _("Callback given up"), "", row.message_id
    tries = _("%(count)s attempts so far, the next is due then") % {"count": row.attempts_made}
    return _("Callback waits"), "", f"{row.message_id}: {tries}"
