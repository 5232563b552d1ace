import pytest
from django.db import transaction

from catalog.models import StandardVariant
from production.models import (
    BillLine,
    Calendar,
    ChangeoverRule,
    ClosedDay,
    FactsVersion,
    Machine,
    Part,
    RoutingStep,
    RunPolicy,
    Shift,
    WorkCentre,
)
from production.selectors.facts import current_facts
from tests.factories.production import NOW, make_centre, make_step, make_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre():
    centre = make_centre()
    make_step(centre, 1)
    part = Part.objects.create(code="tube", name="Tube")
    BillLine.objects.create(product_code="bicycle", part=part)
    ChangeoverRule.objects.create(work_centre=centre, minutes=5)
    ClosedDay.objects.create(calendar=centre.calendar, day=NOW.date())
    make_variant()
    return centre


CHANGES = {
    "work centre": lambda: WorkCentre.objects.update(default_changeover_min=77),
    "policy": lambda: RunPolicy.objects.create(
        work_centre=WorkCentre.objects.get(), version=9, max_minutes=5, max_wait_min=5
    ),
    "changeover": lambda: ChangeoverRule.objects.update(minutes=99),
    "changeover gone": lambda: ChangeoverRule.objects.all().delete(),
    "calendar": lambda: Calendar.objects.update(time_zone="UTC"),
    "shift": lambda: Shift.objects.update(start_min=1),
    "shift gone": lambda: Shift.objects.all().delete(),
    "closed day": lambda: ClosedDay.objects.update(day="2030-01-01"),
    "machine at rest": lambda: Machine.objects.update(is_active=False),
    "new machine": lambda: Machine.objects.create(
        work_centre=WorkCentre.objects.get(), code="another", name="Another"
    ),
    "routing step": lambda: RoutingStep.objects.update(minutes_per_piece="99"),
    "bill line": lambda: BillLine.objects.update(quantity_formula="99"),
    "standard variant": lambda: StandardVariant.objects.update(is_listed=False),
    "new standard variant": lambda: make_variant("WAYFARER-RED", colour="red"),
    "bill lines in bulk": lambda: BillLine.objects.bulk_create(
        [BillLine(product_code="towel", part=Part.objects.get())]
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_change_of_a_fact_is_another_state(centre, change):
    before = FactsVersion.objects.get()

    change()

    assert FactsVersion.objects.get().token != before.token


def test_set_up_of_a_machine_is_no_change_of_a_fact(centre):
    before = FactsVersion.objects.get()

    Machine.objects.update(family="blue")

    assert FactsVersion.objects.get() == before


def test_unchanged_facts_are_read_once(centre, django_assert_num_queries):
    current_facts().making("bicycle")

    with django_assert_num_queries(1):
        making = current_facts().making("bicycle")

    assert [step.minutes_per_piece for step in making.steps] == ["30"]


def test_changed_routing_is_seen_at_once(centre):
    current_facts().making("bicycle")

    RoutingStep.objects.update(minutes_per_piece="99")

    assert [s.minutes_per_piece for s in current_facts().making("bicycle").steps] == ["99"]


def test_changed_calendar_and_machines_are_seen_at_once(centre):
    current_facts()

    Shift.objects.all().delete()
    Machine.objects.update(is_active=False)

    facts = current_facts()
    assert facts.centres[centre.pk].calendar.shifts == ()
    assert facts.machines == {}


def test_changed_shelf_is_seen_at_once(centre):
    current_facts().shelf("bicycle")

    StandardVariant.objects.update(is_listed=False)

    assert current_facts().shelf("bicycle").variants == ()


def test_change_that_was_undone_is_forgotten(centre):
    """What a transaction read of its own change must not stay when it is rolled back."""
    current_facts().making("bicycle")
    with transaction.atomic():
        RoutingStep.objects.update(minutes_per_piece="99")
        current_facts().making("bicycle")
        transaction.set_rollback(True)

    assert [s.minutes_per_piece for s in current_facts().making("bicycle").steps] == ["30"]


def test_without_a_state_nothing_is_kept(centre):
    FactsVersion.objects.all().delete()
    current_facts().making("bicycle")
    RoutingStep.objects.filter(position=1).update(minutes_per_piece="99")
    FactsVersion.objects.all().delete()

    assert [s.minutes_per_piece for s in current_facts().making("bicycle").steps] == ["99"]


def test_lines_of_options_that_were_not_chosen_are_left_out(centre):
    part = Part.objects.get()
    wanted = {
        "always": "",
        "blue": 'colour = "blue"',
        "green": 'colour = "green"',
        "rack": 'extras has "rack"',
        "any": "wheels > 2",
    }
    BillLine.objects.all().delete()
    for quantity, condition in enumerate(wanted.values(), start=1):
        BillLine.objects.create(
            product_code="bicycle", part=part, condition=condition, quantity_formula=str(quantity)
        )

    lines = current_facts().making("bicycle").lines_for({"colour": "blue", "extras": ["rack"]})

    assert {line.condition for line in lines} == {
        "",
        'colour = "blue"',
        'extras has "rack"',
        "wheels > 2",
    }
