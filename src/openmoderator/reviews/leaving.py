"""What becomes of reviews when a person leaves the team, or a subteam goes.

Never touches a decision: what somebody answered stays theirs.
"""

from __future__ import annotations

from openmoderator.accounts.models import Subteam, Team, User
from openmoderator.reviews.models import Draft, NoteDraft, Review, Skip, State
from openmoderator.reviews.queue import release_all


def give_back(team: Team, user: User, **_kwargs: object) -> None:
    """Give back what the person holds or was assigned in `team`; their drafts go."""
    release_all(team, user)
    Draft.objects.filter(review__team=team, user=user).delete()
    NoteDraft.objects.filter(review__team=team, user=user).delete()
    Skip.objects.filter(review__team=team, user=user).delete()
    assigned = Review.objects.filter(team=team, assigned_to=user)
    ids = list(assigned.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    Review.objects.filter(pk__in=ids).update(assigned_to=None)


def move_to_whole_team(team: Team, subteam: Subteam, **_kwargs: object) -> None:
    """Move what waits or is held in the subteam; what is done follows when its row goes."""
    open_ones = Review.objects.filter(team=team, subteam=subteam).exclude(state=State.COMPLETE)
    # Locked in the order of ids, as claims and decisions do.
    ids = list(open_ones.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    Review.objects.filter(pk__in=ids).update(subteam=None)
