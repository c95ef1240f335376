"""Fills the database of a bench with reviews by plain SQL, as months of work would leave it.

One in ten waits, the others are complete with their decisions by four people over 90 days;
one in five is a text. Never changes what is there already.
"""

from __future__ import annotations

from typing import Any

from django.db import connection

TABLES = ("reviews_review", "reviews_decision", "content_content", "reviews_decidedcount")
FILL = """
WITH made AS (
    SELECT number, md5(%(salt)s || number) AS hash, %(waiting)s AS waits,
           CASE WHEN number %% 5 = 0 THEN 'Text' ELSE 'Image' END AS type,
           now() - (CASE WHEN %(waiting)s THEN '1 hour' ELSE '90 days' END)::interval
               * number / %(count)s AS came
    FROM generate_series(1, %(count)s) AS number
), put AS (
    INSERT INTO content_content (id, team_id, text, object_name, media_type, size, created_at)
    SELECT hash::uuid, %(team)s, CASE WHEN type = 'Text' THEN 'a text ' || number END,
           CASE WHEN type = 'Image' THEN 'bench/' || hash END, 'image/jpeg', 50000, came
    FROM made WHERE waits
    RETURNING id
)
INSERT INTO reviews_review (
    id, team_id, type, state, stored_id, source_url, content_problem, content_id,
    callback_endpoint, created_by, created_at, metadata, result_tags, job_id, completed_at,
    completed_by_id, purpose, score, severity, cluster, modified_at)
SELECT to_char(came, 'YYYYMM') || left(lower(type), 1) || hash, %(team)s, type,
       CASE WHEN waits THEN 'waiting' ELSE 'complete' END,
       CASE WHEN waits THEN hash::uuid END, '', '', 'item-' || number, '', 'bench', came,
       '[["adultscore", "0.123"], ["racyscore", "0.456"]]',
       CASE WHEN waits THEN '[]'
            WHEN number %% 3 = 0 THEN '[["a", true], ["r", false]]'
            ELSE '[["a", false], ["r", true]]' END::jsonb, '',
       CASE WHEN waits THEN NULL ELSE came END,
       CASE WHEN NOT waits THEN (%(people)s::bigint[])[1 + number %% 4] END,
       'work', (number %% 100) / 100.0, number %% 4, CASE WHEN waits THEN hash ELSE '' END, came
FROM made
"""
DECIDE = """
INSERT INTO reviews_decision
    (id, review_id, team_id, user_id, type, batch, tags, state, decided_at, final_at, opened_at)
SELECT gen_random_uuid(), review.id, team_id, completed_by_id, type, gen_random_uuid(),
       result_tags, 'final', completed_at, completed_at + '5 seconds'::interval,
       completed_at - '7 seconds'::interval
FROM reviews_review review
WHERE state = 'complete'
  AND NOT EXISTS (SELECT 1 FROM reviews_decision d WHERE d.review_id = review.id)
"""
TALLY = """
DELETE FROM reviews_decidedcount WHERE team_id = %(team)s;
INSERT INTO reviews_decidedcount (team_id, day, subteam_id, user_id, type, tag, count)
SELECT team_id, final_at::date, 0, user_id, type, '', count(*) FROM reviews_decision
WHERE team_id = %(team)s AND state = 'final' GROUP BY 1, 2, 4, 5;
INSERT INTO reviews_decidedcount (team_id, day, subteam_id, user_id, type, tag, count)
SELECT team_id, final_at::date, 0, user_id, type, tag ->> 0, count(*)
FROM reviews_decision, jsonb_array_elements(tags) AS tag
WHERE team_id = %(team)s AND state = 'final' AND tag ->> 1 = 'true' GROUP BY 1, 2, 4, 5, 6
"""


def fill(team: int, people: list[int], total: int, pictures: int) -> None:
    """Bring the team to `total` reviews, with `pictures` that wait, each at least.

    `people` are the ids of at least four users who decided. Brings statistics up to date as
    autovacuum would.
    """
    missing = pictures - _count("state = 'waiting' AND type = 'Image'")
    _add(team, people, -(-missing * 5 // 4), waiting=True)
    _add(team, people, total - _count("true"), waiting=False)
    with connection.cursor() as cursor:
        cursor.execute(DECIDE)
        for statement in TALLY.split(";"):
            cursor.execute(statement, {"team": team})
        for table in TABLES:
            cursor.execute(f"VACUUM (ANALYZE) {table}")


def _add(team: int, people: list[int], count: int, *, waiting: bool) -> None:
    if count > 0:
        salt = f"{waiting}{_count('true')}-"
        values: dict[str, Any] = {
            "team": team,
            "people": people,
            "count": count,
            "waiting": waiting,
            "salt": salt,
        }
        with connection.cursor() as cursor:
            cursor.execute(FILL, values)


def _count(condition: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM reviews_review WHERE {condition}")
        return int(cursor.fetchone()[0])
