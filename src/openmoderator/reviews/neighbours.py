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

from openmoderator.reviews.models import Review

MAX_DISTANCE: Final = 31
"""Differing bits up to which two pictures are alike, as for image lists; also how far the
search by words carries."""
ALONE: Final = "alone:"
"""How the cluster of what was taken out begins: nothing joins it."""
FLIPS: Final = (0, *(1 << bit for bit in range(16)))
WORDS: Final = struct.Struct(">16H")

# One look into the index for each word. A single one for all 272 would read less, but PostgreSQL
# takes so many for a large part of the table and reads all of it instead; OFFSET 0 keeps it from
# folding the looks together, and the other conditions from tempting it to another index.
NEAREST: Final = """
SELECT cluster FROM (
    SELECT found.*,
           bit_count(('x' || encode(pdq, 'hex'))::bit(256) # ('x' || %(pdq)s)::bit(256)) AS distance
    FROM generate_series(0, 15) AS word CROSS JOIN LATERAL (
        SELECT id, team_id, type, subteam_id, purpose, cluster, created_at, pdq
        FROM reviews_review
        WHERE state = 'waiting' AND pdq_bands IS NOT NULL
          AND pdq_bands && (%(probes)s::integer[])[1 + 17 * word : 17 + 17 * word]
        OFFSET 0
    ) AS found
    WHERE team_id = %(team)s AND type = 'Image' AND subteam_id IS NOT DISTINCT FROM %(subteam)s
      AND purpose = 'work' AND id <> %(id)s
      AND cluster <> '' AND NOT starts_with(cluster, %(alone)s)
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
        "team": review.team_id,
        "subteam": review.subteam_id,
        "id": review.pk,
        "alone": ALONE,
        "most": MAX_DISTANCE,
    }
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, asked)
        found = cursor.fetchone()
    return None if found is None else str(found[0])
