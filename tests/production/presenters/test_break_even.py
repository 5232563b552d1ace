"""Where a step's two work centres break even, worked out by hand, and as staff read it.

The line: 20 minutes to change over and 20 for the lot at 60.00 an hour, then 5.00 a piece. The
printer: 12 minutes a piece at 50.00 an hour, 10.00. So 40.00 more to set up, 5.00 less a piece.
"""

from fractions import Fraction

import pytest

from production.models import WorkCentre
from production.presenters.break_even import break_even_sentence
from production.selectors.facts import current_facts
from production.selectors.step_costs import BreakEven, break_even_of
from tests.factories.production import DOCUMENT, NOW, make_printing_step, make_revision

pytestmark = pytest.mark.django_db
BLUE = {"colour": "blue"}


@pytest.fixture
def step():
    row = make_printing_step()
    WorkCentre.objects.filter(code="line").update(rate_minor_per_hour=6_000)
    WorkCentre.objects.filter(code="printer").update(rate_minor_per_hour=5_000)
    row.work_centre.refresh_from_db()
    return row


def found_for(step):
    return break_even_of(step, DOCUMENT, BLUE, current_facts())


def test_set_up_and_pieces_are_compared_at_the_rates_of_both(step):
    assert found_for(step) == BreakEven(Fraction(4_000), Fraction(500))
    assert found_for(step).pieces == 8


@pytest.mark.parametrize(
    ("setup", "piece", "pieces"),
    [
        (4_000, 501, 7),
        (4_000, 0, None),
        (4_000, -1, None),
        (0, 0, None),
        (-1, 0, 0),
        (-1, -1, 0),
        (-1, 500, 0),
        (499, 500, 0),
        (500, 500, 1),
    ],
)
def test_alternative_counts_while_it_costs_no_more(setup, piece, pieces):
    assert BreakEven(Fraction(setup), Fraction(piece)).pieces == pieces


def test_design_that_skips_the_step_has_no_break_even(step):
    step.condition = "colour = green"
    step.save()

    assert found_for(step) is None


def test_step_with_one_work_centre_has_no_break_even(step):
    step.alternative = step.alternative_up_to = None
    step.save()

    assert found_for(step) is None
    assert break_even_sentence(step, NOW, "en") == ""


def test_product_that_is_not_on_sale_has_no_sentence(step):
    assert break_even_sentence(step, NOW, "en") == ""


def test_sentence_names_both_work_centres_and_what_each_costs_more(step):
    make_revision()

    assert break_even_sentence(step, NOW, "en").replace("\u00a0", " ") == (
        "Up to 8 pieces of the proposed design Printer is cheaper, then Screen line. "
        "Setting up Screen line costs 40.00 € more, a piece on Printer 5.00 € more."
    )


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ("1", "Printer is cheaper for any number of pieces."),
        ("60", "Screen line is cheaper for any number of pieces."),
    ],
)
def test_sentence_says_where_one_is_always_cheaper(step, minutes, said):
    make_revision()
    step.alternative_minutes_per_piece = minutes
    step.save()

    assert break_even_sentence(step, NOW, "en") == said
