import pytest

from production.models import Run, WorkOrder
from tests.factories.production import (
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def paths():
    make_step(make_centre(), 1)
    make_custom_order()
    make_planned_factory()
    run, order = Run.objects.get(), WorkOrder.objects.get()
    return [
        f"/factory/runs/{run.number}/traveller.pdf",
        f"/factory/work-orders/{order.number}/traveller.pdf",
    ]


def test_travellers_are_handed_out_as_pdf(staff_client, paths):
    papers = [staff_client.get(path) for path in paths]

    assert [paper["Content-Type"] for paper in papers] == ["application/pdf"] * 2
    assert [paper.content[:5] for paper in papers] == [b"%PDF-"] * 2


def test_pages_link_to_the_travellers(staff_client, paths):
    run, order = paths

    assert f'href="{run}"' in staff_client.get("/floor/paint/").content.decode()
    number = Run.objects.get().number
    assert f'href="{run}"' in staff_client.get(f"/factory/runs/{number}/").content.decode()
    assert f'href="{order}"' in staff_client.get("/factory/trace/?q=2026-1").content.decode()


@pytest.mark.parametrize("kind", ["runs", "work-orders"])
def test_traveller_of_nothing_is_not_found(staff_client, kind):
    assert staff_client.get(f"/factory/{kind}/999/traveller.pdf").status_code == 404


def test_others_get_no_traveller(client, paths):
    assert [client.get(path).status_code for path in paths] == [302, 302]
    client.force_login(make_user("ada", is_staff=False))
    assert [client.get(path).status_code for path in paths] == [403, 403]
