"""A feature model: features in a tree, groups of children, constraints across the tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from configurator.engine.features.formulas import Node


class FeatureType(StrEnum):
    """What a selected feature carries: nothing but its being there, or a value."""

    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    REAL = "Real"
    STRING = "String"


class GroupKind(StrEnum):
    """How many children of a selected feature are selected."""

    MANDATORY = "mandatory"
    OPTIONAL = "optional"
    OR = "or"
    ALTERNATIVE = "alternative"
    CARDINALITY = "cardinality"


@dataclass(frozen=True, slots=True)
class AttributeMap:
    """Attributes inside an attribute, in the order of the file."""

    entries: "tuple[tuple[str, AttributeValue], ...]"


AttributeValue = (
    bool | int | Fraction | str | AttributeMap | tuple["AttributeValue", ...] | None
)  # None: the attribute is named and carries nothing
"""What an attribute may hold; a tuple is a list."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature.

    Parameters
    ----------
    name : str
        Unique in the model; features of an imported model carry its alias and a dot in front.
    parent : int
        Place of the feature above; -1 for the root.
    group : int
        The group it is a member of; -1 for the root.
    groups : tuple of int
        The groups of its children.
    attributes : tuple of (str, AttributeValue)
        In the order of the file.
    low, high : int
        How often a selected feature stands there; ``high`` is -1 where there is no bound.
    type : FeatureType
        Boolean unless the feature carries a value.
    """

    name: str
    parent: int = -1
    group: int = -1
    groups: tuple[int, ...] = ()
    attributes: tuple[tuple[str, AttributeValue], ...] = ()
    low: int = 1
    high: int = 1
    type: FeatureType = FeatureType.BOOLEAN


@dataclass(frozen=True, slots=True)
class FeatureGroup:
    """Children of one feature that are counted together.

    Parameters
    ----------
    parent : int
        Place of the feature above.
    kind : GroupKind
        As the file calls it.
    low, high : int
        How many members are selected, both included, whenever the parent is: all for
        mandatory, any number for optional, 1 and more for or, exactly 1 for alternative.
        ``high`` never exceeds the number of members, ``low`` does where the file says so.
    members : tuple of int
        Places of the children.
    """

    parent: int
    kind: GroupKind
    low: int
    high: int
    members: tuple[int, ...]


@dataclass(frozen=True)
class FeatureModel:
    """Features, groups and constraints.

    Parameters
    ----------
    features : tuple of Feature
        In tree order: the root first, every feature after its parent.
    groups : tuple of FeatureGroup
        Every group after the group that its parent is a member of.
    constraints : tuple of Node
        Formulas that all hold, over places in ``features``.
    namespace : str
        Name of the model, may be empty.
    unsupported : tuple of str
        What the reader met and these fields cannot express, by name; nothing is dropped in
        silence.
    """

    features: tuple[Feature, ...]
    groups: tuple[FeatureGroup, ...]
    constraints: tuple[Node, ...] = ()
    namespace: str = ""
    unsupported: tuple[str, ...] = field(default=(), compare=False)

    @cached_property
    def index_by_name(self) -> dict[str, int]:
        """Place of each feature."""
        return {feature.name: index for index, feature in enumerate(self.features)}

    def below(self, feature: int) -> Iterator[int]:
        """Return a feature and all features below it."""
        waiting = [feature]
        while waiting:
            here = waiting.pop()
            yield here
            for group in self.features[here].groups:
                waiting.extend(self.groups[group].members)
