import csv
from io import StringIO

import pytest
from django.db.models import Sum

from production.models import CostEntry, WorkOrder
from tests.factories.production import make_user
from tests.factories.traces import make_traced_factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def factory():
    return make_traced_factory()


def test_page_goes_from_an_order_to_its_part_lot_and_back(staff_client, factory):
    first, _second = factory.purchases

    order = staff_client.get("/factory/trace/", {"q": "A"}).content.decode()
    part_lot = staff_client.get("/factory/trace/", {"q": str(first)}).content.decode()

    assert f'href="/factory/trace/?q={first}"' in order
    assert f'href="/factory/trace/?q=run+{factory.runs[0]}"' in order
    assert 'href="/factory/trace/?q=A"' in part_lot
    assert 'href="/factory/trace/?q=B"' in part_lot


def test_page_shows_planned_beside_actual_cost(staff_client, factory):
    page = staff_client.get("/factory/trace/", {"q": "A"}).content.decode().replace("\u00a0", " ")

    row = page[page.index("All together") :]
    assert "86.00 €" in row
    assert "116.00 €" in row
    assert '<td class="bad">30.00 €</td>' in row


def test_page_without_a_question_says_what_can_be_asked(staff_client, factory):
    page = staff_client.get("/factory/trace/")

    assert page.status_code == 200
    assert "What went into what?" in page.content.decode()


def test_unknown_name_is_not_found_and_stays_in_the_field(staff_client, factory):
    page = staff_client.get("/factory/trace/", {"q": "nobody"})

    assert page.status_code == 404
    assert 'value="nobody"' in page.content.decode()
    assert "Nothing is called “nobody”." in page.content.decode()


def test_csv_adds_up_to_the_ledger(staff_client, factory):
    answer = staff_client.get("/factory/trace/costs.csv", {"q": "A"})

    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    ledger = CostEntry.objects.filter(work_order__reference="A")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert {row["order"] for row in rows} == {"A"}
    assert (
        sum(int(row["actual_minor"]) for row in rows)
        == ledger.aggregate(s=Sum("actual_minor"))["s"]
    )
    variances = {row["kind"]: int(row["variance_minor"]) for row in rows}
    assert variances == {"setup": 0, "work": 3_000, "material": 0}


def test_csv_without_a_name_holds_the_whole_ledger(staff_client, factory):
    answer = staff_client.get("/factory/trace/costs.csv")

    assert len(answer.content.decode().splitlines()) == 1 + CostEntry.objects.count()


@pytest.mark.parametrize("path", ["/factory/trace/", "/factory/trace/costs.csv"])
def test_others_are_kept_out(client, factory, path):
    assert client.get(path, {"q": "A"}).status_code == 302
    client.force_login(make_user("ada", is_staff=False))

    page = client.get(path, {"q": "A"})

    assert (page.status_code, "86.00" in page.content.decode()) == (403, False)


@pytest.mark.parametrize("path", ["/factory/trace/", "/factory/trace/costs.csv"])
def test_trace_is_only_read(staff_client, path):
    assert staff_client.post(path).status_code == 405


def test_admin_leads_to_the_trace(admin_client, factory):
    first, _second = factory.purchases
    for path, address in (
        (f"purchase/{first.pk}", str(first)),
        (f"run/{factory.runs[0]}", f"run+{factory.runs[0]}"),
        (f"workorder/{WorkOrder.objects.get(reference='A').pk}", "W"),
    ):
        page = admin_client.get(f"/admin/production/{path}/change/").content.decode()
        assert f'href="/factory/trace/?q={address}' in page
