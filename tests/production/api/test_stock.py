import pytest

from foundation.models import Account
from foundation.services.accounts import issue_api_key
from production.services.stock import count_stock, reserve
from tests.factories.production import NOW, make_part, make_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    make_variant("WAYFARER-BLUE")
    make_part("tube")
    count_stock(sku="WAYFARER-BLUE", on_hand=5, reference="opening", now=NOW)
    count_stock(sku="tube", on_hand=90, reference="opening", now=NOW)
    reserve(sku="WAYFARER-BLUE", quantity=2, reference="A", now=NOW)


def test_stock_lists_what_can_be_ordered_by_sku(ask, shelf):
    response = ask("/api/v1/stock/")

    assert (response.status_code, response.json()) == (
        200,
        {
            "results": [{"sku": "WAYFARER-BLUE", "on_hand": 5, "reserved": 2, "available": 3}],
            "next": None,
        },
    )


@pytest.mark.parametrize("path", ["/api/v1/stock/", "/api/v1/runs/", "/api/v1/runs/1/"])
@pytest.mark.parametrize(
    ("scopes", "status", "code"),
    [(None, 401, "key_required"), (["orders"], 403, "scope_missing")],
)
def test_without_a_staff_key_nothing_is_told(ask, shelf, path, scopes, status, code):
    response = ask(path, scopes)

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert "WAYFARER-BLUE" not in response.content.decode()


@pytest.mark.parametrize("path", ["/api/v1/stock/", "/api/v1/runs/", "/api/v1/runs/1/"])
def test_stock_and_runs_can_only_be_read(client, path):
    key = issue_api_key(
        account=Account.objects.create(name="Workshop"), name="test", scopes=["staff"]
    )

    response = client.post(path, headers={"Authorization": f"Bearer {key}"})

    assert response.status_code == 405
