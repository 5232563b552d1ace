from datetime import timedelta

import pytest
from django.test import Client

from catalog.services.publishing import withdraw
from configurator.models import Configuration
from production.services.stock import count_stock
from tests.factories.catalog import NOW, bicycle_document, published_bicycle
from tests.factories.configurator import published_computer, published_poster, started
from tests.factories.production import make_centre, make_step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/p/bicycle/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def bicycle():
    return published_bicycle()


def own():
    return Configuration.objects.get().own


def text_of(response):
    return response.content.decode()


def test_first_visit_starts_a_configuration_and_a_refresh_keeps_it(client, bicycle):
    first = client.get(URL)
    client.get(URL)

    assert first.status_code == 200
    assert Configuration.objects.count() == 1
    assert own() == {}


def test_page_shows_regions_steps_and_labels(client, bicycle):
    page = text_of(client.get(f"{URL}?step=frame"))

    for region in ("group", "picture", "steps", "offers", "price", "bar"):
        assert page.count(f'id="{region}"') == 1
    assert 'aria-current="step"' in page
    assert 'name="choice" value="frame=carbon" aria-pressed="false"' in page
    assert "<h1>Bicycle</h1>" in page
    assert "+\N{NO-BREAK SPACE}890.00\N{NO-BREAK SPACE}€" in page
    assert "style=" not in page
    assert "<script>" not in page


def test_number_and_text_have_labels(client, bicycle):
    number = text_of(client.get(f"{URL}?step=rider"))
    text = text_of(client.get(f"{URL}?step=engraving"))

    assert '<label for="value">Rider height</label>' in number
    assert '<label for="value">Engraving</label>' in text
    assert "0 of 12" in text


def test_choice_without_scripts_redirects_back_to_the_group(client, bicycle):
    response = client.post(f"{URL}?step=frame", {"choice": "frame=carbon"})

    assert response.status_code == 302
    assert response["Location"] == f"{URL}?step=frame#group"
    page = text_of(client.get(response["Location"]))
    assert 'value="frame=carbon" aria-pressed="true"' in page
    assert own() == {"frame": "carbon"}


def test_choice_with_scripts_answers_the_regions_only(client, bicycle):
    response = client.post(f"{URL}?step=frame", {"choice": "frame=carbon"}, headers=HTMX)

    page = text_of(response)
    assert response.status_code == 200
    assert "<html" not in page
    assert 'id="group"' in page
    assert page.count('hx-swap-oob="true"') == 10
    assert 'value="frame=carbon" aria-pressed="true"' in page
    assert (
        'data-announce="Carbon. 2,402.25\N{NO-BREAK SPACE}€, 890.00\N{NO-BREAK SPACE}€ more."'
        in page
    )
    assert "HX-Request" in response["Vary"]


def test_step_with_scripts_moves_the_focus_to_its_heading(client, bicycle):
    page = text_of(client.get(f"{URL}?step=fork", headers=HTMX | {"HX-Boosted": "true"}))

    assert 'id="group-name" tabindex="-1" data-focus>Fork</h2>' in page


def test_history_gets_the_whole_page(client, bicycle):
    headers = HTMX | {"HX-History-Restore-Request": "true"}

    assert "<html" in text_of(client.get(URL, headers=headers))


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_blocked_choice_opens_the_ways_out_under_its_card(client, bicycle, headers):
    client.post(f"{URL}?step=frame", {"choice": "frame=carbon"})

    response = client.post(f"{URL}?step=tyres", {"choice": "tyres=cross"}, headers=headers)

    page = text_of(response)
    assert response.status_code == 409
    assert "Why Cross does not fit" in page
    assert "<strong>Frame: Carbon</strong>" in page
    assert "<del>Carbon</del> <ins>Steel</ins>" in page
    assert "\N{MINUS SIGN}\N{NO-BREAK SPACE}890.00\N{NO-BREAK SPACE}€" in page
    assert own() == {"frame": "carbon"}


def test_way_out_is_taken_with_one_button(client, bicycle):
    client.post(f"{URL}?step=frame", {"choice": "frame=carbon"})
    client.post(f"{URL}?step=tyres", {"choice": "tyres=cross"})

    client.post(f"{URL}?step=tyres", {"changes": '{"frame": "steel", "tyres": "cross"}'})

    assert own() == {"frame": "steel", "tyres": "cross"}


def test_option_of_several_joins_what_is_shown(client):
    published_computer(cards=3)

    client.post("/p/computer/?step=drives", {"choice": "drives=flash:1"})
    assert own() == {"drives": {"disk": 1, "flash": 1}}

    client.post("/p/computer/?step=drives", {"choice": "drives=disk:0"})
    assert own() == {"drives": {"flash": 1}}


@pytest.mark.parametrize(("typed", "kept"), [("180.5", 180.5), ("180,5", 180.5), (" 180 ", 180)])
def test_number_is_read_as_people_write_it(client, bicycle, typed, kept):
    client.post(f"{URL}?step=rider", {"group": "rider", "value": typed})

    assert own() == {"rider": kept}


@pytest.mark.parametrize(
    ("step", "value"),
    [
        ("rider", "tall"),
        ("rider", "nan"),
        ("rider", "1e3"),
        ("rider", "-180"),
        ("rider", ""),
        ("engraving", "Ada 🚲"),
        ("engraving", "a text that is too long"),
        ("engraving", "A\0"),
        ("engraving", "rust"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_wrong_field_says_so_beside_it_and_keeps_what_was_typed(
    client, bicycle, step, value, headers
):
    client.post(f"{URL}?step=frame", {"choice": "frame=carbon"})

    response = client.post(f"{URL}?step={step}", {"group": step, "value": value}, headers=headers)

    page = text_of(response)
    assert response.status_code == 422
    assert 'role="alert"' in page
    assert 'aria-invalid="true"' in page
    assert 'aria-describedby="' in page
    assert f'value="{value}"' in page
    assert own() == {"frame": "carbon"}


def test_right_to_left_text_is_kept_and_shown(client, bicycle):
    client.post(f"{URL}?step=engraving", {"group": "engraving", "value": "نور"})

    assert own() == {"engraving": "نور"}
    assert 'value="نور"' in text_of(client.get(f"{URL}?step=engraving"))


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"choice": "frame"},
        {"choice": "frame=wood"},
        {"choice": "wings=big"},
        {"choice": "extras=bell:x"},
        {"changes": "[]"},
        {"take_back": "wings"},
        {"finish": "prettiest"},
        {"group": "wings", "value": "1"},
    ],
)
def test_form_that_no_button_sends_is_refused_or_harmless(client, bicycle, form):
    response = client.post(f"{URL}?step=frame", form)

    assert response.status_code in {302, 422}
    assert own() in ({}, {"extras": {"bell": 1}})


def test_changes_that_are_no_json_are_malformed(client, bicycle):
    assert client.post(URL, {"changes": "{"}).status_code == 400


def test_choice_is_taken_back(client, bicycle):
    client.post(f"{URL}?step=frame", {"choice": "frame=carbon"})

    client.post(f"{URL}?step=frame", {"take_back": "frame"})

    assert own() == {}


def test_nothing_of_an_optional_group_can_be_chosen(client):
    published_computer(cards=3)

    client.post("/p/computer/?step=card", {"choice": "card="})

    assert own() == {"card": ""}
    page = text_of(client.get("/p/computer/?step=card"))
    assert 'value="card=" aria-pressed="true"' in page


def test_start_again_takes_everything_back(client, bicycle):
    client.post(f"{URL}?step=frame", {"choice": "frame=carbon"})

    client.post(URL, {"act": "restart"})

    assert own() == {}


def test_undo_and_redo_stay_on_the_open_step(client, bicycle):
    client.post(f"{URL}?step=frame", {"choice": "frame=carbon"})
    client.post(URL, {"act": "restart"})

    undone = client.post(f"{URL}?step=frame", {"act": "undo"})
    after_undo = own()
    client.post(URL, {"act": "redo"})

    assert undone["Location"] == f"{URL}?step=frame#group"
    assert after_undo == {"frame": "carbon"}
    assert own() == {}


@pytest.mark.parametrize("act", ["undo", "redo"])
def test_undo_and_redo_with_nothing_left_change_nothing(client, bicycle, act):
    client.get(URL)

    response = client.post(URL, {"act": act})

    assert response.status_code == 302
    assert own() == {}


def test_finish_answers_what_is_open(client, bicycle):
    client.post(f"{URL}?step=frame", {"choice": "frame=carbon"})

    page = text_of(client.post(URL, {"finish": "cheapest"}, headers=HTMX))

    assert own() == {"frame": "carbon", "extras": {}, "rider": 150, "engraving": ""}
    assert "Everything is answered" in page
    assert "Finish it for me" not in page


def test_link_opens_a_copy_without_texts(client, bicycle):
    design = started(frame="carbon", engraving="ADA")

    response = client.get(f"{URL}?design={design.pk}")

    copy = Configuration.objects.exclude(pk=design.pk).get()
    assert (response.status_code, response["Location"]) == (302, URL)
    assert copy.own == {"frame": "carbon"}


def test_own_link_brings_its_texts_along(client, bicycle):
    client.post(f"{URL}?step=engraving", {"group": "engraving", "value": "ADA"})
    design = Configuration.objects.get()

    client.get(f"{URL}?design={design.pk}")

    assert Configuration.objects.exclude(pk=design.pk).get().own == {"engraving": "ADA"}


def test_link_to_nothing_is_not_found(client, bicycle):
    assert client.get(f"{URL}?design=x").status_code == 404


def test_every_browser_has_its_own_configuration(client, bicycle):
    client.post(f"{URL}?step=frame", {"choice": "frame=carbon"})

    Client().get(URL)

    assert [row.own for row in Configuration.objects.order_by("created_at", "version")] in (
        [{}, {"frame": "carbon"}],
        [{"frame": "carbon"}, {}],
    )


def test_form_without_token_is_refused(bicycle):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(URL, {"choice": "frame=carbon"}).status_code == 403


def test_renewed_product_asks_to_move_the_choices(client, bicycle, clock):
    client.post(f"{URL}?step=frame", {"choice": "frame=carbon"})
    clock.shift(timedelta(hours=1))
    groups = bicycle_document()["groups"]
    renewed = published_bicycle(NOW + timedelta(hours=1), groups=groups, name={"en": "Bike"})

    page = text_of(client.get(URL))
    assert "was renewed since you chose" in page
    assert 'id="bar-action"' in page
    assert 'aria-disabled="true"' in page

    client.post(URL, {"act": "renew"})
    configuration = Configuration.objects.get()
    assert (configuration.revision_id, configuration.own) == (renewed.pk, {"frame": "carbon"})


def test_withdrawn_product_says_so(client, bicycle, clock):
    client.post(f"{URL}?step=frame", {"choice": "frame=carbon"})
    clock.shift(timedelta(hours=1))
    withdraw(bicycle.product, actor=None, now=NOW + timedelta(hours=1))

    seen = client.get(URL)
    chosen = client.post(f"{URL}?step=frame", {"choice": "frame=steel"})

    assert (seen.status_code, chosen.status_code) == (410, 422)
    assert "No longer for sale" in text_of(seen)
    assert own() == {"frame": "carbon"}


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, bicycle, method):
    assert getattr(client, method)(URL).status_code == 405


def test_unknown_product_is_not_found(client, bicycle):
    assert client.get("/p/boat/").status_code == 404


def test_text_that_must_be_written_keeps_the_cart_shut(client):
    published_poster()

    shut = text_of(client.get("/p/poster/"))
    client.post("/p/poster/?step=motto", {"group": "motto", "value": "Hello"})
    opened = text_of(client.get("/p/poster/"))

    assert 'aria-disabled="true" aria-describedby="bar-why"' in shut
    assert "Please answer: Motto" in shut
    assert 'aria-disabled="true" aria-describedby="bar-why"' not in opened


def test_cart_form_carries_configuration_and_price(client, bicycle):
    page = text_of(client.get(URL))

    assert f'name="configuration" value="{Configuration.objects.get().pk}"' in page
    assert 'name="if_unit_minor" value="151225"' in page
    assert 'name="if_currency" value="EUR"' in page
    assert 'action="/cart/lines/"' in page


def test_article_on_the_shelf_that_is_nearly_it_can_be_seen_and_added(client, bicycle):
    count_stock(sku="BIKE-1", on_hand=3, reference="opening", now=NOW)
    client.get(URL)

    page = text_of(client.post(f"{URL}?step=tyres", {"choice": "tyres=cross"}, headers=HTMX))

    assert "<dt>Tyres</dt><dd><del>Cross</del> <ins>Slick</ins></dd>" in page
    assert 'href="/p/bicycle/ready/#BIKE-1"' in page
    sent = {"sku": "BIKE-1", "if_unit_minor": "152000", "if_currency": "EUR"}
    for name, value in sent.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert client.post("/cart/lines/", sent).status_code == 302
    assert "Ready bicycle" in text_of(client.get("/cart/"))


def test_click_asks_the_database_as_often_for_any_size(client, bicycle, django_assert_num_queries):
    published_computer()
    paint = make_centre()
    for product in ("bicycle", "computer"):
        make_step(paint, product_code=product, family_key=[])
    counts = []
    for url, choice in ((URL, "frame=carbon"), ("/p/computer/", "card=card-7")):
        client.get(url)
        with django_assert_num_queries(10, exact=False) as seen:
            answer = client.post(f"{url}?step=x", {"choice": choice}, headers=HTMX)
        assert answer.status_code == 200
        counts.append(len(seen))

    assert [count <= 10 for count in counts] == [True, True]
