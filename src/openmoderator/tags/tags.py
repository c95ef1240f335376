"""Making and reading tags. ``a`` and ``r`` are there from the start (contract 12)."""

from __future__ import annotations

import re

from django.db import IntegrityError, transaction
from django.db.models import Max

from openmoderator.accounts.models import Team
from openmoderator.errors import BadInput
from openmoderator.tags.models import Tag

BUILT_IN = (("a", "isadult", "Adult Content"), ("r", "isracy", "Racy Content"))


def add_builtin(team: Team, **_signal: object) -> None:
    """Give a new team the tags that cannot be deleted."""
    for position, (code, name, description) in enumerate(BUILT_IN):
        Tag.objects.create(
            team=team,
            code=code,
            name=name,
            description=description,
            position=position,
            built_in=True,
        )


def create_tag(team: Team, code: str, name: str, description: str = "") -> Tag:
    """Store a tag at the end of the team's order. Raises `BadInput` for a bad or taken code."""
    code = code.strip().lower()
    if not re.fullmatch(r"[a-z]{1,2}", code):
        raise BadInput(f"'{code}' is no tag code. Use one or two letters from a to z.")
    if not name.strip():
        raise BadInput("A tag needs a name.")
    last = Tag.objects.filter(team=team).aggregate(last=Max("position"))["last"]
    try:
        with transaction.atomic():
            return Tag.objects.create(
                team=team,
                code=code,
                name=name.strip(),
                description=description.strip(),
                position=0 if last is None else last + 1,
            )
    except IntegrityError as error:
        raise BadInput(f"The team already has a tag '{code}'.") from error


def visible_tags(team: Team) -> list[Tag]:
    """The tags offered during reviews, in order."""
    return list(Tag.objects.filter(team=team, visible=True))
