"""The connectors of this installation: as they are for all, and as a team has set them."""

from __future__ import annotations

from functools import lru_cache, partial

import structlog
from django.conf import settings

from openmoderator.accounts.models import Team
from openmoderator.detect.image.decode import DecodeLimits
from openmoderator.detect.image.hashes import Query
from openmoderator.detect.text.values import TermFinder
from openmoderator.lists import snapshots
from openmoderator.lists.errors import ListNotFound
from openmoderator.workflows.connectors.moderator.connector import Moderator
from openmoderator.workflows.connectors.moderator.own_lists import NO_LISTS, OwnLists
from openmoderator.workflows.connectors.moderator.thresholds import Thresholds
from openmoderator.workflows.connectors.registry import Registry

log = structlog.get_logger(__name__)


@lru_cache(maxsize=1)
def registry() -> Registry:
    """What there is to ask, for checks and references. Built once a process; asks no lists."""
    return Registry([_moderator(_thresholds(None), NO_LISTS)])


def registry_of(team: Team) -> Registry:
    """The connectors with the thresholds and the lists of the team."""
    lists = OwnLists(terms=partial(_terms, team), pictures=partial(_pictures, team))
    return Registry([_moderator(_thresholds(team), lists)])


def thresholds_of(team: Team) -> Thresholds:
    """The team's own thresholds, where it has set any, else the installation's."""
    return _thresholds(team)


def _moderator(thresholds: Thresholds, lists: OwnLists) -> Moderator:
    limits = DecodeLimits(max_pixels=settings.OPENMODERATOR.max_pixels)
    return Moderator(thresholds, limits, lists=lists)


def _thresholds(team: Team | None) -> Thresholds:
    config = settings.OPENMODERATOR
    adult = None if team is None else team.adult_threshold
    racy = None if team is None else team.racy_threshold
    return Thresholds(
        adult=config.adult_threshold if adult is None else adult,
        racy=config.racy_threshold if racy is None else racy,
        categories=(
            config.category1_threshold,
            config.category2_threshold,
            config.category3_threshold,
        ),
    )


def _terms(team: Team) -> tuple[TermFinder, ...]:
    """Finders of the list that the team has chosen; of all where none is, or where it is gone."""
    chosen = None if team.term_list is None else [team.term_list]
    try:
        return snapshots.term_finders(team, None, chosen)
    except ListNotFound:
        log.warning("workflow.list_gone", team=team.public_id, term_list=team.term_list)
        return snapshots.term_finders(team, None)


def _pictures(team: Team, query: Query) -> tuple[int, ...]:
    """As for terms. More is asked than was chosen, rather than nothing at all."""
    try:
        found = snapshots.match(team, query, team.image_list)
    except ListNotFound:
        log.warning("workflow.list_gone", team=team.public_id, image_list=team.image_list)
        found = snapshots.match(team, query)
    return tuple(dict.fromkeys(one.match.content_id for one in found))
