"""Factories for the production room: plain defaults, everything that matters is passed in."""

from datetime import UTC, datetime, timedelta

from catalog.canonical import digest_of
from catalog.models import Product, Publication, Revision, StandardVariant
from catalog.snapshot import freeze
from foundation.models import User
from production.models import (
    BillLine,
    Calendar,
    Machine,
    OptionRule,
    Part,
    RoutingStep,
    RunPolicy,
    Shift,
    StockLine,
    WorkCentre,
    WorkOrder,
)
from production.services.planning import plan_factory
from production.services.run_formation import form_all_runs
from production.services.work_orders import OrderedDesign, create_custom_work_orders

# A Monday, 08:00 UTC.
NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DUE = NOW + timedelta(days=10)
DOCUMENT = {
    "format": 1,
    "product": "bicycle",
    "name": {"en": "Wayfarer bicycle"},
    "kind": "configurable",
    "groups": [
        {
            "code": "colour",
            "kind": "one_of",
            "name": {"en": "Colour"},
            "is_optional": False,
            "default": "blue",
            "attributes": [],
            "options": [
                {"code": "blue", "name": {"en": "Blue"}, "attributes": {}},
                {"code": "green", "name": {"en": "Green"}, "attributes": {}},
            ],
        },
        {
            "code": "rack",
            "kind": "one_of",
            "name": {"en": "Rack"},
            "is_optional": True,
            "default": None,
            "attributes": [],
            "options": [{"code": "rear", "name": {"en": "Rear rack"}, "attributes": {}}],
        },
        {
            "code": "engraving",
            "kind": "text",
            "name": {"en": "Engraving"},
            "max_length": 12,
            "is_optional": True,
            "default": None,
            "options": [],
        },
    ],
    "rules": [],
}


def make_user(username: str = "mara", *, is_staff: bool = True) -> User:
    """A person without a password: hashing one is slow, and tests sign in without it."""
    return User.objects.create_user(username=username, is_staff=is_staff)


def make_calendar(name: str = "always") -> Calendar:
    """Work around the clock, so that tests count plain minutes."""
    calendar, is_new = Calendar.objects.get_or_create(name=name, defaults={"time_zone": "UTC"})
    if is_new:
        Shift.objects.bulk_create(
            Shift(calendar=calendar, weekday=day, start_min=0, end_min=1440) for day in range(7)
        )
    return calendar


def make_centre(code: str = "paint", *, machines: int = 1, **changes) -> WorkCentre:
    """A work centre with a policy: 100 minutes, 600 minutes of waiting, 30 to spare."""
    policy = {
        "max_minutes": 100,
        "max_wait_min": 600,
        "due_slack_min": 30,
        **changes.pop("policy", {}),
    }
    values = {
        "name": {"en": code.capitalize()},
        "kind": WorkCentre.Kind.LINE,
        "default_changeover_min": 20,
        "calendar": make_calendar(),
    }
    centre = WorkCentre.objects.create(code=code, **{**values, **changes})
    RunPolicy.objects.create(work_centre=centre, version=1, **policy)
    for number in range(1, machines + 1):
        Machine.objects.create(work_centre=centre, code=f"{code}-{number}", name=f"{code} {number}")
    return centre


def make_mixed_line(code: str = "line", **changes) -> WorkCentre:
    """A mixed line: a rack on at most 1 bicycle in 3, three of one colour in a row, takt 20."""
    values = {"kind": WorkCentre.Kind.MIXED, "is_family_run": False, "default_changeover_min": 6}
    centre = make_centre(code, **{**values, "batch_limit": 3, "takt_min": 20, **changes})
    OptionRule.objects.create(
        work_centre=centre, option="rack", name={"en": "Rear rack"}, most=1, window=3
    )
    make_step(centre, line_options={"rack": "rack = rear"})
    return centre


def make_step(centre: WorkCentre, position: int = 1, **changes) -> RoutingStep:
    values = {
        "product_code": "bicycle",
        "name": {"en": f"{centre.code.capitalize()} step"},
        "family_key": ["colour"],
        "minutes_per_piece": "30",
    }
    return RoutingStep.objects.create(
        work_centre=centre, position=position, **{**values, **changes}
    )


def make_printing_step() -> RoutingStep:
    """Up to three pieces are printed, 12 minutes each; more go over the line, 5 minutes each."""
    printer = make_centre(
        "printer",
        kind="digital",
        is_family_run=False,
        default_changeover_min=0,
        name={"en": "Printer", "de": "Drucker"},
    )
    return make_step(
        make_centre("line", name={"en": "Screen line", "de": "Siebdruck"}),
        minutes_per_piece="5",
        minutes_fixed="20",
        alternative=printer,
        alternative_up_to=3,
        alternative_minutes_fixed="0",
        alternative_minutes_per_piece="12",
    )


def make_part(code: str = "tube", **changes) -> Part:
    return Part.objects.create(code=code, **{"name": code.capitalize(), **changes})


def make_bill_line(part: Part, **changes) -> BillLine:
    return BillLine.objects.create(part=part, **{"product_code": "bicycle", **changes})


def make_revision(document=DOCUMENT) -> Revision:
    """A published revision of the small bicycle, on sale since yesterday."""
    product, _ = Product.objects.get_or_create(
        code=document["product"], defaults={"name": document["name"]}
    )
    revision, is_new = Revision.objects.get_or_create(
        product=product,
        number=1,
        defaults={"document": document, "digest": digest_of(document), "created_at": NOW},
    )
    if is_new:
        Publication.objects.create(
            product=product, revision=revision, starts_at=NOW - timedelta(days=1)
        )
    return revision


def make_variant(sku: str = "WAYFARER-BLUE", **choices) -> StandardVariant:
    return StandardVariant.objects.create(
        sku=sku,
        product=make_revision().product,
        name={"en": sku},
        choices={"colour": "blue", **choices},
    )


def make_stock_line(sku: str = "WAYFARER-BLUE", **changes) -> StockLine:
    values = {"reorder_point": 4, "order_quantity": 10, "lot_size": 3}
    return StockLine.objects.create(sku=sku, **{**values, **changes})


def make_custom_order(
    colour: str = "blue", *, quantity: int = 1, reference: str = "2026-1", **changes
) -> WorkOrder:
    """A custom work order; further arguments are choices, or `due_at` and `now`."""
    due_at, now = changes.pop("due_at", DUE), changes.pop("now", NOW)
    choices = {"colour": colour, **changes}
    revision = make_revision()
    design = OrderedDesign(freeze(revision, choices), revision.document, choices, quantity, due_at)
    return create_custom_work_orders(designs=[design], reference=reference, now=now)[0]


def make_planned_factory(now: datetime = NOW) -> None:
    """Form and plan everything as it stands at `now`."""
    form_all_runs(now=now)
    plan_factory(now=now)
