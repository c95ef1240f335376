"""The item of a job as bytes or text: fetched, or read from storage."""

from __future__ import annotations

from django.conf import settings

from openmoderator.content.store import read
from openmoderator.egress.fetch import fetch
from openmoderator.egress.policy import policy_from
from openmoderator.jobs.models import Job
from openmoderator.workflows.connectors.base import ConnectorInput


def load(job: Job) -> ConnectorInput:
    """What the connectors look at. Raises `EgressRefused` or `EgressFailed` for a URL."""
    if job.stored is None:
        return ConnectorInput(picture=_fetched(job.source_url))
    if job.stored.text is not None:
        return ConnectorInput(text=job.stored.text)
    return ConnectorInput(picture=read(job.stored))


def _fetched(url: str) -> bytes:
    config = settings.OPENMODERATOR
    return fetch(url, policy_from(config.allow_private_networks, config.url_map)).body
