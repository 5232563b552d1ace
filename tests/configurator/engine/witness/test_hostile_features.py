"""Models at the edges: void, without rules, all fixed, very wide, very deep, very strange."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from configurator.engine.errors import InconsistentChoices, MalformedModel, ModelTooLarge
from configurator.engine.features.feature_model import (
    Feature,
    FeatureGroup,
    FeatureModel,
    GroupKind,
)
from configurator.engine.features.formulas import (
    And,
    Compare,
    ComparisonKind,
    Iff,
    Implies,
    Name,
    Node,
    Not,
    Number,
    Or,
)
from configurator.engine.limits import Limits
from configurator.engine.witness import WitnessArtefact, WitnessSession, compile_features


def flat(many: int, kind: GroupKind, low: int, high: int, *rules: Node) -> FeatureModel:
    """Return a root with one group of ``many`` members."""
    members = tuple(range(1, many + 1))
    features = (Feature("root", groups=(0,)), *(Feature(f"f{i}", 0, 0) for i in members))
    return FeatureModel(features, (FeatureGroup(0, kind, low, high, members),), rules)


def places(mask: np.ndarray) -> list[int]:
    """Return where a mask is set."""
    return np.flatnonzero(mask).tolist()


def test_void_model_blocks_everything():
    artefact = compile_features(flat(3, GroupKind.OR, 1, 3, Not(Name(0))))

    assert (artefact.is_void, places(artefact.dead)) == (True, [0, 1, 2, 3])
    again = WitnessArtefact.from_bytes(artefact.to_bytes())
    with pytest.raises(InconsistentChoices):
        WitnessSession(again).state((), ())
    assert WitnessSession(again).reasons.explain((), (0, True)).rules == (0,)


def test_group_that_wants_more_members_than_it_has_makes_the_model_void():
    assert compile_features(flat(3, GroupKind.CARDINALITY, 4, 4)).is_void
    assert compile_features(flat(3, GroupKind.CARDINALITY, 2, 1)).is_void
    assert compile_features(flat(0, GroupKind.OR, 1, 0)).is_void


def test_single_feature_is_always_on():
    artefact = compile_features(FeatureModel((Feature("root"),), ()))

    assert places(artefact.always_on) == [0]
    with pytest.raises(InconsistentChoices):
        WitnessSession(artefact).state((), (0,))


def test_everything_fixed_needs_no_solver():
    artefact = compile_features(
        flat(3, GroupKind.OPTIONAL, 0, 3, Name(1), Not(Name(2)), Iff(Name(3), Name(1)))
    )

    assert artefact.components == ()
    forced, blocked = WitnessSession(artefact).state((), ())
    assert (places(forced), places(blocked)) == ([0, 1, 3], [2])


def test_contradiction_leaves_the_session_usable():
    session = WitnessSession(
        compile_features(flat(4, GroupKind.OPTIONAL, 0, 4, Implies(Name(1), Name(2))))
    )
    session.state([1], [])

    for taken, refused in (([1], [2]), ([1, 3], [3]), ([4], [4])):
        with pytest.raises(InconsistentChoices):
            session.state(taken, refused)
        assert [places(mask) for mask in session.state([1], [])] == [[0, 1, 2], []]


@pytest.mark.parametrize("rules", [(), (Implies(Name(1), Name(99_999)),)])
def test_hundred_thousand_options_side_by_side(rules):
    artefact = compile_features(flat(100_000, GroupKind.CARDINALITY, 0, 100_000, *rules))

    forced, blocked = WitnessSession(artefact).state([1], [50_000])

    assert places(forced) == ([0, 1, 99_999] if rules else [0, 1])
    assert places(blocked) == [50_000]


def test_alternative_of_fifteen_hundred_options_in_rules():
    """Everybody excludes the second option of the other kind; no pair is written out."""
    rule = Implies(Or(tuple(Name(i) for i in range(3, 1_501))), Not(Name(1)))
    artefact = compile_features(flat(1_500, GroupKind.ALTERNATIVE, 1, 1, rule))
    session = WitnessSession(artefact, checks_itself=True)

    forced, blocked = session.state([], [2])
    assert (places(forced), places(blocked)) == ([0], [2])
    forced, blocked = session.state([1_000], [2])
    assert places(forced) == [0, 1_000]
    assert blocked.sum() == 1_499


def test_group_too_large_to_count_is_refused():
    rule = Or((Name(1), Name(2)))

    with pytest.raises(ModelTooLarge):
        compile_features(flat(4_000, GroupKind.CARDINALITY, 2_000, 2_000, rule))


def test_time_limit_is_kept():
    rules = tuple(Or((Name(i), Name(i + 1))) for i in range(1, 50))

    with pytest.raises(ModelTooLarge):
        compile_features(flat(60, GroupKind.OPTIONAL, 0, 60, *rules), Limits(seconds=0))


def test_chain_of_three_thousand_levels():
    many = 3_000
    features = [Feature("f0", groups=(0,))]
    features += [Feature(f"f{i}", i - 1, i - 1, (i,)) for i in range(1, many - 1)]
    features.append(Feature("last", many - 2, many - 2))
    groups = tuple(FeatureGroup(i, GroupKind.OPTIONAL, 0, 1, (i + 1,)) for i in range(many - 1))
    session = WitnessSession(compile_features(FeatureModel(tuple(features), groups)))

    forced, blocked = session.state([many // 2], [many // 2 + 1])

    assert forced.tolist() == [True] * (many // 2 + 1) + [False] * (many // 2 - 1)
    assert blocked.tolist() == [False] * (many // 2 + 1) + [True] * (many // 2 - 1)


def test_formula_of_a_hundred_thousand_levels():
    formula: Node = Not(Name(1))
    for _ in range(50_000):
        formula = Not(And((Not(formula), Name(0))))
    artefact = compile_features(flat(2, GroupKind.OPTIONAL, 0, 2, formula))

    assert (places(artefact.always_on), places(artefact.dead)) == ([0], [1])


def test_nested_equivalences_do_not_explode():
    """f1 = (f2 = (f3 = ...)) says that an even number of the forty is left out."""
    formula: Node = Name(40)
    for option in range(39, 0, -1):
        formula = Iff(Name(option), formula)
    artefact = compile_features(flat(40, GroupKind.OPTIONAL, 0, 40, formula))
    session = WitnessSession(artefact, checks_itself=True)

    forced, blocked = session.state(range(1, 39), [])
    assert (len(places(forced)), places(blocked)) == (39, [])
    forced, blocked = session.state(range(1, 39), [39])
    assert places(blocked) == [39, 40]


def test_arithmetic_and_repeated_features_are_refused_by_name():
    model = flat(2, GroupKind.OPTIONAL, 0, 2)
    arithmetic = Compare(ComparisonKind.EQUAL, Number(1), Number(1))
    repeated = Feature("wheel", 0, 0, (), (), 1, 4)

    with pytest.raises(MalformedModel, match="constraint 1 needs arithmetic"):
        compile_features(replace(model, constraints=(arithmetic,)))
    with pytest.raises(MalformedModel, match="wheel may stand more than once"):
        compile_features(replace(model, features=(*model.features[:2], repeated)))


@pytest.mark.parametrize("content", [b"", b"tailorline-witness-1\n", b"tailorline-witness-1\nxyz"])
def test_foreign_bytes_are_refused(content):
    with pytest.raises(MalformedModel):
        WitnessArtefact.from_bytes(content)


def test_damaged_bytes_are_refused():
    content = compile_features(flat(3, GroupKind.OR, 1, 3, Or((Name(1), Name(2))))).to_bytes()

    for cut in range(0, len(content), 7):
        with pytest.raises(MalformedModel):
            WitnessArtefact.from_bytes(content[:cut])


def test_threads_share_an_artefact_and_agree():
    rules = [
        Or((Not(Name(i)), Name(i * 7 % 60 + 1), Not(Name(i * 11 % 60 + 1)))) for i in range(1, 61)
    ]
    artefact = compile_features(flat(60, GroupKind.OPTIONAL, 0, 60, *rules))

    def answers(_: int) -> list[bytes]:
        session, found, taken = WitnessSession(artefact), [], []
        forced, blocked = session.state((), ())
        while len(waiting := np.flatnonzero(~forced & ~blocked)):
            taken.append(int(waiting[len(taken) * 13 % len(waiting)]))
            forced, blocked = session.state(taken, ())
            found.append(forced.tobytes() + blocked.tobytes())
        return found

    with ThreadPoolExecutor(4) as threads:
        first, *others = threads.map(answers, range(8))

    assert len(first) > 5
    assert all(other == first for other in others)
