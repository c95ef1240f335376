"""Hears of the acts of rooms that lie below this one and records them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit record."""

    name = "openmoderator.audit"

    def ready(self) -> None:
        """Start to listen."""
        from openmoderator.accounts.signals import acted

        acted.connect(_record, dispatch_uid="audit.acted")


def _record(
    team: Any,
    actor: Any,
    action: str,
    subject: tuple[str, str],
    detail: Mapping[str, object],
    **_kwargs: object,
) -> None:
    from openmoderator.audit.record import record

    record(team, actor, action, subject, detail)
