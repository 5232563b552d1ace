import re

import pytest
from django.test import Client

from configurator.models import Configuration
from tests.factories.catalog import published_bicycle
from tests.factories.configurator import published_computer, started

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/p/bicycle/compare/"


@pytest.fixture(autouse=True)
def bicycle():
    return published_bicycle()


def rows(page):
    return re.findall(r'<th scope="row">([^<]+)</th>', page)


def test_designs_stand_side_by_side_with_what_differs(client):
    first, second = started(frame="steel"), started(frame="carbon")

    page = client.get(URL, {"d": [first.share, second.share]}).content.decode()

    assert "Frame" in rows(page)
    assert "Tyres" not in rows(page)
    assert page.count('<th scope="col">') == 2
    assert "+\N{NO-BREAK SPACE}890.00\N{NO-BREAK SPACE}€" in page


def test_show_all_shows_every_row(client):
    first, second = started(frame="steel"), started(frame="carbon")

    page = client.get(URL, {"d": [first.share, second.share], "all": "1"}).content.decode()

    assert "Fork" in rows(page)


def test_at_most_four_are_compared(client):
    shares = [started().share for _design in range(5)]

    page = client.get(URL, {"d": shares}).content.decode()

    assert page.count('<th scope="col">') == 4


@pytest.mark.parametrize("query", [{"d": "nothing"}, {"with": "frame=gold"}, {"with": "x"}, {}])
def test_nothing_to_compare_says_how_to_begin(client, query):
    page = client.get(URL, query).content.decode()

    assert "No design is marked yet." in page


def test_design_of_another_product_is_left_out(client):
    published_computer()
    design = started()

    page = client.get("/p/computer/compare/", {"d": design.share}).content.decode()

    assert "No design is marked yet." in page


def test_texts_of_others_are_not_shown(client):
    design = started(engraving="Secret")

    page = client.get(URL, {"d": design.share, "all": "1"}).content.decode()

    assert "Secret" not in page
    assert "Not shown" in page


def test_marked_design_stays_as_it_was_marked(client):
    client.post("/p/bicycle/?step=frame", {"choice": "frame=carbon"})
    client.post("/p/bicycle/?step=frame", {"act": "mark"})
    client.post("/p/bicycle/?step=frame", {"choice": "frame=steel"})
    working = Configuration.objects.exclude(choices={"frame": "carbon"}).get()
    marked = Configuration.objects.exclude(pk=working.pk).get()

    page = client.get("/p/bicycle/").content.decode()

    assert f"compare/?d={marked.share}&amp;d={working.share}" in page
    assert "Compare (1)" in page


def test_option_is_tried_in_the_present_design(client):
    client.post("/p/bicycle/?step=frame", {"choice": "frame=steel"})
    present = Configuration.objects.get()

    page = client.get(URL, {"d": present.share, "with": "frame=carbon"}).content.decode()

    assert 'name="choice" value="frame=carbon"' in page
    assert Configuration.objects.count() == 1


def test_option_without_a_design_of_ones_own_is_left_out():
    page = Client().get(URL, {"with": "frame=carbon"}).content.decode()

    assert "No design is marked yet." in page
