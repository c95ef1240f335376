"""Rows of reviews, drafts and decisions."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, HashIndex
from django.db import models
from django.utils import timezone

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.content.models import Content


class ContentType(models.TextChoices):
    """What a review or job is about, spelled as on the wire."""

    IMAGE = "Image"
    TEXT = "Text"


class State(models.TextChoices):
    """Where a review stands. All but the last are ``Pending`` on the wire."""

    WAITING = "waiting"
    HELD = "held"
    """Set aside until `held_until`."""
    DECIDED = "decided"
    """A decision is stored and its undo window runs."""
    COMPLETE = "complete"


class Purpose(models.TextChoices):
    """Why a person is asked."""

    WORK = "work"
    OPINION = "opinion"
    """A blind second look at `origin`; nobody outside hears of it."""
    GOLDEN = "golden"
    """A known answer, mixed in to see how well it is found."""


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
    claimed_at = models.DateTimeField(null=True)
    """When the present holder was first shown it."""
    purpose = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.WORK)
    origin = models.ForeignKey("self", models.CASCADE, null=True, related_name="opinions")
    not_for = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    """Who must not be shown it: the person whose decision it looks at again."""
    assigned_to = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    held_until = models.DateTimeField(null=True)
    held_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    score = models.FloatField(default=0)
    """The highest score between 0 and 1 that its metadata names."""
    severity = models.PositiveSmallIntegerField(default=0)
    """How hard it may be to look at: 0 nothing found, 1 mild, 2 medium, 3 severe."""
    cluster = models.CharField(max_length=64, blank=True)
    """Equal for items of a team that look or read alike; empty while unknown."""
    pdq = models.BinaryField(null=True)
    pdq_bands = ArrayField(models.IntegerField(), null=True)
    """The 16 words of `pdq`, each with its place in the upper half: what the index holds."""
    carried_tags = models.JSONField(null=True)
    """Object of code to bool: what was toggled when somebody moved it here."""
    reopened_at = models.DateTimeField(null=True)
    modified_at = models.DateTimeField(default=timezone.now)
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
            # What badges and dashboards count without reading a row: 200,000 of them in a fifth
            # of the time.
            models.Index(
                fields=["team", "type", "subteam", "created_at"],
                name="review_waiting_work",
                condition=models.Q(state="waiting", purpose="work"),
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
            models.Index(
                fields=["team", "type", "subteam", "-score", "created_at", "id"],
                name="review_queue_by_score",
                condition=models.Q(state="waiting"),
            ),
            models.Index(
                fields=["team", "type", "-score", "created_at", "id"],
                name="review_default_by_score",
                condition=models.Q(state="waiting", subteam__isnull=True),
            ),
            models.Index(
                fields=["team", "cluster"],
                name="review_alike",
                condition=models.Q(state="waiting") & ~models.Q(cluster=""),
            ),
            # New entries go straight into it: a search reads the list of those put off whole.
            GinIndex(
                fields=["pdq_bands"],
                name="review_pdq_bands",
                fastupdate=False,
                condition=models.Q(state="waiting", pdq_bands__isnull=False),
            ),
            models.Index(
                fields=["held_until"], name="review_held", condition=models.Q(state="held")
            ),
            models.Index(
                fields=["assigned_to", "team"],
                name="review_assigned",
                condition=models.Q(assigned_to__isnull=False),
            ),
            models.Index(
                fields=["team", "-created_at", "-id"],
                name="review_newest",
                condition=models.Q(purpose="work"),
            ),
            models.Index(
                fields=["team", "-modified_at", "-id"],
                name="review_modified",
                condition=models.Q(purpose="work"),
            ),
            models.Index(
                fields=["team", "-score", "-id"],
                name="review_highest",
                condition=models.Q(purpose="work"),
            ),
            models.Index(
                fields=["team", "completed_by", "-created_at"],
                name="review_by_person",
                condition=models.Q(completed_by__isnull=False),
            ),
            HashIndex(fields=["content_id"], name="review_content_id"),
            GinIndex(fields=["metadata"], name="review_metadata", opclasses=["jsonb_path_ops"]),
            GinIndex(fields=["result_tags"], name="review_results", opclasses=["jsonb_path_ops"]),
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


class NoteDraft(models.Model):
    """A note that a person is typing; a row only while it is not kept as a `Note`."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="note_drafts")
    user = models.ForeignKey(User, models.CASCADE)
    text = models.TextField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "user"], name="one_note_draft")]


class DecisionState(models.TextChoices):
    """A decision can be taken back until it is final."""

    PENDING = "pending"
    FINAL = "final"
    WITHDRAWN = "withdrawn"
    REVERSED = "reversed"
    """Was final until an administrator reopened the review."""


class Decision(models.Model):
    """What a person answered for a review, final when its undo window ends."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    review = models.ForeignKey(Review, models.CASCADE, related_name="decisions")
    team = models.ForeignKey(Team, models.CASCADE)
    user = models.ForeignKey(User, models.PROTECT)
    type = models.CharField(max_length=8, choices=ContentType.choices, default="")
    batch = models.UUIDField()
    tags = models.JSONField()
    """Ordered [code, bool] pairs."""
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrected_by")
    """The reversed decision in whose place this one is."""
    opened_at = models.DateTimeField(null=True)
    """When the review was shown to the person; null where that is not known."""
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
                condition=~models.Q(state__in=("withdrawn", "reversed")),
            ),
            models.UniqueConstraint(
                fields=["review", "batch"],
                name="one_decision_per_batch",
                condition=~models.Q(state__in=("withdrawn", "reversed")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["final_at"], name="decision_due", condition=models.Q(state="pending")
            ),
            models.Index(fields=["user", "team", "-decided_at"], name="decision_by_user"),
            models.Index(
                fields=["team", "-decided_at"],
                name="decision_in_limbo",
                condition=models.Q(state="pending"),
            ),
        ]


class Note(models.Model):
    """Something a person wrote about a review, for the others."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="notes")
    user = models.ForeignKey(User, models.SET_NULL, null=True)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]


class Skip(models.Model):
    """A review that a person does not want to be shown; nobody asks why."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="skips")
    user = models.ForeignKey(User, models.CASCADE)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "user"], name="skipped_once")]


class DecidedCount(models.Model):
    """How many decisions became final on one day (UTC), kept so that nobody counts rows.

    `tag` empty counts decisions; else those in which the tag was left on. A reversal counts as
    one decision more. Plain ids (0: none), because the figures stay when a person or a subteam
    goes, and because a unique key has no room for null.
    """

    team = models.ForeignKey(Team, models.CASCADE)
    day = models.DateField()
    subteam_id = models.BigIntegerField(default=0)
    user_id = models.BigIntegerField(default=0)
    type = models.CharField(max_length=8, choices=ContentType.choices)
    tag = models.CharField(max_length=2, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "day", "type", "tag", "user_id", "subteam_id"],
                name="decided_count_once",
            )
        ]
