"""The choice of light or dark."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_chosen_theme_is_kept_and_the_page_comes_back(client: Client, theme: str) -> None:
    response = client.post(reverse("theme"), {"theme": theme, "next": "/cart/?a=1"})

    assert response.status_code == 302
    assert response["Location"] == "/cart/?a=1"
    assert client.cookies["theme"].value == theme
    assert client.cookies["theme"]["httponly"] is True


@pytest.mark.parametrize("theme", ["", "purple"])
def test_any_other_theme_goes_back_to_what_the_device_prefers(client: Client, theme: str) -> None:
    client.cookies["theme"] = "dark"

    client.post(reverse("theme"), {"theme": theme, "next": "/"})

    assert client.cookies["theme"].value == ""


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_way_back_never_leads_elsewhere(client: Client, page: str) -> None:
    response = client.post(reverse("theme"), {"theme": "dark", "next": page})

    assert response["Location"] == "/"


def test_theme_is_not_chosen_by_a_link(client: Client) -> None:
    assert client.get(reverse("theme")).status_code == 405
