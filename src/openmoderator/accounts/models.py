"""Rows of the accounts room: users, teams, memberships, subteams and API keys."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from openmoderator.accounts import sealing


class UserManager(BaseUserManager["User"]):
    """Makes users whose e-mail is their name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Store a user; without a password only a one-time link lets them in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person. May belong to several teams; the e-mail is the sign-in name."""

    email = models.EmailField(unique=True)
    display_name = models.CharField(max_length=120, blank=True)
    theme = models.CharField(max_length=8, default="system")
    language = models.CharField(max_length=12, blank=True)
    """Of the pages; empty means what the browser asks for."""
    preferences = models.JSONField(default=dict, blank=True)
    """How the person likes the pages: view of the desk, keys, own limits, the tour seen."""
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]

    def __str__(self) -> str:
        return self.display_name or self.email.partition("@")[0]


class QueueOrder(models.TextChoices):
    """Which waiting review comes first."""

    OLDEST = "oldest"
    NEWEST = "newest"
    SCORE = "score"


class Team(models.Model):
    """The tenant. `public_id` is the team name in every API path."""

    public_id = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    sealed_webhook_secret = models.BinaryField()
    undo_seconds = models.PositiveIntegerField(null=True)
    lease_seconds = models.PositiveIntegerField(null=True)
    hold_minutes = models.PositiveIntegerField(default=60)
    """What a hold is set to at first."""
    target_minutes = models.PositiveIntegerField(null=True)
    """The same as a subteam's, for the queue of the whole team."""
    reopen_hours = models.PositiveIntegerField(default=72)
    """How long after it is final an administrator may reopen a decision."""
    queue_order = models.CharField(
        max_length=8, choices=QueueOrder.choices, default=QueueOrder.OLDEST
    )
    adult_threshold = models.FloatField(null=True)
    racy_threshold = models.FloatField(null=True)
    """From 0 to 1; null means the installation's."""
    all_detectors = models.BooleanField(default=False)
    """Whether jobs ask every detector, not only those their workflow needs."""
    group_alike = models.BooleanField(default=True)
    """Whether near-identical items that wait in one queue are one card."""
    break_after = models.PositiveIntegerField(default=25)
    """Severe items after which a person is reminded of a break; 0 means never."""
    daily_severe_limit = models.PositiveIntegerField(default=0)
    """Severe items a day after which the queue is handed on; 0 means no limit."""
    second_opinion_percent = models.PositiveSmallIntegerField(default=0)
    golden_percent = models.PositiveSmallIntegerField(default=0)
    term_list = models.PositiveIntegerField(null=True)
    image_list = models.PositiveIntegerField(null=True)
    """Ids of the lists that workflows ask beside the built-in ones; null means all."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(public_id__regex=r"^[a-z0-9]+$"), name="team_public_id_form"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def webhook_secret(self) -> str:
        """The Standard Webhooks secret (``whsec_...``) that signs this team's callbacks."""
        return sealing.unseal(bytes(self.sealed_webhook_secret))


class Role(models.TextChoices):
    """What a member may do: administrators also manage people, tags and keys."""

    ADMIN = "admin"
    REVIEWER = "reviewer"


class Membership(models.Model):
    """One person in one team with one role."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "team"], name="one_membership")]


class Subteam(models.Model):
    """A named queue within a team. The whole team, ``public`` on the wire, has no row.

    Without members of its own it is open to everybody in the team; else to them and to
    administrators.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="subteams")
    name = models.CharField(max_length=120)
    target_minutes = models.PositiveIntegerField(null=True)
    """Age by which its items should be decided (SLA); null means none."""
    notify_at = models.PositiveIntegerField(null=True)
    """Waiting items from which its members get a mail; null means never."""
    notified_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("team", Lower("name"), name="subteam_name_once_a_team")
        ]

    def __str__(self) -> str:
        return self.name


class SubteamMember(models.Model):
    """A member of the team who works in a subteam."""

    subteam = models.ForeignKey(Subteam, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.CASCADE, related_name="subteams")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subteam", "user"], name="subteam_once")]


class Invitation(models.Model):
    """Somebody asked into a team. Its link is signed from `nonce`: a new nonce voids old links."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(Team, models.CASCADE, related_name="invitations")
    email = models.EmailField()
    role = models.CharField(max_length=16, choices=Role.choices)
    nonce = models.CharField(max_length=32)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    """When it was last mailed; null where nothing can be mailed or it failed."""
    accepted_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "team",
                Lower("email"),
                name="invited_once_at_a_time",
                condition=models.Q(accepted_at__isnull=True, cancelled_at__isnull=True),
            )
        ]


class ApiKey(models.Model):
    """A key of a team. Only the SHA-256 of its 256 random bits is stored."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="keys")
    name = models.CharField(max_length=120, blank=True)
    digest = models.BinaryField(unique=True)
    hint = models.CharField(max_length=8)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    for_console = models.BooleanField(default=False)
    """A key of the API console: made by a page, short-lived and not listed."""
    last_used_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
