"""What the admin says of a step that two work centres can make, and of its operations."""

import pytest

from production.models import Operation, WorkCentre
from tests.factories.production import (
    make_custom_order,
    make_printing_step,
    make_revision,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def step():
    return make_printing_step()


def test_operation_says_why_it_is_here_in_the_list_and_on_its_page(admin_client, step):
    make_custom_order(quantity=2)
    why = "2 pieces, up to 3: Printer, else Screen line."

    paths = ["/admin/production/operation/", _page_of(Operation.objects.get())]

    assert [admin_client.get(path).content.decode().count(why) for path in paths] == [1, 1]


def test_step_says_where_both_break_even(admin_client, step):
    WorkCentre.objects.update(rate_minor_per_hour=6_000)
    make_revision()

    page = admin_client.get(_page_of(step)).content.decode()

    assert "Up to 5 pieces of the proposed design Printer is cheaper, then Screen line." in page


def test_step_whose_formula_cannot_be_read_says_so(admin_client, step):
    make_revision()
    type(step).objects.update(minutes_per_piece="5 * size.area")

    page = admin_client.get(_page_of(step)).content.decode()

    assert "The factory cannot read “5 * size.area”" in page


def test_new_step_has_no_break_even_yet(admin_client):
    assert admin_client.get("/admin/production/routingstep/add/").status_code == 200


def _page_of(row):
    return f"/admin/production/{row._meta.model_name}/{row.pk}/change/"
