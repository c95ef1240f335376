"""The reviews room as a Django app: it hears when people and subteams go."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Reviews, claims, decisions."""

    name = "openmoderator.reviews"

    def ready(self) -> None:
        """Start to listen."""
        from openmoderator.accounts.signals import member_left, subteam_going
        from openmoderator.reviews.leaving import give_back, move_to_whole_team

        member_left.connect(give_back, dispatch_uid="reviews.give_back")
        subteam_going.connect(move_to_whole_team, dispatch_uid="reviews.move_to_whole_team")
