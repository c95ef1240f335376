"""The nearest picture is found exactly, and two that come together find each other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.integration.reviews.patterns import as_jpeg, pattern

from openmoderator.accounts.models import Team
from openmoderator.accounts.teams import create_team
from openmoderator.content.store import put_picture
from openmoderator.reviews.create import NewReview, create_review
from openmoderator.reviews.likeness import Likeness
from openmoderator.reviews.models import ContentType, Review
from openmoderator.reviews.neighbours import MAX_DISTANCE, bands, nearest_cluster

FLIPS = st.sets(st.integers(0, 255), max_size=48)
HASHES = st.builds(
    lambda base, flips: (base ^ sum(1 << bit for bit in flips)).to_bytes(32),
    st.sampled_from([0, (1 << 256) - 1, int.from_bytes(bytes(range(32)))]),
    FLIPS,
)


def waiting(team: Team, number: int, pdq: bytes) -> Review:
    return Review(
        id=f"r{number:03}",
        team=team,
        type=ContentType.IMAGE,
        content_id="1",
        created_by="test",
        created_at=timezone.now(),
        cluster=f"c{number:03}",
        pdq=pdq,
        pdq_bands=bands(pdq),
    )


def nearest_by_brute_force(stored: list[Review], pdq: bytes) -> int | None:
    """How many bits the nearest of all differs in; None when all are too far."""
    asked = int.from_bytes(pdq)
    found = [(int.from_bytes(row.pdq or b"") ^ asked).bit_count() for row in stored]
    best = min(found, default=256)
    return best if best <= MAX_DISTANCE else None


@pytest.mark.django_db
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(hashes=st.lists(HASHES, max_size=12), asked=HASHES)
def test_the_nearest_is_the_one_that_comparing_with_all_finds(
    hashes: list[bytes], asked: bytes
) -> None:
    with transaction.atomic():
        team = create_team("Search").team
        stored = [waiting(team, number, pdq) for number, pdq in enumerate(hashes)]
        Review.objects.bulk_create(stored)
        cluster = nearest_cluster(waiting(team, 999, asked), asked)
        transaction.set_rollback(True)
    expected = nearest_by_brute_force(stored, asked)
    found = [row for row in stored if row.cluster == cluster]
    assert (cluster is None) == (expected is None)
    assert [nearest_by_brute_force([row], asked) for row in found] == [expected] * len(found)


@pytest.mark.django_db
def test_a_picture_as_far_as_the_limit_is_alike_and_one_bit_further_is_not() -> None:
    team = create_team("Search").team
    waiting(team, 1, bytes(32)).save()
    border = ((1 << MAX_DISTANCE) - 1).to_bytes(32)
    beyond = ((1 << MAX_DISTANCE + 1) - 1).to_bytes(32)
    assert nearest_cluster(waiting(team, 2, border), border) == "c001"
    assert nearest_cluster(waiting(team, 2, beyond), beyond) is None


@pytest.mark.django_db(transaction=True)
def test_copies_that_arrive_at_the_same_moment_are_one_cluster(team: Team) -> None:
    data = [as_jpeg(pattern(1), quality) for quality in (50, 60, 70, 80)]
    barrier = Barrier(len(data))

    def arrive(one: bytes) -> str:
        try:
            stored = put_picture(team, one, "image/jpeg")
            barrier.wait(10)
            with transaction.atomic():
                new = NewReview(ContentType.IMAGE, "1", content=stored)
                return create_review(team, new, None, "test").cluster
        finally:
            connections.close_all()

    for _ in range(5):
        with ThreadPoolExecutor(len(data)) as pool:
            assert len(set(pool.map(arrive, data))) == 1
        Review.objects.all().delete()


@pytest.mark.django_db
def test_what_was_looked_at_already_is_not_looked_at_again(team: Team) -> None:
    stored = put_picture(team, b"not even a picture", "image/jpeg")
    new = NewReview(ContentType.IMAGE, "1", content=stored, likeness=Likeness("x", bytes(32)))
    review = create_review(team, new, None, "test")
    assert (review.pdq, review.cluster) == (bytes(32), review.pk)
