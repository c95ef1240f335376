"""The index by which the list of every review is sorted by score."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("reviews", "0003_fill")]

    operations = [
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                fields=["team", "-score", "-id"],
                name="review_highest",
                condition=models.Q(purpose="work"),
            ),
        ),
    ]
