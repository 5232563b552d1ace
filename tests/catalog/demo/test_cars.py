"""The car made to order has the trims and colours of the cars made for stock, and one law."""

from catalog.demo.cars import CAR, OWN_CAR
from catalog.pictures import picture_layers
from tests.catalog.demo.laws import broken_rules, complete_choices


def test_car_made_to_order_offers_what_the_trims_for_stock_have():
    stock = {group.code: group for group in CAR.groups}
    own = {group.code: group for group in OWN_CAR.groups}

    assert {code: own[code] for code in stock} == stock


def test_cargo_takes_no_sun_roof():
    cargo = complete_choices(OWN_CAR, trim="cargo", extras={"sun-roof": 1})
    tour = complete_choices(OWN_CAR, trim="tour", extras={"sun-roof": 1})

    assert broken_rules(OWN_CAR, cargo) == ["cargo-roof"]
    assert broken_rules(OWN_CAR, tour) == []


def test_every_extra_is_drawn():
    plain = complete_choices(OWN_CAR)
    extras = [option.code for option in OWN_CAR.groups[2].options]

    pictures = {
        picture_layers(OWN_CAR.document(), plain | {"extras": {code: 1}}) for code in extras
    }

    assert len({*pictures, picture_layers(OWN_CAR.document(), plain)}) == len(extras) + 1
