"""Staff write the rules of a mixed line in the admin; what cannot be is refused with the reason."""

import pytest
from django.urls import reverse

from production.models import Machine, OptionRule, WorkCentre
from tests.factories.production import make_centre, make_mixed_line

pytestmark = pytest.mark.django_db


def rows(prefix, *rows, initial=0):
    """The fields of an inline: its counts, then every row."""
    fields = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


def page_of(centre, rules=(), machines=(), **changes):
    """What the change page sends when its rules and machines are these."""
    values = {
        "code": centre.code,
        "name": '{"en": "Line"}',
        "kind": centre.kind,
        "flow_position": 10,
        "calendar": centre.calendar_id,
        "may_pause": "on",
        "rate_minor_per_hour": 0,
        "default_changeover_min": 6,
        "batch_limit": centre.batch_limit or "",
        "takt_min": centre.takt_min or "",
    }
    kept = [{"id": rule.pk, "work_centre": centre.pk} for rule in centre.option_rules.all()]
    mine = [
        {"id": row.pk, "work_centre": centre.pk, "code": row.code, "name": row.name}
        for row in centre.machines.all()
    ]
    policies = [{"id": row.pk, "work_centre": centre.pk} for row in centre.policies.all()]
    return {
        **values,
        **rows(
            "machines", *[row | {"is_active": "on"} for row in mine], *machines, initial=len(mine)
        ),
        **rows("changeover_rules"),
        **rows(
            "option_rules",
            *[row | rule for row, rule in zip([*kept, *[{}] * len(rules)], rules, strict=False)],
            initial=len(kept),
        ),
        **rows("policies", *policies, initial=len(policies)),
        **changes,
    }


def rule(option="rack", most=1, window=3, **changes):
    values = {"position": 0, "option": option, "name": '{"en": "Rear rack"}', "is_high": "on"}
    return values | {"most": most, "window": window, **changes}


def save(admin_client, centre, **changes):
    url = reverse("admin:production_workcentre_change", args=[centre.pk])
    return admin_client.post(url, page_of(centre, **changes))


def test_rule_batch_limit_and_takt_are_changed(admin_client):
    centre = make_mixed_line()

    answer = save(admin_client, centre, rules=[rule(most=2, window=5)], batch_limit=8, takt_min=18)

    assert answer.status_code == 302
    centre.refresh_from_db()
    found = OptionRule.objects.values_list("option", "most", "window", "is_high")
    assert (centre.batch_limit, centre.takt_min, list(found)) == (8, 18, [("rack", 2, 5, True)])


def test_second_rule_is_added(admin_client):
    centre = make_mixed_line()

    answer = save(admin_client, centre, rules=[rule(), rule("tow-bar", 2, 5)])

    assert answer.status_code == 302
    assert set(OptionRule.objects.values_list("option", flat=True)) == {"rack", "tow-bar"}


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ([rule(most=3, window=3)], "1 in 3, for example."),
        ([rule(most=0)], "1 in 3, for example."),
        ([rule(window="")], "This field is required."),
        ([rule(), rule()], "Please correct the duplicate values below."),
    ],
)
def test_rule_that_says_nothing_is_refused(admin_client, rules, reason):
    centre = make_mixed_line()

    answer = save(admin_client, centre, rules=rules)

    assert answer.status_code == 200
    assert reason in answer.content.decode()
    found = OptionRule.objects.values_list("most", "window")
    assert list(found) == [(1, 3)]


def test_rule_on_another_kind_of_work_centre_is_refused(admin_client):
    centre = make_centre("paint")

    answer = save(admin_client, centre, rules=[rule()], is_family_run="on")

    assert "Only a mixed line has option rules." in answer.content.decode()
    assert not OptionRule.objects.exists()


def test_batch_limit_of_another_kind_of_work_centre_is_refused(admin_client):
    centre = make_centre("paint")

    answer = save(admin_client, centre, batch_limit=8, is_family_run="on")

    assert "Only a mixed line has a batch limit and a takt." in answer.content.decode()
    assert WorkCentre.objects.get().batch_limit is None


def test_mixed_line_whose_cars_share_runs_is_refused(admin_client):
    centre = make_mixed_line()

    answer = save(admin_client, centre, rules=[rule()], is_family_run="on")

    assert "On a mixed line each car has a run of its own" in answer.content.decode()
    assert not WorkCentre.objects.get().is_family_run


def test_second_machine_of_a_mixed_line_is_refused(admin_client):
    centre = make_mixed_line()
    second = {"code": "line-2", "name": "Line 2", "is_active": "on"}

    answer = save(admin_client, centre, rules=[rule()], machines=[second])

    assert "it has one machine in use." in answer.content.decode()
    assert Machine.objects.count() == 1
