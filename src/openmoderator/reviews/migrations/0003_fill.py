"""Fills what 0002 added for reviews and decisions that were there before it."""

from django.db import migrations

FILL = """
UPDATE reviews_review SET modified_at = COALESCE(completed_at, created_at);
UPDATE reviews_decision AS decision SET type = review.type
    FROM reviews_review AS review WHERE review.id = decision.review_id AND decision.type = '';
INSERT INTO reviews_decidedcount (team_id, day, subteam_id, user_id, type, tag, count)
    SELECT decision.team_id, (decision.final_at AT TIME ZONE 'UTC')::date,
           COALESCE(review.subteam_id, 0), decision.user_id, review.type, '', count(*)
    FROM reviews_decision AS decision JOIN reviews_review AS review ON review.id = decision.review_id
    WHERE decision.state = 'final' GROUP BY 1, 2, 3, 4, 5;
INSERT INTO reviews_decidedcount (team_id, day, subteam_id, user_id, type, tag, count)
    SELECT decision.team_id, (decision.final_at AT TIME ZONE 'UTC')::date,
           COALESCE(review.subteam_id, 0), decision.user_id, review.type, left(tag ->> 0, 2), count(*)
    FROM reviews_decision AS decision JOIN reviews_review AS review ON review.id = decision.review_id,
         jsonb_array_elements(decision.tags) AS tag
    WHERE decision.state = 'final' AND tag ->> 1 = 'true' GROUP BY 1, 2, 3, 4, 5, 6;
"""


class Migration(migrations.Migration):
    """One pass over both tables; nothing to undo, since 0002 takes the columns away."""

    dependencies = [("reviews", "0002_review_tool")]

    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
