"""Random small feature models, and all their configurations by brute force."""

import random
from dataclasses import dataclass

import numpy as np

from configurator.engine.features.feature_model import (
    Feature,
    FeatureGroup,
    FeatureModel,
    GroupKind,
)
from configurator.engine.features.formulas import And, Iff, Implies, Name, Node, Not, Or

KINDS = dict(zip(GroupKind, (2, 3, 2, 3, 2), strict=True))
OPEN_KINDS = dict(zip(GroupKind, (0, 6, 2, 2, 1), strict=True))


def random_model(
    chance: random.Random, features: int, rules: int, kinds: dict[GroupKind, int] = KINDS
) -> FeatureModel:
    """Return a model of so many features; its rules may contradict each other."""
    parents, group_of, groups = [-1], [-1], []
    while len(parents) < features:
        parent = chance.randrange(max(0, len(parents) - 4), len(parents))
        size = min(chance.randint(1, 4), features - len(parents))
        members = tuple(range(len(parents), len(parents) + size))
        kind = chance.choices(list(kinds), list(kinds.values()))[0]
        low, high = bounds(chance, kind, size)
        parents += [parent] * size
        group_of += [len(groups)] * size
        groups.append(FeatureGroup(parent, kind, low, high, members))
    below = [tuple(i for i, g in enumerate(groups) if g.parent == f) for f in range(features)]
    return FeatureModel(
        tuple(
            Feature(f"f{i}", p, g, b)
            for i, (p, g, b) in enumerate(zip(parents, group_of, below, strict=True))
        ),
        tuple(groups),
        tuple(formula(chance, features, chance.randint(1, 3)) for _ in range(rules)),
    )


def bounds(chance: random.Random, kind: GroupKind, size: int) -> tuple[int, int]:
    """Return how many members of a group are selected; now and then more than there are."""
    low = chance.choices([0, 1, 2, size, size + 1], [4, 6, 6, 3, 1])[0]
    high = chance.randint(min(low, size) if chance.random() < 0.9 else 0, size)
    return {
        GroupKind.MANDATORY: (size, size),
        GroupKind.OPTIONAL: (0, size),
        GroupKind.OR: (1, size),
        GroupKind.ALTERNATIVE: (1, 1),
        GroupKind.CARDINALITY: (low, high),
    }[kind]


def formula(chance: random.Random, features: int, depth: int) -> Node:
    """Return a random formula."""
    if depth == 0:
        name = Name(chance.randrange(features))
        return Not(name) if chance.random() < 0.4 else name
    kind = chance.choice([And, Or, Or, Or, Implies, Implies, Implies, Iff, Not])
    if kind is Not:
        return Not(formula(chance, features, depth - 1))
    if kind in {And, Or}:
        many = chance.choice([2, 2, 2, 3, 3, 3, 4, 1, 0]) if chance.random() < 0.3 else 2
        return kind(tuple(formula(chance, features, depth - 1) for _ in range(many)))
    return kind(formula(chance, features, depth - 1), formula(chance, features, depth - 1))


@dataclass
class Referee:
    """All valid configurations of a model."""

    valid: np.ndarray

    @classmethod
    def of(cls, model: FeatureModel) -> "Referee":
        many = len(model.features)
        every = (np.arange(1 << many)[:, None] >> np.arange(many) & 1).astype(bool)
        kept = every[:, 0].copy()
        for place, feature in enumerate(model.features[1:], start=1):
            kept &= ~every[:, place] | every[:, feature.parent]
        for group in model.groups:
            count = every[:, list(group.members)].sum(axis=1)
            kept &= ~every[:, group.parent] | ((group.low <= count) & (count <= group.high))
        for rule in model.constraints:
            kept &= holds(rule, every)
        return cls(every[kept])

    def matching(self, taken: list[int], refused: list[int]) -> np.ndarray:
        """Return the configurations with some decisions."""
        rows = self.valid
        return rows[rows[:, taken].all(axis=1) & ~rows[:, refused].any(axis=1)]


def holds(node: Node, every: np.ndarray) -> np.ndarray:
    """Return per configuration whether a formula holds."""
    parts = [holds(part, every) for part in node.parts]
    match node:
        case Name(feature):
            return every[:, feature]
        case Not():
            return ~parts[0]
        case And():
            return np.logical_and.reduce([np.ones(len(every), bool), *parts])
        case Or():
            return np.logical_or.reduce([np.zeros(len(every), bool), *parts])
        case Implies():
            return ~parts[0] | parts[1]
        case Iff():
            return parts[0] == parts[1]
    raise TypeError(node)
