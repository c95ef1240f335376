"""Rows of this room: what must be delivered, and every attempt to do so."""

from __future__ import annotations

import uuid
from typing import Final

from django.db import models
from django.db.models import Q

from openmoderator.accounts.models import Team
from openmoderator.callbacks.signing import new_message_id

RECEIVER_LENGTH: Final = 255
"""Longer than any host name with its port, short enough for an index."""


class Kind(models.TextChoices):
    """The CallBackType of contract 11."""

    JOB = "Job"
    REVIEW = "Review"


class State(models.TextChoices):
    """Pending until a receiver said 2xx or the last attempt failed."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class Delivery(models.Model):
    """One callback on its way to one address; the body never changes once stored.

    `next_attempt_at` is also the claim: who takes an attempt moves it past the time that the
    attempt can last, so a claim whose process died runs out by itself. `receiver` is host and
    port of the URL; `attempts_before_replay` says where the present schedule began.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    team = models.ForeignKey(Team, models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    subject_id = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField(default=1)
    message_id = models.CharField(max_length=64, unique=True, default=new_message_id)
    url = models.TextField()
    receiver = models.CharField(max_length=RECEIVER_LENGTH)
    body = models.TextField()
    state = models.CharField(max_length=16, choices=State.choices, default=State.PENDING)
    attempts_made = models.PositiveIntegerField(default=0)
    attempts_before_replay = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id", "sequence"], name="delivery_once_a_subject"
            )
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(state="pending"), name="delivery_due"
            ),
            models.Index(
                fields=["receiver", "next_attempt_at"],
                condition=Q(state="pending"),
                name="delivery_due_at_receiver",
            ),
            models.Index(
                fields=["-created_at"], condition=Q(state="failed"), name="delivery_failed"
            ),
            models.Index(fields=["team", "-created_at"], name="delivery_of_team"),
            models.Index(fields=["-created_at"], name="delivery_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"

    @property
    def attempts_of_schedule(self) -> int:
        """Attempts since the delivery was made or last replayed by hand."""
        return self.attempts_made - self.attempts_before_replay


class DeliveryAttempt(models.Model):
    """One post: stored when it begins, completed when it ends.

    Without `milliseconds` it is under way or its process died. While a receiver cannot be
    reached, one post stands for the attempts of all that were due there; `error` says so.
    `status` is null when no
    answer came; `error` then says why. `answer` is the first KB of what the receiver said.
    """

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(blank=True)
    error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["delivery", "number"], name="attempt_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id} attempt {self.number}"


class Receiver(models.Model):
    """A receiver (host and port) that gave no answer lately; one that answers has no row.

    `failures` counts posts without any answer, in a row. From the third on nothing is posted
    there before `probe_at`, and then one post at a time.
    """

    name = models.CharField(max_length=RECEIVER_LENGTH, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    probe_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
