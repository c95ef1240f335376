"""The nearest waiting picture of a queue by PDQ, exactly, from an index of 16-bit words.

A PDQ of 256 bits is 16 words of 16. Two that differ in at most 31 bits have a word in which
they differ in at most one bit (else there were 32), so it is enough to ask the index for the
17 variants of each of the 16 words and to count the bits of what it finds: nothing is missed
(multi-index hashing, Norouzi et al. 2012).
"""

from __future__ import annotations

import struct
from typing import Final

from django.db import connection

from openmoderator.reviews.models import ContentType, Purpose, Review, State

MAX_DISTANCE: Final = 31
"""Differing bits up to which two pictures are alike, as for image lists; also how far the
search by words carries."""
ALONE: Final = "alone:"
"""How the cluster of what was taken out begins: nothing joins it."""
FLIPS: Final = (0, *(1 << bit for bit in range(16)))
WORDS: Final = struct.Struct(">16H")

NEAREST: Final = """
SELECT cluster FROM (
    SELECT cluster, created_at, id,
           bit_count(('x' || encode(pdq, 'hex'))::bit(256) # ('x' || %(pdq)s)::bit(256)) AS distance
    FROM reviews_review
    WHERE state = %(waiting)s AND pdq_bands IS NOT NULL AND pdq_bands && %(probes)s::integer[]
      AND team_id = %(team)s AND type = %(type)s AND purpose = %(work)s
      AND cluster <> '' AND NOT starts_with(cluster, %(alone)s)
      AND subteam_id IS NOT DISTINCT FROM %(subteam)s AND id <> %(id)s
) AS near
WHERE distance <= %(most)s ORDER BY distance, created_at, id LIMIT 1
"""


def bands(pdq: bytes) -> list[int]:
    """The 16 words of a PDQ, each with its place in the upper half: what the index holds."""
    return [place << 16 | word for place, word in enumerate(WORDS.unpack(pdq))]


def probes(pdq: bytes) -> list[int]:
    """Every word that something within `MAX_DISTANCE` must share one of: 16 x 17."""
    return [band ^ flip for band in bands(pdq) for flip in FLIPS]


def nearest_cluster(review: Review, pdq: bytes) -> str | None:
    """The cluster of the waiting picture in the review's queue that is most like `pdq`.

    None when there is none within `MAX_DISTANCE`. Never the review itself.
    """
    asked: dict[str, str | int | list[int] | None] = {
        "pdq": pdq.hex(),
        "probes": probes(pdq),
        "waiting": State.WAITING.value,
        "work": Purpose.WORK.value,
        "team": review.team_id,
        "type": ContentType.IMAGE.value,
        "subteam": review.subteam_id,
        "id": review.pk,
        "alone": ALONE,
        "most": MAX_DISTANCE,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, asked)
        found = cursor.fetchone()
    return None if found is None else str(found[0])
