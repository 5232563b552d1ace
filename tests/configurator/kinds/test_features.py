"""Products with colours, files and copies as feature models: what has no word is named."""

import pytest

from catalog.demo.mug import MUG
from catalog.demo.sofa import SOFA
from configurator.engine.features.document_features import features_from_document


@pytest.mark.parametrize(
    ("product", "named"),
    [
        (MUG, {"ink: that it is a colour", "picture: a group of the kind file"}),
        (SOFA, {"modules: that it is a repeated group"}),
    ],
)
def test_what_a_feature_model_cannot_say_is_named(product, named):
    found = features_from_document(product.document())

    assert named <= set(found.unsupported)
    assert all(text.isprintable() for text in found.unsupported)


def test_options_of_every_copy_are_features():
    found = features_from_document(SOFA.document())

    names = {feature.name for feature in found.features}
    assert {f"modules/{number}/module=seat" for number in range(1, 6)} <= names
