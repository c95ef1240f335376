"""Rows of the quality room: known answers, second looks and how both turned out."""

from __future__ import annotations

import uuid

from django.db import models

from openmoderator.accounts.models import Team, User
from openmoderator.content.models import Content
from openmoderator.reviews.models import ContentType, Decision, Review


class GoldenItem(models.Model):
    """An item whose right answer is known; copies of it are mixed into people's queues."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.CASCADE)
    type = models.CharField(max_length=8, choices=ContentType.choices)
    stored = models.ForeignKey(Content, models.PROTECT)
    metadata = models.JSONField(default=list)
    tags = models.JSONField()
    """Ordered [code, bool] pairs: the right answer."""
    why = models.TextField(blank=True)
    """Said to the person who answered otherwise."""
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True)


class GoldenAnswer(models.Model):
    """One person's answer to one golden item; nobody is asked the same twice."""

    golden = models.ForeignKey(GoldenItem, models.CASCADE, related_name="answers")
    user = models.ForeignKey(User, models.CASCADE)
    review = models.OneToOneField(Review, models.CASCADE, related_name="golden_answer")
    decision = models.OneToOneField(Decision, models.CASCADE, null=True)
    """Null while the copy waits in the person's queue."""
    right = models.BooleanField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["golden", "user"], name="golden_once")]


class Settlement(models.TextChoices):
    """How a lead ended a disagreement."""

    FIRST = "first"
    SECOND = "second"


class SecondOpinion(models.Model):
    """A final decision and a blind second one of the same item by another person."""

    team = models.ForeignKey(Team, models.CASCADE)
    first = models.OneToOneField(Decision, models.CASCADE, related_name="second_opinion")
    review = models.OneToOneField(Review, models.CASCADE, related_name="opinion_row")
    """The shadow review in which the second person is asked; its `origin` is the item."""
    second = models.OneToOneField(Decision, models.CASCADE, null=True, related_name="+")
    agrees = models.BooleanField(null=True)
    """Null until the second decision is final."""
    asked_at = models.DateTimeField(auto_now_add=True)
    answered_at = models.DateTimeField(null=True)
    settled = models.CharField(max_length=8, choices=Settlement.choices, blank=True)
    settled_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["team", "answered_at"],
                name="opinion_disagreements",
                condition=models.Q(agrees=False, settled=""),
            ),
            models.Index(
                fields=["team", "answered_at"],
                name="opinion_answered",
                condition=models.Q(agrees__isnull=False),
            ),
        ]
