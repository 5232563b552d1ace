"""UVL written and read again gives an equal model."""

from fractions import Fraction
from random import Random

import pytest

from configurator.engine.errors import MalformedModel
from configurator.engine.features.feature_model import Feature, FeatureModel
from configurator.engine.features.formulas import And, Compare, ComparisonKind, Name, Number
from configurator.engine.features.uvl_reader import read_uvl
from configurator.engine.features.uvl_writer import write_uvl
from tests.configurator.engine.features.public_models import UVL_FILES, public_model
from tests.configurator.engine.features.random_models import (
    random_comparison,
    random_formula,
    random_tree,
)


@pytest.mark.parametrize("name", UVL_FILES)
def test_public_model_comes_back(name):
    model = public_model(name)

    assert read_uvl(write_uvl(model)) == model


@pytest.mark.parametrize("seed", range(300))
def test_random_model_comes_back(seed):
    chance = Random(seed)
    tree = random_tree(chance, chance.randint(1, 30))
    many = len(tree.features)
    constraints = [random_formula(chance, many) for _ in range(3)]
    constraints += [random_comparison(chance, tree) for _ in range(3)]
    model = FeatureModel(tree.features, tree.groups, tuple(constraints), "any space")

    assert read_uvl(write_uvl(model)) == model


@pytest.mark.parametrize(
    "model",
    [
        FeatureModel((Feature('say "so"'),), ()),
        FeatureModel((Feature("two\nlines"),), ()),
        FeatureModel((Feature("A", attributes=(("x", "\"'"),)),), ()),
        FeatureModel((Feature("A", attributes=(("x", Fraction(1, 3)),)),), ()),
        FeatureModel((Feature("A"),), (), (And((Name(0),)),)),
        FeatureModel(
            (Feature("A"),), (), (Compare(ComparisonKind.EQUAL, Number(Fraction(1, 7)), Name(0)),)
        ),
    ],
)
def test_what_uvl_cannot_hold_is_refused(model):
    with pytest.raises(MalformedModel):
        write_uvl(model)
