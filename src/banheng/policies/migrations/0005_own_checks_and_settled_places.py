import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0004_scheme_source"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="schemedraft",
            name="same_as",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="schemesource",
            name="version",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="source",
                to="policies.schemeversion",
            ),
        ),
        migrations.AlterField(
            model_name="schemesource",
            name="draft",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="source",
                to="policies.schemedraft",
            ),
        ),
        migrations.CreateModel(
            name="ExpectationRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("banheng", models.CharField(max_length=40)),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("passed", models.PositiveIntegerField()),
                ("failed", models.JSONField(default=list)),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="expectation_run",
                        to="policies.schemeversion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Expectation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("records", models.TextField(blank=True, verbose_name="记录")),
                ("expected", models.BigIntegerField(verbose_name="应得分")),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="expectations",
                        to="policies.schemedraft",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="expectations",
                        to="policies.schemeversion",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("draft__isnull", True), ("version__isnull", True), _connector="XOR"
                        ),
                        name="expectation_of_draft_or_version",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SettledPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=120)),
                ("word", models.CharField(max_length=300, verbose_name="怎样处理")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="settled",
                        to="policies.schemesource",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("source", "key"), name="place_settled_once")],
            },
        ),
    ]
