import pytest

from production.savings import savings_of

PAINT = {
    "run": 42,
    "work_centre": "paint",
    "name": {"en": "Paint line"},
    "family": "blue",
    "closes_at": "2026-03-02T18:00:00+00:00",
    "setup_min": 20,
    "rate_minor_per_hour": 7_200,
    "policy": 1,
    "percent": 50,
    "most_of_price_percent": 10,
}


def given(*setups, price=100_000, currency="EUR"):
    return [
        (saving.saved_minor, saving.given_minor, saving.kept_minor)
        for saving in savings_of(setups, price, currency)
    ]


def test_saved_setup_is_split_between_customer_and_maker():
    assert given(PAINT) == [(2_400, 1_200, 1_200)]


def test_odd_cent_goes_to_the_larger_share():
    assert given(PAINT | {"setup_min": 1, "rate_minor_per_hour": 60, "percent": 51}) == [(1, 1, 0)]


def test_split_is_the_whole_to_the_cent():
    for percent in range(101):
        setup = PAINT | {"setup_min": 17, "rate_minor_per_hour": 6_661, "percent": percent}
        [(saved, back, kept)] = given(setup)
        assert (back + kept, back >= 0, kept >= 0) == (saved, True, True)


def test_price_bounds_what_goes_back():
    assert given(PAINT, price=2_000) == [(2_400, 200, 2_200)]


def test_price_never_falls_below_nothing():
    whole = PAINT | {"percent": 100, "most_of_price_percent": 100}

    assert given(whole, whole, price=3_000) == [(2_400, 2_400, 0), (2_400, 600, 1_800)]


def test_other_currency_saves_nothing():
    assert given(PAINT, currency="USD") == []


def test_stored_split_is_found_again_from_its_facts():
    [stored] = savings_of([PAINT], 100_000, "EUR")

    assert savings_of([stored.as_json()], 100_000, "EUR") == (stored,)


@pytest.mark.parametrize("price", [0, 1, 9])
def test_next_to_nothing_gives_nothing(price):
    assert given(PAINT, price=price) == [(2_400, 0, 2_400)]
