import pytest


@pytest.mark.django_db
def test_api_docs_show_every_call_and_break_no_policy(page):
    page.goto("/api/v1/docs/")

    page.get_by_text("/api/v1/configurations/", exact=True).first.wait_for()
    assert page.get_by_text("/api/v1/orders/", exact=True).count() >= 1


@pytest.mark.django_db
def test_schema_is_served_without_errors(client):
    response = client.get("/api/v1/schema/", {"format": "json"})

    paths = response.json()["paths"]
    assert response.status_code == 200
    assert {"/api/v1/products/", "/api/v1/configurations/", "/api/v1/orders/"} <= set(paths)
