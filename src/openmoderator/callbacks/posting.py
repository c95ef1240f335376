"""One attempt of a delivery: claim and post. Holds no transaction while it posts.

At least once: the attempt is stored before the post and the outcome after it. A process
that dies in between leaves a claim that runs out, and the next attempt posts again with the
same message id.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from openmoderator.callbacks import reachability
from openmoderator.callbacks.models import Delivery, DeliveryAttempt, State
from openmoderator.callbacks.outcomes import Outcome, give_up
from openmoderator.callbacks.schedule import ATTEMPTS
from openmoderator.callbacks.signing import signed_headers
from openmoderator.clock import database_now
from openmoderator.egress.errors import EgressFailed
from openmoderator.egress.policy import policy_from
from openmoderator.egress.post import post as post_out
from openmoderator.errors import OpenModeratorError

POST_SECONDS: Final = 20.0
CLAIM: Final = timedelta(seconds=POST_SECONDS + 10)
"""How long an attempt can last at most, with a margin; then it may be taken again."""


@transaction.atomic
def claim(receiver: str) -> DeliveryAttempt | None:
    """Begin an attempt of a delivery that is due at the receiver; None when none may begin.

    At an unreachable receiver one attempt is the probe for all, and the rest wait for it.
    """
    now = database_now()
    unreachable = reachability.lock_unreachable(receiver)
    if unreachable is not None and unreachable.probe_at > now:
        return None
    delivery = _take_due(receiver, now, at_random=unreachable is not None)
    if delivery is None:
        return None
    if unreachable is not None:
        unreachable.probe_at = now + CLAIM
        unreachable.save(update_fields=["probe_at"])
    delivery.attempts_made += 1
    delivery.next_attempt_at = now + CLAIM
    delivery.save(update_fields=["attempts_made", "next_attempt_at"])
    return DeliveryAttempt.objects.create(
        delivery=delivery, number=delivery.attempts_made, started_at=now
    )


def post(attempt: DeliveryAttempt) -> Outcome:
    """Sign and post; whatever keeps it from arriving is an outcome too."""
    delivery = attempt.delivery
    config = settings.OPENMODERATOR
    try:
        policy = policy_from(config.allow_private_networks, total_seconds=POST_SECONDS)
        secret = delivery.team.webhook_secret()
        signature = signed_headers(secret, delivery.message_id, delivery.body, datetime.now(tz=UTC))
        headers = {"Content-Type": "application/json", **signature}
        return Outcome(post_out(delivery.url, delivery.body.encode(), headers, policy))
    except EgressFailed as error:
        return Outcome(None, str(error), unreached=True)
    except OpenModeratorError as error:
        return Outcome(None, str(error))


def _take_due(receiver: str, now: datetime, at_random: bool) -> Delivery | None:
    """Lock a delivery that is due and that nobody else takes at this moment.

    Those that died in their last attempt show as failed on the way. A probe is chosen at
    random: one address of a receiver that always hangs must not keep the others waiting.
    """
    due = Delivery.objects.select_related("team").select_for_update(skip_locked=True, of=("self",))
    due = due.filter(state=State.PENDING, receiver=receiver, next_attempt_at__lte=now)
    for delivery in iter(due.order_by("?" if at_random else "next_attempt_at").first, None):
        if delivery.attempts_of_schedule < ATTEMPTS:
            return delivery
        give_up(delivery)
        delivery.save(update_fields=["state", "next_attempt_at"])
    return None
