"""Comparisons of attributes as decisions over the features they read."""

import math
from collections.abc import Callable, Mapping
from fractions import Fraction

from configurator.engine.features.feature_model import FeatureModel
from configurator.engine.features.formulas import (
    Aggregate,
    AggregateKind,
    And,
    Arithmetic,
    ArithmeticKind,
    Attribute,
    Compare,
    ComparisonKind,
    Length,
    Name,
    Node,
    Number,
    Or,
    Rounded,
    RoundingKind,
    Text,
    postorder,
)

READ_LIMIT = 14
"""Features of a comparison that is no sum; all their combinations are tried."""
STEP_LIMIT = 50_000
"""Steps of one decision."""
ALWAYS, NEVER = And(()), Or(())

Value = Fraction | str
Choice = Callable[[int, Node, Node], Node]
Linear = tuple[dict[int, Fraction], Fraction]


class Undecidable(Exception):
    """A comparison whose truth does not follow from features alone; says why."""


def decide(model: FeatureModel, node: Node, choice: Choice) -> Node:
    """Return a Boolean node for a comparison or a Boolean attribute.

    Parameters
    ----------
    model : FeatureModel
        Gives the attributes.
    node : Node
        A Compare or an Attribute. An attribute is 0, or the empty text, while its feature is
        not selected; an average of nothing and a division by 0 make a comparison false.
    choice : callable
        Makes a node out of a feature and the nodes for its being there or not.

    Raises
    ------
    Undecidable
        If it reads the value of a typed feature, or too many features.
    """
    if isinstance(node, Attribute):
        value = _attribute(model, node.feature, node.name)
        return Name(node.feature) if value == 1 else NEVER
    if not isinstance(node, Compare):
        raise Undecidable("it is neither true nor false")
    weights, constant = _difference(model, node)
    if weights is not None:
        return _Sum(node.kind, weights, choice).decision(constant)
    read = sorted(_read(model, node))
    if len(read) > READ_LIMIT:
        raise Undecidable(f"no sum, and over {len(read)} features; {READ_LIMIT} can be tried")
    return _by_trying(model, node, read, {}, choice)


def _by_trying(
    model: FeatureModel, node: Compare, read: list[int], there: Mapping[int, bool], choice: Choice
) -> Node:
    if len(there) == len(read):
        return ALWAYS if _holds(model, node, there) else NEVER
    feature = read[len(there)]
    yes = _by_trying(model, node, read, {**there, feature: True}, choice)
    no = _by_trying(model, node, read, {**there, feature: False}, choice)
    return yes if yes == no else choice(feature, yes, no)


class _Sum:
    """Decides whether a sum of weights compares to 0; steps with equal sums are shared."""

    def __init__(self, kind: ComparisonKind, weights: dict[int, Fraction], choice: Choice) -> None:
        ordered = sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))
        self._kind = kind
        self._choice = choice
        self._weights = ordered
        self._least, self._most = [Fraction(0)], [Fraction(0)]
        for _, weight in reversed(ordered):
            self._least.append(self._least[-1] + min(weight, Fraction(0)))
            self._most.append(self._most[-1] + max(weight, Fraction(0)))
        self._least.reverse()
        self._most.reverse()

    def decision(self, constant: Fraction) -> Node:
        """Return the node for a sum that begins with a constant."""
        layers = [{constant}]
        steps = 0
        for place, (_, weight) in enumerate(self._weights):
            following = set()
            for total in layers[-1]:
                if self._settled(place, total) is None:
                    following |= {total, total + weight}
            steps += len(following)
            if steps > STEP_LIMIT:
                raise Undecidable(f"the sum takes more than {STEP_LIMIT:,} steps")
            layers.append(following)
        below: dict[Fraction, Node] = {}
        for place in reversed(range(len(layers))):
            here: dict[Fraction, Node] = {}
            for total in sorted(layers[place]):
                settled = self._settled(place, total)
                if settled is not None:
                    here[total] = settled
                    continue
                feature, weight = self._weights[place]
                yes, no = below[total + weight], below[total]
                here[total] = yes if yes == no else self._choice(feature, yes, no)
            below = here
        return below[constant]

    def _settled(self, place: int, total: Fraction) -> Node | None:
        """Return what holds whatever follows, None where that is open."""
        least, most = total + self._least[place], total + self._most[place]
        zero = Fraction(0)
        if least == most:
            return ALWAYS if _compare(self._kind, least, zero) else NEVER
        if self._kind in (ComparisonKind.EQUAL, ComparisonKind.UNEQUAL):
            if least <= 0 <= most:
                return None
            return ALWAYS if self._kind is ComparisonKind.UNEQUAL else NEVER
        if _compare(self._kind, least, zero) == _compare(self._kind, most, zero):
            return ALWAYS if _compare(self._kind, least, zero) else NEVER
        return None


def _difference(model: FeatureModel, node: Compare) -> tuple[dict[int, Fraction] | None, Fraction]:
    """Return the weights of features in left minus right, None where it is no sum."""
    left, right = _linear(model, node.left), _linear(model, node.right)
    if left is None or right is None:
        return None, Fraction(0)
    weights = dict(left[0])
    for feature, weight in right[0].items():
        weights[feature] = weights.get(feature, Fraction(0)) - weight
    return {f: w for f, w in weights.items() if w}, left[1] - right[1]


def _linear(model: FeatureModel, formula: Node) -> Linear | None:
    found: list[Linear | None] = []
    for node in postorder(formula):
        many = len(node.parts)
        below = found[len(found) - many :]
        del found[len(found) - many :]
        match node:
            case Number(number):
                found.append(({}, number))
            case Attribute(feature, name):
                value = _attribute(model, feature, name)
                found.append(None if isinstance(value, str) else ({feature: value}, Fraction(0)))
            case Aggregate(AggregateKind.SUM):
                found.append((_summands(model, node), Fraction(0)))
            case Arithmetic(kind):
                left, right = below
                found.append(None if left is None or right is None else _joined(kind, left, right))
            case _:
                found.append(None)
    return found[0]


def _joined(kind: ArithmeticKind, left: Linear, right: Linear) -> Linear | None:
    if kind is ArithmeticKind.TIMES:
        if left[0] and right[0]:
            return None
        (weights, constant), factor = (left, right[1]) if left[0] else (right, left[1])
    elif kind is ArithmeticKind.DIVIDED:
        if right[0] or not right[1]:
            return None
        (weights, constant), factor = left, 1 / right[1]
    else:
        sign = 1 if kind is ArithmeticKind.PLUS else -1
        added = dict(left[0])
        for feature, weight in right[0].items():
            added[feature] = added.get(feature, Fraction(0)) + sign * weight
        return added, left[1] + sign * right[1]
    return {feature: weight * factor for feature, weight in weights.items()}, constant * factor


def _summands(model: FeatureModel, node: Aggregate) -> dict[int, Fraction]:
    """Return the numbers that an aggregate adds up, by feature."""
    among = range(len(model.features)) if node.below < 0 else model.below(node.below)
    found = {}
    for feature in among:
        for name, value in model.features[feature].attributes:
            if name == node.attribute and isinstance(value, int | Fraction):
                found[feature] = Fraction(value)
    return found


def _read(model: FeatureModel, node: Compare) -> set[int]:
    read: set[int] = set()
    for inner in postorder(node):
        match inner:
            case Attribute(feature):
                read.add(feature)
            case Aggregate():
                read.update(_summands(model, inner))
            case Name(feature):
                named = model.features[feature]
                raise Undecidable(f"it reads the value of {named.name} ({named.type.value})")
    return read


def _attribute(model: FeatureModel, feature: int, name: str) -> Value:
    value = dict(model.features[feature].attributes).get(name)
    if isinstance(value, bool | int | Fraction):
        return Fraction(value)
    if isinstance(value, str):
        return value
    raise Undecidable(f"{model.features[feature].name}.{name} is neither a number nor a text")


def _holds(model: FeatureModel, node: Compare, there: Mapping[int, bool]) -> bool:
    try:
        left, right = _value(model, node.left, there), _value(model, node.right, there)
    except ZeroDivisionError:
        return False
    if isinstance(left, str) is not isinstance(right, str):
        # The empty text of a feature that is not there equals no number.
        return node.kind is ComparisonKind.UNEQUAL
    return _compare(node.kind, left, right)


def _value(model: FeatureModel, formula: Node, there: Mapping[int, bool]) -> Value:
    found: list[Value] = []
    for node in postorder(formula):
        many = len(node.parts)
        below = found[len(found) - many :]
        del found[len(found) - many :]
        match node:
            case Number(number):
                found.append(number)
            case Text(text):
                found.append(text)
            case Attribute(feature, name):
                value = _attribute(model, feature, name)
                empty: Value = "" if isinstance(value, str) else Fraction(0)
                found.append(value if there[feature] else empty)
            case Aggregate(kind):
                items = [v for f, v in _summands(model, node).items() if there[f]]
                total = sum(items, Fraction(0))
                found.append(total if kind is AggregateKind.SUM else total / len(items))
            case Length():
                found.append(Fraction(len(str(below[0]))))
            case Rounded(kind):
                number = _number(below[0])
                found.append(
                    Fraction(
                        math.floor(number) if kind is RoundingKind.FLOOR else math.ceil(number)
                    )
                )
            case Arithmetic(kind):
                found.append(_calculated(kind, _number(below[0]), _number(below[1])))
            case _:
                raise Undecidable(f"{type(node).__name__} has no value")
    return found[0]


def _number(value: Value) -> Fraction:
    if isinstance(value, str):
        raise Undecidable("a text stands where a number is needed")
    return value


def _calculated(kind: ArithmeticKind, left: Fraction, right: Fraction) -> Fraction:
    if kind is ArithmeticKind.PLUS:
        return left + right
    if kind is ArithmeticKind.MINUS:
        return left - right
    return left * right if kind is ArithmeticKind.TIMES else left / right


def _compare(kind: ComparisonKind, left: Value, right: Value) -> bool:
    if kind is ComparisonKind.EQUAL:
        return left == right
    if kind is ComparisonKind.UNEQUAL:
        return left != right
    if isinstance(left, str) or isinstance(right, str):
        left, right = Fraction(str(left) > str(right)), Fraction(str(left) < str(right))
    return {
        ComparisonKind.LESS: left < right,
        ComparisonKind.AT_MOST: left <= right,
        ComparisonKind.GREATER: left > right,
        ComparisonKind.AT_LEAST: left >= right,
    }[kind]
