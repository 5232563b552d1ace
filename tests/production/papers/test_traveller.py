import zlib

import pytest
from django.utils.translation import override

from production.models import Run, WorkOrder
from production.papers.traveller import run_traveller, terminal_url, work_order_traveller
from production.selectors.runs import runs_with_members
from tests.catalog.papers.pdf_text import pdf_lines
from tests.factories.production import (
    make_centre,
    make_custom_order,
    make_planned_factory,
    make_printing_step,
    make_step,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_step_run():
    """The paint run of an engraved blue bicycle; it is assembled afterwards."""
    make_step(make_centre("paint"), 1, setup={"Colour": "colour"})
    make_step(make_centre("assembly", flow_position=20), 2)
    make_custom_order(quantity=2, reference="2026-1", engraving="Ada & Max")
    make_planned_factory()
    return runs_with_members().get(work_centre__code="paint")


def squares(pdf):
    """Return how many filled squares and stretches a PDF draws, codes among them."""
    streams = (part.split(b"\nendstream")[0] for part in pdf.split(b"stream\n")[1:])
    drawn = [zlib.decompress(part) for part in streams if part[:1] == b"\x78"]
    return sum(content.count(b" re f") for content in drawn)


def test_run_traveller_says_what_where_for_whom_and_with_which_text(two_step_run):
    lines = " ".join(pdf_lines(run_traveller(two_step_run, "en")))

    assembly = Run.objects.get(work_centre__code="assembly")
    for words in (
        f"Run {two_step_run.number}",
        "paint 1",
        "2026-1",
        "2 pieces",
        "“Ada & Max”",
        "Colour: blue",
        f"1. Paint step, Paint, Run {two_step_run.number}",
        f"2. Assembly step, Assembly, Run {assembly.number}",
    ):
        assert words in lines


def test_work_order_traveller_lists_its_lots_and_their_steps(two_step_run):
    order = WorkOrder.objects.get()

    lines = " ".join(pdf_lines(work_order_traveller(order, "en")))

    assert f"Work order {order}" in lines
    assert f"{order}-1 · 2026-1" in lines
    assert "1. Paint step, Paint" in lines


def test_step_that_two_work_centres_could_make_says_why_it_is_here():
    make_printing_step()
    make_custom_order(quantity=4)
    make_planned_factory()

    order = pdf_lines(work_order_traveller(WorkOrder.objects.get(), "en"))
    run = pdf_lines(run_traveller(runs_with_members().get(), "en"))

    why = "4 pieces, more than 3: Screen line, else Printer."
    assert [order.count(why), run.count(why)] == [1, 1]


def test_codes_are_drawn_for_the_run_and_for_each_lot(two_step_run):
    run_codes = squares(run_traveller(two_step_run, "en"))
    order_codes = squares(work_order_traveller(WorkOrder.objects.get(), "en"))

    assert run_codes > order_codes > 100


def test_code_is_the_address_of_the_run_at_its_terminal(two_step_run, settings):
    settings.SITE_URL = "https://shop.example"

    assert terminal_url(two_step_run) == (
        f"https://shop.example/floor/paint/#run-{two_step_run.number}"
    )


def test_traveller_runs_from_right_to_left_in_arabic(two_step_run):
    with override("ar"):
        assert run_traveller(two_step_run, "ar").startswith(b"%PDF-")
