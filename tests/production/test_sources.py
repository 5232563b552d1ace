import pytest
from django.core.exceptions import ValidationError

from production.models import BillLine, Calendar, RoutingStep
from tests.factories.production import make_centre, make_part

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("condition", "colour ="),
        ("minutes_fixed", "2 +"),
        ("minutes_per_piece", "(("),
        ("family_key", "colour"),
        ("family_key", [1]),
        ("family_key", ["colour ="]),
        ("setup", ["colour"]),
        ("setup", {"Colour": 1}),
        ("setup", {"Colour": "= blue"}),
        ("name", ["Paint"]),
    ],
)
def test_routing_step_that_cannot_be_read_is_refused_at_its_field(field, value):
    values = {"product_code": "bicycle", "position": 1, "name": {"en": "Paint"}, field: value}

    with pytest.raises(ValidationError) as refusal:
        RoutingStep(work_centre=make_centre(), **values).full_clean()

    assert set(refusal.value.message_dict) == {field}


@pytest.mark.parametrize("field", ["condition", "quantity_formula"])
def test_bill_line_that_cannot_be_read_is_refused_at_its_field(field):
    with pytest.raises(ValidationError) as refusal:
        BillLine(product_code="bicycle", part=make_part(), **{field: "colour ="}).full_clean()

    assert set(refusal.value.message_dict) == {field}


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "nowhere"])
def test_unknown_time_zone_is_refused(zone):
    with pytest.raises(ValidationError, match="is no time zone"):
        Calendar(name="always", time_zone=zone).full_clean()


def test_readable_master_data_is_accepted():
    step = RoutingStep(
        product_code="bicycle",
        position=1,
        name={"en": "Paint"},
        work_centre=make_centre(),
        condition='colour = "blue"',
        family_key=["colour"],
        setup={"Colour": "colour"},
        minutes_per_piece="2.5 + 3 * length(engraving)",
    )

    step.full_clean()
