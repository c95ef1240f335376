"""Rows of reviews, drafts and decisions."""

from __future__ import annotations

import uuid

from django.db import models

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.content.models import Content


class ContentType(models.TextChoices):
    """What a review or job is about, spelled as on the wire."""

    IMAGE = "Image"
    TEXT = "Text"


class State(models.TextChoices):
    """Where a review stands. The first two are ``Pending`` on the wire."""

    WAITING = "waiting"
    DECIDED = "decided"
    """A decision is stored and its undo window runs."""
    COMPLETE = "complete"


class Review(models.Model):
    """One item for one human decision."""

    id = models.CharField(primary_key=True, max_length=40)
    team = models.ForeignKey(Team, models.CASCADE)
    subteam = models.ForeignKey(Subteam, models.SET_NULL, null=True)
    type = models.CharField(max_length=8, choices=ContentType.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    stored = models.ForeignKey(Content, models.SET_NULL, null=True)
    source_url = models.TextField(blank=True)
    content_problem = models.TextField(blank=True)
    content_id = models.TextField()
    callback_endpoint = models.TextField(blank=True)
    created_by = models.CharField(max_length=254)
    created_at = models.DateTimeField()
    metadata = models.JSONField(default=list)
    """Ordered [key, value] pairs of strings, as the caller or the job gave them."""
    result_tags = models.JSONField(default=list)
    """Ordered [code, bool] pairs; empty until complete."""
    job_id = models.CharField(max_length=40, blank=True)
    action_index = models.PositiveIntegerField(null=True)
    claimed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    claim_token = models.UUIDField(null=True)
    completed_at = models.DateTimeField(null=True)
    completed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["job_id", "action_index"],
                name="one_review_per_job_action",
                condition=~models.Q(job_id=""),
            )
        ]
        indexes = [
            models.Index(
                fields=["team", "type", "subteam", "created_at", "id"],
                name="review_queue",
                condition=models.Q(state="waiting"),
            ),
            # PostgreSQL takes no order from an index below a column that IS NULL, so the
            # queue of the whole team has one without the column.
            models.Index(
                fields=["team", "type", "created_at", "id"],
                name="review_default_queue",
                condition=models.Q(state="waiting", subteam__isnull=True),
            ),
            models.Index(
                fields=["claimed_by", "team", "type"],
                name="review_claims",
                condition=models.Q(state="waiting", claimed_by__isnull=False),
            ),
            models.Index(
                fields=["created_at"],
                name="review_fetching",
                condition=models.Q(stored__isnull=True, content_problem="")
                & ~models.Q(source_url=""),
            ),
            models.Index(
                fields=["team", "type", "subteam"],
                name="review_done",
                condition=~models.Q(state="waiting"),
            ),
        ]


class Draft(models.Model):
    """Tags somebody switched on a review that they have not sent yet, or sent too late."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="drafts")
    user = models.ForeignKey(User, models.CASCADE)
    tags = models.JSONField()
    """Object of code to bool."""
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "user"], name="one_draft")]


class DecisionState(models.TextChoices):
    """A decision can be taken back until it is final."""

    PENDING = "pending"
    FINAL = "final"
    WITHDRAWN = "withdrawn"


class Decision(models.Model):
    """What a person answered for a review, final when its undo window ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="decisions")
    team = models.ForeignKey(Team, models.CASCADE)
    user = models.ForeignKey(User, models.PROTECT)
    batch = models.UUIDField()
    tags = models.JSONField()
    """Ordered [code, bool] pairs."""
    state = models.CharField(
        max_length=10, choices=DecisionState.choices, default=DecisionState.PENDING
    )
    decided_at = models.DateTimeField()
    final_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review"],
                name="one_live_decision",
                condition=~models.Q(state="withdrawn"),
            ),
            models.UniqueConstraint(
                fields=["review", "batch"],
                name="one_decision_per_batch",
                condition=~models.Q(state="withdrawn"),
            ),
        ]
        indexes = [
            models.Index(
                fields=["final_at"], name="decision_due", condition=models.Q(state="pending")
            ),
            models.Index(fields=["user", "team", "-decided_at"], name="decision_by_user"),
        ]
