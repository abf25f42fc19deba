"""What Django can't say: entitlements never overlap, and every journal is balanced when the transaction commits."""

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


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_initial"), ("people", "0001_initial")]
    operations = [migrations.RunSQL(NO_OVERLAP, OVERLAP), migrations.RunSQL(BALANCED, UNBALANCED)]
