"""The connectors of this installation, with its thresholds."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from openmoderator.workflows.connectors.moderator.connector import ModeratorConnector, Thresholds
from openmoderator.workflows.connectors.registry import Registry


@lru_cache(maxsize=1)
def registry() -> Registry:
    """Built once a process."""
    config = settings.OPENMODERATOR
    return Registry(
        [ModeratorConnector(Thresholds(adult=config.adult_threshold, racy=config.racy_threshold))]
    )
