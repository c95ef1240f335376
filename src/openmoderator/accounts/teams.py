"""Making teams: a public id from the name, a first key, a webhook secret."""

from __future__ import annotations

import base64
import re
import secrets
import unicodedata
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from openmoderator.accounts import sealing, signals
from openmoderator.accounts.keys import create_key
from openmoderator.accounts.models import Team
from openmoderator.errors import BadInput

MAX_PUBLIC_ID = 40


@dataclass(frozen=True)
class CreatedTeam:
    """A new team with what is shown once: its first key and its webhook secret."""

    team: Team
    key: str
    webhook_secret: str


def public_id_stem(name: str) -> str:
    """Lower-case letters and digits of `name`, accents dropped; ``team`` when none is left."""
    plain = unicodedata.normalize("NFKD", name).lower()
    return re.sub(r"[^a-z0-9]", "", plain)[:MAX_PUBLIC_ID] or "team"


def create_team(name: str) -> CreatedTeam:
    """Store a team with tags, workflows (by signal), a first key and a webhook secret."""
    name = name.strip()
    if not name or len(name) > 120:
        raise BadInput("A team needs a name of 1 to 120 characters.")
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    with transaction.atomic():
        team = _insert(name, secret)
        key = create_key(team, "first key").key
        signals.team_created.send(sender=Team, team=team)
    return CreatedTeam(team, key, secret)


def _insert(name: str, secret: str) -> Team:
    stem = public_id_stem(name)
    candidate, number = stem, 1
    while True:
        try:
            with transaction.atomic():
                return Team.objects.create(
                    public_id=candidate, name=name, sealed_webhook_secret=sealing.seal(secret)
                )
        except IntegrityError:
            number += 1
            candidate = f"{stem}{number}"


def find_team(public_id: str) -> Team:
    """The team of that id. Raises `BadInput` with the ids there are nearest to it."""
    team = Team.objects.filter(public_id=public_id.lower()).first()
    if team is None:
        known = ", ".join(
            Team.objects.order_by("public_id").values_list("public_id", flat=True)[:10]
        )
        message = f"There is no team with the id '{public_id}'. Known ids: {known or 'none yet'}."
        raise BadInput(message)
    return team
