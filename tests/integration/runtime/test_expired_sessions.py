"""Sessions that ran out are removed, and those that people still use are not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from openmoderator.accounts.sessions import remove_expired

pytestmark = pytest.mark.django_db


def test_expired_sessions_go_and_others_stay() -> None:
    for key, hours in (("old", -1), ("new", 1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=timezone.now() + timedelta(hours=hours)
        )
    assert remove_expired() == 1
    assert [row.session_key for row in Session.objects.all()] == ["new"]
