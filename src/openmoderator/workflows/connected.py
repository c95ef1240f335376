"""The connectors of this installation, with its thresholds."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from openmoderator.detect.image.decode import DecodeLimits
from openmoderator.workflows.connectors.moderator.connector import Moderator
from openmoderator.workflows.connectors.moderator.thresholds import Thresholds
from openmoderator.workflows.connectors.registry import Registry


@lru_cache(maxsize=1)
def registry() -> Registry:
    """Built once a process."""
    config = settings.OPENMODERATOR
    thresholds = Thresholds(adult=config.adult_threshold, racy=config.racy_threshold)
    return Registry([Moderator(thresholds, DecodeLimits(max_pixels=config.max_pixels))])
