"""An index of what waits and is work, for badges and dashboards."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("reviews", "0005_pdq_bands")]

    operations = [
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("purpose", "work"), ("state", "waiting")),
                fields=["team", "type", "subteam", "created_at"],
                name="review_waiting_work",
            ),
        )
    ]
