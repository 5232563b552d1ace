from itertools import product
from random import Random

import pytest

from production.selectors.factory_now import FactoryNow
from production.selectors.nearest import Difference, NearVariant, nearest_variants
from production.services.stock import count_stock, reserve
from tests.factories.production import (
    DOCUMENT,
    NOW,
    make_bill_line,
    make_centre,
    make_part,
    make_step,
    make_variant,
)

pytestmark = pytest.mark.django_db

OPTIONS = ("a", "b", "c")


def document(groups=5, numbers=()):
    """A bicycle of small groups with three options each, and of numbers."""
    small = [
        {"code": f"g{number}", "kind": "one_of", "name": {"en": f"G{number}"}, "default": None}
        | {"is_optional": True, "attributes": []}
        | {"options": [{"code": code, "name": {"en": code}, "attributes": {}} for code in OPTIONS]}
        for number in range(groups)
    ]
    counted = [
        {"code": code, "kind": "number", "name": {"en": code}, "default": 5, "options": []}
        | {"minimum": 0, "maximum": 10, "step": 1, "is_optional": False, "attributes": []}
        for code in numbers
    ]
    return DOCUMENT | {"groups": [*small, *counted]}


def prices(variants, **product_prices):
    return {
        "price_list": "europe",
        "version": 1,
        "currency": "EUR",
        "tax_rate": "0.19",
        "is_gross": True,
        "products": {"bicycle": {"base": 100} | product_prices},
        "variants": variants,
    }


def shelved(sku, pieces=1, **choices):
    variant = make_variant(sku)
    variant.choices = choices
    variant.save()
    if pieces:
        count_stock(sku=sku, on_hand=pieces, reference="opening", now=NOW)
    return variant


def nearest(choices, listed, asked=None, quantity=1):
    factory = FactoryNow(["bicycle"], NOW)
    return nearest_variants(
        "bicycle", asked or document(), choices, listed, factory, quantity=quantity
    )


def near(sku, minor, *differences, available=1):
    return NearVariant(
        sku=sku,
        name={"en": sku},
        available=available,
        unit_minor=minor,
        total_minor=minor,
        ready_at=NOW,
        differences=tuple(Difference(*one) for one in differences),
    )


def test_fewest_differences_come_before_the_lower_price():
    shelved("FAR", g0="a", g1="b", g2="c")
    shelved("NEAR", g0="a", g1="b")

    found = nearest({"g0": "a", "g1": "a"}, prices({"FAR": 50, "NEAR": 900}))

    assert found == [
        near("NEAR", 900, ("g1", "a", "b")),
        near("FAR", 50, ("g1", "a", "b"), ("g2", None, "c")),
    ]


def test_equal_differences_come_by_price_and_then_by_sku():
    for sku in ("C", "B", "A"):
        shelved(sku, g0="b")

    found = nearest({"g0": "a"}, prices({"A": 70, "B": 60, "C": 60}))

    assert [variant.sku for variant in found] == ["B", "C", "A"]


def test_five_differences_are_too_many():
    theirs = {f"g{number}": "b" for number in range(5)}
    shelved("FIVE", **theirs)
    shelved("FOUR", **(theirs | {"g4": "a"}))

    found = nearest(dict.fromkeys(theirs, "a"), prices({"FIVE": 1, "FOUR": 1}))

    assert [variant.sku for variant in found] == ["FOUR"]


def test_sold_out_reserved_unpriced_and_unlisted_variants_are_left_out():
    shelved("GONE", pieces=0, g0="a")
    shelved("TAKEN", g0="a")
    reserve(sku="TAKEN", quantity=1, reference="order", now=NOW)
    shelved("PRICELESS", g0="a")
    hidden = shelved("HIDDEN", g0="a")
    hidden.is_listed = False
    hidden.save()
    listed = prices({"GONE": 1, "TAKEN": 1, "HIDDEN": 1})

    assert nearest({"g0": "b"}, listed) == []


def test_too_few_pieces_are_not_offered():
    shelved("TWO", pieces=2, g0="a")
    listed = prices({"TWO": 10})

    assert [variant.total_minor for variant in nearest({"g0": "b"}, listed, quantity=2)] == [20]
    assert nearest({"g0": "b"}, listed, quantity=3) == []


def test_number_counts_only_where_it_is_paid_for_or_read_by_the_factory():
    make_step(make_centre(), 1, family_key=[], minutes_per_piece="10 + drilled")
    make_bill_line(make_part(), condition="", quantity_formula="cut")
    shelved("BIKE", drilled=1, cut=1, paid=1, asked=1)
    asked = document(groups=0, numbers=["drilled", "cut", "paid", "asked"])
    yours = dict.fromkeys(("drilled", "cut", "paid", "asked"), 2)

    found = nearest(yours, prices({"BIKE": 10}, numbers={"paid": "2.5"}), asked)

    differing = (("drilled", 2, 1), ("cut", 2, 1), ("paid", 2, 1))
    assert found == [near("BIKE", 10, *differing)]


def test_some_of_in_another_order_is_no_difference():
    extras = document(groups=1)
    extras["groups"][0] |= {"kind": "some_of"}
    shelved("BIKE", g0={"b": 1, "a": 1})

    assert nearest({"g0": ["a", "b"]}, prices({"BIKE": 10}), extras) == [near("BIKE", 10)]


@pytest.mark.parametrize("seed", range(8))
def test_nearest_are_those_that_brute_force_finds(seed):
    """Referee: every way to give up answers, the fewest first, until a variant is met."""
    random = Random(seed)
    groups = [f"g{number}" for number in range(6)]

    def design():
        return {group: random.choice([*OPTIONS, None]) for group in groups}

    variants = {f"SKU-{number}": design() for number in range(9)}
    costs = {sku: random.choice([100, 200]) for sku in variants}
    stock = {sku: random.choice([0, 1, 1]) for sku in variants}
    for sku, theirs in variants.items():
        shelved(sku, stock[sku], **theirs)
    yours = design()

    found = nearest(yours, prices(costs), document(groups=6))

    expected = []
    for most in range(5):
        met = []
        for given_up in product([False, True], repeat=6):
            if sum(given_up) != most:
                continue
            kept = [group for group, is_free in zip(groups, given_up, strict=True) if not is_free]
            freed = set(groups) - set(kept)
            met += [
                (costs[sku], sku)
                for sku, theirs in variants.items()
                if stock[sku]
                and all(theirs[group] == yours[group] for group in kept)
                and all(theirs[group] != yours[group] for group in freed)
            ]
        expected += [(most, *one) for one in sorted(met)]
    assert [
        (len(variant.differences), variant.total_minor, variant.sku) for variant in found
    ] == expected[:3]


def test_any_number_of_variants_takes_the_same_queries(django_assert_num_queries):
    """The state of the facts, and the variants with their stock, however many there are."""
    for number in range(5):
        shelved(f"SKU-{number}", g0="a")
    costs = {f"SKU-{number}": 1 for number in range(5)}
    nearest({"g0": "b"}, prices(costs))
    factory = FactoryNow(["bicycle"], NOW)
    factory.making("bicycle")

    with django_assert_num_queries(1):
        nearest_variants("bicycle", document(), {"g0": "b"}, prices(costs), factory)
