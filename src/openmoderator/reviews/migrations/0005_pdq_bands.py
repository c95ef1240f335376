"""Lets the index of picture hashes take new entries at once, so that searches stay quick."""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    """Builds the index anew, over waiting pictures only."""

    dependencies = [("reviews", "0004_highest")]

    operations = [
        migrations.RemoveIndex(model_name="review", name="review_pdq_bands"),
        migrations.AddIndex(
            model_name="review",
            index=GinIndex(
                condition=models.Q(("pdq_bands__isnull", False), ("state", "waiting")),
                fastupdate=False,
                fields=["pdq_bands"],
                name="review_pdq_bands",
            ),
        ),
    ]
