import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0003_versions_stay"),
    ]

    operations = [
        migrations.CreateModel(
            name="SchemeSource",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="文件名")),
                ("text", models.TextField(verbose_name="原文")),
                ("report", models.JSONField(default=dict)),
                (
                    "draft",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="source",
                        to="policies.schemedraft",
                    ),
                ),
            ],
        ),
    ]
