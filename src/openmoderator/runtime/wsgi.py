"""The web application as granian's worker processes load it."""

from __future__ import annotations

import multiprocessing
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from openmoderator import logs
from openmoderator.runtime import environment
from openmoderator.runtime.child import die_with_parent
from openmoderator.runtime.chunked import BoundedBodies
from openmoderator.runtime.outage import OutageGuard

os.environ.setdefault("DJANGO_SETTINGS_MODULE", environment.SETTINGS)
if (parent := multiprocessing.parent_process()) is not None and parent.pid:
    die_with_parent(parent.pid)

application = BoundedBodies(
    OutageGuard(get_wsgi_application()), cap=settings.OPENMODERATOR.max_body_bytes
)

logs.configure()
if parent is not None:
    environment.forget_secrets()
