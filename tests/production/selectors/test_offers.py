from datetime import timedelta

import pytest

from production.clock import to_moment
from production.models import Machine, PromiseBuffer, Run
from production.planner.promising.dates import recompute_promise
from production.selectors.factory_now import FactoryNow
from production.selectors.offers import Offer, count_in, offers_for
from production.services.stock import count_stock
from tests.factories.production import (
    DOCUMENT,
    NOW,
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_step,
    make_variant,
)

pytestmark = pytest.mark.django_db


def offers(colour="blue", quantity=1, **choices):
    return offers_for(
        "bicycle", DOCUMENT, {"colour": colour, **choices}, quantity, FactoryNow(["bicycle"], NOW)
    )


def promised(minutes):
    """What is promised for a planned end: 5 % of the wait and 153.6 minutes on top."""
    return NOW + timedelta(minutes=round(minutes * 1.05 + 153.6))


def test_new_run_waits_for_others_before_it_works():
    """It may wait 600 minutes for others; the changeover is done by then, the work takes 30."""
    make_step(make_centre(), 1)

    assert offers() == [Offer("new", promised(630))]


def test_bench_work_has_no_run_to_wait_for():
    make_step(make_centre("bench", is_family_run=False), 1)

    assert offers() == [Offer("new", promised(50))]


def test_open_run_of_the_colour_is_offered_with_its_seats():
    """100 minutes a run: beside one bicycle of 30 two more fit, and the run is planned at 600."""
    make_step(make_centre(), 1)
    Machine.objects.update(family="blue")
    make_custom_order("blue")
    make_planned_factory()
    run = Run.objects.get()

    join, new = offers("blue")

    assert join == Offer(
        "join",
        promised(660),
        run_number=run.number,
        seats_left=2,
        closes_at=NOW + timedelta(minutes=600),
    )
    assert new == Offer("new", promised(680))


def test_other_colour_does_not_join():
    make_step(make_centre(), 1)
    make_custom_order("blue")
    make_planned_factory()

    assert [offer.kind for offer in offers("green")] == ["new"]


def test_more_pieces_than_seats_do_not_join():
    make_step(make_centre(), 1)
    make_custom_order("blue")
    make_planned_factory()

    assert [offer.kind for offer in offers("blue", quantity=3)] == ["new"]


def test_later_steps_begin_after_earlier_ones():
    make_step(make_centre("paint", is_family_run=False), 1)
    make_step(make_centre("assembly", is_family_run=False, flow_position=20), 2)

    # The first one ends at 50, and 5 % of that wait and half an hour lie before the second.
    assert offers() == [Offer("new", promised(50 + 32 + 30))]


def test_new_work_goes_behind_what_is_planned():
    make_step(make_centre("bench", is_family_run=False), 1, minutes_per_piece="90")
    make_custom_order("green")
    make_planned_factory()
    planned_min = (Run.objects.get().planned_end - NOW) / timedelta(minutes=1)

    assert offers() == [Offer("new", promised(planned_min + 110))]


def test_equal_standard_variant_on_the_shelf_is_offered():
    make_step(make_centre(), 1)
    make_variant("WAYFARER-BLUE")
    count_stock(sku="WAYFARER-BLUE", on_hand=2, reference="opening", now=NOW)

    assert offers(quantity=2)[0] == Offer("stock", NOW, sku="WAYFARER-BLUE")
    assert [offer.kind for offer in offers(quantity=3)] == ["new"]
    assert [offer.kind for offer in offers(rack="rear")] == ["new"]


def test_product_without_a_routing_has_no_offer_to_make_it():
    assert offers() == []


def test_work_centre_without_a_machine_has_no_offer():
    make_step(make_centre(machines=0), 1)

    assert offers() == []


def test_work_centre_without_working_time_has_no_offer():
    centre = make_centre()
    centre.calendar.shifts.all().delete()
    make_step(centre, 1)

    assert offers() == []


def test_any_number_of_designs_takes_a_fixed_number_of_queries(django_assert_num_queries):
    """The state of the facts, runs, members of open runs, the buffer, standard variants."""
    make_step(make_centre("paint"), 1)
    make_step(make_centre("assembly", flow_position=20), 2)
    make_custom_order("blue")
    make_planned_factory()
    offers()
    for colour in ("blue", "green", "green"):
        make_custom_order(colour)
    make_planned_factory()
    factory = FactoryNow(["bicycle"], NOW)

    with django_assert_num_queries(5):
        for colour in ("blue", "green", "red"):
            offers_for("bicycle", DOCUMENT, {"colour": colour}, 1, factory)


def test_learnt_buffer_moves_the_date():
    make_step(make_centre("bench", is_family_run=False), 1)
    PromiseBuffer.objects.create(pk=1, minutes=300, outcomes=400, learnt_at=NOW)

    assert offers() == [Offer("new", NOW + timedelta(minutes=round(50 * 1.05 + 300)))]


def test_run_behind_which_a_promise_would_break_is_not_joined():
    make_step(make_centre(), 1)
    make_custom_order("blue")
    make_planned_factory()
    Run.objects.update(room_min=29)

    assert [offer.kind for offer in offers("blue")] == ["new"]


def test_seats_that_the_plan_counts_already_are_offered_whatever_comes_behind():
    make_step(make_centre(), 1)
    make_custom_order("blue")
    make_planned_factory()
    Run.objects.update(room_min=0, seats_min=60)

    assert [(offer.kind, offer.seats_left) for offer in offers("blue")] == [
        ("join", 1),
        ("new", None),
    ]


def test_date_can_be_worked_out_again_from_its_basis():
    make_step(make_centre(), 1)

    (offer,) = offers()

    assert to_moment(recompute_promise(offer.basis)) == offer.ready_at


def test_alternative_work_centre_is_dated_behind_what_is_planned_there():
    printer = make_centre("printer", is_family_run=False)
    make_step(
        make_centre(),
        1,
        alternative=printer,
        alternative_up_to=3,
        alternative_minutes_fixed="0",
        alternative_minutes_per_piece="12",
    )
    [before] = offers()
    make_custom_order("blue", quantity=2)
    make_planned_factory()

    [behind] = offers()

    assert Run.objects.get().work_centre == printer
    assert behind.legs[0].end == before.legs[0].end + 20 + 24


def taken(colour, factory):
    """The date of a design, whose offer is then counted in."""
    offer = offers_for("bicycle", DOCUMENT, {"colour": colour}, 1, factory)[0]
    count_in(offer, factory)
    return offer.kind, offer.legs[0].end - factory.minute


def test_designs_asked_together_stand_behind_each_other_on_the_bench():
    """Changing over takes 20 minutes, each design 30."""
    make_step(make_centre("bench", is_family_run=False), 1)
    factory = FactoryNow(["bicycle"], NOW)

    assert [taken("blue", factory) for _ in range(2)] == [("new", 50), ("new", 100)]


def test_designs_of_a_family_asked_together_share_the_run_opened_for_the_first():
    """It starts after 600 minutes; a third would make it longer than 100."""
    make_step(make_centre(), 1, minutes_per_piece="40")
    factory = FactoryNow(["bicycle"], NOW)

    found = [taken(colour, factory) for colour in ("blue", "blue", "green", "blue")]

    assert found == [("new", 640), ("join", 680), ("new", 700), ("new", 760)]
    assert not Run.objects.exists()


def test_design_asked_next_finds_the_open_run_with_fewer_seats():
    make_step(make_centre(), 1)
    Machine.objects.update(family="blue")
    make_custom_order("blue")
    make_planned_factory()
    factory = FactoryNow(["bicycle"], NOW)

    assert [taken("blue", factory)[0] for _ in range(3)] == ["join", "join", "new"]
    assert offers("blue")[0].seats_left == 2
