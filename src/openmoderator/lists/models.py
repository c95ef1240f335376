"""Rows of the lists room: term lists, image lists, what is in them, and their snapshots."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from openmoderator.accounts.models import Team

MAX_NAME = 1_000
MAX_LANGUAGE = 8


class NamedList(models.Model):
    """What both kinds of list have. Every writer of what is in a list holds its row locked.

    `entries` counts what is in the list, so that the limit costs no count. `metadata_json` is
    the JSON text of an object, kept as text because jsonb forgets the order of keys.
    """

    id = models.AutoField(primary_key=True)
    team = models.ForeignKey(Team, models.CASCADE)
    name = models.CharField(max_length=MAX_NAME, blank=True)
    description = models.TextField(blank=True)
    metadata_json = models.TextField(null=True)
    entries = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    @property
    def metadata(self) -> Any:
        """The object as it was given, or None."""
        return None if self.metadata_json is None else json.loads(self.metadata_json)


class TermList(NamedList):
    """Terms in any number of languages; the wire names one with every call."""

    class Meta:
        indexes = [models.Index(fields=["team", "id"], name="term_list_by_team")]


class Term(models.Model):
    """A term as the caller spells it. The order of ids is the order of adding."""

    term_list = models.ForeignKey(TermList, models.CASCADE, related_name="terms", db_index=False)
    language = models.CharField(max_length=MAX_LANGUAGE)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term_list", "language", "text"], name="term_once")
        ]
        indexes = [models.Index(fields=["term_list", "language", "id"], name="term_in_order")]


class ImageList(NamedList):
    """Pictures and hashes. A `negative` list holds what is harmless: it vetoes matches.

    `removals` numbers the removals from the list; a row keeps the number of its own.
    """

    negative = models.BooleanField(default=False)
    removals = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["team", "id"], name="image_list_by_team")]


class Kind(models.TextChoices):
    """What an entry of an image list was made of: a picture that was seen, or one hash."""

    PICTURE = "picture"
    PDQ = "pdq"
    MD5 = "md5"
    SHA256 = "sha256"


class ListedImage(models.Model):
    """One entry; its id is the content id of the wire. Never holds the picture itself.

    `pdq` is set where it tells pictures apart (good quality), and is then unique in the list.
    `removal` is null as long as the entry is in the list. A removed one stays until a snapshot
    without it is in force, because matches of the older snapshot still need tags and label.
    """

    image_list = models.ForeignKey(ImageList, models.CASCADE, related_name="images", db_index=False)
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.PICTURE)
    tags = ArrayField(models.BigIntegerField(), default=list)
    label = models.TextField(null=True)
    shared_tags = ArrayField(models.TextField(), default=list)
    md5 = models.BinaryField(null=True)
    sha256 = models.BinaryField(null=True)
    pdq = models.BinaryField(null=True)
    fingerprint = models.BinaryField(null=True)
    added_at = models.DateTimeField()
    removal = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image_list", "kind", "sha256"],
                condition=Q(removal__isnull=True, sha256__isnull=False),
                name="image_once_by_sha256",
            ),
            models.UniqueConstraint(
                fields=["image_list", "md5"],
                condition=Q(removal__isnull=True, kind="md5"),
                name="image_once_by_md5",
            ),
            models.UniqueConstraint(
                fields=["image_list", "kind", "pdq"],
                condition=Q(removal__isnull=True, pdq__isnull=False),
                name="image_once_by_pdq",
            ),
        ]
        indexes = [models.Index(fields=["image_list", "id"], name="image_in_order")]


class Snapshot(models.Model):
    """The published state of one list: of one language for terms.

    `wanted` numbers the refreshes that were asked for; `built` is the newest of them that is in
    force (0: none), and the fence: a build changes the row only where its number is higher.
    The file is the object `object_name` in storage, `sha256` its checksum in hex.
    """

    term_list = models.ForeignKey(TermList, models.CASCADE, null=True, db_index=False)
    image_list = models.ForeignKey(ImageList, models.CASCADE, null=True, db_index=False)
    language = models.CharField(max_length=MAX_LANGUAGE, blank=True)
    wanted = models.BigIntegerField(default=0)
    built = models.BigIntegerField(default=0)
    object_name = models.CharField(max_length=120, blank=True, db_index=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    entries = models.PositiveIntegerField(default=0)
    built_at = models.DateTimeField(null=True)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    problem = models.TextField(blank=True)
    tried_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["term_list", "language"], name="term_snapshot_once"),
            models.UniqueConstraint(fields=["image_list"], name="image_snapshot_once"),
            models.CheckConstraint(
                condition=Q(term_list__isnull=True) ^ Q(image_list__isnull=True),
                name="snapshot_of_one_list",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tried_at"],
                name="snapshot_unbuilt",
                condition=Q(wanted__gt=models.F("built")),
            )
        ]
