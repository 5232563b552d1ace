"""Rules that hold for some days or channels only."""

from django.db import migrations, models

from foundation.triggers import keep_triggers

FIRST = models.DateField(
    blank=True, help_text="First day on which it holds; empty: from ever.", null=True
)
LAST = models.DateField(
    blank=True, help_text="Last day on which it holds; empty: for good.", null=True
)
FIELDS = {
    "channels": models.JSONField(blank=True, default=list),
    "valid_from": FIRST,
    "valid_until": LAST,
}


class Migration(migrations.Migration):
    dependencies = [("catalog", "0010_revisionartefact_note")]

    operations = [
        *keep_triggers(
            *(
                migrations.AddField(model_name=model, name=name, field=field)
                for model in ("historicalrule", "rule")
                for name, field in FIELDS.items()
            ),
            migrations.AddConstraint(
                model_name="rule",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("valid_until__gte", models.F("valid_from")),
                        ("valid_from", None),
                        ("valid_until", None),
                        _connector="OR",
                    ),
                    name="rule_ends_after_it_begins",
                ),
            ),
        ),
    ]
