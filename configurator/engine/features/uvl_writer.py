"""Feature models as UVL text; reading it back gives an equal model."""

from collections.abc import Iterator
from fractions import Fraction

from configurator.engine.errors import MalformedModel
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
    And,
    Arithmetic,
    Attribute,
    Compare,
    Iff,
    Implies,
    Length,
    Name,
    Node,
    Not,
    Number,
    Or,
    Rounded,
    Text,
    postorder,
)

Written = tuple[str, int]
"""A piece of text and how strongly its outermost sign binds."""
_IFF, _IMPLIES, _OR, _AND, _NOT, _COMPARED, _ADDED, _MULTIPLIED, _ATOM = range(9)


def write_uvl(model: FeatureModel) -> str:
    """Write a feature model.

    Parameters
    ----------
    model : FeatureModel
        Imported features are written out, with alias and dot in their quoted names.

    Returns
    -------
    str
        ``read_uvl`` of it equals the model.

    Raises
    ------
    MalformedModel
        If a name or text has a quotation mark or line break that UVL cannot hold, a number has
        no end, or a connective has fewer than two parts.
    """
    lines = []
    if model.namespace:
        lines += [f"namespace {_quoted(model.namespace)}", ""]
    levels = _levels(model)
    if levels:
        lines += ["include", *(f"\t{level}" for level in levels), ""]
    lines += ["features", *_tree(model)]
    if model.constraints:
        lines += ["", "constraints", *(f"\t{_formula(model, node)}" for node in model.constraints)]
    return "\n".join(lines) + "\n"


def _levels(model: FeatureModel) -> list[str]:
    nodes = [type(node) for formula in model.constraints for node in postorder(formula)]
    used = {
        "Boolean.group-cardinality": any(g.kind is GroupKind.CARDINALITY for g in model.groups),
        "Arithmetic.feature-cardinality": any((f.low, f.high) != (1, 1) for f in model.features),
        "Arithmetic.aggregate-function": Aggregate in nodes,
        "Type": any(f.type is not FeatureType.BOOLEAN for f in model.features),
        "Type.string-constraints": Text in nodes or Length in nodes,
    }
    return [level for level, is_used in used.items() if is_used]


def _tree(model: FeatureModel) -> Iterator[str]:
    waiting: list[tuple[int, str]] = [(0, "\t")]
    while waiting:
        place, indentation = waiting.pop()
        if place < 0:
            yield indentation
            continue
        feature = model.features[place]
        yield indentation + _feature(feature)
        below: list[tuple[int, str]] = []
        for group in (model.groups[index] for index in feature.groups):
            below.append((-1, f"{indentation}\t{_group(group)}"))
            below.extend((member, f"{indentation}\t\t") for member in group.members)
        waiting.extend(reversed(below))


def _feature(feature: Feature) -> str:
    parts = [] if feature.type is FeatureType.BOOLEAN else [feature.type.value]
    parts.append(_quoted(feature.name))
    if (feature.low, feature.high) != (1, 1):
        high = "*" if feature.high < 0 else str(feature.high)
        parts.append(f"cardinality [{feature.low}..{high}]")
    if feature.attributes:
        parts.append(_attributes(feature.attributes))
    return " ".join(parts)


def _group(group: FeatureGroup) -> str:
    if group.kind is not GroupKind.CARDINALITY:
        return group.kind.value
    return f"[{group.low}..{max(group.low, group.high)}]"


def _attributes(entries: tuple[tuple[str, AttributeValue], ...]) -> str:
    return "{" + ", ".join(f"{_quoted(name)}{_after(value)}" for name, value in entries) + "}"


def _after(value: AttributeValue) -> str:
    return "" if value is None else f" {_value(value)}"


def _value(value: AttributeValue) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _text(value)
        case AttributeMap(entries):
            return _attributes(entries)
        case tuple():
            return "[" + ", ".join("" if item is None else _value(item) for item in value) + " ]"
        case None:
            raise MalformedModel("a list holds nothing at a place")
    return _number(Fraction(value))


def _number(value: Fraction) -> str:
    scale = 0
    while (value * 10**scale).denominator != 1:
        scale += 1
        if scale > 90:
            raise MalformedModel(f"{value} has no end as a decimal number")
    digits = str(abs(value * 10**scale)).rjust(scale + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-scale]}.{digits[-scale:]}" if scale else f"{sign}{digits}"


def _text(value: str) -> str:
    mark = '"' if "'" in value else "'"
    if mark in value or "\n" in value or "\r" in value:
        raise MalformedModel(f"UVL has no way to write the text {value[:80]!r}")
    return f"{mark}{value}{mark}"


def _quoted(name: str) -> str:
    if name.isascii() and name.isidentifier() and name[0] != "_" and name not in _KEYWORDS:
        return name
    if not name or '"' in name or "\n" in name or "\r" in name:
        raise MalformedModel(f"UVL has no way to write the name {name[:80]!r}")
    return f'"{name}"'


_KEYWORDS = frozenset(
    {
        *("include", "features", "imports", "namespace", "as", "constraint", "constraints"),
        *("cardinality", "String", "Boolean", "Integer", "Real", "Type", "Arithmetic"),
        *("len", "sum", "avg", "floor", "ceil", "true", "false"),
        *("or", "alternative", "optional", "mandatory"),
    }
)


def _formula(model: FeatureModel, formula: Node) -> str:
    found: list[Written] = []
    for node in postorder(formula):
        many = len(node.parts)
        parts = found[len(found) - many :]
        del found[len(found) - many :]
        found.append(_written(model, node, parts))
    return found[0][0]


def _written(model: FeatureModel, node: Node, parts: list[Written]) -> Written:
    match node:
        case Name(feature):
            return _quoted(model.features[feature].name), _ATOM
        case Not():
            return f"!{_inside(parts[0], _NOT)}", _NOT
        case And() | Or():
            sign, level = (" & ", _AND) if isinstance(node, And) else (" | ", _OR)
            if len(parts) < 2:
                raise MalformedModel("UVL has no way to write a connective of fewer than two parts")
            return sign.join(_inside(part, level + 1) for part in parts), level
        case Implies() | Iff():
            sign, level = (" => ", _IMPLIES) if isinstance(node, Implies) else (" <=> ", _IFF)
            return f"{_inside(parts[0], level)}{sign}{_inside(parts[1], level + 1)}", level
        case Compare(kind):
            left, right = (_inside(part, _ADDED) for part in parts)
            return f"{left} {kind.value} {right}", _COMPARED
        case Arithmetic(kind):
            level = _ADDED if kind.value in "+-" else _MULTIPLIED
            left, right = _inside(parts[0], level), _inside(parts[1], level + 1)
            return f"{left} {kind.value} {right}", level
    return _value_written(model, node, parts), _ATOM


def _value_written(model: FeatureModel, node: Node, parts: list[Written]) -> str:
    match node:
        case Number(value):
            return _number(value)
        case Text(value):
            if "'" in value:
                raise MalformedModel(f"UVL has no way to write the text {value[:80]!r}")
            return _text(value)
        case Attribute(feature, name):
            return f"{_quoted(model.features[feature].name)}.{_quoted(name)}"
        case Aggregate(kind, attribute, below):
            among = f", {_quoted(model.features[below].name)}" if below >= 0 else ""
            return f"{kind.value}({_quoted(attribute)}{among})"
        case Length():
            return f"len({parts[0][0]})"
        case Rounded(kind):
            return f"{kind.value}({parts[0][0]})"
    raise MalformedModel(f"UVL has no way to write {type(node).__name__}")


def _inside(part: Written, level: int) -> str:
    """Return a part, in parentheses where it binds more loosely than what stands around it."""
    return part[0] if part[1] >= level else f"({part[0]})"
