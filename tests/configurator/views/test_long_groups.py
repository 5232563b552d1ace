import re

import pytest

from configurator.models import Configuration
from tests.factories.configurator import published_computer, published_rack

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

URL = "/p/computer/?step=card"


@pytest.fixture(autouse=True)
def computer():
    return published_computer()


def rows(response):
    return re.findall(
        r'<button class="option-row-button"[^>]* value="card=([^"]+)"', response.content.decode()
    )


def test_page_holds_fifty_rows_cheapest_first(client):
    response = client.get(URL)

    assert rows(response) == [f"card-{number}" for number in range(50)]
    assert "Page 1 of 3" in response.content.decode()
    assert "120 of 120" in response.content.decode()


def test_last_page_holds_the_rest(client):
    assert rows(client.get(f"{URL}&page=3")) == [f"card-{number}" for number in range(100, 120)]


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999", "²"])
def test_page_that_is_not_there_shows_one_that_is(client, page):
    assert 0 < len(rows(client.get(f"{URL}&page={page}"))) <= 50


def test_search_finds_words_of_names_and_attributes(client):
    assert rows(client.get(f"{URL}&q=card+007")) == ["card-7"]
    assert rows(client.get(f"{URL}&q=GAMMA+011")) == ["card-11"]


def test_search_without_a_hit_says_so(client):
    response = client.get(f"{URL}&q=nothing")

    assert rows(response) == []
    assert "Nothing here matches." in response.content.decode()


def test_facet_narrows_and_counts(client):
    response = client.get(f"{URL}&f.chip=Beta")

    page = response.content.decode()
    assert rows(response) == [f"card-{number}" for number in range(1, 120, 3)]
    assert "40 of 120" in page
    assert re.search(r'name="f.chip" value="Beta" checked>', page)
    facet = page.partition("<legend>Chip</legend>")[2].partition("</fieldset>")[0]
    assert facet.count('class="soft">40</span>') == 3
    assert ">Beta<svg" in page


def test_words_of_attributes_are_said_in_the_language_of_the_customer(client):
    german = {"HTTP_ACCEPT_LANGUAGE": "de"}

    page = client.get(f"{URL}&f.chip=Gamma", **german).content.decode()

    facet = page.partition("<legend>Chip</legend>")[2].partition("</fieldset>")[0]
    assert re.search(r'name="f.chip" value="Gamma" checked>', facet)
    assert "Dritter" in facet
    assert "Gamma" not in re.sub(r'value="[^"]*"', "", facet)
    assert ">Dritter<svg" in page
    assert rows(client.get(f"{URL}&q=dritter+011", **german)) == ["card-11"]


def test_what_does_not_fit_is_hidden_until_asked_for(client):
    client.post("/p/computer/?step=box", {"choice": "box=cube"})

    fits, everything = client.get(URL), client.get(f"{URL}&show=all")

    assert "80 of 120" in fits.content.decode()
    assert "card-2" not in rows(fits)
    assert "120 of 120" in everything.content.decode()
    assert 'data-state="blocked"' not in fits.content.decode()


def test_sorting_by_name_puts_blocked_rows_in_place(client):
    client.post("/p/computer/?step=box", {"choice": "box=cube"})

    found = rows(client.get(f"{URL}&show=all&sort=name"))

    assert found == [f"card-{number}" for number in range(50)]


def test_sorting_by_an_attribute_goes_both_ways(client):
    least, most = (rows(client.get(f"{URL}&sort={sort}")) for sort in ("length", "-length"))

    assert least[:3] == ["card-0", "card-1", "card-3"]
    assert most[:3] == ["card-2", "card-5", "card-8"]


def test_number_of_few_values_is_ticked(client):
    response = client.get(f"{URL}&f.length=300")

    assert rows(response) == [f"card-{number}" for number in range(2, 120, 3)]
    assert "40 of 120" in response.content.decode()


def test_span_keeps_what_lies_between(client):
    response = client.get(f"{URL}&f.length.min=250&f.length.max=nonsense")

    assert rows(response) == [f"card-{number}" for number in range(2, 120, 3)]
    assert "from 250\N{NO-BREAK SPACE}mm" in response.content.decode()


def test_rows_alone_are_fifty_rows_of_the_grid(client):
    response = client.get(f"{URL}&page=2&rows=1")

    page = response.content.decode()
    assert rows(response) == [f"card-{number}" for number in range(50, 100)]
    assert 'aria-rowindex="52"' in page
    assert "<form" not in page


def test_search_swaps_rows_filters_and_counts_only(client):
    headers = {"HX-Request": "true", "HX-Target": "choices"}

    page = client.get(f"{URL}&q=gamma", headers=headers).content.decode()

    assert [f'id="{region}"' in page for region in ("choices", "facets", "found")] == [True] * 3
    assert 'id="picture"' not in page


def test_grid_says_how_many_rows_there_are(client):
    page = client.get(URL).content.decode()

    assert 'role="grid"' in page
    assert 'aria-rowcount="121"' in page
    assert page.count('role="row" aria-rowindex') == 51


def test_empty_list_says_what_it_does_not_fit_with(client):
    client.post("/p/computer/?step=box", {"choice": "box=cube"})

    page = client.get(f"{URL}&f.length=300").content.decode()

    assert "Nothing like this fits with your choice: Box. 40 do with another." in page
    assert "show=all&amp;sort=price&amp;page=1&amp;f.length=300#group" in page


def test_empty_list_offers_to_take_a_filter_away(client):
    page = client.get(f"{URL}&q=card+007&f.chip=Alpha").content.decode()

    assert "Nothing has all of this. One does without the last filter." in page


def test_answer_shows_the_page_that_holds_the_pressed_row(client):
    headers = {"HX-Request": "true"}

    response = client.post(f"{URL}&page=1", {"choice": "card=card-75"}, headers=headers)

    assert "card-75" in rows(response)


def test_blocked_row_says_what_it_lacks_and_what_its_cheapest_way_costs(client):
    client.post("/p/computer/?step=box", {"choice": "box=cube"})

    page = client.get(f"{URL}&show=all&q=card+002").content.decode()

    assert "Needs 300\N{NO-BREAK SPACE}mm, you have 250\N{NO-BREAK SPACE}mm." in page
    assert "from +\N{NO-BREAK SPACE}2.00\N{NO-BREAK SPACE}€" in page


def test_budgets_are_meters_with_words(client):
    client.post(URL, {"choice": "card=card-0"})

    page = client.get(URL).content.decode()

    assert "200 of 400\N{NO-BREAK SPACE}mm" in page
    assert "200\N{NO-BREAK SPACE}mm free" in page


def test_choice_keeps_the_search(client):
    response = client.post(f"{URL}&q=007&show=all", {"choice": "card=card-7"})

    assert Configuration.objects.get().own == {"card": "card-7"}
    assert "q=007&show=all" in response["Location"]


def test_blocked_row_opens_its_ways_out(client):
    client.post("/p/computer/?step=box", {"choice": "box=cube"})

    response = client.post(f"{URL}&show=all", {"choice": "card=card-2"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Why Card 002 does not fit" in page
    assert "The card is longer than the room in the box." in page


def test_long_group_of_several_takes_quantities(client):
    published_rack()

    page = client.get("/p/rack/?step=disks").content.decode()
    client.post("/p/rack/?step=disks", {"choice": "disks=disk-3:2"})
    again = client.get("/p/rack/?step=disks").content.decode()

    assert 'aria-label="One more of Disk 3"' not in page
    assert 'name="choice" value="disks=disk-3:1" aria-label="One less of Disk 3"' in again
    assert 'name="choice" value="disks=disk-3:3" aria-label="One more of Disk 3"' in again
    assert again.count("<output>2</output>") == 1
