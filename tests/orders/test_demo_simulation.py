"""The three shops on the demo's own products: every key, every law, the same bytes."""

import json
from io import StringIO
from math import isfinite

import pytest
from django.core.management import CommandError, call_command

from production.models import Simulation

pytestmark = pytest.mark.django_db
KEYS = {
    "variety_made",
    "unit_cost_minor",
    "setup_share",
    "changeovers_per_100",
    "lead_p50_days",
    "lead_p95_days",
    "service_share",
    "stock_value_minor",
    "overproduction_units",
    "waste_units",
    "waste_minor",
    "waste_kg",
    "option_fit",
    "utilisation",
    "energy_per_piece_kwh",
    "overproduction_kg",
}
LAWS = {"costs_reconcile": True, "units_reconcile": True, "littles_law": True}


def simulate(*arguments):
    output = StringIO()
    call_command("simulate", *arguments, stdout=output)
    return output.getvalue()


def test_demo_shop_comes_with_a_run_and_simulates_the_same_bytes_again():
    call_command("load_demo", verbosity=0)
    call_command("load_demo", verbosity=0)
    stored = Simulation.objects.get()

    first, again = (simulate("--days", "12", "--seed", "5", "--json") for _ in range(2))
    report = json.loads(first)

    assert stored.report["laws"] == LAWS
    assert first == again
    assert report["laws"] == LAWS
    assert set(report["shops"]) == {"stock", "single", "runs"}
    for figures in report["shops"].values():
        assert figures.keys() >= KEYS
        assert all(isfinite(value) for value in figures.values())
    assert report["shops"]["runs"]["option_fit"] == 1.0 > report["shops"]["stock"]["option_fit"]
    assert len(report["product_cost_minor"]) == 13
    assert "All three add up to the cent" in simulate("--days", "3", "--seed", "5")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--days", "0"], "days has to lie between 1 and 365."),
        (["--days", "365", "--orders-per-day", "1000"], "At most 60,000 orders"),
        (["--tastes-until", "2099-01-01"], "Orders can be taken up to a moment that has passed."),
        ([], "Nothing is on sale that the factory can make. Run `manage.py load_demo` first."),
    ],
)
def test_bad_input_and_an_empty_shop_end_with_two_and_a_sentence(arguments, sentence):
    with pytest.raises(CommandError, match=sentence) as refused:
        simulate(*arguments)

    assert refused.value.returncode == 2


def test_moment_that_is_none_is_refused():
    with pytest.raises(CommandError, match="invalid moment value: 'soon'"):
        simulate("--tastes-until", "soon")
