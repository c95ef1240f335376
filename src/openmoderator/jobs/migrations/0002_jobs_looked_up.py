"""Jobs are looked up by their ContentId and by their review on the page that lists them."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="job",
            index=django.contrib.postgres.indexes.HashIndex(
                fields=["content_id"], name="job_by_content_id"
            ),
        ),
        migrations.AddIndex(
            model_name="job",
            index=django.contrib.postgres.indexes.HashIndex(
                fields=["review_id"],
                name="job_by_review",
                condition=models.Q(("review_id", ""), _negated=True),
            ),
        ),
    ]
