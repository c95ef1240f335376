"""The audit record refuses changes; only the removal of a whole team may take entries out."""

from django.db import migrations


class Migration(migrations.Migration):
    """A trigger holds for every program that reaches the database, not for ours alone."""

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF current_setting('openmoderator.erasing', true) = 'on' THEN
                    RETURN COALESCE(NEW, OLD);
                END IF;
                RAISE EXCEPTION 'audit entries cannot be changed or removed';
            END $$;
            CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_auditentry
                FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
            """,
            """
            DROP TRIGGER audit_append_only ON audit_auditentry;
            DROP FUNCTION audit_is_append_only();
            """,
        )
    ]
