"""Random feature models of every level, and their configurations by brute force."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random

from configurator.engine.features.feature_model import (
    AttributeMap,
    AttributeValue,
    Feature,
    FeatureGroup,
    FeatureModel,
    FeatureType,
    GroupKind,
)
from configurator.engine.features.formulas import (
    Aggregate,
    AggregateKind,
    And,
    Arithmetic,
    ArithmeticKind,
    Attribute,
    Compare,
    ComparisonKind,
    Iff,
    Implies,
    Length,
    Name,
    Node,
    Not,
    Number,
    Or,
    Rounded,
    RoundingKind,
    Text,
    postorder,
)

NAMES = [
    "Frame",
    "or",
    "20 inch",
    "Größe",
    "a.b",
    "日本",
    "x{y}",
    "12B",
    "_low",
    "it's",
    "τ/2",
    "🚲",
]


def random_tree(chance: Random, many: int, *, is_plain: bool = False) -> FeatureModel:
    """A tree of so many features in pre-order; plain ones are Boolean and stand once."""
    drafts: list[tuple[int, int]] = [(-1, -1)]
    groups: list[tuple[int, GroupKind, int]] = []
    children: list[list[int]] = []

    def grow(parent: int) -> None:
        for _ in range(chance.choice((1, 1, 2))):
            size = min(chance.randint(1, 4), many - len(drafts))
            if size <= 0 or chance.random() < 0.25:
                return
            number = len(groups)
            groups.append((parent, chance.choice(list(GroupKind)), size))
            children.append([])
            for _ in range(size):
                if len(drafts) >= many:
                    break
                children[number].append(len(drafts))
                drafts.append((parent, number))
                grow(len(drafts) - 1)

    grow(0)
    features = [
        Feature(
            f"{chance.choice(NAMES)}{place}" if place else "Root",
            parent,
            group,
            tuple(n for n, entry in enumerate(groups) if entry[0] == place),
            () if is_plain else tuple(_attributes(chance)),
            *((1, 1) if is_plain else chance.choice([(1, 1), (1, 1), (0, 3), (2, -1)])),
            FeatureType.BOOLEAN if is_plain else chance.choice(list(FeatureType)),
        )
        for place, (parent, group) in enumerate(drafts)
    ]
    found = tuple(
        _group(chance, parent, kind, tuple(children[number]))
        for number, (parent, kind, _) in enumerate(groups)
    )
    return in_tree_order(FeatureModel(tuple(features), found))


def in_tree_order(model: FeatureModel) -> FeatureModel:
    """Number the groups as a reader meets them: those of one feature side by side."""
    order = [group for feature in model.features for group in feature.groups]
    new = {group: place for place, group in enumerate(order)}
    features = tuple(
        Feature(
            f.name,
            f.parent,
            new.get(f.group, -1),
            tuple(new[group] for group in f.groups),
            f.attributes,
            f.low,
            f.high,
            f.type,
        )
        for f in model.features
    )
    return FeatureModel(features, tuple(model.groups[group] for group in order))


def _group(chance: Random, parent: int, kind: GroupKind, members: tuple[int, ...]) -> FeatureGroup:
    many = len(members)
    low = chance.randint(0, many)
    bounds = {
        GroupKind.MANDATORY: (many, many),
        GroupKind.OPTIONAL: (0, many),
        GroupKind.OR: (1, many),
        GroupKind.ALTERNATIVE: (1, 1),
        GroupKind.CARDINALITY: (low, chance.randint(low, many)),
    }
    return FeatureGroup(parent, kind, *bounds[kind], members)


def _attributes(chance: Random) -> Iterator[tuple[str, AttributeValue]]:
    values: list[AttributeValue] = [
        None, True, False, 0, 7, -3, Fraction(5, 2), "", "it's; {x}", 'say "so" // no', (1, "a"),
        (3,), (), AttributeMap((("inner", 1), ("deep", AttributeMap(()))))
    ]  # fmt: skip
    for name in chance.sample(
        ["price", "abstract", "two words", "constraintx"], chance.randint(0, 2)
    ):
        yield name, chance.choice(values)


def random_formula(chance: Random, many: int, depth: int = 4) -> Node:
    """A Boolean formula over so many features."""
    if depth == 0 or chance.random() < 0.2:
        return Name(chance.randrange(many))
    parts = [random_formula(chance, many, depth - 1) for _ in range(chance.randint(2, 3))]
    kind = chance.choice([Not, And, Or, Implies, Iff])
    if kind is Not:
        # The reader takes a double negation for none.
        return parts[0].part if isinstance(parts[0], Not) else Not(parts[0])
    return kind(tuple(parts)) if kind in (And, Or) else kind(parts[0], parts[1])


def random_comparison(chance: Random, model: FeatureModel) -> Node:
    """A comparison of sums and other values of attributes."""
    return Compare(
        chance.choice(list(ComparisonKind)),
        _random_value(chance, model, 3),
        _random_value(chance, model, 2),
    )


def _random_value(chance: Random, model: FeatureModel, depth: int) -> Node:
    if depth == 0 or chance.random() < 0.3:
        owners = [
            (place, name)
            for place, feature in enumerate(model.features)
            for name, _ in feature.attributes
        ]
        leaves: list[Node] = [
            Number(Fraction(chance.randint(-8, 8), 2)),
            Text("some text"),
            Aggregate(chance.choice(list(AggregateKind)), "price"),
            Aggregate(AggregateKind.SUM, "price", chance.randrange(len(model.features))),
            *(Attribute(*chance.choice(owners)) for _ in range(3) if owners),
        ]
        leaf = chance.choice(leaves)
        if not isinstance(leaf, Attribute) or chance.random() < 0.7:
            return leaf
        rounded = Rounded(chance.choice(list(RoundingKind)), leaf)
        return chance.choice([Length(leaf), rounded])
    parts = (_random_value(chance, model, depth - 1) for _ in range(2))
    return Arithmetic(chance.choice(list(ArithmeticKind)), *parts)


def configurations(model: FeatureModel) -> Iterator[frozenset[int]]:
    """All configurations of a small Boolean model, by trying every set of features."""
    for bits in product((False, True), repeat=len(model.features)):
        if bits[0] and _keeps_tree(model, bits) and all(holds(f, bits) for f in model.constraints):
            yield frozenset(place for place, bit in enumerate(bits) if bit)


def _keeps_tree(model: FeatureModel, bits: tuple[bool, ...]) -> bool:
    for group in model.groups:
        chosen = sum(bits[member] for member in group.members)
        if not (group.low <= chosen <= group.high if bits[group.parent] else chosen == 0):
            return False
    return True


def holds(formula: Node, bits: tuple[bool, ...]) -> bool:
    """Whether a Boolean formula holds."""
    found: list[bool] = []
    for node in postorder(formula):
        parts = [found.pop() for _ in node.parts][::-1]
        match node:
            case Name(feature):
                found.append(bits[feature])
            case Not():
                found.append(not parts[0])
            case And():
                found.append(all(parts))
            case Or():
                found.append(any(parts))
            case Implies():
                found.append(not parts[0] or parts[1])
            case Iff():
                found.append(parts[0] == parts[1])
    return found[0]
