from importlib import import_module

from django.db import migrations

write_accounts = import_module("handlag.payments.migrations.0002_what_django_cannot_say").write_accounts


class Migration(migrations.Migration):
    dependencies = [("payments", "0004_entitlements_of_a_case")]
    operations = [migrations.RunPython(write_accounts, migrations.RunPython.noop)]
