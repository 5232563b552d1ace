"""Mixed lines: option rules, batch limit, takt, and the sequences that plans store."""

import django.db.models.deletion
from django.db import migrations, models

import catalog.texts
import production.sources
from foundation.triggers import keep_triggers, stamp_changes


class Migration(migrations.Migration):
    dependencies = [
        ("production", "0017_run_token"),
    ]

    operations = [
        *keep_triggers(
            migrations.AddField(
                model_name="operation",
                name="line_options",
                field=models.JSONField(blank=True, default=list),
            ),
            migrations.AddField(
                model_name="planversion",
                name="lines",
                field=models.JSONField(default=list),
            ),
            migrations.AddField(
                model_name="routingstep",
                name="line_options",
                field=models.JSONField(
                    blank=True,
                    default=dict,
                    help_text="{option of a mixed line: condition under which the product has it}",
                    validators=[production.sources.is_source_map],
                ),
            ),
            migrations.AddField(
                model_name="workcentre",
                name="batch_limit",
                field=models.PositiveSmallIntegerField(
                    blank=True,
                    help_text="of a mixed line: most cars of one family in a row; empty: any number",
                    null=True,
                ),
            ),
            migrations.AddField(
                model_name="workcentre",
                name="takt_min",
                field=models.PositiveSmallIntegerField(
                    blank=True,
                    help_text="of a mixed line: minutes from one car to the next; "
                    "empty: as routings say",
                    null=True,
                ),
            ),
            migrations.AlterField(
                model_name="workcentre",
                name="kind",
                field=models.CharField(
                    choices=[
                        ("line", "line"),
                        ("cell", "cell"),
                        ("digital", "digital"),
                        ("bench", "bench"),
                        ("mixed", "mixed line"),
                    ],
                    max_length=10,
                ),
            ),
            migrations.AddConstraint(
                model_name="workcentre",
                constraint=models.CheckConstraint(
                    condition=~models.Q(kind="mixed")
                    | models.Q(is_family_run=False, treats_all_at_once=False),
                    name="mixed_line_takes_single_cars",
                    violation_error_message="On a mixed line each car has a run of its own, one after the other.",
                ),
            ),
            migrations.AddConstraint(
                model_name="workcentre",
                constraint=models.CheckConstraint(
                    condition=models.Q(kind="mixed")
                    | models.Q(batch_limit__isnull=True, takt_min__isnull=True),
                    name="batch_limit_and_takt_of_mixed_lines",
                    violation_error_message="Only a mixed line has a batch limit and a takt.",
                ),
            ),
            migrations.AddConstraint(
                model_name="workcentre",
                constraint=models.CheckConstraint(
                    condition=(models.Q(batch_limit__isnull=True) | models.Q(batch_limit__gt=0))
                    & (models.Q(takt_min__isnull=True) | models.Q(takt_min__gt=0)),
                    name="batch_limit_and_takt_are_something",
                    violation_error_message="A batch limit is at least 1 car, a takt at least 1 minute.",
                ),
            ),
        ),
        migrations.CreateModel(
            name="OptionRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "option",
                    models.SlugField(
                        help_text="as the line options of routing steps name it", max_length=40
                    ),
                ),
                ("name", catalog.texts.TextsField(blank=True, default=dict)),
                ("most", models.PositiveSmallIntegerField(help_text="at most so many cars")),
                ("window", models.PositiveSmallIntegerField(help_text="among so many in a row")),
                (
                    "is_high",
                    models.BooleanField(
                        default=True,
                        help_text="matters more than a change of colour; without, less",
                    ),
                ),
                (
                    "work_centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="option_rules",
                        to="production.workcentre",
                    ),
                ),
            ],
            options={
                "ordering": ["work_centre", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["work_centre", "option"],
                        name="option_rule_once",
                        violation_error_message="This line has a rule for that option already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(most__gt=0, window__gt=models.F("most")),
                        name="option_rule_can_be_broken",
                        violation_error_message="A rule lets at least 1 car in, and fewer than "
                        "it looks at: 1 in 3, for example.",
                    ),
                ],
            },
        ),
        stamp_changes("production_factsversion", {"production_optionrule": ()}),
    ]
