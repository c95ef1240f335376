"""Making teams: a public id from the name, a first key, a webhook secret."""

from __future__ import annotations

import base64
import re
import secrets
import unicodedata
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from openmoderator.accounts import sealing, signals
from openmoderator.accounts.errors import BadField
from openmoderator.accounts.keys import create_key
from openmoderator.accounts.models import Team
from openmoderator.errors import BadInput

MAX_PUBLIC_ID = 40
MAX_NAME = 120


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


def create_team(name: str, public_id: str = "") -> CreatedTeam:
    """Store a team with tags, workflows (by signal), a first key and a webhook secret.

    Without a `public_id` one is made from the name. Raises `BadField` for ``team_name`` or
    ``team_id``.
    """
    name = name.strip()
    if not name or len(name) > MAX_NAME:
        raise BadField("team_name", _("A team needs a name of 1 to 120 characters."))
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    with transaction.atomic():
        team = _insert_as(public_id, name, secret) if public_id else _insert(name, secret)
        key = create_key(team, "first key").key
        signals.team_created.send(sender=Team, team=team)
    return CreatedTeam(team, key, secret)


def _insert_as(public_id: str, name: str, secret: str) -> Team:
    if not re.fullmatch(rf"[a-z0-9]{{1,{MAX_PUBLIC_ID}}}", public_id):
        message = _("Use 1 to 40 lower-case letters (a to z) and digits, nothing else.")
        raise BadField("team_id", message)
    try:
        with transaction.atomic():
            return _store(public_id, name, secret)
    except IntegrityError as error:
        message = _("Another team has the id '%(id)s' already. Choose another one.")
        raise BadField("team_id", message % {"id": public_id}) from error


def _insert(name: str, secret: str) -> Team:
    stem = public_id_stem(name)
    candidate, number = stem, 1
    while True:
        try:
            with transaction.atomic():
                return _store(candidate, name, secret)
        except IntegrityError:
            number += 1
            candidate = f"{stem}{number}"


def _store(public_id: str, name: str, secret: str) -> Team:
    return Team.objects.create(
        public_id=public_id, name=name, sealed_webhook_secret=sealing.seal(secret)
    )


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
