"""The table of Django's database cache: rate limits must hold across processes."""

from django.db import migrations


class Migration(migrations.Migration):
    """Unlogged: what it holds may be forgotten after a crash, and costs no write-ahead log."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE django_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamptz NOT NULL
            );
            CREATE INDEX django_cache_expires ON django_cache (expires);
            """,
            "DROP TABLE django_cache",
        )
    ]
