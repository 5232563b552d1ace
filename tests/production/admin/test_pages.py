"""Every changelist and change page of the room opens; system records cannot be edited."""

from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from production.models import (
    AdviceDraft,
    Hold,
    Promise,
    RunPolicy,
    SeatPolicy,
    Simulation,
    WorkCentre,
)
from production.services.downtimes import resume_machine, stop_machine
from production.services.floor import finish_run, start_run
from production.services.materials import count_part, order_part
from production.services.replenishment import replenish
from tests.factories.production import (
    NOW,
    make_bill_line,
    make_centre,
    make_custom_order,
    make_part,
    make_planned_factory,
    make_step,
    make_stock_line,
    make_user,
    make_variant,
)

pytestmark = pytest.mark.django_db
SHOWN_INLINE = {
    "assignment",
    "changeoverrule",
    "closedday",
    "forecast",
    "heldseat",
    "lot",
    "machine",
    "optionrule",
    "requirement",
    "runpolicy",
    "shift",
}
# What the factory has learnt and which state its facts are in: no pages.
INTERNAL = {"factsversion", "familydemand", "promisebuffer"}
READ_ONLY = {
    "advicedraft",
    "costentry",
    "flooract",
    "hold",
    "ledgerentry",
    "operation",
    "partentry",
    "planversion",
    "promise",
    "purchase",
    "replenishmentdecision",
    "run",
    "runmember",
    "simulation",
    "stockitem",
    "workorder",
}
ADDED_ONLY = {"downtime", "seatpolicy"}
MODELS = list(apps.get_app_config("production").get_models())
REGISTERED = [model for model in MODELS if admin.site.is_registered(model)]


@pytest.fixture
def admin_client(client):
    user = make_user("root")
    user.is_superuser = True
    user.save()
    client.force_login(user)
    return client


@pytest.fixture
def a_row_of_each(mara):
    make_step(make_centre(), 1, minutes_per_piece="50")
    make_bill_line(make_part(cost_minor=100))
    count_part(part_code="tube", on_hand=Decimal(50), reference="opening", now=NOW)
    order_part(part_code="tube", quantity=Decimal(1), now=NOW)
    simulation = Simulation.objects.create(
        days=1,
        seed=1,
        orders_per_day=1,
        variety=100,
        changeover_percent=100,
        extra_machines=0,
        created_at=NOW,
    )
    AdviceDraft.objects.create(
        simulation=simulation,
        product_code="bicycle",
        changes=[{"kind": "close", "sku": "WAYFARER-BLUE"}, {"kind": "open", "sku": "GONE"}],
        now_minor=900,
        best_minor=400,
        drafted_at=NOW,
    )
    make_variant()
    make_stock_line()
    replenish(now=NOW)
    order = make_custom_order()
    Promise.objects.get_or_create(
        work_order=order, defaults={"promised_at": NOW, "basis": {}, "given_at": NOW}
    )
    SeatPolicy.objects.create(version=1)
    Hold.objects.create(
        reference="cart-line:1",
        product_code="bicycle",
        quantity=1,
        promised_at=NOW,
        basis={},
        created_at=NOW,
        expires_at=NOW,
    )
    make_planned_factory()
    from_stock = WorkCentre.objects.get().runs.filter(status="released").first()
    start_run(run_number=from_stock.number, actor=mara, now=NOW)
    stop_machine(run_number=from_stock.number, reason="tool", expected_min=9, actor=mara, now=NOW)
    resume_machine(run_number=from_stock.number, actor=mara, now=NOW)
    finish_run(run_number=from_stock.number, actor=mara, now=NOW)


def name_of(model):
    return model._meta.model_name


def test_every_model_is_in_the_admin():
    assert {name_of(model) for model in MODELS} == {
        name_of(model) for model in REGISTERED
    } | SHOWN_INLINE | INTERNAL


@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_list_and_change_pages_open(admin_client, a_row_of_each, model):
    row = model.objects.first()

    listed = admin_client.get(reverse(f"admin:production_{name_of(model)}_changelist") + "?q=a")
    opened = admin_client.get(reverse(f"admin:production_{name_of(model)}_change", args=[row.pk]))

    assert (listed.status_code, opened.status_code) == (200, 200)


@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_system_records_cannot_be_added_or_changed(admin_client, a_row_of_each, model):
    row = model.objects.first()
    added = admin_client.get(reverse(f"admin:production_{name_of(model)}_add"))
    changed = admin_client.post(
        reverse(f"admin:production_{name_of(model)}_change", args=[row.pk]), {}
    )

    is_read_only, is_only_added = name_of(model) in READ_ONLY, name_of(model) in ADDED_ONLY
    assert added.status_code == (403 if is_read_only else 200)
    assert changed.status_code == (403 if is_read_only or is_only_added else 200)


def test_new_policy_is_added_as_a_version_and_old_ones_stay(admin_client):
    centre = make_centre()
    page = reverse("admin:production_workcentre_change", args=[centre.pk])
    values = {
        "code": "paint",
        "name": '{"en": "Paint"}',
        "kind": "line",
        "flow_position": "10",
        "calendar": centre.calendar_id,
        "is_family_run": "on",
        "may_pause": "on",
        "default_changeover_min": "20",
        "rate_minor_per_hour": "0",
        "machines-TOTAL_FORMS": "0",
        "machines-INITIAL_FORMS": "0",
        "changeover_rules-TOTAL_FORMS": "0",
        "changeover_rules-INITIAL_FORMS": "0",
        "option_rules-TOTAL_FORMS": "0",
        "option_rules-INITIAL_FORMS": "0",
        "policies-TOTAL_FORMS": "1",
        "policies-INITIAL_FORMS": "0",
        "policies-0-version": "2",
        "policies-0-max_minutes": "200",
        "policies-0-max_wait_min": "60",
        "policies-0-due_slack_min": "0",
    }

    response = admin_client.post(page, values)

    assert response.status_code == 302
    assert list(RunPolicy.objects.order_by("version").values_list("version", "max_minutes")) == [
        (1, 100),
        (2, 200),
    ]
