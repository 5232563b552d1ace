"""A feature model as a product document: groups of the tree become groups that are asked.

An alternative becomes a one_of, every other group a some_of; mandatory children are there
whenever their parent is and are not asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from catalog.language.limits import NESTING_LIMIT, SOURCE_LIMIT
from configurator.engine.features.codes import Codes
from configurator.engine.features.feature_model import (
    AttributeValue,
    Feature,
    FeatureGroup,
    FeatureModel,
    FeatureType,
    GroupKind,
)
from configurator.engine.features.formulas import (
    And,
    Iff,
    Implies,
    Name,
    Node,
    Not,
    Or,
    is_boolean,
    postorder,
)

ALWAYS = ""
"""The source of a claim that always holds."""
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """A product document.

    Parameters
    ----------
    document : dict
        As the catalog writes a draft from it.
    left_out : tuple of str
        What of the model it does not say, by name.
    """

    document: Document
    left_out: tuple[str, ...]


def draft_from_features(model: FeatureModel, product: str) -> Draft:
    """Turn a feature model into a product document with the same configurations.

    Parameters
    ----------
    model : FeatureModel
        Any.
    product : str
        Code of the product.

    Returns
    -------
    Draft
        Exact but for what ``left_out`` names.
    """
    return _Drafting(model).draft(product)


class _Drafting:
    def __init__(self, model: FeatureModel) -> None:
        self._model = model
        self._codes = Codes()
        self._left_out = list(model.unsupported)
        self._groups: list[Document] = []
        self._rules: list[Document] = []
        self._selected: list[str] = [ALWAYS] * len(model.features)

    def draft(self, product: str) -> Draft:
        model = self._model
        for feature in model.features:
            self._note_feature(feature)
        for group in model.groups:
            if group.kind is GroupKind.MANDATORY or group.low == len(group.members) > 1:
                for member in group.members:
                    self._selected[member] = self._selected[group.parent]
                    self._note_attributes(member)
            else:
                self._ask(group)
        self._note_attributes(0)
        for number, formula in enumerate(model.constraints, start=1):
            self._rule(number, formula)
        document = {
            "format": 1,
            "product": product,
            "kind": "configurable",
            "name": {"en": model.features[0].name},
            "tagline": {},
            "picture": "",
            "groups": self._groups,
            "rules": self._rules,
        }
        return Draft(document, tuple(self._left_out))

    def _note_feature(self, feature: Feature) -> None:
        if feature.type is not FeatureType.BOOLEAN:
            self._left_out.append(f"{feature.name}: the value of a {feature.type.value}")
        if (feature.low, feature.high) != (1, 1):
            self._left_out.append(f"{feature.name}: standing there more than once")

    def _note_attributes(self, place: int) -> None:
        feature = self._model.features[place]
        for name, value in feature.attributes:
            if not _is_abstract(name, value):
                self._left_out.append(f"{feature.name}.{name}: the feature is not asked for")

    def _ask(self, group: FeatureGroup) -> None:
        parent = self._model.features[group.parent]
        is_one = group.low == group.high == 1
        code = self._codes.code(parent.name if is_one else f"{parent.name} {group.kind.value}")
        options = Codes()
        condition = self._selected[group.parent]
        entries = []
        for member in group.members:
            option = options.code(self._model.features[member].name)
            # Quoted: a group may have the same code.
            self._selected[member] = f'{code} {"=" if is_one else "has"} "{option}"'
            entries.append(self._option(member, option))
        low = 0 if condition else group.low
        kind = _ONE_OF if is_one else _SOME_OF | {"min_count": low, "max_count": group.high}
        is_optional = bool(condition) if is_one else low == 0
        self._groups.append(
            {
                "code": code,
                "name": {"en": parent.name},
                "help": {},
                "unit": "",
                "default": None,
                "attributes": _attribute_definitions(entries),
                "options": entries,
                "is_optional": is_optional,
                **kind,
            }
        )
        if condition:
            self._tie(code, condition, group, is_one=is_one)

    def _tie(self, code: str, condition: str, group: FeatureGroup, *, is_one: bool) -> None:
        """Ask for a group exactly where the feature above it is there."""
        if is_one or group.low == 1:
            self._add(code, f"({condition}) <=> {code} is not empty")
            return
        self._add(code, f"{code} is not empty => ({condition})")
        if group.low > 1:
            self._add(code, f"({condition}) => count({code}) >= {group.low}")

    def _option(self, member: int, code: str) -> Document:
        feature = self._model.features[member]
        attributes = {}
        codes = Codes()
        for name, value in feature.attributes:
            plain = _plain(value)
            if plain is None:
                if not _is_abstract(name, value):
                    self._left_out.append(f"{feature.name}.{name}: neither a number nor a word")
            else:
                attributes[codes.code(name)] = plain
        return {
            "code": code,
            "name": {"en": feature.name},
            "description": {},
            "attributes": attributes,
            "modules": {},
            "swatch": "",
        }

    def _rule(self, number: int, formula: Node) -> None:
        if not is_boolean(formula):
            self._left_out.append(f"constraint {number}: it compares numbers or texts")
            return
        source, level = _source(formula, self._selected)
        if len(source) > SOURCE_LIMIT or level > NESTING_LIMIT:
            self._left_out.append(f"constraint {number}: longer or deeper than a rule may be")
        elif source != ALWAYS:
            self._add("rule", source)

    def _add(self, stem: str, source: str) -> None:
        code = f"{stem}-{len(self._rules) + 1}"
        self._rules.append({"code": code, "kind": "formula", "source": source, "message": {}})


_ONE_OF: Document = {"kind": "one_of"}
_SOME_OF: Document = {"kind": "some_of", "max_quantity": 1}


def _is_abstract(name: str, value: AttributeValue) -> bool:
    """Return whether this only says that the feature has no code of its own in a program."""
    return name == "abstract" and value in (True, None)


def _plain(value: AttributeValue) -> int | float | str | None:
    if isinstance(value, bool) or not isinstance(value, int | Fraction | str):
        return None
    if isinstance(value, Fraction):
        return float(value)
    return value


def _attribute_definitions(options: list[Document]) -> list[Document]:
    """Return the attributes of a group; what is a word anywhere is a word everywhere."""
    is_word: dict[str, bool] = {}
    for option in options:
        for code, value in option["attributes"].items():
            is_word[code] = is_word.get(code, False) or isinstance(value, str)
    for option in options:
        for code, value in option["attributes"].items():
            option["attributes"][code] = str(value) if is_word[code] else value
    return [
        {"code": code, "kind": "word" if word else "number", "unit": "", "name": {"en": code}}
        for code, word in is_word.items()
    ]


def _source(formula: Node, selected: Mapping[int, str] | list[str]) -> tuple[str, int]:
    """Return a formula in the rule language, and how deep its parentheses go.

    A part that always holds is ALWAYS; one that never does is None on the way.
    """
    found: list[tuple[str | None, int]] = []
    for node in postorder(formula):
        many = len(node.parts)
        parts = found[len(found) - many :]
        del found[len(found) - many :]
        level = max((depth for _, depth in parts), default=0) + 1
        found.append((_joined(node, [text for text, _ in parts], selected), level))
    text, level = found[0]
    return ("1 = 0" if text is None else text), level


def _joined(
    node: Node, parts: list[str | None], selected: Mapping[int, str] | list[str]
) -> str | None:
    match node:
        case Name(feature):
            return selected[feature]
        case Not():
            return _negated(parts[0])
        case And():
            return _chain("and", parts, neutral=ALWAYS, absorbing=None)
        case Or():
            return _chain("or", parts, neutral=None, absorbing=ALWAYS)
        case Implies():
            return _chain("or", [_negated(parts[0]), parts[1]], neutral=None, absorbing=ALWAYS)
        case Iff():
            left, right = parts
            if not left or not right:
                other, fixed = (right, left) if not left else (left, right)
                return other if fixed == ALWAYS else _negated(other)
            return f"(({left}) <=> ({right}))"
    raise TypeError(f"{type(node).__name__} is not Boolean")


def _negated(part: str | None) -> str | None:
    if part is None:
        return ALWAYS
    return None if part == ALWAYS else f"not ({part})"


def _chain(
    word: str, parts: list[str | None], *, neutral: str | None, absorbing: str | None
) -> str | None:
    if absorbing in parts:
        return absorbing
    left = [part for part in parts if part != neutral]
    if not left:
        return neutral
    return str(left[0]) if len(left) == 1 else "(" + f" {word} ".join(map(str, left)) + ")"
