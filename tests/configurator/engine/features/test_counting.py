"""Counts are exact or refused."""

from random import Random

import pytest

from configurator.engine.errors import MalformedModel, TimeLimitReached
from configurator.engine.features.counting import count_configurations
from configurator.engine.features.feature_model import FeatureModel
from configurator.engine.features.uvl_reader import read_uvl
from tests.configurator.engine.features.public_models import COUNTS, public_model
from tests.configurator.engine.features.random_models import (
    configurations,
    random_formula,
    random_tree,
)


@pytest.mark.parametrize("name", [name for name in COUNTS if name.endswith(".uvl")])
def test_count_of_a_public_model_is_the_known_one(name):
    assert count_configurations(public_model(name), seconds=60) == COUNTS[name]


@pytest.mark.parametrize("seed", range(150))
def test_count_is_that_of_trying_everything(seed):
    chance = Random(seed)
    tree = random_tree(chance, chance.randint(1, 11), is_plain=True)
    many = len(tree.features)
    rules = tuple(random_formula(chance, many, 3) for _ in range(chance.randint(0, 3)))
    model = FeatureModel(tree.features, tree.groups, rules)

    assert count_configurations(model) == sum(1 for _ in configurations(model))


def test_void_model_has_no_configuration():
    model = read_uvl("features\n\tA\n\t\toptional\n\t\t\tB\nconstraints\n\tB\n\t!B\n")

    assert count_configurations(model) == 0


def test_count_that_takes_too_long_is_given_up():
    with pytest.raises(TimeLimitReached):
        count_configurations(public_model("automotive01.uvl"), seconds=0.2)


def test_arithmetic_is_refused():
    with pytest.raises(MalformedModel):
        count_configurations(read_uvl("features\n\tA {x 1}\nconstraints\n\tA.x > 0\n"))
