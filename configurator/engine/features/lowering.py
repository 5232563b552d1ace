"""Features and constraints beyond Boolean, brought down to Boolean ones where that is exact.

A comparison of attributes reads some features and nothing else: it becomes a decision over
them, one helper feature for each step, determined by the features below the root.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from configurator.engine.features.comparisons import Undecidable, decide
from configurator.engine.features.feature_model import (
    Feature,
    FeatureGroup,
    FeatureModel,
    FeatureType,
    GroupKind,
)
from configurator.engine.features.formulas import (
    And,
    Attribute,
    Compare,
    Iff,
    Implies,
    Name,
    Node,
    Not,
    Or,
    is_boolean,
)


@dataclass(frozen=True, slots=True)
class Lowered:
    """A Boolean model.

    Parameters
    ----------
    model : FeatureModel
        Its first features are those of the model it came from, in the same order; helpers that
        those determine come after them.
    left_out : tuple of str
        What it does not say, by name.
    """

    model: FeatureModel
    left_out: tuple[str, ...]


def lower(model: FeatureModel) -> Lowered:
    """Return a Boolean model with the same choices of features.

    Parameters
    ----------
    model : FeatureModel
        Of any level. A feature that may stand more than once counts as there or not there.

    Returns
    -------
    Lowered
        Exact but for what ``left_out`` names: values of typed features, repeated features, and
        comparisons over too many features.
    """
    left_out = [
        f"{feature.name}: stands {feature.low} to {feature.high if feature.high >= 0 else '*'}"
        " times; told apart is only whether it stands there"
        for feature in model.features
        if (feature.low, feature.high) != (1, 1)
    ]
    left_out += [
        f"{feature.name}: its value ({feature.type.value}) is not decided"
        for feature in model.features
        if feature.type is not FeatureType.BOOLEAN
    ]
    if all(is_boolean(formula) for formula in model.constraints) and not left_out:
        return Lowered(model, ())
    helpers = _Helpers(len(model.features))
    kept = []
    for number, formula in enumerate(model.constraints, start=1):
        try:
            kept.append(_boolean(model, formula, helpers))
        except Undecidable as reason:
            left_out.append(f"constraint {number}: {reason}")
    features = tuple(replace(feature, low=1, high=1) for feature in model.features)
    plain = FeatureModel(features, model.groups, (*kept, *helpers.definitions), model.namespace)
    return Lowered(_with_helpers(plain, helpers.many), tuple(left_out))


class _Helpers:
    def __init__(self, first: int) -> None:
        self._first = first
        self.definitions: list[Node] = []

    @property
    def many(self) -> int:
        return len(self.definitions)

    def choice(self, feature: int, if_there: Node, if_not: Node) -> Node:
        """Return a node for: the first if a feature is there, else the second."""
        there = Name(feature)
        helper = Name(self._first + self.many)
        self.definitions.append(Iff(helper, And((Implies(there, if_there), Or((there, if_not))))))
        return helper


def _boolean(model: FeatureModel, formula: Node, helpers: _Helpers) -> Node:
    found: list[Node] = []
    for node in _outside_comparisons(formula):
        if isinstance(node, Compare | Attribute):
            found.append(decide(model, node, helpers.choice))
            continue
        many = len(node.parts)
        below = tuple(found[len(found) - many :])
        del found[len(found) - many :]
        match node:
            case Not():
                found.append(Not(below[0]))
            case And():
                found.append(And(below))
            case Or():
                found.append(Or(below))
            case Implies():
                found.append(Implies(*below))
            case Iff():
                found.append(Iff(*below))
            case _:
                found.append(node)
    return found[0]


def _outside_comparisons(formula: Node) -> Iterator[Node]:
    """Yield all nodes, parts before what holds them, but what stands inside a comparison.

    The same node may stand inside one and outside, as the name does in ``A.x > 1 & A.x``.
    """
    waiting = [(formula, False)]
    while waiting:
        node, has_parts_behind = waiting.pop()
        if has_parts_behind or isinstance(node, Compare) or not node.parts:
            yield node
        else:
            waiting.append((node, True))
            waiting.extend((part, False) for part in reversed(node.parts))


def _with_helpers(model: FeatureModel, many: int) -> FeatureModel:
    """Add free features below the root."""
    if not many:
        return model
    first, group = len(model.features), len(model.groups)
    members = tuple(range(first, first + many))
    root = replace(model.features[0], groups=(*model.features[0].groups, group))
    added = tuple(Feature(f"\0{place}", 0, group) for place in members)
    options = FeatureGroup(0, GroupKind.OPTIONAL, 0, many, members)
    return replace(
        model, features=(root, *model.features[1:], *added), groups=(*model.groups, options)
    )
