"""What the reviews room tells the rooms above it, which it never imports.

Every signal is sent inside the transaction of the act it tells of: a receiver that raises
undoes the act, and what a receiver stores commits with it.
"""

from __future__ import annotations

from django.dispatch import Signal

claiming = Signal()
"""A person is about to be given free reviews of a queue.

Sender: `Queue` (the class). Arguments: `queue` (Queue), `user` (User), `count` (how many free
reviews will be taken at most, 1 to 48) and `now` (the time the claim is judged by). Sent before
free reviews are looked for, so a receiver may add reviews to the queue. Not sent when the
person's page is already full.
"""

decided = Signal()
"""A person's answers were stored as decisions that can still be taken back.

Sender: `Team` (the class). Arguments: `team`, `user`, `reviews` (list of the Review rows decided
now, of every purpose) and `now`.
"""

finalised = Signal()
"""A decision became final.

Sender: `Decision` (the class). Argument: `decision`, with its review and user.
"""

taken_back = Signal()
"""A person took decisions back before they were final.

Sender: `Team` (the class). Arguments: `team`, `user` and `reviews` (list of Review rows, waiting
again and held by the person).
"""
