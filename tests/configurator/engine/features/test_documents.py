"""Feature models as product documents, and product documents as feature models."""

from random import Random

import pytest

from configurator.engine import Model, compile_model
from configurator.engine.features.codes import Codes
from configurator.engine.features.counting import count_configurations
from configurator.engine.features.document_features import features_from_document
from configurator.engine.features.draft_document import draft_from_features
from configurator.engine.features.feature_model import FeatureModel
from configurator.engine.features.lowering import lower
from configurator.engine.features.path_counting import count_paths
from configurator.engine.features.uvl_reader import read_uvl
from configurator.engine.features.uvl_writer import write_uvl
from configurator.engine.limits import Limits
from tests.configurator.engine.documents import document, number, one_of, some_of, text
from tests.configurator.engine.features.public_models import COUNTS, public_model
from tests.configurator.engine.features.random_models import random_formula, random_tree

QUICK = Limits(search=0)


def paths(content: dict) -> int | None:
    return count_paths(compile_model(Model.from_document(content), QUICK))


@pytest.mark.parametrize("name", ["eshop.uvl", "bank.uvl", "printer.uvl", "tankwar.uvl"])
def test_draft_has_the_configurations_of_the_public_model(name):
    draft = draft_from_features(public_model(name), "model")

    assert draft.left_out == ()
    assert paths(draft.document) == COUNTS[name]


@pytest.mark.parametrize("seed", range(60))
def test_draft_has_the_configurations_of_the_model(seed):
    chance = Random(seed)
    tree = random_tree(chance, chance.randint(1, 10), is_plain=True)
    rules = tuple(random_formula(chance, len(tree.features), 2) for _ in range(2))
    model = FeatureModel(tree.features, tree.groups, rules)

    draft = draft_from_features(model, "model")

    assert draft.left_out == ()
    assert paths(draft.document) == count_configurations(model)


@pytest.mark.parametrize("seed", range(40))
def test_draft_written_as_uvl_keeps_its_configurations(seed):
    chance = Random(seed)
    tree = random_tree(chance, chance.randint(2, 9), is_plain=True)
    model = FeatureModel(
        tree.features, tree.groups, (random_formula(chance, len(tree.features), 2),)
    )
    features = features_from_document(draft_from_features(model, "model").document)
    sayable = [name for name in features.unsupported if "count" not in name]

    assert sayable == []
    if not features.unsupported:
        again = read_uvl(write_uvl(features))
        assert again == features
        assert count_configurations(lower(again).model) == count_configurations(model)


def test_draft_lists_what_it_leaves_out():
    model = read_uvl(
        "features\n\tR {abstract, x 1}\n\t\toptional\n\t\t\tInteger A {price 3, on true}\n"
        "\t\t\tB cardinality [0..2]\nconstraints\n\tA > 3\n"
    )

    assert draft_from_features(model, "m").left_out == (
        "A: the value of a Integer",
        "B: standing there more than once",
        "A.on: neither a number nor a word",
        "R.x: the feature is not asked for",
        "constraint 1: it compares numbers or texts",
    )


BIKE = document(
    [
        one_of("frame", {"steel": {"clearance": 40, "make": "ours"}, "alu": {"clearance": 35, "make": "bought"}}),
        one_of("tyres", {"slim": {"width": 28, "make": "ours"}, "fat": {"width": 38, "make": "bought"}}, is_optional=True),
        some_of("extras", ["bell", "rack", "lamp"], max_count=2),
    ],
    "tyres.width <= frame.clearance",
    "frame.make != tyres.make => extras has bell",
    "not (tyres is empty) or frame in {alu}",
    tables=[{"code": "t", "kind": "table", "columns": ["frame", "tyres"],
             "rows": [["steel", "slim"], ["steel", "fat"], ["alu", ""], ["alu", "slim"]]}],
)  # fmt: skip


def test_document_says_the_same_as_uvl():
    features = features_from_document(BIKE)

    again = read_uvl(write_uvl(features))

    assert features.unsupported == ()
    assert again == features
    assert count_configurations(lower(again).model) == paths(BIKE)


def test_document_lists_preferences_and_names_of_computed_values():
    content = BIKE | {
        "preferences": [{"code": "slim", "source": "tyres = slim", "weight": 1}],
        "computed": [{"code": "gap", "expression": "frame.clearance - tyres.width"}],
        "rules": [{"code": "r", "kind": "formula", "source": "gap >= 0"}],
    }

    features = features_from_document(content)

    assert features.unsupported == (
        "preference slim: tyres = slim",
        "computed value gap: its name; rules say frame.clearance - tyres.width instead",
    )
    assert len(features.constraints) == 1


def test_group_that_is_not_always_asked_may_be_left_out():
    content = document([one_of("a", ["x"]), one_of("b", ["y", "z"], present_if="a is empty")])

    features = features_from_document(content)

    assert count_configurations(features) == 3


def test_document_lists_what_uvl_cannot_say():
    content = document(
        [
            some_of("bags", ["x", "y"], max_quantity=3),
            number("width", 1, 2, "0.5"),
            text("note", 4, characters="letters"),
            one_of("a", ["b"], present_if="count(bags) > 0"),
        ],
        "count(bags) < 3",
        "length(note) < width",
    )

    features = features_from_document(content)

    assert features.unsupported == (
        "width: its step 1/2",
        "bags: quantities of its options",
        "note: its characters letters",
        "a: asked only if count(bags) > 0",
        "rule r0: count has no word in UVL",
    )
    assert read_uvl(write_uvl(features)) == features


def test_codes_are_unlike_and_no_words_of_the_language():
    codes = Codes()

    found = [
        codes.code(name) for name in ("Größe XL", "grosse xl", "Grosse-XL", "and", "12 V", "日本")
    ]

    assert found == ["grosse-xl", "grosse-xl-2", "grosse-xl-3", "and-2", "x-12-v", "x"]
