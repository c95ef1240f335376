"""Ids of image lists and of their images have five or six digits, as recorded (contract 1.5)."""

from django.db import migrations

FIRST = {"lists_imagelist": 100001, "lists_listedimage": 150001}


class Migration(migrations.Migration):
    """The counters are the database's own, so they hold for the whole service."""

    dependencies = [("lists", "0001_lists")]

    operations = [
        migrations.RunSQL(
            f"ALTER TABLE {table} ALTER COLUMN id RESTART WITH {number}", migrations.RunSQL.noop
        )
        for table, number in FIRST.items()
    ]
