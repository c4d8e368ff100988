"""When the page of an item that its feed left out was looked at."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wire", "0009_one_query")]
    operations = [migrations.AddField("item", "missed_at", models.DateTimeField(null=True))]
