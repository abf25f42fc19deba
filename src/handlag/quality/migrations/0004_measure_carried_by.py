"""A measure may name the document of the register that carries it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quality", "0003_learning_and_supervision"),
        ("steering", "0002_watched"),
    ]

    operations = [
        migrations.AddField(
            model_name="measure",
            name="carried_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="measures",
                to="steering.source",
            ),
        ),
    ]
