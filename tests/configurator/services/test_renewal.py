import pytest

from configurator.answers import priced_revision
from configurator.artefacts import load_revision
from configurator.services.renewal import renewed_choices
from tests.factories.catalog import NOW, bicycle_document, published_bicycle, published_prices

pytestmark = pytest.mark.django_db


def renewed(own, **changes):
    """Publish the bicycle, then again with changed groups, and move own choices over."""
    old = load_revision(published_bicycle())
    document = bicycle_document()
    for group in document["groups"]:
        group.update(changes.get(group["code"], {}))
    new = published_bicycle(NOW, groups=document["groups"])
    return renewed_choices(old, own, priced_revision(new, published_prices(NOW), NOW.date()))


def options_but(group, *left_out):
    found = next(row for row in bicycle_document()["groups"] if row["code"] == group)
    return [option for option in found["options"] if option["code"] not in left_out]


def test_single_option_gives_way_and_takes_no_other_along():
    own = {"extras": {"bell": 2, "rack": 1}, "rider": 180}

    moved = renewed(own, extras={"max_quantity": 1})

    assert moved == {"extras": {"bell": 1, "rack": 1}, "rider": 180}


def test_option_that_is_gone_is_left_out():
    moved = renewed(
        {"tyres": "cross", "rider": 180}, tyres={"options": options_but("tyres", "cross")}
    )

    assert moved == {"rider": 180}


def test_text_that_is_refused_now_is_left_out():
    moved = renewed({"rider": 180, "engraving": "Ada"}, engraving={"blocked_words": ["ada"]})

    assert moved == {"rider": 180}


def test_what_still_fits_stays_in_its_order():
    own = {"engraving": "Ada", "rider": 180, "frame": "carbon"}

    moved = renewed(own)

    assert list(moved.items()) == list(own.items())
