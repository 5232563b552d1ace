import pytest
from django.test import Client

from configurator.models import Configuration
from tests.factories.catalog import published_bicycle
from tests.factories.configurator import started

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

BICYCLE = "/p/bicycle/"


@pytest.fixture(autouse=True)
def bicycle():
    return published_bicycle()


def chosen(client, choice="frame=carbon"):
    client.post(f"{BICYCLE}?step=frame", {"choice": choice})
    return Configuration.objects.latest("created_at")


def test_page_lists_the_designs_of_this_browser_only(client):
    mine, other = chosen(client), started()

    page = client.get("/designs/").content.decode()

    assert f'name="design" value="{mine.pk}"' in page
    assert other.pk not in page


def test_code_resumes_the_design_on_another_device(client):
    design = chosen(client)
    other = Client()

    response = other.post("/designs/", {"code": design.code})
    other.post(f"{BICYCLE}?step=frame", {"choice": "frame=steel"})

    assert response["Location"] == BICYCLE
    design.refresh_from_db()
    assert design.own == {"frame": "steel"}


def test_wrong_code_keeps_what_was_typed(client):
    response = client.post("/designs/", {"code": "abc"})

    page = response.content.decode()
    assert response.status_code == 404
    assert 'value="abc"' in page
    assert "No design has this code." in page


def test_many_wrong_codes_have_to_wait(client):
    for _attempt in range(10):
        client.post("/designs/", {"code": "abc"})

    response = client.post("/designs/", {"code": chosen(client).code})

    assert response.status_code == 429
    assert "Too many wrong codes." in response.content.decode()


def test_design_of_somebody_else_cannot_be_gone_on_with(client):
    other = started()

    assert client.post("/designs/", {"design": other.pk}).status_code == 404


def test_link_opens_a_copy_without_texts(client):
    client.post(f"{BICYCLE}?step=engraving", {"group": "engraving", "value": "Ada"})
    design = chosen(client)

    Client().get(f"{BICYCLE}?design={design.share}")

    copy = Configuration.objects.exclude(pk=design.pk).get()
    assert copy.own == {"frame": "carbon"}


def test_link_takes_texts_along_where_the_owner_ticked_it(client):
    client.post(f"{BICYCLE}?step=engraving", {"group": "engraving", "value": "Ada"})
    design = chosen(client)
    client.post(BICYCLE, {"act": "share-texts", "texts": "on"})

    Client().get(f"{BICYCLE}?design={design.share}")

    copy = Configuration.objects.exclude(pk=design.pk).get()
    assert copy.own == {"engraving": "Ada", "frame": "carbon"}


def test_unknown_link_is_not_found(client):
    assert client.get(f"{BICYCLE}?design=0000000000000000").status_code == 404


def test_page_shows_code_and_link(client):
    design = chosen(client)

    page = client.get(BICYCLE).content.decode()

    assert f"{design.code[:3]}-{design.code[3:7]}-{design.code[7:]}" in page
    assert f"http://testserver{BICYCLE}?design={design.share}" in page
