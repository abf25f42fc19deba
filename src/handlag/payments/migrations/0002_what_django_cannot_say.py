"""What Django can't say: entitlements never overlap, every journal balances, identities made by the database, accounts."""

from django.db import migrations

NO_OVERLAP = """
ALTER TABLE people_person ADD CONSTRAINT person_id_nr UNIQUE (id, nr);
ALTER TABLE payments_entitlement
    ADD CONSTRAINT entitlement_person_nr FOREIGN KEY (person_id, person_nr) REFERENCES people_person (id, nr),
    ADD CONSTRAINT entitlement_no_overlap
        EXCLUDE USING gist (int8range(slot, slot, '[]') WITH &&, period WITH &&);
"""
OVERLAP = """
ALTER TABLE payments_entitlement DROP CONSTRAINT entitlement_no_overlap, DROP CONSTRAINT entitlement_person_nr;
ALTER TABLE people_person DROP CONSTRAINT person_id_nr;
"""
BALANCED = """
CREATE FUNCTION payments_journal_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT coalesce(sum(amount_ore), 0) FROM payments_journalline WHERE journal_id = NEW.journal_id) <> 0 THEN
        RAISE EXCEPTION 'journal % is not balanced', NEW.journal_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER journal_balanced AFTER INSERT ON payments_journalline
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_journal_balanced();
"""
UNBALANCED = """
DROP TRIGGER journal_balanced ON payments_journalline;
DROP FUNCTION payments_journal_balanced();
"""
# PostgreSQL 18 makes UUIDv7 itself; older servers get the 48-bit milliseconds laid over a random UUID (RFC 9562, 5.7).
NEW_ID = """
DO $do$
BEGIN
    IF current_setting('server_version_num')::int >= 180000 THEN
        CREATE FUNCTION handlag_new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS 'SELECT uuidv7()';
    ELSE
        CREATE FUNCTION handlag_new_id() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
            SELECT encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
                PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                FROM 1 FOR 6), 52, 1), 53, 1), 'hex')::uuid
        $$;
    END IF;
END $do$;
"""


def write_accounts(apps, schema_editor):
    from handlag.payments.domain.accounts import ACCOUNTS

    model = apps.get_model("payments", "LedgerAccount")
    model.objects.bulk_create(
        [model(**account._asdict()) for account in ACCOUNTS],
        update_conflicts=True,
        update_fields=["name_sv", "name_en", "kind", "appropriation"],
        unique_fields=["number"],
    )


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial"), ("people", "0001_initial")]
    operations = [
        migrations.RunSQL(NO_OVERLAP, OVERLAP),
        migrations.RunSQL(BALANCED, UNBALANCED),
        migrations.RunSQL(NEW_ID, "DROP FUNCTION handlag_new_id()"),
        migrations.RunPython(write_accounts, migrations.RunPython.noop),
    ]
