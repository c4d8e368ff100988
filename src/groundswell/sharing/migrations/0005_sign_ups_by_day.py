"""Keeps of a sign-up the day alone, and gives those that are there keys that tell no moment."""

from __future__ import annotations

import uuid

from django.db import migrations, models

_KEYS = "ALTER TABLE sharing_signup ALTER COLUMN id TYPE uuid USING gen_random_uuid()"


class Migration(migrations.Migration):
    dependencies = [("sharing", "0004_outcomes")]

    operations = [
        migrations.RenameField("signup", "at", "day"),
        migrations.AlterField("signup", "day", models.DateField()),
        migrations.AlterField(
            "signup", "id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)
        ),
        migrations.RunSQL(_KEYS, migrations.RunSQL.noop),
    ]
