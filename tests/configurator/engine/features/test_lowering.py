"""Comparisons of attributes become Boolean, and nothing else changes."""

from random import Random

import pytest

from configurator.engine.features.counting import count_configurations
from configurator.engine.features.feature_model import (
    Feature,
    FeatureGroup,
    FeatureModel,
    GroupKind,
)
from configurator.engine.features.formulas import ComparisonKind, Not
from configurator.engine.features.lowering import lower
from configurator.engine.features.uvl_reader import read_uvl
from tests.configurator.engine.features.random_models import configurations

PRICED = (
    "features\n\tR {price 1}\n\t\toptional\n\t\t\tA {price 2, word 'x'}\n\t\t\tB {price 3, word 'yy'}\n"
    "\t\t\tC {price -4}\nconstraints\n\t{}\n"
)


def chosen(constraint: str) -> set[str]:
    """The sets of A, B and C that a constraint leaves, by the letters."""
    model = read_uvl(PRICED.replace("{}", constraint))
    lowered = lower(model)
    assert lowered.left_out == ()
    return {
        "".join(name for name, place in zip("ABC", (1, 2, 3), strict=True) if place in found)
        for found in configurations(lowered.model)
    }


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        ("sum(price) >= 4", {"B", "AB"}),
        ("sum(price) == 1", {""}),
        ("A.price + B.price * 2 < 7", {"", "A", "B", "C", "AC", "BC"}),
        ("A.price * B.price == 6", {"AB", "ABC"}),
        ("avg(price) > 2", set()),
        ("avg(price, A) > 1", {"A", "AB", "AC", "ABC"}),
        ("A.price / C.price == -0.5", {"AC", "ABC"}),
        ("!(A.word == 'x') & B.word != ''", {"B", "BC"}),
        ("len(B.word) == 2", {"B", "AB", "BC", "ABC"}),
        ("floor(A.price) >= ceil(B.price)", {"", "A", "C", "AC"}),
        ("A.price == 2 <=> C", {"", "B", "AC", "ABC"}),
    ],
)  # fmt: skip
def test_comparison_leaves_what_it_says(constraint, expected):
    assert chosen(constraint) == expected


@pytest.mark.parametrize("seed", range(30))
def test_sum_counts_like_trying_everything(seed):
    """Every subset of 9 features with random prices, against the sum worked out directly."""
    chance = Random(seed)
    prices = [chance.randint(-9, 9) for _ in range(9)]
    members = tuple(range(1, 10))
    features = (
        Feature("R", groups=(0,)),
        *(Feature(f"f{n}", 0, 0, attributes=(("p", price),)) for n, price in enumerate(prices)),
    )
    group = FeatureGroup(0, GroupKind.OPTIONAL, 0, 9, members)
    kind, bound = chance.choice(list(ComparisonKind)), chance.randint(-15, 15)
    text = f"features\n\tR\nconstraints\n\tsum(p) {kind.value} {bound}\n"
    (formula,) = read_uvl(text).constraints
    model = FeatureModel(features, (group,), (Not(formula) if seed % 2 else formula,))

    compare = {
        "==": int.__eq__, "!=": int.__ne__, "<": int.__lt__,
        "<=": int.__le__, ">": int.__gt__, ">=": int.__ge__,
    }[kind.value]  # fmt: skip
    expected = sum(
        compare(sum(p for n, p in enumerate(prices) if bits >> n & 1), bound) is (seed % 2 == 0)
        for bits in range(512)
    )
    assert count_configurations(lower(model).model) == expected


def test_what_is_not_decided_is_named():
    model = read_uvl(
        "features\n\tR\n\t\toptional\n\t\t\tInteger A\n\t\t\tB cardinality [0..3]\n"
        "constraints\n\tA > 3\n\tB => A\n"
    )

    lowered = lower(model)

    assert lowered.left_out == (
        "B: stands 0 to 3 times; told apart is only whether it stands there",
        "A: its value (Integer) is not decided",
        "constraint 1: it reads the value of A (Integer)",
    )
    assert len(lowered.model.constraints) == 1


def test_boolean_model_stays_as_it_is():
    model = read_uvl("features\n\tA {x 1}\n\t\tor\n\t\t\tB\n\t\t\tC\nconstraints\n\tB => C\n")

    assert lower(model).model is model


def test_typed_feature_may_be_asked_for_beside_a_comparison_of_its_value():
    """What is read as a value and as a name is one node of the formula."""
    model = read_uvl(
        "features\n\tR\n\t\toptional\n\t\t\tInteger N\n\t\t\tA\nconstraints\n\t!N => N <= 1\n\tN => A\n"
    )

    lowered = lower(model)

    assert lowered.left_out == (
        "N: its value (Integer) is not decided",
        "constraint 1: it reads the value of N (Integer)",
    )
    assert len(lowered.model.constraints) == 1
    assert count_configurations(lowered.model) == 3
