import pytest

from production.models import WorkOrder
from production.presenters.work_order_pictures import pictures_of
from tests.factories.production import (
    DOCUMENT,
    make_centre,
    make_custom_order,
    make_revision,
    make_step,
)

pytestmark = pytest.mark.django_db


def test_product_without_a_drawing_has_no_picture():
    make_step(make_centre(), 1)
    order = make_custom_order()

    assert pictures_of([order], "en") == {}


def test_design_is_drawn_for_each_work_order():
    make_revision({**DOCUMENT, "picture": "bicycle"})
    make_step(make_centre(), 1)
    orders = [make_custom_order("blue", reference="A"), make_custom_order("green", reference="B")]

    pictures = pictures_of(orders, "en")

    assert list(pictures) == [order.pk for order in orders]
    assert all(picture.href.endswith("bicycle.svg") for picture in pictures.values())


def test_revision_is_read_once_for_all_its_work_orders(django_assert_num_queries):
    make_step(make_centre(), 1)
    for reference in "ABC":
        make_custom_order(reference=reference)

    orders = list(WorkOrder.objects.all())

    with django_assert_num_queries(1):
        pictures_of(orders, "en")
