"""The demo shop loads once, keeps what is there, and is ready to make things."""

import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import call_command

from catalog.language import Schema
from catalog.models import StandardVariant
from catalog.selectors.products import current_revisions
from production.formulas import require_readable
from production.models import BillLine, LedgerEntry, RoutingStep, Run, StockItem, StockLine
from production.selectors.needs import needs_of
from production.selectors.stock import available
from production.services.replenishment import replenish
from production.services.run_formation import form_all_runs
from production.services.stock import reserve

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return datetime.now(UTC)


@pytest.fixture
def loaded(db):
    call_command("load_demo", verbosity=0, without_simulation=True)


def contents():
    return {
        "stock": list(StockItem.objects.order_by("sku").values("sku", "on_hand", "reserved")),
        "ledger": LedgerEntry.objects.count(),
        "steps": list(RoutingStep.objects.order_by("pk").values()),
        "lines": BillLine.objects.count(),
        "variants": list(StandardVariant.objects.order_by("pk").values()),
    }


@pytest.mark.usefixtures("loaded")
def test_second_load_keeps_everything(now):
    reserve(sku="PT-50-SAGE", quantity=3, reference="2026-10001", now=now)
    before = contents()
    output = StringIO()

    call_command("load_demo", stdout=output, without_simulation=True)

    assert contents() == before
    assert output.getvalue() == "The demo shop is loaded. Published: nothing new.\n"


@pytest.mark.usefixtures("loaded")
def test_every_condition_and_formula_fits_its_product(now):
    schemas = {
        code: Schema.from_document(revision.document)
        for code, revision in current_revisions(now).items()
    }

    for line in BillLine.objects.all():
        require_readable(line.condition, schemas[line.product_code])
        require_readable(line.quantity_formula, schemas[line.product_code])
    for step in RoutingStep.objects.all():
        sources = [step.condition, step.minutes_fixed, step.minutes_per_piece]
        for source in [*sources, *step.family_key, *step.setup.values()]:
            require_readable(source, schemas[step.product_code])


@pytest.mark.usefixtures("loaded")
def test_every_standard_variant_is_a_stock_line_with_its_opening_stock_in_the_ledger():
    skus = set(StandardVariant.objects.values_list("sku", flat=True))

    assert set(StockLine.objects.values_list("sku", flat=True)) == skus
    assert set(LedgerEntry.objects.values_list("item__sku", flat=True)) == skus
    assert available(["PT-50-SAGE"]) == {"PT-50-SAGE": 214}


@pytest.mark.usefixtures("loaded")
def test_stock_work_orders_open_runs_that_the_default_designs_can_join(now):
    replenish(now=now)
    form_all_runs(now=now)

    families = set(
        Run.objects.filter(status=Run.Status.OPEN).values_list("work_centre__code", "family")
    )
    assert families >= {
        ("loom", "cotton-500/sage"),
        ("paint-line", "harbour-blue"),
        ("frame-cell", "steel/54"),
        ("pc-cell", "ATX"),
        ("cutting-table", "hide/leather-chalk"),
        ("cutting-table", "cloth/poplin-sky"),
    }


def designs_of(document):
    """The design a product starts with, and each of its options put in for the one there."""
    first = {group["code"]: group["default"] or "" for group in document["groups"]}
    yield first
    for group in document["groups"]:
        for option in group["options"]:
            one = {option["code"]: 1} if group["kind"] == "some_of" else option["code"]
            yield first | {group["code"]: one}


@pytest.mark.usefixtures("loaded")
def test_factory_can_make_every_option(now):
    documents = {code: row.document for code, row in current_revisions(now).items()}
    # A computer's options are parts by themselves.
    del documents["computer"]

    needs = [
        needs_of(code, document, design)
        for code, document in documents.items()
        for design in designs_of(document)
    ]

    assert all(each.steps and each.parts for each in needs)


@pytest.mark.usefixtures("loaded")
def test_factory_can_make_every_standard_variant(now):
    revisions = current_revisions(now)

    needs = [
        needs_of(code, revisions[code].document, variant.choices)
        for variant in StandardVariant.objects.select_related("product")
        for code in [variant.product.code]
    ]

    assert all(each.steps and each.parts for each in needs)


def test_credentials_are_written_for_their_owner_only(tmp_path):
    path = tmp_path / "credentials.json"

    call_command("load_demo", "--credentials", str(path), "--without-simulation", verbosity=0)

    credentials = json.loads(path.read_text())
    assert set(credentials) == {"url", "staff", "customer", "trade"}
    assert set(credentials["staff"]) == {"username", "password", "api_key"}
    assert path.stat().st_mode & 0o777 == 0o600
