"""Rows of the accounts room: users, teams, memberships, subteams and API keys."""

from __future__ import annotations

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


class Team(models.Model):
    """The tenant. `public_id` is the team name in every API path."""

    public_id = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    sealed_webhook_secret = models.BinaryField()
    undo_seconds = models.PositiveIntegerField(null=True)
    lease_seconds = models.PositiveIntegerField(null=True)
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
    """A named queue within a team. The whole team, ``public`` on the wire, has no row."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="subteams")
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint("team", Lower("name"), name="subteam_name_once_a_team")
        ]

    def __str__(self) -> str:
        return self.name


class ApiKey(models.Model):
    """A key of a team. Only the SHA-256 of its 256 random bits is stored."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="keys")
    name = models.CharField(max_length=120, blank=True)
    digest = models.BinaryField(unique=True)
    hint = models.CharField(max_length=8)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
