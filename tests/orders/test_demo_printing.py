"""The demo's mug: a few are printed digitally, many on the screen line; date and order say so."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from catalog.selectors.products import current_revisions
from configurator.services.configurations import choose, choose_quantity, start_configuration
from configurator.services.states import configuration_state
from orders.services.carts import add_configuration, change_quantity
from orders.services.held_seats import kept_seats
from orders.visitors import Visitor, digest_of
from production.models import RoutingStep
from production.selectors.facts import current_facts
from production.selectors.step_costs import break_even_of
from production.selectors.tastes import default_choices

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def now(db):
    call_command("load_demo", verbosity=0, without_simulation=True)
    return datetime.now(UTC)


@pytest.fixture
def mug(now):
    return start_configuration(product_code="mug", now=now)


@pytest.fixture
def printing():
    return RoutingStep.objects.get(product_code="mug", position=30)


def offers_for(configuration, pieces, now):
    """Return for so many pieces where each offer prints, and how long it takes from now."""
    choose_quantity(configuration=configuration, quantity=pieces, now=now)
    state = configuration_state(configuration, language="en", now=now)
    return {
        offer.kind: (offer.legs[0].step.centre.row.code, offer.ready_at - now)
        for offer in state.offers
    }


def test_limit_is_where_both_machines_break_even(now, printing):
    document = current_revisions(now)["mug"].document

    found = break_even_of(printing, document, default_choices(document), current_facts())

    assert (found.pieces, printing.alternative_up_to) == (20, 20)


def test_one_mug_more_than_the_limit_waits_a_day_on_the_screen_line(now, mug):
    """A colour waits a day there; a few mugs are printed and fired the same day."""
    few, many = (offers_for(mug, pieces, now)["new"] for pieces in (20, 21))

    assert (few[0], many[0]) == ("mug-printer", "screen-line")
    assert few[1] < DAY / 2
    assert few[1] + DAY < many[1] < 2 * DAY


def test_date_comes_back_with_the_quantity(now, mug):
    before = offers_for(mug, 20, now)
    offers_for(mug, 21, now)

    assert offers_for(mug, 20, now) == before


def test_quantity_changed_in_the_cart_moves_seats_and_date(now, mug):
    """Few mugs hold no seat at the printer, which waits for nobody; many hold one on the line."""
    visitor = Visitor(session_digest=digest_of("browser"))
    line = add_configuration(visitor=visitor, configuration=mug, quantity=20, if_unit=None, now=now)

    dates, seats = [], []
    for pieces in (20, 21, 20):
        change_quantity(visitor=visitor, line_id=line.pk, quantity=pieces, now=now)
        hold = kept_seats(line, now)
        dates.append(hold.promised_at - now)
        seats.append(
            [
                seat.run.work_centre.code
                for seat in hold.seats.filter(is_active=True).order_by("step")
            ]
        )

    assert seats == [["print-kiln"], ["screen-line", "print-kiln"], ["print-kiln"]]
    assert dates[0] == dates[2] < dates[1] - DAY


def test_mixed_colour_is_a_family_of_its_own_on_the_screen_line(now, mug):
    choose(configuration=mug, changes={"ink": "#345678"}, now=now)
    choose_quantity(configuration=mug, quantity=30, now=now)

    state = configuration_state(mug, language="en", now=now)

    assert [offer.legs[0].step.family for offer in state.offers] == ["#345678"]
