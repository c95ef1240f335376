"""Indexes that keep the desk and the dashboard quick with a million reviews."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="review", name="review_counts"),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                fields=["team", "type", "created_at", "id"],
                name="review_default_queue",
                condition=models.Q(("state", "waiting"), ("subteam__isnull", True)),
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                fields=["team", "type", "subteam"],
                name="review_done",
                condition=models.Q(("state", "waiting"), _negated=True),
            ),
        ),
    ]
