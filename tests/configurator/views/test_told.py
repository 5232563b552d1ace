"""What the page says by itself: why, what moves, what changed meanwhile; and what it remembers."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from configurator.models import Configuration
from tests.factories.catalog import NOW, bicycle_document, published_bicycle
from tests.factories.production import make_centre, make_step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/p/bicycle/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def bicycle():
    return published_bicycle()


def choose(client, choice="frame=carbon", **fields):
    step = choice.partition("=")[0]
    return client.post(f"{URL}?step={step}", {"choice": choice, **fields}, headers=HTMX)


def test_included_option_says_what_it_comes_with_and_why(client):
    choose(client)

    page = client.get(f"{URL}?step=fork").content.decode()
    told = client.post(f"{URL}?step=fork", {"why": "fork=carbon"}).content.decode()

    assert 'name="why" value="fork=carbon"' in page
    assert "Comes with Carbon" in page
    assert "Why Carbon comes along" in told
    assert "A carbon frame needs a carbon fork" in told
    assert Configuration.objects.get().own == {"frame": "carbon"}


@pytest.mark.parametrize("asked", ["fork=steel", "fork=gold", "nothing=x", "rider=1", ""])
def test_why_of_what_is_not_included_shows_the_page_as_it_is(client, asked):
    response = client.post(f"{URL}?step=fork", {"why": asked})

    assert response.status_code == 200
    assert "comes along" not in response.content.decode()


def test_blocked_option_names_its_cheapest_way_out(client):
    choose(client)

    page = client.get(f"{URL}?step=fork").content.decode()

    assert "from \N{MINUS SIGN}\N{NO-BREAK SPACE}890.00\N{NO-BREAK SPACE}€" in page


def test_options_say_when_they_come(client):
    make_step(make_centre(), product_code="bicycle", family_key=[])

    page = client.get(f"{URL}?step=frame").content.decode()

    card = page.partition('value="frame=carbon"')[2].partition("</button>")[0]
    assert re.search(r'class="option-date"[^>]*>[A-Z][a-z]{2} \d+ [A-Z][a-z]{2} · new run<', card)


def test_run_that_is_gone_is_told_though_the_price_stays(client):
    make_step(make_centre(), product_code="bicycle", family_key=[])

    told = choose(client, seen_run="99").content.decode()

    assert "Run 99 filled up while you chose. Now: Ready" in told


@pytest.mark.parametrize("seen", ["", "x", "9" * 30, "²"])
def test_run_that_cannot_be_read_is_ignored(client, seen):
    assert "filled up" not in choose(client, seen_run=seen).content.decode()


def test_renewal_that_moves_nothing_says_so(client, clock):
    choose(client)
    clock.shift(timedelta(hours=1))
    published_bicycle(NOW + timedelta(hours=1), name={"en": "Bike"})

    page = client.get(URL).content.decode()

    assert "Everything you chose comes along." in page


def test_renewal_names_what_moves_with_old_and_new(client, clock):
    client.post(f"{URL}?step=engraving", {"group": "engraving", "value": "Ada"})
    clock.shift(timedelta(hours=1))
    groups = [
        group | {"max_length": 2} if group["code"] == "engraving" else group
        for group in bicycle_document()["groups"]
    ]
    published_bicycle(NOW + timedelta(hours=1), groups=groups)

    page = client.get(URL).content.decode()

    assert "One of your choices moves." in page
    assert "<del>Ada</del> <ins>None</ins>" in page


def test_design_outlives_its_session(client):
    choose(client)
    client.cookies.pop("sessionid")

    page = client.get(f"{URL}?step=frame").content.decode()

    assert 'value="frame=carbon" aria-pressed="true"' in page
    assert Configuration.objects.count() == 1


def test_forged_cookie_starts_a_design_of_its_own(client):
    choose(client)
    other = Client()
    other.cookies["last_designs"] = json.dumps({"bicycle": Configuration.objects.get().pk})

    other.get(URL)

    assert Configuration.objects.count() == 2
