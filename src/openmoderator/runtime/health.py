"""Whether this process lives, and whether the installation can do its work.

Views for load balancers and for people with curl; `parts` is shared with ``check``.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from openmoderator.runtime.health_part import Part
from openmoderator.runtime.migrate import is_current
from openmoderator.runtime.models import WorkerHeartbeat

SEEN_WITHIN = timedelta(minutes=1)


class Probes:
    """Middleware that answers the probes before anything judges the Host header.

    A load balancer asks by the address of the machine, which no public URL names.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a probe; pass everything else on."""
        probe = {"/healthz": healthz, "/readyz": readyz}.get(request.path)
        return probe(request) if probe is not None else self._get_response(request)


def healthz(_request: HttpRequest) -> HttpResponse:
    """The process lives; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


def readyz(_request: HttpRequest) -> HttpResponse:
    """200 when database, migrations, worker and models are there; else 503 with the reasons."""
    found = parts()
    ready = all(part.ok for part in found)
    body = {part.name: "ok" if part.ok else part.advice for part in found}
    headers = {"Cache-Control": "no-store"}
    return JsonResponse({"ready": ready, **body}, status=200 if ready else 503, headers=headers)


def parts() -> list[Part]:
    """Database, migrations, worker and models, in the order in which they depend."""
    checks: tuple[Callable[[], Part], ...] = (_database, _migrations, _worker, _models)
    found: list[Part] = []
    for check in checks:
        found.append(check())
        if found[0].ok is False:
            break
    return found


def _database() -> Part:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, OSError) as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else "no answer"
        return Part("database", False, f"The database does not answer: {reason}")
    return Part("database", True)


class _Applied:
    """Remembers a yes: migrations that were applied stay applied."""

    yes = False


def _migrations() -> Part:
    _Applied.yes = _Applied.yes or is_current()
    advice = "Migrations are missing: start `openmoderator serve` of this version."
    return Part("migrations", _Applied.yes, "" if _Applied.yes else advice)


def _worker() -> Part:
    if not _Applied.yes:
        return Part("worker", False, "Nothing can work before migrations are applied.")
    seen = _seen().exists()
    advice = "No worker was seen in the last minute: start `openmoderator work`."
    return Part("worker", seen, "" if seen else advice)


def _models() -> Part:
    loaded = _Applied.yes and _seen().filter(models_loaded=True).exists()
    return Part("models", loaded, "" if loaded else "No worker has its models loaded yet.")


def _seen() -> QuerySet[WorkerHeartbeat]:
    return WorkerHeartbeat.objects.filter(seen_at__gte=timezone.now() - SEEN_WITHIN)
